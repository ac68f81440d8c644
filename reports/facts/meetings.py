"""Facts of committees: meetings, their notice, papers and minutes, actions and elections."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from meetings.models import MeetingKind
from meetings.queries import ActionOfPeriod, Kept, MeetingRow, Punctuality
from modifications.working_days import SEC_WORKING_DAYS
from reports.engine.values import MISSING, Value, percentage
from reports.facts import sheets
from reports.facts.making import About, counted, fact
from reports.facts.registry import Fact, Unit
from reports.facts.rows import Listing, Tally
from reports.period_reads import PeriodReads
from reports.reads import MonthReads

MEETINGS = "Meetings"
BETWEEN = "meetings.queries.meetings_between"
ACTIONS_BETWEEN = "meetings.queries.actions_between"
_LISTED = About(MEETINGS, BETWEEN, "Of committees whose meetings may be listed in a White paper.")
_ACTIONS = About("Actions and elections", ACTIONS_BETWEEN)


def facts() -> Iterator[Fact]:
    yield from _held()
    for key, label, rule, wanted in _OF_A_KIND:
        yield _meetings(f"meetings.{key}", label, rule, wanted)
    yield from _punctual()
    for key, label, rule, acted in ACTED:
        yield _actions(f"actions.{key}", label, f"Actions of every committee {rule}.", acted)
    yield from _elections()


# --- Meetings -----------------------------------------------------------------------------------------

_OF_A_KIND: tuple[tuple[str, str, str, Callable[[MeetingRow], bool]], ...] = (
    (
        "extraordinary",
        "Extraordinary meetings",
        "Extraordinary meetings held in the month.",
        lambda row: row.extraordinary,
    ),
    (
        "attended",
        "Meetings attended",
        "Meetings of the month that SECAS attended.",
        lambda row: row.kind == MeetingKind.ATTENDED,
    ),
    (
        "engagement",
        "Engagement calls and webinars",
        "Engagement meetings held in the month.",
        lambda row: row.kind == MeetingKind.ENGAGEMENT,
    ),
    ("listed", "Meetings of every kind", "Every meeting of the month that was not cancelled.", lambda row: True),
)


def _held() -> Iterator[Fact]:
    yield counted(
        "meetings.held",
        "Meetings held",
        "Regular meetings of the committees and calls marked as counting; extraordinary and attended ones are not.",
        lambda reads: reads.meetings_counted,
        sheets.MEETINGS,
        _LISTED,
    )
    yield counted(
        "meetings.cancelled",
        "Meetings cancelled",
        "Meetings planned for the month and cancelled.",
        lambda reads: reads.cancelled,
        sheets.MEETINGS,
        _LISTED.of("meetings.queries.cancelled_meetings"),
    )


def _meetings(key: str, label: str, rule: str, wanted: Callable[[MeetingRow], bool]) -> Fact:
    return counted(
        key, label, rule, lambda reads: [row for row in reads.meetings if wanted(row)], sheets.MEETINGS, _LISTED
    )


# --- Notice, papers and minutes -----------------------------------------------------------------------


def _punctual() -> Iterator[Fact]:
    yield _share(
        "notice",
        "Meeting notice 5 WD in advance",
        "Share of the counted meetings for which notice was given at least 5 SEC Working Days before.",
        lambda reads: reads.notice_kept,
        lambda reads: reads.notice,
    )
    yield _share(
        "papers",
        "Papers issued 5 WD in advance",
        "Share of the counted meetings whose papers were issued at least 5 SEC Working Days before.",
        lambda reads: reads.papers_kept,
        lambda reads: reads.papers,
    )
    yield _share(
        "minutes",
        "Minutes issued 5 WD after meeting",
        "Share of the counted meetings, of those due by the issue date, with minutes within 5 SEC Working Days.",
        lambda reads: reads.minutes_kept,
        lambda reads: reads.minutes,
        monthly=False,
    )


def _share(
    what: str,
    label: str,
    rule: str,
    kept: Callable[[MonthReads], list[Kept] | None],
    judged: Callable[[MonthReads], Punctuality | None],
    *,
    monthly: bool = True,
) -> Fact:
    def read(reads: MonthReads) -> Value:
        found = judged(reads)
        return percentage(found.in_time, found.due) if found and found.is_known else MISSING

    def rows(reads: MonthReads) -> Listing:
        return sheets.KEPT.listing(kept(reads) or (), Tally.SHARE, counted=lambda row: row.in_time)

    about = About(MEETINGS, f"meetings.queries.{what}_punctuality", SEC_WORKING_DAYS.statement, monthly)
    return fact(f"meetings.{what}_in_time", label, rule, Unit.PERCENT, read, rows, about)


# --- Actions and elections ----------------------------------------------------------------------------


def raised_in(period: PeriodReads, row: ActionOfPeriod) -> bool:
    return row.raised_on >= period.first


def closed_in(period: PeriodReads, row: ActionOfPeriod) -> bool:
    return row.closed_on is not None


def _open_after(period: PeriodReads, row: ActionOfPeriod) -> bool:
    return row.closed_on is None


def _overdue(period: PeriodReads, row: ActionOfPeriod) -> bool:
    return row.closed_on is None and row.due_on is not None and row.due_on < period.last


Acted = Callable[[PeriodReads, ActionOfPeriod], bool]
ACTED: tuple[tuple[str, str, str, Acted], ...] = (
    ("raised", "Actions raised", "raised in the month", raised_in),
    ("closed", "Actions closed", "closed in the month", closed_in),
    ("open", "Actions open", "raised and not closed on the last day of the month", _open_after),
    ("overdue", "Actions overdue", "open on the last day of the month and due before it", _overdue),
)


def _actions(key: str, label: str, rule: str, wanted: Acted) -> Fact:
    return counted(
        key, label, rule, lambda reads: [row for row in reads.actions if wanted(reads, row)], sheets.ACTIONS, _ACTIONS
    )


def _elections() -> Iterator[Fact]:
    about = _ACTIONS.of("meetings.queries.elections")
    yield counted(
        "elections.open",
        "Elections open",
        "Elections called and not closed on the last day of the month.",
        lambda reads: [row for row in reads.elections if row.closed_on is None],
        sheets.ELECTIONS,
        about,
    )
    yield counted(
        "elections.closed",
        "Elections closed",
        "Elections closed in the month.",
        lambda reads: [row for row in reads.elections if row.closed_on is not None],
        sheets.ELECTIONS,
        about,
    )
