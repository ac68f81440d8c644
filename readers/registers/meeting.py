"""The page of one meeting: its dates against their deadlines, its agenda, decisions and actions, and its papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.audit.acts import record_reading
from access.classification import Classification, highest
from access.policy import Reader, default_classification, may_read_drafts, visible_to
from meetings.models import Action, AgendaItem, Meeting
from meetings.queries.meetings import PUBLIC
from meetings.queries.one_meeting import actions_of, agenda_of, deadlines_of, decisions_of, meetings_called
from meetings.queries.register import MeetingState, cancelled_in_words, meetings_as_at
from modifications.calendars import sec_calendar
from modifications.working_days import CalendarError, WorkingCalendar
from readers.registers.answering import answer
from readers.registers.life_page import address_of as modification_address
from readers.registers.life_papers import papers_naming
from readers.registers.meetings import meeting_name
from readers.registers.record import asked_of_record, wrong_day
from reports.models import Publication
from reports.packs.naming import slug_of
from reports.packs.reading import files_for
from reports.publishing.queries import LARGE, standing_papers

_NAMED_BY = ("id", "committee__code", "number", "suffix", "held_on", "twin")


@dataclass(frozen=True, slots=True)
class PaperOfIt:
    """A paper that was published for the meeting: the latest version that stands."""

    title: str
    reference: str
    classification: Classification
    address: str


@require_safe
def meeting_page(request: HttpRequest, name: str) -> HttpResponse:
    """A meeting by its committee's code or paper prefix and its number, or its day where it has none: panel-97. Of two
    unnumbered ones of a day the first answers to the day alone."""
    asked, reader = asked_of_record(request), request.user
    found = meetings_called(visible_to(reader, Meeting.objects.filter(PUBLIC)), name)
    row = (
        meetings_as_at(Meeting.objects.filter(pk=found[0].pk), asked.last).values(*_NAMED_BY).first() if found else None
    )
    if row is None:
        raise Http404("There is no such meeting.")
    meeting = found[0]
    address = reverse("registers:meeting", kwargs={"name": meeting_name(row)})
    if request.path != address:
        return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
    if not asked.form.is_valid():
        return wrong_day(request, asked, str(meeting), address)
    told = _told(reader, meeting, asked.form.day)
    word = highest(told.pop("words"))
    record_reading(reader, f"page of {meeting}", word)
    context = {"meeting": meeting, "form": asked.form, "address": address, "classification": word, **told}
    return answer(request, "readers/registers/meeting.html", context, word)


def _told(reader: Reader, meeting: Meeting, day: date) -> dict[str, Any]:
    """What the page tells, with the `words` of its classifications. Nine queries at most. What a meeting to come will
    discuss is told to SECAS alone: it is not known when an item was put on its agenda."""
    known = meetings_as_at(Meeting.objects.filter(pk=meeting.pk), day).values("state", "counted", "off").first()
    actions = actions_of(meeting, visible_to(reader, Action.objects.all()), day)
    papers = papers_naming(reader, f"meeting:{meeting.code}", day)
    published = _published(reader, meeting)
    words = [Classification.WHITE, *(one.classification for one in papers)]
    words += [one.classification for one in published]
    if actions:
        words.append(Classification(default_classification(Action) or Classification.RED))
    told = meeting.held_on <= day or may_read_drafts(reader)
    agenda = agenda_of(meeting, visible_to(reader, AgendaItem.objects.all()), day) if told else []
    return {
        "day": day,
        "known": known,
        "state": _state(known) if known else "",
        "deadlines": deadlines_of(meeting, _calendar(), day) if known else [],
        "agenda": [(one, modification_address(one.reference) if one.code else "") for one in agenda],
        "decisions": [
            (one, modification_address(one.reference) if one.code else "") for one in decisions_of(meeting, day)
        ],
        "actions": actions,
        "published": published,
        "pack": _pack(reader, meeting),
        "papers": papers,
        "words": words,
    }


def _state(known: dict[str, Any]) -> str:
    state = MeetingState(known["state"])
    return cancelled_in_words(known["off"]) if state == MeetingState.CANCELLED else str(state.label)


def _calendar() -> WorkingCalendar | None:
    try:
        return sec_calendar()
    except CalendarError:
        return None


def _published(reader: Reader, meeting: Meeting) -> list[PaperOfIt]:
    standing: dict[int, Publication] = {}
    rows = visible_to(reader, standing_papers().filter(report__meeting=meeting).defer(*LARGE))
    for one in rows.order_by("reference", "-version"):
        standing.setdefault(one.report_id, one)
    return [
        PaperOfIt(
            one.title,
            one.reference,
            Classification(one.classification),
            reverse("publishing:version", args=(one.kind, one.covers, one.version)),
        )
        for one in standing.values()
    ]


def _pack(reader: Reader, meeting: Meeting) -> str:
    """The address of its paper pack, "" where the reader may read none of it."""
    if not meeting.number or not files_for(reader).filter(issue__pack__meeting=meeting).exists():
        return ""
    return reverse("packs:pack", args=(slug_of(meeting),))
