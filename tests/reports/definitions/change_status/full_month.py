"""September 2021 with so many of everything that a Change Status Report can show."""

from __future__ import annotations

from datetime import date

from meetings.models import AgendaItem, Committee, CommitteeKind, DecidingBody, Decision, Meeting, Outcome, Question
from modifications.models import (
    AssessmentKind,
    Consultation,
    ConsultationKind,
    DccAssessment,
    InformationRequest,
    Modification,
    Path,
    ProposerFrom,
    Release,
    Stage,
    TargetReleaseFrom,
)
from reports.models import Report, SectionText
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import assess, plan_release, raise_one

SEPTEMBER = date(2021, 9, 1)
EARLIER = date(2021, 3, 1)
FINAL, IMPACT = Question.FINAL_DECISION, Question.IMPACT_ASSESSMENT
MOVES = (
    (DecidingBody.CSC, Question.TO_REFINEMENT, Outcome.RECOMMEND_APPROVAL),
    (DecidingBody.CSC, Question.NEW_PROPOSAL, Outcome.REMAIN),
    (DecidingBody.CHANGE_BOARD, FINAL, Outcome.APPROVE),
    (DecidingBody.CHANGE_BOARD, IMPACT, Outcome.APPROVE),
    (DecidingBody.CHANGE_BOARD, IMPACT, Outcome.DEFER),
    (DecidingBody.CHANGE_BOARD, Question.TIMETABLE, Outcome.NOTE),
    (DecidingBody.AUTHORITY, FINAL, Outcome.APPROVE),
    (DecidingBody.PANEL, Question.TO_REPORT_PHASE, Outcome.APPROVE),
)


def day(number: int) -> date:
    return SEPTEMBER.replace(day=number)


def report_on(number: int) -> Report:
    """The report of a month in which each kind of thing happened so many times."""
    panel = committee("panel", name="SEC Panel", paper_prefix="SECP")
    rooms = {"panel": panel, "csc": committee("csc"), "change-board": committee("change-board")}
    meet(panel, day(17), 96)
    to = meet(panel, date(2021, 10, 15), 97)
    release = plan_release("November 2021 SEC Release", (EARLIER, date(2021, 11, 4)))
    for place in range(1, number + 1):
        _proposals(place, release)
        _put_to(to, place)
    _decisions(number, rooms)
    _working_groups(number)
    report = Report.objects.create(
        kind="change-status", month=SEPTEMBER, meeting=to, paper_number=18, author="SECAS", issue_date=date(2021, 10, 8)
    )
    for section in ("purpose", "summary", "dcc-update")[: number + 1]:
        SectionText.objects.create(report=report, section=section, body="<p>Quiet.</p>")
    return report


def _proposals(place: int, release: Release) -> None:
    new = raise_one(f"1{place}0", day(2))
    Modification.objects.filter(pk=new.pk).update(issue="It costs too much.\n\nAnd it takes too long.")
    ProposerFrom.objects.create(modification=new, since=day(2), person="Robin Example", organisation="Example Limited")
    for step, stage in enumerate((Stage.APPROVED, Stage.IMPLEMENTED, Stage.AUTHORITY), 1):
        moved = raise_one(f"1{place}{step}", EARLIER, (day(3), stage))
        TargetReleaseFrom.objects.create(modification=moved, since=day(3), release=release)
    for kind in AssessmentKind:
        underway = assess(new, kind, day(6), sequence=place)
        InformationRequest.objects.create(assessment=underway, asked_on=day(7), subject=f"Question {place}")
        assess(new, kind, day(6), day(20), sequence=place + 10)
        DccAssessment.objects.create(modification=new, kind=kind, sequence=place + 20, requested_on=day(21))
    for consulted in ConsultationKind:
        Consultation.objects.create(modification=new, kind=consulted, sequence=1, planned_week=date(2021, 10, 11))
        Consultation.objects.create(modification=new, kind=consulted, sequence=2, opened_on=day(27))


def _put_to(meeting: Meeting, place: int) -> None:
    for step, stage in enumerate((Stage.DEVELOPMENT, Stage.REFINEMENT), 5):
        one = raise_one(f"1{place}{step}", EARLIER, (EARLIER, stage))
        AgendaItem.objects.create(meeting=meeting, position=10 * place + step, modification=one)


def _decisions(number: int, rooms: dict[str, Committee]) -> None:
    met = {code: meet(room, day(22), 50) for code, room in rooms.items() if code != "panel"}
    met["panel"] = rooms["panel"].meetings.get(number=96)
    for body, question, outcome in MOVES:
        meeting = met.get(body.value.replace("_", "-"))
        impact = 2 if question == IMPACT and outcome == Outcome.DEFER else 1
        for modification in Modification.objects.filter(code__regex=f"^1[1-{number}]{impact}$"):
            Decision.objects.create(
                body=body,
                meeting=meeting,
                decided_on=meeting.held_on if meeting else day(20),
                modification=modification,
                question=question,
                outcome=outcome,
                route=Path.SELF_GOVERNANCE if body == DecidingBody.CHANGE_BOARD and question == FINAL else "",
                remark="As proposed.",
            )


def _working_groups(number: int) -> None:
    group = committee("working-group", kind=CommitteeKind.WORKING_GROUP, numbered=False)
    days = [(day(1), ""), (date(2021, 10, 6), ""), (date(2021, 11, 3), "")]
    days += [(day(6 + place), "To settle the rest") for place in range(number)]
    days += [(date(2021, 10, 11 + place), "To settle the rest") for place in range(number)]
    for held_on, purpose in days:
        meeting = meet(group, held_on, purpose=purpose)
        for place in range(1, number + 1):
            modification = Modification.objects.get(code=f"1{place}6")
            AgendaItem.objects.create(meeting=meeting, position=place, modification=modification)
