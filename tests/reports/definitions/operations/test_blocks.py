"""Blocks of the 2019 edition: what is missing, what is none, and what stands where."""

from __future__ import annotations

from datetime import date

import pytest

from measures.models import MeasureCategory
from meetings.models import AgendaItem
from reports.definitions.operations.edition_2019 import EDITION_2019
from reports.definitions.operations.edition_2021 import EDITION_2021
from reports.editions import edition_of
from reports.engine.blocks import FactRef, Mention
from reports.engine.build import BuildResult
from reports.engine.edition import NoEdition, texts_asked
from reports.engine.inlines import inlines_of
from reports.engine.month import Month
from tests.measures.months import measure, observe
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import raise_one
from tests.parties.cast import default, party
from tests.reports.definitions.operations.junes import JUNE, LONG_AGO, day, quiet_june, rebuilt
from tests.reports.month import block, printed, problems, words

pytestmark = pytest.mark.django_db

MISSING = "missing"


def column(built: BuildResult, id: str, place: int) -> list[str]:
    return [row[place] for row in printed(block(built, id))]


def said(built: BuildResult, id: str) -> str:
    (paragraph,) = block(built, id).content
    return "".join(one.value.display if isinstance(one, FactRef) else one.text for one in paragraph.content)


# --- The edition ------------------------------------------------------------------------------------------------------


def test_edition_is_in_force_up_to_the_one_of_2021() -> None:
    assert edition_of("operations", Month(2018, 1)) == edition_of("operations", Month(2020, 12)) == EDITION_2019
    assert edition_of("operations", Month(2021, 1)) == EDITION_2021
    with pytest.raises(NoEdition):
        edition_of("operations", Month(2017, 12))


def test_texts_of_both_editions_have_one_id() -> None:
    """So a text, its owner and what is open come along from December 2020 to January 2021."""
    ours, theirs = (dict(texts_asked(one.every_section)) for one in (EDITION_2019, EDITION_2021))
    assert {"purpose", "market", "uep", "testing", "parties", "helpdesk", "website", "meetings"} < ours.keys()
    assert ours.keys() - theirs.keys() == {"defaults"}


# --- A month in which nothing happened --------------------------------------------------------------------------------


def test_quiet_month_builds_and_says_so() -> None:
    quiet_june()
    built = rebuilt()
    for id in ("parties-entered", "parties-left", "uep-completions", "time-devoted", "helpdesk-by-topic"):
        assert block(built, id).rows == ()
    assert said(built, "parties-in-default") == "No Party was in default on 30 June 2019, excluding the DCC."
    assert block(built, "time-devoted").empty == "The days of June 2019 have not been entered."
    assert {problem.section for problem in problems(built, "fact.unknown")} == {""}


def test_measures_that_are_not_set_up_are_missing_and_never_zero() -> None:
    quiet_june()
    built = rebuilt()
    assert set(column(built, "user-assessments", 1)) == {MISSING}
    assert set(column(built, "website-year", 1)) == set(column(built, "website-year-before", 2)) == {MISSING}
    assert said(built, "helpdesk-totals") == (
        "In June 2019 the SECAS Helpdesk received missing queries by telephone and missing e-mails."
    )


def test_one_of_each_is_said_as_one() -> None:
    quiet_june()
    default(party("Example A", acceded=LONG_AGO), day(3))
    for code in ("telephone-queries", "helpdesk-emails"):
        observe(measure(code), JUNE, "1")
    built = rebuilt()
    assert said(built, "helpdesk-totals") == (
        "In June 2019 the SECAS Helpdesk received 1 query by telephone and 1 e-mail."
    )
    assert said(built, "parties-in-default").startswith(
        "One Party was in default on 30 June 2019, excluding the DCC. One Event of Default was standing then"
    )


# --- Thirteen months --------------------------------------------------------------------------------------------------


def test_month_before_the_records_began_is_missing_and_not_zero() -> None:
    quiet_june()
    first = party("Example A", acceded=date(2019, 3, 20))
    default(first, date(2019, 5, 2))
    built = rebuilt()
    for place in (1, 3, 4):
        numbers = column(built, "membership", place)
        assert numbers[:9] == [MISSING] * 9
        assert MISSING not in numbers[9:]
    assert column(built, "membership", 1)[9:] == ["1", "0", "0", "0"]
    assert column(built, "membership", 2) == [*[MISSING] * 11, "1", "1"]


def test_month_of_the_report_is_known_though_no_record_is_entered() -> None:
    quiet_june()
    assert printed(block(rebuilt(), "membership"))[-1] == ("June 2019", "0", "0", "0", "0")
    assert printed(block(rebuilt(), "membership"))[0] == ("June 2018", *[MISSING] * 4)


def test_party_with_two_events_is_in_default_once_until_both_are_closed() -> None:
    quiet_june()
    twice = party("Example A", acceded=LONG_AGO)
    default(twice, date(2019, 2, 5), closed_on=date(2019, 4, 1), outcome="resolved")
    default(twice, date(2019, 3, 5), closed_on=date(2019, 5, 31), outcome="resolved")
    # On the day it is closed it stands no more, and May ends with that day.
    assert column(rebuilt(), "membership", 2)[7:] == [MISSING, "1", "1", "1", "0", "0"]


def test_the_dcc_is_in_no_column() -> None:
    quiet_june()
    party("Example A", acceded=LONG_AGO)
    dcc = party("The DCC", category="dcc", acceded=day(3))
    default(dcc, day(4))
    assert printed(block(rebuilt(), "membership"))[-1] == ("June 2019", "0", "0", "0", "0")
    assert printed(block(rebuilt(), "parties-and-groups"))[0] == ("Parties", "2")


def test_two_expulsions_of_a_month_have_a_note_each() -> None:
    quiet_june()
    for name in ("Example A", "Example B"):
        party(name, acceded=LONG_AGO, exited_on=date(2019, 4, 9), exit_kind="expelled", exit_reason=f"{name} closed.")
    notes = [row.cells[-1].notes for row in block(rebuilt(), "membership").rows]
    assert [len(one) for one in notes] == [0] * 10 + [2, 0, 0]
    assert [words(note) for note in notes[10]] == ["Example A: Example A closed.", "Example B: Example B closed."]


def test_topic_stands_alone_in_its_months_and_the_total_is_of_what_was_expected() -> None:
    quiet_june()
    of = measure("helpdesk-emails", "old", "new")
    MeasureCategory.objects.filter(code="old").update(last_month=date(2018, 12, 1))
    MeasureCategory.objects.filter(code="new").update(first_month=date(2019, 1, 1))
    for month in Month(2019, 6).window(13):
        if month != Month(2019, 3):
            observe(of, month.first, "5", "old" if month.year == 2018 else "new")
    old, new, total = (row[1:] for row in printed(block(rebuilt(), "helpdesk-by-topic")))
    assert old == (*["5"] * 7, *["–"] * 6)
    assert new == (*["–"] * 7, "5", "5", MISSING, "5", "5", "5")
    assert total == (*["5"] * 9, MISSING, *["5"] * 3)


# --- Time, website, meetings ------------------------------------------------------------------------------------------


def test_days_are_added_before_they_are_rounded() -> None:
    quiet_june()
    of = measure("resource-days", "a", "b", "c", "d", unit="days", decimals=0, group="resource_days")
    for code, group in (("a", "Services"), ("b", "Services"), ("c", "Projects"), ("d", "")):
        MeasureCategory.objects.filter(code=code).update(group=group)
        observe(of, JUNE, "1.4", code)
    assert printed(block(rebuilt(), "time-devoted")) == [
        ("A", "Services", "1"),
        ("B", "Services", "1"),
        ("Services, subtotal", "", "3"),
        ("C", "Projects", "1"),
        ("Projects, subtotal", "", "1"),
        ("D", "Other", "1"),
        ("Other, subtotal", "", "1"),
        ("Grand total", "", "6"),
    ]


def test_driver_without_its_days_leaves_its_sums_missing() -> None:
    quiet_june()
    of = measure("resource-days", "a", "b", "c", unit="days", decimals=1, group="resource_days")
    MeasureCategory.objects.filter(code__in="ab").update(group="Services")
    MeasureCategory.objects.filter(code="c").update(group="Projects")
    observe(of, JUNE, "1.5", "a")
    observe(of, JUNE, "2", "c")
    assert column(rebuilt(), "time-devoted", 2) == ["1.5", MISSING, MISSING, "2.0", "2.0", MISSING]


def test_december_has_one_year_of_the_website() -> None:
    quiet_june(date(2019, 12, 1))
    built = rebuilt()
    assert block(built, "website-year-before") is None
    assert column(built, "website-year", 0) == [f"{date(2019, month, 1):%B}" for month in range(1, 13)]


def test_meeting_without_a_summary_says_that_it_is_missing() -> None:
    quiet_june()
    group = committee("working-group")
    meet(group, day(20), headline="It met.")
    assert column(rebuilt(), "meetings-of-the-month", 3) == [MISSING, "It met."]
    assert len(problems(rebuilt(), "value.missing")) > 0


def test_topic_of_an_agenda_that_is_no_modification_is_not_listed() -> None:
    quiet_june()
    held = meet(committee("working-group"), day(20))
    AgendaItem.objects.create(meeting=held, position=1, topic="Any other business")
    AgendaItem.objects.create(meeting=held, position=2, modification=raise_one("SECMP0970", day(3)))
    mentioned = [one for one in inlines_of(block(rebuilt(), "meetings-of-the-month")) if isinstance(one, Mention)]
    assert [one.reference for one in mentioned] == ["SECMP0970"]
