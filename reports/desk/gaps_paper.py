"""Gaps of the paper itself: its meeting, its dates, its wording."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from access.classification import Classification
from meetings.models import Meeting
from meetings.queries import previous_meeting
from modifications.working_days import CalendarError
from reports.desk import mends
from reports.desk.gaps import Gap, Question, unknown_calendar
from reports.engine.values import long_date
from reports.models import ClassificationWording, Report


def of_the_paper(question: Question) -> Iterator[Gap]:
    yield from _meeting(question)
    yield from _issue_date(question)
    yield from _wording(question)


def _meeting(question: Question) -> Iterator[Gap]:
    report, meeting = question.report, question.report.meeting
    if meeting.cancelled:
        message = f"{meeting}, which it is a paper to, was cancelled."
        yield Gap("meeting.cancelled", "", message, (mends.change(Report, report.pk, "Choose another meeting"),))
    if previous_meeting(meeting) is None:
        message = f"The meeting before {meeting} is not entered: nothing can be counted “since the last meeting”."
        number = meeting.number - 1 if meeting.number and meeting.number > 1 else None
        enter = mends.add(Meeting, "Enter it", number=number, committee=meeting.committee_id, kind=meeting.kind)
        yield Gap("meeting.before", "", message, (enter,))


def _issue_date(question: Question) -> Iterator[Gap]:
    report = question.report
    try:
        due = question.calendar.papers_due(report.meeting.held_on) if question.calendar else None
    except CalendarError:
        due = None
    if due is None:
        yield unknown_calendar(report.meeting.held_on.year)
    elif report.issue_date > due:
        message = f"It is to be issued on {_day(report.issue_date)}, after the day its papers are due, {_day(due)}."
        yield Gap("paper.late", "", message, (mends.change(Report, report.pk, "Change the issue date"),))


def _wording(question: Question) -> Iterator[Gap]:
    """Only White's sentence is published: the others are for SECAS to supply."""
    word = question.report.classification
    if word == Classification.WHITE:
        return
    worded = ClassificationWording.objects.filter(classification=word, since__lte=question.month.first)
    if not worded.exists():
        message = f"There is no wording for a paper classified {Classification(word).label}."
        enter = mends.add(ClassificationWording, "Enter the wording", classification=word)
        yield Gap("paper.wording", "", message, (enter,))


def _day(day: date) -> str:
    return long_date(day).display
