"""Every month's meetings with their agenda, and what the bodies decided, as the modifications' lives have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from benchmarks.records.committees import CHANGE_BOARD, CSC, SITTINGS, WORKING_GROUP, Sitting
from benchmarks.records.lives import Life
from benchmarks.records.modifications import Made
from benchmarks.records.span import Rows, Span, chance, later
from meetings.models import (
    Action,
    AgendaItem,
    Committee,
    CommitteeKind,
    DccReport,
    DccReportDelivery,
    DccReportFigure,
    DecidingBody,
    Decision,
    DueRule,
    Election,
    Meeting,
    MeetingKind,
    Outcome,
    Question,
)
from modifications.models import Modification, Path, Stage
from reports.engine.month import Month

FIRST_ELECTIONS = 2012

Held = dict[tuple[str, date], Meeting]
"""Regular meetings, by committee and day."""
_SITS = {DecidingBody.CSC: CSC.code, DecidingBody.CHANGE_BOARD: CHANGE_BOARD.code}


def make_meetings(rows: Rows, span: Span, made: Made) -> Held:
    held: Held = {}
    discussed = _discussed(made)
    for sitting in SITTINGS:
        committee = rows.add(_committee(sitting))
        for month in span.meeting_months:
            meeting = rows.add(_meeting(sitting, committee, month, span.known))
            held[sitting.code, meeting.held_on] = meeting
            rows.extend(_agenda(sitting, meeting, discussed[month]))
            if sitting.kind == CommitteeKind.COMMITTEE and meeting.held_on <= span.known:
                rows.extend(_actions(committee, meeting, span.known))
        rows.extend(_extraordinary(sitting, committee, span))
        rows.extend(_elections(sitting, committee, span))
    for life, modification in made:
        rows.extend(one for one in _decisions(life, modification, held) if one.decided_on <= span.known)
    _make_dcc_reports(rows, span)
    rows.store()
    return held


def _committee(sitting: Sitting) -> Committee:
    return Committee(
        code=sitting.code,
        name=sitting.name,
        kind=sitting.kind,
        paper_prefix=sitting.prefix,
        numbered=sitting.numbered,
        counts_as_held=sitting.counted,
        confidential=sitting.confidential,
    )


# --- Meetings -----------------------------------------------------------------------------------------


def _meeting(sitting: Sitting, committee: Committee, month: Month, known: date) -> Meeting:
    day, dice = sitting.day(month), chance("meeting", sitting.code, month.iso)
    number = sitting.number(month) if sitting.numbered else None
    minuted = later(day, dice.randrange(3, 9))
    return Meeting(
        committee=committee,
        kind=sitting.meeting,
        number=number,
        title=f"{sitting.name} meeting {number or month.label}",
        held_on=day,
        cancelled=dice.random() < 0.02,
        notice_on=later(day, -dice.randrange(6, 12)),
        papers_issued_on=later(day, -dice.randrange(6, 10)),
        minutes_issued_on=minuted if minuted <= known else None,
        headline=f"What the {sitting.name} discussed in {month.label}. " * 5,
        link=f"https://example.org/meetings/{sitting.code}/{month.iso}",
    )


def _extraordinary(sitting: Sitting, committee: Committee, span: Span) -> Iterator[Meeting]:
    if not sitting.numbered or sitting.meeting != MeetingKind.GOVERNANCE:
        return
    for month in span.months:
        if chance("extraordinary", sitting.code, month.iso).random() < 0.08:
            number = sitting.number(month)
            yield Meeting(
                committee=committee,
                kind=sitting.meeting,
                number=number,
                suffix="X",
                title=f"{sitting.name} meeting {number}X",
                held_on=later(sitting.day(month), 5),
                purpose="An urgent matter",
            )


def _discussed(made: Made) -> dict[Month, list[Modification]]:
    """The modifications being refined, by the month the Working Group first discusses them."""
    found: dict[Month, list[Modification]] = defaultdict(list)
    for life, modification in made:
        if refined := life.day_of(Stage.REFINEMENT):
            found[Month.containing(refined).back(-1)].append(modification)
    return found


def _agenda(sitting: Sitting, meeting: Meeting, discussed: list[Modification]) -> Iterator[AgendaItem]:
    if sitting.code == WORKING_GROUP.code:
        for position, modification in enumerate(discussed, 1):
            yield AgendaItem(meeting=meeting, position=position, modification=modification)
        return
    for position, topic in enumerate(("Minutes and actions", "Operational update", "Any other business"), 1):
        yield AgendaItem(meeting=meeting, position=position, topic=topic)


def _actions(committee: Committee, meeting: Meeting, known: date) -> Iterator[Action]:
    for place in range(1, 4):
        closed = later(meeting.held_on, 30 * place)
        yield Action(
            committee=committee,
            meeting=meeting,
            reference=f"{committee.code}-{meeting.number}/{place}",
            description="To report back on what was asked at the meeting.",
            owner="SECAS",
            raised_on=meeting.held_on,
            due_on=later(meeting.held_on, 28),
            closed_on=closed if closed <= known else None,
        )


def _elections(sitting: Sitting, committee: Committee, span: Span) -> Iterator[Election]:
    if sitting.kind == CommitteeKind.COMMITTEE:
        # No election is older than the SEC; years of records may be, to show what many cost.
        for year in sorted({month.year for month in span.months if month.year >= FIRST_ELECTIONS}):
            opened = date(year, 3, 1)
            yield Election(committee=committee, year=year, seat="Other SEC Parties", nominations_opened_on=opened)


# --- Decisions ----------------------------------------------------------------------------------------


def _decisions(life: Life, modification: Modification, held: Held) -> Iterator[Decision]:
    """What the bodies decided at meetings that are on record, and what the Authority decided without one."""
    for body, day, question, outcome, route in _decided(life):
        meeting = held.get((_SITS.get(body, ""), day))
        if meeting or body == DecidingBody.AUTHORITY:
            yield Decision(
                body=body,
                meeting=meeting,
                decided_on=day,
                modification=modification,
                question=question,
                outcome=outcome,
                route=route,
            )


def _decided(life: Life) -> Iterator[tuple[DecidingBody, date, Question, Outcome, str]]:
    first = CSC.next_day(later(life.raised, 5))
    if not life.letter and first < life.steps[1][0]:
        yield DecidingBody.CSC, first, Question.NEW_PROPOSAL, Outcome.REMAIN, ""
    days = {stage: day for day, stage in life.steps}
    if Stage.REFINEMENT in days and not life.letter:
        yield DecidingBody.CSC, days[Stage.REFINEMENT], Question.TO_REFINEMENT, Outcome.APPROVE, ""
    if Stage.REPORT not in days:
        return
    yield DecidingBody.CSC, days[Stage.REPORT], Question.TO_REPORT_PHASE, Outcome.APPROVE, ""
    approved = Stage.APPROVED in days
    final = days[Stage.APPROVED] if approved else days[Stage.REJECTED]
    outcome = Outcome.APPROVE if approved else Outcome.REJECT
    if life.path == Path.SELF_GOVERNANCE:
        yield DecidingBody.CHANGE_BOARD, final, Question.FINAL_DECISION, outcome, life.path
        return
    advice = Outcome.RECOMMEND_APPROVAL if approved else Outcome.RECOMMEND_REJECTION
    yield DecidingBody.CHANGE_BOARD, days[Stage.AUTHORITY], Question.FINAL_DECISION, advice, life.path
    yield DecidingBody.AUTHORITY, final, Question.FINAL_DECISION, outcome, life.path


# --- Reports of the DCC -------------------------------------------------------------------------------


def _make_dcc_reports(rows: Rows, span: Span) -> None:
    for number in range(1, 7):
        report = rows.add(
            DccReport(
                code=f"dcc-report-{number}",
                name=f"Performance report {number}",
                frequency=DccReport.Frequency.MONTHLY,
                delivery_clause=f"H{number}.1",
                due_rule=DueRule.WORKING_DAYS_AFTER,
                due_days=25,
            )
        )
        deliveries = [
            DccReportDelivery(report=report, period=month.first, delivered_on=later(month.last, 30))
            for month in span.months[:-1]
        ]
        rows.extend(deliveries)
        for delivery in deliveries:
            rows.extend(
                DccReportFigure(delivery=delivery, label=label, actual=1000 + number, forecast=990)
                for label in ("Service Requests", "Alerts")
            )
