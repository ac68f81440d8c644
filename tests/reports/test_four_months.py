"""Every balance through four consecutive months: opening + in − out = closing, and each month opens as the one before
closed; as printed, by the facts and by the reconciliation book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from pytest_django.plugin import DjangoDbBlocker

from modifications.life import OPEN_STAGES
from modifications.models import DccAssessment, Modification, ReferenceFrom, Stage, StageFrom
from parties.models import CategoryPeriod, EventOfDefault, Membership, Party, PartyCategory, VotingGroupPeriod
from reports.building import build_report
from reports.checks.book import checked
from reports.checks.registry import registered
from reports.engine.blocks import Narrative
from reports.engine.build import narrative_id
from reports.engine.document import Document
from reports.engine.values import count
from reports.facts.registry import Facts
from reports.models import Report
from tests.conftest import rolled_back
from tests.modifications.histories import assess, enter
from tests.parties.cast import default, party, voting_group
from tests.reports.balances import (
    BY_COUNTS,
    BY_NAMES,
    CLOSINGS,
    LEDGER,
    OPENINGS,
    Flow,
    Papers,
    as_printed,
    block_of,
    by_the_facts,
    display,
    in_stage,
    number,
    quoted,
    reads_of,
)
from tests.reports.checks.planting import Ground, with_block
from tests.reports.four_months import IA, KINDS, MONTHS, PA, day, four_months

pytestmark = pytest.mark.django_db


BRIDGES = [check for check in registered() if check.id.startswith("bridge.")]


def report_of(kind: str, index: int) -> Report:
    return Report.objects.select_related("meeting__committee").get(kind=kind, month=MONTHS[index].first)


def built(kind: str, index: int) -> Document:
    return build_report(report_of(kind, index)).document


@pytest.fixture(scope="module")
def papers(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Papers]:
    """Every paper of the four months as it was issued."""
    with rolled_back(django_db_blocker):
        four_months()
        yield {(kind, index): built(kind, index) for kind in KINDS for index in range(4)}


# --- The ledger -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("balance", LEDGER)
def test_ledger_balances_and_each_month_opens_as_the_last_one_closed(balance: str) -> None:
    flows = [Flow(*row) for row in LEDGER[balance]]
    assert all(flow.holds for flow in flows)
    assert all(before.closing == after.opening for before, after in pairwise(flows))


# --- By the facts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("index", range(4))
def test_facts_carry_every_balance(index: int, papers: Papers) -> None:
    assert by_the_facts(index) == {balance: Flow(*rows[index]) for balance, rows in LEDGER.items()}


@pytest.mark.parametrize("balance", OPENINGS)
def test_what_a_month_says_it_opened_with_is_what_the_last_one_closed_with(balance: str, papers: Papers) -> None:
    opened = [number(Facts(reads_of(index)), OPENINGS[balance]) for index in range(4)]
    assert opened == [opening for opening, *_ in LEDGER[balance]]


# --- As printed -------------------------------------------------------------------------------------------------------


TOLD = [(kind, balance) for kind in KINDS for balance in BY_COUNTS if kind == "operations" or balance in OPENINGS]


@pytest.mark.parametrize(("kind", "balance"), TOLD)
def test_papers_print_every_balance(kind: str, balance: str, papers: Papers) -> None:
    assert as_printed(papers, kind, balance) == [Flow(*row) for row in LEDGER[balance]]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("balance", OPENINGS)
def test_papers_print_an_opening_that_was_the_closing(balance: str, kind: str, papers: Papers) -> None:
    for index in range(1, 4):
        before, now = quoted(papers[kind, index - 1]), quoted(papers[kind, index])
        assert now[OPENINGS[balance]] == before[BY_COUNTS[balance][2]]


@pytest.mark.parametrize("kind", KINDS)
def test_figure_of_stages_closes_as_the_ledger_does(kind: str, papers: Papers) -> None:
    for index in range(4):
        assert in_stage(papers[kind, index]) == {
            balance: rows[index][3] for balance, rows in LEDGER.items() if balance.startswith("in ")
        }


def test_figure_of_the_process_prints_each_opening_beside_its_closing(papers: Papers) -> None:
    for index in range(4):
        for stage, series in zip(
            OPEN_STAGES, block_of(papers["operations", index], "process").chart.series, strict=True
        ):
            opening, *_, closing = LEDGER[f"in {stage.value}"][index]
            assert [display(value) for value in series.values[-2:]] == [opening, closing]


@pytest.mark.parametrize("kind", KINDS)
def test_tables_close_as_the_ledger_does(kind: str, papers: Papers) -> None:
    for index in range(4):
        document = papers[kind, index]
        totals = [display(row.cells[1].value) for row in block_of(document, "assessments-summary").rows]
        kinds = [row.cells[1].value.display for row in block_of(document, "assessments-open").rows]
        for place, (kind_of, balance) in enumerate((("PA", "PA underway"), ("IA", "IA underway"))):
            assert totals[2 * place] == kinds.count(kind_of) == LEDGER[balance][index][3]
        assert display(block_of(document, "timescales").rows[0].cells[1].value) == LEDGER["open proposals"][index][3]


def test_lists_and_tiles_of_the_month_print_what_came_and_went(papers: Papers) -> None:
    for index in range(4):
        document = papers["operations", index]
        _, came, went, _ = LEDGER["parties"][index]
        assert [len(block_of(document, f"parties-{way}").rows) for way in ("entered", "left")] == [came, went]
        acceded, withdrawn, expelled, raised = (
            display(series.values[-1]) for series in block_of(document, "movements").chart.series
        )
        assert (acceded, withdrawn + expelled) == (came, went)
        assert raised == LEDGER["events of default"][index][1]
        tiles = {tile.fact: tile.value for group in block_of(document, "snapshot-tiles").groups for tile in group.tiles}
        assert display(tiles["modifications.open"]) == LEDGER["open proposals"][index][3]
        assert (display(tiles["parties.acceded"]), display(tiles["defaults.raised"])) == (acceded, raised)


def test_papers_print_the_voting_groups_and_the_parties_in_default(papers: Papers) -> None:
    for index in range(4):
        text = quoted(papers["operations", index])
        for balance in ("voting groups", "parties in default"):
            assert text[BY_NAMES[balance]] == LEDGER[balance][index][3]


# --- The book ---------------------------------------------------------------------------------------------------------


def said(ground: Ground) -> dict[str, list[str]]:
    """What the bridge checks find, by the check."""
    book = checked(ground.context(), BRIDGES)
    return {one.check.id: [found.finding.message for found in one.found] for one in book.results if one.found}


@pytest.mark.parametrize("index", range(4))
@pytest.mark.parametrize("kind", KINDS)
def test_bridge_checks_find_nothing_in_four_months(kind: str, index: int, papers: Papers) -> None:
    assert said(Ground(report_of(kind, index))) == {}


# --- One wrong row ----------------------------------------------------------------------------------------------------

Plant = Callable[[], object]


def modification(code: str) -> Modification:
    return Modification.objects.get(code=code)


def exists(name: str) -> Party:
    return Party.objects.get(name=name)


def regroup(name: str) -> None:
    """Into a group of its own since February, as nobody knew when March was reported."""
    of = exists(name)
    VotingGroupPeriod.objects.filter(party=of).delete()
    VotingGroupPeriod.objects.create(party=of, voting_group=voting_group(), valid=DateRange(day(2, 1), None))


def one_raised_and_not_reported() -> None:
    one = Modification.objects.create(code="120", raised_on=day(3, 28))
    ReferenceFrom.objects.create(modification=one, since=day(3, 28), reference="DP120")
    enter(one, (day(3, 28), Stage.DEVELOPMENT))


def one_more_part() -> None:
    one = Modification.objects.create(code="103C", raised_on=day(3, 9), split_from=modification("103"))
    ReferenceFrom.objects.create(modification=one, since=day(3, 9), reference="MP103C")
    enter(one, (day(3, 9), Stage.REFINEMENT))


LATE: dict[str, tuple[Plant, set[str], str]] = {
    "an accession": (lambda: party("Kapok", acceded=day(3, 10)), {"parties"}, "Kapok"),
    "a withdrawal": (
        lambda: Membership.objects.filter(party__name="Gorse").update(exited_on=day(3, 25), exit_kind="withdrawn"),
        {"parties", "voting groups"},
        "Gorse",
    ),
    "a Party that was the DCC": (
        lambda: CategoryPeriod.objects.filter(party__name="Gorse").update(category=PartyCategory.DCC),
        {"parties", "voting groups"},
        "Gorse",
    ),
    "a Voting Group": (lambda: regroup("Birch"), {"voting groups"}, "Birch"),
    "an Event of Default": (
        lambda: default(exists("Alder"), day(3, 30)),
        {"events of default", "parties in default"},
        "Event of Default EOD-",
    ),
    "an Event of Default closed": (
        lambda: EventOfDefault.objects.filter(reference="M8/5").update(closed_on=day(3, 30), outcome="resolved"),
        {"events of default"},
        "Event of Default M8/5",
    ),
    "an Event of Default taken away": (
        lambda: EventOfDefault.objects.filter(reference="M8/5").delete(),
        {"events of default"},
        "Event of Default M8/5",
    ),
    "a proposal": (one_raised_and_not_reported, {"open proposals", "in development"}, "DP120"),
    "a part of a split": (one_more_part, {"open proposals", "in refinement"}, "MP103C"),
    "a stage": (
        lambda: enter(modification("109"), (day(3, 29), Stage.REPORT)),
        {"in development", "in report"},
        "DP109",
    ),
    "a withdrawal of a proposal": (
        lambda: enter(modification("109"), (day(3, 29), Stage.WITHDRAWN)),
        {"open proposals", "in development"},
        "DP109",
    ),
    "a conclusion taken away": (
        lambda: StageFrom.objects.filter(modification__code="107", stage=Stage.WITHDRAWN).delete(),
        {"open proposals", "in development"},
        "DP107",
    ),
    "a Preliminary Assessment": (lambda: assess(modification("103A"), PA, day(3, 29)), {"PA underway"}, "PA of MP103A"),
    "an Impact Assessment": (lambda: assess(modification("108"), IA, day(3, 30)), {"IA underway"}, "IA of MP108"),
    "an assessment returned": (
        lambda: DccAssessment.objects.filter(modification__code="104", sequence=1, kind=PA).update(
            returned_on=day(3, 31)
        ),
        {"PA underway"},
        "PA of MP104",
    ),
}
"""One row entered, changed or deleted after March was reported, dated before April: the balances that it moves from
under April's paper, and how the book names it."""


def opened_otherwise(papers: Papers, index: int) -> set[str]:
    """The balances with which a month, read as the records stand, does not open as the last paper says it closed."""
    before = quoted(papers["operations", index - 1]) | in_stage(papers["operations", index - 1])
    flows = by_the_facts(index)
    return {one for one, key in CLOSINGS.items() if flows[one].opening != before.get(one, before.get(key))}


def test_each_month_opens_as_the_last_paper_closed(papers: Papers) -> None:
    assert [opened_otherwise(papers, index) for index in (1, 2, 3)] == [set(), set(), set()]


@pytest.mark.parametrize("what", LATE)
def test_one_row_dated_back_breaks_its_balance_and_the_book_names_it(what: str, papers: Papers) -> None:
    sow, balances, name = LATE[what]
    sow()
    assert opened_otherwise(papers, 2) == balances
    for kind in KINDS:
        (message,) = said(Ground(report_of(kind, 2)))["bridge.dated_back"]
        assert message.startswith(name)


LOST = {
    "bridge.parties": "entered",
    "bridge.modifications_month": "raised",
    "bridge.defaults": "defaults",
    "bridge.preliminary_assessments": "assessments_open",
    "bridge.impact_assessments": "assessments_open",
}
"""A list that each check reads of the month."""


@pytest.mark.parametrize("check", LOST)
def test_one_row_lost_to_a_list_of_the_month_is_found(check: str, papers: Papers) -> None:
    ground = Ground(report_of("operations", 3))
    wanted = {"bridge.preliminary_assessments": PA, "bridge.impact_assessments": IA}.get(check)
    rows = list(getattr(reads_of(3), LOST[check]))
    rows.remove(next(row for row in rows if wanted in (None, getattr(row, "kind", None))))
    ground.reads[LOST[check]] = rows
    assert list(said(ground)) == [check]


def test_one_proposal_lost_to_the_year_is_found(papers: Papers) -> None:
    ground = Ground(report_of("operations", 3))
    months = list(ground.context().past.process)
    months[-2] = replace(months[-2], raised=months[-2].raised - 1)
    ground.past["process"] = months
    assert list(said(ground)) == ["bridge.modifications"]


@pytest.mark.parametrize("balance", BY_COUNTS)
def test_one_figure_misprinted_breaks_its_balance_alone(balance: str, papers: Papers) -> None:
    key = BY_COUNTS[balance][2]

    def misprinted(block: Narrative) -> Narrative:
        prose = block.content[0]
        content = tuple(
            replace(inline, value=count(int(inline.value.display) + 1)) if getattr(inline, "key", "") == key else inline
            for inline in prose.content
        )
        return replace(block, content=(replace(prose, content=content), *block.content[1:]))

    changed = with_block(papers["operations", 1], narrative_id("market"), misprinted)
    wrong = {**papers, ("operations", 1): changed}
    broken = {
        one: [index for index, flow in enumerate(as_printed(wrong, "operations", one)) if not flow.holds]
        for one in BY_COUNTS
    }
    assert broken == {one: [1, 2] if one == balance else [] for one in BY_COUNTS}


# --- Any months -------------------------------------------------------------------------------------------------------

OF_PARTIES = ("parties", "voting groups", "events of default", "parties in default")
SINCE = day(1, 25).toordinal()
MOVES = st.integers(0, 130)
LIFE = st.tuples(MOVES, st.none() | st.integers(1, 60), st.integers(0, 2), st.none() | st.tuples(MOVES, MOVES))


class AnyMonthsTest(HypothesisTestCase):
    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(LIFE, max_size=4))
    def test_any_comings_and_goings_of_parties_are_carried(self, lives: list[Any]) -> None:
        """When each acceded, how long it stayed, in which Voting Group, and an Event of Default by its days."""
        groups = [voting_group() for _ in range(3)]
        for acceded, stay, group, event in lives:
            on = date.fromordinal(SINCE + acceded)
            left = {} if stay is None else {"exited_on": on + timedelta(days=stay), "exit_kind": "withdrawn"}
            one = party(group=groups[group], acceded=on, **left)
            if event:
                raised, later = (date.fromordinal(SINCE + number) for number in (event[0], sum(event)))
                default(one, raised, closed_on=later, outcome="resolved")
        flows = [by_the_facts(index, OF_PARTIES) for index in range(4)]
        assert all(flow.holds for month in flows for flow in month.values()), flows
        for before, after in pairwise(flows):
            assert {one: flow.closing for one, flow in before.items()} == {
                one: flow.opening for one, flow in after.items()
            }
