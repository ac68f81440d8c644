"""Facts of each committee: its meetings, what it discussed, when it meets next, and its actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from meetings.queries import ActionOfPeriod, AgendaRow, CommitteeRow, MeetingRow
from modifications.models import Modification
from reports.facts import sheets
from reports.facts.making import YEAR, YEAR_BEFORE, About, Span, counted, dated
from reports.facts.meetings import ACTED, ACTIONS_BETWEEN, BETWEEN, Acted, raised_in
from reports.facts.registry import Fact
from reports.facts.rows import Sheet
from reports.reads import MonthReads

COMMITTEES = "Committees"
_MEETINGS = About(COMMITTEES, BETWEEN)
_NEXT = About(COMMITTEES, "meetings.queries.next_meetings", "As far as it is entered.", monthly=False)

DISCUSSED: Sheet[AgendaRow] = Sheet(
    ("Modification", "Title"), lambda row: (row.reference, row.title), Modification, lambda row: None
)


def family(reads: MonthReads) -> Iterator[Fact]:
    """The facts of every committee whose meetings may be listed in a White paper."""
    for committee in reads.committees:
        if not committee.confidential:
            yield from _meetings(committee)
            yield from _days(committee)
            for suffix, label, rule, wanted in ACTED:
                yield _actions(committee, suffix, label, rule, wanted)
            for span in (YEAR, YEAR_BEFORE):
                yield _in_year(committee, span)
                yield _actions_in_year(committee, span)


def _of(rows: Iterable[MeetingRow], one: CommitteeRow) -> list[MeetingRow]:
    return [row for row in rows if row.committee_code == one.code]


def _meetings(one: CommitteeRow) -> Iterator[Fact]:
    yield counted(
        f"committee.{one.code}.meetings",
        f"{one.name} meetings",
        "Meetings of the committee in the month, extraordinary ones too.",
        lambda reads: _of(reads.meetings, one),
        sheets.MEETINGS,
        _MEETINGS,
    )
    yield counted(
        f"committee.{one.code}.ad_hoc",
        f"{one.name} ad hoc meetings",
        "Extraordinary meetings of the committee in the month; of one whose meetings have no number, those called for "
        "a stated purpose.",
        lambda reads: [row for row in _of(reads.meetings, one) if _ad_hoc(row, one)],
        sheets.MEETINGS,
        _MEETINGS,
    )
    yield counted(
        f"committee.{one.code}.discussed",
        f"{one.name}: modifications discussed",
        "Modifications on the agenda of the committee's meetings in the month; one discussed twice counts once.",
        lambda reads: _discussed(reads, one),
        DISCUSSED,
        _MEETINGS.of("meetings.queries.agenda_between"),
    )


def _ad_hoc(row: MeetingRow, one: CommitteeRow) -> bool:
    return row.extraordinary or (not one.numbered and bool(row.purpose))


def _discussed(reads: MonthReads, one: CommitteeRow) -> list[AgendaRow]:
    held = {row.id for row in _of(reads.meetings, one)}
    return list({row.code: row for row in reads.agenda if row.meeting_id in held and row.code}.values())


def _days(one: CommitteeRow) -> Iterator[Fact]:
    yield dated(
        f"committee.{one.code}.latest",
        f"{one.name}: latest meeting",
        "The day of the committee's last meeting of the month.",
        lambda reads: _dated(_of(reads.meetings, one)[-1:]),
        sheets.MEETINGS,
        _MEETINGS,
    )
    yield dated(
        f"committee.{one.code}.next",
        f"{one.name}: next meeting",
        "The day of the committee's first meeting after the issue date.",
        lambda reads: _dated([found] if (found := reads.next_meeting(one.code)) else []),
        sheets.MEETINGS,
        _NEXT,
    )


def _dated(rows: list[MeetingRow]) -> tuple[date, MeetingRow] | None:
    return (rows[0].held_on, rows[0]) if rows else None


def _actions(one: CommitteeRow, suffix: str, label: str, rule: str, wanted: Acted) -> Fact:
    return counted(
        f"committee.{one.code}.actions_{suffix}",
        f"{one.name}: {label.lower()}",
        f"Actions of the committee {rule}.",
        lambda reads: [row for row in reads.actions if row.committee_code == one.code and wanted(reads, row)],
        sheets.ACTIONS,
        _MEETINGS.of(ACTIONS_BETWEEN),
    )


def _in_year(one: CommitteeRow, span: Span) -> Fact:
    return counted(
        f"committee.{one.code}.{span.prefix.removesuffix('.')}_meetings",
        span.label(f"{one.name} meetings"),
        f"Meetings of the committee {span.words}, extraordinary ones too.",
        lambda reads: _of(span.reads(reads).meetings, one),
        sheets.MEETINGS,
        span.about(COMMITTEES, BETWEEN),
    )


def _actions_in_year(one: CommitteeRow, span: Span) -> Fact:
    def items(reads: MonthReads) -> list[ActionOfPeriod]:
        period = span.reads(reads)
        return [row for row in period.actions if row.committee_code == one.code and raised_in(period, row)]

    return counted(
        f"committee.{one.code}.{span.prefix.removesuffix('.')}_actions_raised",
        span.label(f"{one.name}: actions raised"),
        f"Actions of the committee raised {span.words}.",
        items,
        sheets.ACTIONS,
        span.about(COMMITTEES, ACTIONS_BETWEEN),
    )
