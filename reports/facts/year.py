"""Facts of the regulatory year so far, April to the report's month, and of the same months a year before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from meetings.queries import ActionOfPeriod, MeetingRow
from modifications.models import ReleaseKind, Stage
from parties.models import ExitKind, Extent, PartyCategory
from parties.queries import CATEGORIES_BUT_THE_DCC, PartyMovement, UepRow
from reports.engine.values import NONE, Value, count, decimal, percentage, text
from reports.facts import sheets
from reports.facts.joining import IN_FULL, completed_by_party
from reports.facts.making import MONTH, YEAR, YEAR_BEFORE, Span, changed, counted, fact
from reports.facts.meetings import ACTIONS_BETWEEN, BETWEEN, Acted, closed_in, raised_in
from reports.facts.modifications import BRIDGE, IN_FORCE, OUTCOMES, RELEASED_BY, crossing, implemented_by, released_by
from reports.facts.parties import EXCLUDING, left_as
from reports.facts.registry import Fact, Read, Unit
from reports.facts.releases import versions
from reports.facts.rows import Listing, Row, Sheet, Tally
from reports.period_reads import PeriodReads
from reports.reads import MonthReads

T = TypeVar("T")
Number = Callable[[PeriodReads], int]
Items = Callable[[PeriodReads], Sequence[T]]
_COMPLETIONS = "parties.queries.uep_completions"
_RELEASED = "modifications.queries.implemented_releases"


def facts() -> Iterator[Fact]:
    for span in (YEAR, YEAR_BEFORE):
        yield from _parties(span)
        yield from _modifications(span)
        yield from versions(span)
        yield from _committees(span)
    for category in CATEGORIES_BUT_THE_DCC:
        yield _completed(category, YEAR)
    yield from _of_a_month()
    yield _parties_before()
    yield _closed_share()
    for key, label, source, number in _COMPARED:
        yield _change(key, label, source, number)


_IN_MONTH = replace(MONTH, group="The month, as a year adds it up")
_ADDED_UP = frozenset(
    {
        *("meetings.every", "meetings.confidential", "actions.confidential"),
        *(f"releases.{kind.value}" for kind in ReleaseKind),
        *(f"uep.completed.{category.value}" for category in CATEGORIES_BUT_THE_DCC),
    }
)


def _of_a_month() -> Iterator[Fact]:
    """What the year adds up and no monthly report has of its own: by these names a month of it is restated."""
    every = (*_modifications(_IN_MONTH), *_committees(_IN_MONTH))
    yield from (one for one in every if one.key in _ADDED_UP)
    yield from (_completed(category, _IN_MONTH) for category in CATEGORIES_BUT_THE_DCC)


def _of(
    span: Span,
    key: str,
    label: str,
    rule: str,
    items: Items[T],
    sheet: Sheet[T],
    source: str,
    more: str = "",
    *,
    number: Number | None = None,
) -> Fact:
    """How many there are in the period. The rule ends where the period is named; `number` counts without the rows."""
    read: Read | None = (lambda reads: count(number(span.reads(reads)))) if number else None
    return counted(
        f"{span.prefix}{key}",
        span.label(label),
        f"{rule} {span.words}.",
        lambda reads: items(span.reads(reads)),
        sheet,
        span.about("", source, more),
        read=read,
    )


# --- Parties ------------------------------------------------------------------------------------------

_LEAVING = (
    ("withdrawn", "Withdrawals", "Parties that withdrew", (ExitKind.WITHDRAWN,)),
    ("expelled", "Expulsions", "Parties expelled", (ExitKind.EXPELLED,)),
    ("left", "Parties that left", "Parties that withdrew or were expelled", tuple(ExitKind)),
)


def _parties(span: Span) -> Iterator[Fact]:
    entered = "parties.queries.entered"
    rule = "Parties that acceded"
    yield _of(
        span, "parties.acceded", "Accessions", rule, lambda period: period.entered, sheets.MOVEMENTS, entered, EXCLUDING
    )
    for key, label, rule, kinds in _LEAVING:
        yield _left(span, f"parties.{key}", label, rule, kinds)
    yield _of(
        span,
        "defaults.raised",
        "Events of Default",
        "Events of Default raised",
        lambda period: period.defaults_raised,
        sheets.DEFAULTS,
        "parties.queries_listed.defaults_between",
        EXCLUDING,
    )
    yield _of(
        span,
        "uep.completed",
        "Parties that completed the UEP",
        "Parties that completed the User Entry Process",
        lambda period: completed_by_party(period.uep_in_period, Extent.FULL),
        sheets.UEP,
        _COMPLETIONS,
        IN_FULL,
    )


def _left(span: Span, key: str, label: str, rule: str, kinds: Sequence[ExitKind]) -> Fact:
    def items(period: PeriodReads) -> list[PartyMovement]:
        return [row for kind in kinds for row in left_as(period.left, kind)]

    return _of(span, key, label, rule, items, sheets.MOVEMENTS, "parties.queries.left", EXCLUDING)


def _completed(category: PartyCategory, span: Span) -> Fact:
    def items(period: PeriodReads) -> list[list[UepRow]]:
        done = completed_by_party(period.uep_in_period, Extent.FULL)
        return [rows for rows in done if rows[0].category == category]

    return _of(
        span,
        f"uep.completed.{category.value}",
        f"Parties that completed the UEP: {category.label}",
        "Parties, of the category on the day of their first completion, that completed the User Entry Process",
        items,
        sheets.UEP,
        _COMPLETIONS,
        IN_FULL,
    )


def _parties_before() -> Fact:
    def rows(reads: MonthReads) -> Listing:
        from_the_dcc, into_the_dcc = reads.year.turned_from_and_into_the_dcc
        steps = [
            ("Parties at the end of the month", reads.party_total),
            ("Accessions since, taken off", -len(reads.year.entered)),
            ("Parties that left since, put back", len(reads.year.left)),
        ]
        if from_the_dcc:
            steps.append(("Parties that stopped being the DCC since, taken off", -from_the_dcc))
        if into_the_dcc:
            steps.append(("Parties that became the DCC since, put back", into_the_dcc))
        return Listing(
            ("Step", "Number"),
            tuple(Row((text(label), count(number)), number=number) for label, number in steps),
            Tally.SUM,
        )

    return fact(
        "year.parties.opening",
        "Parties before the regulatory year",
        "Parties on the last day of March before the regulatory year.",
        Unit.COUNT,
        lambda reads: count(reads.year.parties_before),
        rows,
        YEAR.about("", "parties.queries.party_count", EXCLUDING),
    )


# --- Modifications ------------------------------------------------------------------------------------

_STEPS = (
    ("opening", "Proposals open at the start", "Proposals open before the period that is"),
    ("raised", "New modifications raised", "Proposals raised, not counting those made by a split,"),
    ("parts", "Modifications made by a split", "Modifications made by a split"),
    ("split", "Modifications split", "Modifications split"),
    ("reopened", "Proposals reopened", "Proposals whose conclusion was undone"),
    ("concluded", "Proposals concluded", "Proposals approved, rejected or withdrawn"),
    ("closing", "Proposals open at the end", "Proposals open at the end of the last month"),
)


def _modifications(span: Span) -> Iterator[Fact]:
    for key, label, rule in _STEPS:
        yield _step(span, key, label, rule)
    for stage, words in OUTCOMES:
        yield _concluded(span, stage, words)
    yield _of(
        span,
        "modifications.implemented",
        "Modifications implemented",
        "Modifications implemented",
        lambda period: period.implemented,
        sheets.IMPLEMENTED,
        _RELEASED,
        number=lambda period: len(period.implemented_releases),
    )
    for kind, words in RELEASED_BY:
        yield from _implemented(span, kind, words)


def _step(span: Span, key: str, label: str, rule: str) -> Fact:
    return _of(
        span,
        f"modifications.{key}",
        label,
        rule,
        lambda period: crossing(period, getattr(period.bridge, key)),
        sheets.MODIFICATIONS,
        BRIDGE,
        number=lambda period: len(getattr(period.bridge, key)),
    )


def _concluded(span: Span, stage: Stage, words: str) -> Fact:
    return _of(
        span,
        f"modifications.{stage.value}",
        f"Proposals {words}",
        f"Of the proposals concluded, those {words}",
        lambda period: crossing(period, period.bridge.concluded_as(stage)),
        sheets.MODIFICATIONS,
        BRIDGE,
        IN_FORCE,
        number=lambda period: len(period.bridge.concluded_as(stage)),
    )


def _implemented(span: Span, kind: ReleaseKind, words: str) -> Iterator[Fact]:
    yield _of(
        span,
        f"modifications.implemented.{kind.value}",
        f"Modifications implemented by {words}",
        f"Modifications aimed at {words} and implemented",
        lambda period: implemented_by(period, kind),
        sheets.IMPLEMENTED,
        _RELEASED,
        number=lambda period: len(released_by(period, kind)),
    )
    yield _of(
        span,
        f"releases.{kind.value}",
        f"{kind.name.capitalize()} SEC Releases",
        "SEC Releases of the kind by which at least one modification was implemented",
        lambda period: sorted(set(released_by(period, kind))),
        sheets.NAMES,
        _RELEASED,
    )


# --- Committees ---------------------------------------------------------------------------------------


def _committees(span: Span) -> Iterator[Fact]:
    for key, label, rule, items in (
        ("held", "Meetings held", "Meetings counted as held", _held),
        ("listed", "Meetings of every kind", "Meetings that were not cancelled", _listed),
        ("every", "Meetings, confidential ones too", "Meetings, of confidential committees too,", _every),
        ("confidential", "Meetings of confidential committees", "Meetings of confidential committees", _confidential),
    ):
        yield _of(span, f"meetings.{key}", label, rule, items, sheets.MEETINGS, BETWEEN)
    yield _actions(span, "raised", raised_in)
    yield _actions(span, "closed", closed_in)
    yield counted(
        f"{span.prefix}actions.confidential",
        span.label("Actions raised by confidential committees"),
        f"Actions of confidential committees raised {span.words}.",
        lambda reads: _of_confidential(reads, _acted(span.reads(reads), raised_in)),
        sheets.ACTIONS,
        span.about("", ACTIONS_BETWEEN),
    )


def _held(period: PeriodReads) -> list[MeetingRow]:
    return period.meetings_counted


def _listed(period: PeriodReads) -> list[MeetingRow]:
    return period.meetings


def _every(period: PeriodReads) -> list[MeetingRow]:
    return period.every_meeting


def _confidential(period: PeriodReads) -> list[MeetingRow]:
    return [row for row in period.every_meeting if row.confidential]


def _of_confidential(reads: MonthReads, rows: Sequence[ActionOfPeriod]) -> list[ActionOfPeriod]:
    closed = {one.code for one in reads.committees if one.confidential}
    return [row for row in rows if row.committee_code in closed]


def _acted(period: PeriodReads, wanted: Acted) -> list[ActionOfPeriod]:
    return [row for row in period.actions if wanted(period, row)]


def _actions(span: Span, words: str, wanted: Acted) -> Fact:
    return _of(
        span,
        f"actions.{words}",
        f"Actions {words}",
        f"Actions of every committee {words}",
        lambda period: _acted(period, wanted),
        sheets.ACTIONS,
        ACTIONS_BETWEEN,
    )


def _closed_share() -> Fact:
    def read(reads: MonthReads) -> Value:
        rows = _acted(reads.year, raised_in)
        return percentage(sum(row.closed_on is not None for row in rows), len(rows)) if rows else NONE

    def rows(reads: MonthReads) -> Listing:
        raised = _acted(reads.year, raised_in)
        return sheets.ACTIONS.listing(raised, Tally.SHARE, counted=lambda row: row.closed_on is not None)

    return fact(
        "year.actions.closed_share",
        "Actions raised in the regulatory year that have been closed",
        "Of the actions raised in the regulatory year so far, the share closed by the end of the month.",
        Unit.PERCENT,
        read,
        rows,
        YEAR.about("", ACTIONS_BETWEEN),
    )


# --- Against the year before --------------------------------------------------------------------------

_COMPARED: tuple[tuple[str, str, str, Number], ...] = (
    ("parties.acceded", "Accessions", "parties.queries.entered", lambda period: len(period.entered)),
    ("modifications.raised", "New modifications raised", BRIDGE, lambda period: len(period.bridge.raised)),
    (
        "modifications.implemented",
        "Modifications implemented",
        _RELEASED,
        lambda period: len(period.implemented_releases),
    ),
    ("meetings.held", "Meetings held", BETWEEN, lambda period: len(period.meetings_counted)),
    ("actions.raised", "Actions raised", ACTIONS_BETWEEN, lambda period: len(_acted(period, raised_in))),
)


def _change(key: str, label: str, source: str, number: Number) -> Fact:
    def read(reads: MonthReads) -> Value:
        now, then = number(reads.year), number(reads.year_before)
        return decimal(Decimal(now - then) * 100 / then, 0, "%") if then else NONE

    def rows(reads: MonthReads) -> Listing:
        return changed(
            (f"{label} {YEAR.words}", number(reads.year)),
            (f"{label} {YEAR_BEFORE.words}", number(reads.year_before)),
        )

    return fact(
        f"year.{key}.change",
        f"{label}, change on the year before",
        "By what share the regulatory year so far differs from the same months a year before; none where those had "
        "none.",
        Unit.PERCENT,
        read,
        rows,
        YEAR.about("", source),
    )
