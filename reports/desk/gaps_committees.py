"""What is not entered yet of the month's meetings, and of the next ones that the report names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, QuerySet, Value, When

from meetings.models import Committee, CommitteeKind, Decision, Meeting, MeetingKind
from meetings.queries import next_meetings as next_by_committee
from meetings.queries.meetings import COUNTED, PUBLIC, held_between
from modifications.working_days import CalendarError
from reports.desk import mends
from reports.desk.gaps import Gap, Question, unknown_calendar
from reports.engine.tables import joined

DATES = (("notice_on", "notice"), ("papers_issued_on", "papers"), ("minutes_issued_on", "minutes"))


def meetings_of_the_month(question: Question) -> Iterator[Gap]:
    """Public meetings that lack a date which is due, or decisions; or that none is entered at all."""
    if question.needs.meetings is None and question.needs.dates is None and not question.needs.decisions:
        return
    held = list(_held(question))
    expected = list(_expected(question))
    yield from expected
    if question.needs.meetings is not None and not held and not expected:
        message = f"No meeting of {question.month.label} is entered."
        yield Gap("meetings.none", question.needs.meetings, message, (mends.add(Meeting, "Enter a meeting"),))
    try:
        dated = [one for one in held if one.in_count] if question.needs.dates is not None else []
        undated = [(one, lacking) for one in dated if (lacking := _undated(one, question))]
    except CalendarError:
        years = sorted({one.held_on.year for one in held} - {question.report.meeting.held_on.year})
        yield from (unknown_calendar(year) for year in years)
        undated = []
    for meeting, lacking in undated:
        what = joined(lacking, "or")
        message = f"{meeting.title}, {meeting.held_on:%-d %B}: no date of {what}."
        mend = mends.change(Meeting, meeting.pk, f"Enter the dates of {meeting.title}")
        yield Gap("meeting.dates", question.needs.dates or "", message, (mend,))
    for meeting in held:
        section = question.needs.decisions.get(meeting.committee.code)
        if section and not meeting.decided and meeting.held_on < question.today:
            mend = mends.change(Meeting, meeting.pk, f"Record what {meeting.title} decided")
            yield Gap("meeting.decisions", section, f"{meeting.title}: no decision is entered.", (mend,))


def _expected(question: Question) -> Iterator[Gap]:
    """Committees that met last month and, now that the month is over, have no meeting entered in it; one query.

    A meeting that was cancelled is one that is entered.
    """
    month, before = question.month, question.month.back(1)
    if question.today <= month.last:
        return
    entered = Meeting.objects.filter(committee=OuterRef("committee"), held_on__range=(month.first, month.last))
    regular = held_between(before.first, before.last).filter(PUBLIC, kind=MeetingKind.GOVERNANCE, suffix="")
    if (told_of := question.needs.committees) is not None:
        regular = regular.filter(committee__code__in=told_of)
    rows = regular.filter(~Exists(entered)).select_related("committee").order_by("committee_id", "-held_on")
    for last in sorted(rows.distinct("committee_id"), key=lambda one: one.committee.name):
        body = last.committee
        number = last.number + 1 if last.number else None
        enter = mends.add(Meeting, "Enter it", committee=body.pk, kind=MeetingKind.GOVERNANCE, number=number)
        message = f"No meeting of the {body} in {month.label} is entered: it met on {last.held_on:%-d %B}."
        section = question.needs.decisions.get(body.code, question.needs.meetings)
        if section is not None:
            yield Gap("meeting.expected", section, message, (enter,))


def _held(question: Question) -> QuerySet[Any]:
    counted = Case(When(COUNTED, then=Value(True)), default=Value(False), output_field=BooleanField())
    decided = Exists(Decision.objects.filter(meeting=OuterRef("pk")))
    held = held_between(question.month.first, question.month.last).filter(PUBLIC)
    return held.annotate(in_count=counted, decided=decided).select_related("committee").order_by("held_on", "title")


def _undated(meeting: Meeting, question: Question) -> list[str]:
    """What has no date though its deadline has passed. Raises CalendarError where that cannot be told."""
    if question.calendar is None:
        raise CalendarError("no year's bank holidays are entered")
    before = question.calendar.papers_due(meeting.held_on)
    deadlines: dict[str, date] = {
        "notice_on": before,
        "papers_issued_on": before,
        "minutes_issued_on": question.calendar.minutes_due(meeting.held_on),
    }
    return [word for field, word in DATES if getattr(meeting, field) is None and deadlines[field] < question.as_at]


def next_meetings(question: Question) -> Iterator[Gap]:
    """The next meeting of each forum that the report announces, after it is issued."""
    wanted = question.needs.next_meetings
    planned = next_by_committee(question.report.issue_date)
    committees = {one.code: one for one in Committee.objects.filter(code__in=wanted)}
    for code, section in wanted.items():
        committee = committees.get(code)
        if committee is None:
            mend = mends.add(Committee, "Enter the committee", code=code)
            yield Gap("committee.unknown", section, f"No committee has the code “{code}”.", (mend,))
        elif code not in planned:
            mend = mends.add(Meeting, "Enter it", committee=committee.pk, kind=_kind_of(committee))
            message = f"The next meeting of the {committee} after {question.report.issue_date:%-d %B} is not entered."
            yield Gap("meeting.next", section, message, (mend,))


def _kind_of(committee: Committee) -> MeetingKind:
    """SECAS holds those of the Working Group, and attends the forums of others."""
    return MeetingKind.GOVERNANCE if committee.kind == CommitteeKind.WORKING_GROUP else MeetingKind.ATTENDED
