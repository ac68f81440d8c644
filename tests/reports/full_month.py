"""September 2021 with so many of everything that a month's report can show."""

from __future__ import annotations

from datetime import date, timedelta

from measures.models import Measure, MeasureCategory, MeasureGroup, Observation, RankedEntry
from meetings.models import Committee, DecidingBody, Decision, Meeting, MeetingKind, Outcome, Question
from modifications.models import AssessmentKind, Modification, Path, SecVersion, Stage, VersionCause
from parties.models import Party, TestingCompletion, TestKind
from reports.models import Report, ReportAttachment, SectionText
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import assess, raise_one
from tests.parties.cast import default, party, uep, voting_group

SEPTEMBER = date(2021, 9, 1)
MOVES = (
    (DecidingBody.CSC, Question.NEW_PROPOSAL, Outcome.REMAIN, ""),
    (DecidingBody.CSC, Question.TO_REFINEMENT, Outcome.APPROVE, ""),
    (DecidingBody.CSC, Question.TO_REPORT_PHASE, Outcome.APPROVE, ""),
    (DecidingBody.CSC, Question.IMPACT_ASSESSMENT, Outcome.DEFER, ""),
    (DecidingBody.CSC, Question.IMPACT_ASSESSMENT, Outcome.APPROVE, ""),
    (DecidingBody.CSC, Question.TIMETABLE, Outcome.NOTE, ""),
    (DecidingBody.CHANGE_BOARD, Question.FINAL_DECISION, Outcome.APPROVE, Path.SELF_GOVERNANCE),
    (DecidingBody.CHANGE_BOARD, Question.FINAL_DECISION, Outcome.RECOMMEND_APPROVAL, Path.AUTHORITY_DETERMINED),
    (DecidingBody.CHANGE_BOARD, Question.FINAL_DECISION, Outcome.REJECT, Path.SELF_GOVERNANCE),
    (DecidingBody.AUTHORITY, Question.FINAL_DECISION, Outcome.APPROVE, Path.AUTHORITY_DETERMINED),
)
STEPS = (Stage.REFINEMENT, Stage.REPORT, Stage.APPROVED, Stage.REJECTED, Stage.IMPLEMENTED, Stage.SPLIT)


def day(number: int) -> date:
    return SEPTEMBER.replace(day=number)


def report_on(number: int) -> Report:
    """The report of a month in which each kind of thing happened so many times."""
    panel = committee("panel", name="SEC Panel", paper_prefix="SECP")
    meet(panel, day(17), 96)
    rooms = {body: committee(body.value.replace("_", "-")) for body in (DecidingBody.CSC, DecidingBody.CHANGE_BOARD)}
    for place in range(1, number + 1):
        _parties(place)
        _modifications(place)
        _meetings(place, rooms)
    _decisions(number)
    _measures(number)
    return _report(meet(panel, date(2021, 10, 15), 97), number)


def _parties(place: int) -> None:
    acceded = party(f"Newcomer {place}", group=voting_group(), acceded=day(10))
    party(f"Leaver {place}", exited_on=day(12), exit_kind="expelled", exit_reason="It ceased to trade.")
    default(acceded, day(20))
    uep(acceded, day(21))
    uep(acceded, day(21), role="gas_supplier")
    for kind in TestKind:
        TestingCompletion.objects.create(party=acceded, test=kind, completed_on=day(22), classification="white")


def _modifications(place: int) -> None:
    earlier = date(2021, 3, 1)
    raised = raise_one(f"1{place}0", day(2))
    for step, stage in enumerate(STEPS, 1):
        moved = raise_one(f"1{place}{step}", earlier, (day(3), stage))
    raise_one(f"1{place}{len(STEPS)}A", day(3), split_from=moved)
    for kind in AssessmentKind:
        assess(raised, kind, day(6), sequence=place, targets=((day(6), 15), (day(7), 20)))
        assess(raised, kind, day(6), day(20), sequence=place + 10)
    version = SecVersion.objects.create(
        issued_on=day(5), description=f"Change {place}", cause=VersionCause.MODIFICATION, number=f"{place}.0"
    )
    version.modifications.set(Modification.objects.all())


def _meetings(place: int, rooms: dict[DecidingBody, Committee]) -> None:
    for room in rooms.values():
        meet(room, day(20 + place), place, notice_on=day(6), papers_issued_on=day(8), minutes_issued_on=day(28))
        meet(room, day(23 + place), place, "X")
    for code in ("cacop", "ccsg"):
        forum = committee(f"{code}" if place == 1 else f"{code}-{place}", counts_as_held=False)
        meet(forum, day(7), place, kind=MeetingKind.ATTENDED)
        meet(forum, date(2021, 10, 20), place + 1, kind=MeetingKind.ATTENDED)


def _decisions(number: int) -> None:
    codes = list(Modification.objects.filter(split_from=None).order_by("code"))[:number]
    for move, (body, question, outcome, route) in enumerate(MOVES):
        meeting = Meeting.objects.filter(committee__code=body.value.replace("_", "-")).order_by("held_on").first()
        for modification in codes:
            Decision.objects.create(
                body=body,
                meeting=meeting,
                decided_on=(meeting.held_on if meeting else day(20)) + timedelta(days=move),
                modification=modification,
                question=question,
                outcome=outcome,
                route=route,
                remark="The dates were moved.",
            )


def _measures(number: int) -> None:
    emails = Measure.objects.create(code="helpdesk-emails", name="E-mails", group=MeasureGroup.HELPDESK)
    users = Measure.objects.create(code="codeworks-users", name="Users", group=MeasureGroup.CODEWORKS)
    pages = Measure.objects.create(code="website-top-pages", name="Pages", group=MeasureGroup.WEBSITE, ranked=True)
    lists = Measure.objects.create(code="product-list-versions", name="Lists", group=MeasureGroup.PRODUCT_LISTS)
    for place in range(1, number + 1):
        RankedEntry.objects.create(measure=pages, month=SEPTEMBER, rank=place, label=f"Page {place}")
        for measure in (emails, users, lists):
            category = MeasureCategory.objects.create(measure=measure, code=f"kind-{place}", name=f"Kind {place}")
            Observation.objects.create(measure=measure, category=category, month=SEPTEMBER, value=place)


def _report(meeting: Meeting, number: int) -> Report:
    report = Report.objects.create(
        kind="operations",
        month=SEPTEMBER,
        meeting=meeting,
        paper_number=17,
        author="SECAS",
        issue_date=date(2021, 10, 8),
    )
    named = "".join(
        f"<p>{{{{@DP1{place}0}}}} {{{{@meeting:csc-{place}}}}} {{{{@party:{_code(place)}}}}}</p>"
        for place in range(1, number + 1)
    )
    for section in ("purpose", "security", "parties", "smda")[: number + 1]:
        SectionText.objects.create(report=report, section=section, body=named)
    for label in "ABC"[:number]:
        ReportAttachment.objects.create(report=report, label=label, title="Further detail", classification="green")
    return report


def _code(place: int) -> str:
    return Party.objects.get(name=f"Newcomer {place}").code
