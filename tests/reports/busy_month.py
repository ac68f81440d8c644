"""September 2021 as a month that every edition of every report tells of, and a report of each kind on it."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.models import AgendaItem, DecidingBody, Decision, Meeting, Outcome, Question
from modifications import models as records
from modifications.models import AssessmentKind, Consultation, ConsultationKind, Modification, Path, Release, Stage
from modifications.references import proposal_reference
from reports.definitions.context import MonthContext
from reports.definitions.registry import definition_of, definitions
from reports.engine.edition import Edition, texts_asked
from reports.models import Report, SectionText
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import enter, raise_one
from tests.reports.full_month import report_on

EDITIONS = [(one.kind, edition) for one in definitions().values() for edition in one.editions]
every_edition = pytest.mark.parametrize(
    ("kind", "edition"), EDITIONS, ids=[f"{kind}-{edition.key}" for kind, edition in EDITIONS]
)


def busy_september() -> Report:
    """Twice of everything in September 2021, and of what only some reports tell: consultations, agendas, releases."""
    report = report_on(2)
    now, then = Release.objects.create(name="November 2021 SEC Release", kind="scheduled"), date(2021, 3, 1)
    records.ReleaseDateFrom.objects.create(release=now, since=then, go_live_on=date(2021, 11, 4))
    for one in Modification.objects.all():
        since = max(then, one.raised_on)
        records.ProposerFrom.objects.create(
            modification=one, since=since, person="A. Example", organisation="First Org"
        )
        records.LeadAnalystFrom.objects.create(modification=one, since=since, analyst="First Analyst")
        records.RouteFrom.objects.create(modification=one, since=since, path=Path.SELF_GOVERNANCE)
        records.TargetReleaseFrom.objects.create(modification=one, since=since, release=now)
    _discussed(report.meeting)
    _consulted_on()
    _assessed()
    _decided()
    enter(raise_one("190", then, (date(2021, 9, 9), Stage.AUTHORITY)))
    return report


def _discussed(panel: Meeting) -> None:
    group = committee("working-group", name="Working Group", kind="working_group", numbered=False)
    meetings = [
        panel,
        meet(group, date(2021, 9, 15)),
        meet(group, date(2021, 10, 20)),
        meet(group, date(2021, 9, 22), purpose="To review the options."),
    ]
    for meeting in meetings:
        for position, one in enumerate(Modification.objects.order_by("code"), 1):
            AgendaItem.objects.create(meeting=meeting, position=position, modification=one)


def _consulted_on() -> None:
    for place, one in enumerate(Modification.objects.order_by("code")):
        kind = list(ConsultationKind)[place % len(ConsultationKind)]
        out = {"opened_on": date(2021, 9, 20)} if place % 2 else {"planned_week": date(2021, 10, 11)}
        Consultation.objects.create(modification=one, kind=kind, **out)


def _decided() -> None:
    """What only the Change Status Report lists apart."""
    one, board = Modification.objects.get(code="111"), DecidingBody.CHANGE_BOARD
    for body, question, outcome in (
        (DecidingBody.CSC, Question.TO_REFINEMENT, Outcome.RECOMMEND_APPROVAL),
        (board, Question.IMPACT_ASSESSMENT, Outcome.APPROVE),
        (board, Question.IMPACT_ASSESSMENT, Outcome.DEFER),
        (DecidingBody.PANEL, Question.TIMETABLE, Outcome.NOTE),
    ):
        code = body.value.replace("_", "-")
        meeting = Meeting.objects.filter(committee__code=code, held_on__month=9).order_by("-held_on").first()
        Decision.objects.create(
            body=body,
            meeting=meeting,
            decided_on=meeting.held_on if meeting else date(2021, 9, 17),
            modification=one if outcome != Outcome.DEFER else Modification.objects.get(code="121"),
            question=question,
            outcome=outcome,
        )


def _assessed() -> None:
    one = Modification.objects.get(code="120")
    records.DccAssessment.objects.create(
        modification=one, kind=AssessmentKind.IMPACT, sequence=30, requested_on=date(2021, 9, 20)
    )
    underway = records.DccAssessment.objects.filter(returned_on=None, accepted_on__isnull=False).first()
    records.InformationRequest.objects.create(assessment=underway, asked_on=date(2021, 9, 8), subject="Costs")


def report_of(kind: str, edition: Edition[MonthContext], monthly: Report) -> Report:
    """A report of the kind that tells of September 2021, whose first text names every modification. It takes the place
    of the `monthly` one where that is of its kind."""
    if kind == monthly.kind:
        monthly.delete()
    year = definition_of(kind).months > 1
    meeting = meet(monthly.meeting.committee, date(2022, 4, 15), 103) if year else monthly.meeting
    report = Report.objects.create(
        kind=kind,
        month=date(2022, 3, 1) if year else monthly.month,
        meeting=meeting,
        paper_number=30,
        author="SECAS",
        issue_date=date(2022, 4, 8) if year else monthly.issue_date,
    )
    asked = texts_asked(edition.every_section)
    body = "".join(f"<p>{{{{@{proposal_reference(one.code)}}}}}</p>" for one in Modification.objects.order_by("code"))
    SectionText.objects.create(report=report, section=asked[0][0], body=body)
    return report
