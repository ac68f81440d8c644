"""February to May 2022, invented: four consecutive months in which every balance of the reports moves, entered as staff
would, and a paper of either kind for each of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from measures.models import Measure, MeasureGroup, Observation
from meetings.models import Action, Committee, DecidingBody, Meeting, MeetingKind, Outcome, Question
from meetings.services import record_decision
from modifications import services as modifications
from modifications.models import AssessmentKind, DccAssessment, Modification, Path, Stage
from parties import services as parties
from parties.models import DefaultOutcome, EventOfDefault, Party, PartyCategory, VotingGroup
from reports.engine.month import Month
from reports.models import Report, SectionText
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import assess, plan_release, raise_one
from tests.parties.cast import party

MONTHS = tuple(Month(2022, number) for number in (2, 3, 4, 5))
KINDS = ("operations", "change-status")
PA, IA = AssessmentKind.PRELIMINARY, AssessmentKind.IMPACT
LARGE, SMALL, OTHER = PartyCategory.LARGE_SUPPLIER, PartyCategory.SMALL_SUPPLIER, PartyCategory.OTHER
PAPERS = (
    (date(2022, 3, 18), date(2022, 3, 11)),
    (date(2022, 4, 22), date(2022, 4, 12)),
    (date(2022, 5, 20), date(2022, 5, 13)),
    (date(2022, 6, 17), date(2022, 6, 9)),
)
"""Of each month, the day of the Panel meeting that its papers go to, and the day they are issued."""
QUOTED = {
    "operations": (
        "market",
        *("parties.total", "parties.acceded", "parties.withdrawn", "parties.expelled", "parties.voting_groups"),
        *("defaults.standing", "defaults.parties", "defaults.raised", "defaults.resolved", "defaults.expelled"),
        *("actions.raised", "actions.closed", "actions.open"),
    ),
    "change-status": ("summary",),
}
QUOTED_BY_BOTH = (
    *("modifications.opening", "modifications.raised", "modifications.parts", "modifications.split"),
    *("modifications.reopened", "modifications.concluded_in_month", "modifications.open"),
    *(f"assessments.{kind}_{step}" for kind in ("pa", "ia") for step in ("opening", "accepted", "returned", "open")),
)
"""The figures that the text of a section quotes; the first of each kind's names the section."""


def day(month: int, number: int) -> date:
    return date(2022, month, number)


def in_2021(month: int, number: int) -> date:
    return date(2021, month, number)


def four_months() -> None:
    """Everything of the four months, and of the time before as far as it is still open; then the papers."""
    panel = committee("panel", name="SEC Panel", paper_prefix="SECP")
    for number, held_on in enumerate((day(2, 18), *(held_on for held_on, _ in PAPERS)), 100):
        meet(panel, held_on, number)
    _parties()
    _modifications(committee("csc"), committee("change-board"))
    _assessments()
    _actions(panel)
    _measures()
    for place, month in enumerate(MONTHS):
        _papers(month, Meeting.objects.get(committee=panel, number=101 + place), PAPERS[place][1])


# --- Parties ----------------------------------------------------------------------------------------------------------


def _group(number: int) -> VotingGroup:
    return VotingGroup.objects.get_or_create(code=f"the-{number}", defaults={"name": f"The Voting Group {number}"})[0]


def _accede(name: str, on: date, category: PartyCategory, group: int) -> Party:
    one = party(name, category=None, acceded=None)
    parties.accede(one, on, category=category, voting_group=_group(group))
    return one


def _default(number: int, of: Party, on: date) -> EventOfDefault:
    return parties.raise_event_of_default(of, f"M8/{number}", limb="(a)", on=on)


def _parties() -> None:
    resolved, expelled = DefaultOutcome.RESOLVED, DefaultOutcome.EXPELLED
    party("The DCC", PartyCategory.DCC, _group(0))
    alder, birch = party("Alder", LARGE, _group(1)), party("Birch", SMALL, _group(1))
    cedar, elm = party("Cedar", OTHER, _group(2)), party("Elm", SMALL, _group(4))
    dogwood = party("Dogwood", PartyCategory.ELECTRICITY_NETWORK, _group(3))
    first, second = _default(1, elm, day(1, 11)), _default(2, elm, day(1, 25))
    # February
    fir = _accede("Fir", day(2, 8), OTHER, 5)
    parties.close_event_of_default(first, day(2, 10), resolved)
    third = _default(3, cedar, day(2, 15))
    parties.move_voting_group(birch, _group(2), day(2, 24))
    # March
    parties.close_event_of_default(second, day(3, 7), expelled)
    parties.expel(elm, day(3, 7), reason="It ceased to trade.")
    gorse = _accede("Gorse", day(3, 14), SMALL, 6)
    hazel = _accede("Hazel", day(3, 14), PartyCategory.GAS_NETWORK, 3)
    parties.move_category(alder, OTHER, day(3, 21))
    fourth, fifth = _default(4, dogwood, day(3, 22)), _default(5, dogwood, day(3, 22))
    # April
    parties.close_event_of_default(third, day(4, 5), resolved)
    parties.close_event_of_default(fourth, day(4, 6), resolved)
    parties.withdraw(fir, day(4, 12))
    parties.close_event_of_default(_default(6, birch, day(4, 20)), day(4, 27), resolved)
    # May
    ivy = _accede("Ivy", day(5, 3), OTHER, 7)
    _accede("Juniper", day(5, 10), OTHER, 7)
    parties.move_voting_group(alder, _group(8), day(5, 10))
    parties.close_event_of_default(fifth, day(5, 11), resolved)
    parties.withdraw(hazel, day(5, 17))
    parties.withdraw(ivy, day(5, 24))
    _default(7, dogwood, day(5, 25))
    _default(8, gorse, day(5, 26))


# --- Modifications ----------------------------------------------------------------------------------------------------


def _raise(number: str, on: date) -> Modification:
    return modifications.raise_draft_proposal(number, on, title=f"Title of {number}", organisation="Alder")


def _modifications(csc: Committee, change_board: Committee) -> None:
    going_on, release = (in_2021(12, 1), Stage.REFINEMENT), plan_release("June 2022", (day(1, 4), day(6, 30)))
    approved, withdrawn = (in_2021(12, 15), Stage.APPROVED), (in_2021(12, 1), Stage.WITHDRAWN)
    first = raise_one("101", in_2021(6, 1), going_on)
    second = raise_one("102", in_2021(7, 5), going_on, (day(1, 10), Stage.REPORT))
    third, fourth = raise_one("103", in_2021(8, 2), going_on), _raise("104", in_2021(10, 4))
    fifth, sixth = raise_one("105", in_2021(3, 1), approved), raise_one("106", in_2021(5, 4), withdrawn)
    for one in (first, second, third):
        modifications.ReferenceFrom.objects.create(modification=one, since=in_2021(12, 1), reference=f"MP{one.code}")

    def decide(body: DecidingBody, on: date, question: Question, outcome: Outcome, of: Modification) -> None:
        room = csc if body is DecidingBody.CSC else change_board
        met = Meeting.objects.filter(committee=room, held_on=on).first()
        route = Path.SELF_GOVERNANCE if outcome in (Outcome.APPROVE, Outcome.REJECT) else Path.AUTHORITY_DETERMINED
        record_decision(
            body,
            on,
            question,
            outcome,
            modification=of,
            meeting=met or meet(room, on, on.month),
            route=route if question is Question.FINAL_DECISION else "",
            release=release if (question, outcome) == (Question.FINAL_DECISION, Outcome.APPROVE) else None,
        )

    final, to_report = Question.FINAL_DECISION, Question.TO_REPORT_PHASE
    # February
    seventh, eighth = _raise("107", day(2, 3)), _raise("108", day(2, 10))
    decide(DecidingBody.CSC, day(2, 15), Question.TO_REFINEMENT, Outcome.APPROVE, fourth)
    decide(DecidingBody.CHANGE_BOARD, day(2, 23), final, Outcome.APPROVE, second)
    modifications.enter_stage(fifth, Stage.IMPLEMENTED, day(2, 24))
    # March
    _raise("109", day(3, 2))
    part, _ = modifications.split(third, day(3, 9), {"A": "The first part", "B": "The second part"})
    modifications.enter_stage(seventh, Stage.WITHDRAWN, day(3, 15))
    decide(DecidingBody.CSC, day(3, 16), to_report, Outcome.APPROVE, first)
    decide(DecidingBody.CSC, day(3, 16), Question.TO_REFINEMENT, Outcome.APPROVE, eighth)
    # April
    modifications.enter_stage(_raise("110", day(4, 5)), Stage.WITHDRAWN, day(4, 20))
    modifications.enter_stage(sixth, Stage.REFINEMENT, day(4, 11))
    decide(DecidingBody.CSC, day(4, 19), to_report, Outcome.APPROVE, part)
    decide(DecidingBody.CHANGE_BOARD, day(4, 27), final, Outcome.REJECT, first)
    # May
    _raise("111", day(5, 3))
    modifications.enter_stage(fourth, Stage.WITHDRAWN, day(5, 4))
    modifications.enter_stage(fourth, Stage.REFINEMENT, day(5, 12))
    decide(DecidingBody.CHANGE_BOARD, day(5, 25), final, Outcome.RECOMMEND_APPROVAL, part)
    modifications.enter_stage(second, Stage.IMPLEMENTED, day(5, 26))
    modifications.enter_stage(sixth, Stage.WITHDRAWN, day(5, 31))


def _assessments() -> None:
    rows = (
        ("101", PA, 1, in_2021(12, 6), day(2, 4)),
        ("101", PA, 2, day(2, 7), day(3, 25)),
        ("101", IA, 1, day(1, 10), day(3, 11)),
        ("102", IA, 1, in_2021(11, 1), day(1, 5)),
        ("103", PA, 1, day(1, 17), day(3, 4)),
        ("104", PA, 1, day(2, 21), day(4, 8)),
        ("104", PA, 2, day(5, 4), day(5, 25)),
        ("104", IA, 1, day(5, 9), None),
        ("108", PA, 1, day(4, 6), day(4, 29)),
        ("109", PA, 1, day(5, 23), None),
        ("103A", IA, 1, day(5, 3), None),
        ("103B", IA, 1, day(4, 13), day(5, 31)),
    )
    for code, kind, sequence, accepted_on, returned_on in rows:
        of = Modification.objects.get(code=code)
        target = (accepted_on, 15 if kind is PA else 40)
        assess(of, kind, accepted_on, returned_on, sequence=sequence, targets=(target,))
    DccAssessment.objects.filter(modification__code="108").update(requested_on=day(3, 30))
    DccAssessment.objects.create(
        modification=Modification.objects.get(code="111"), kind=PA, sequence=1, requested_on=day(5, 30)
    )


# --- What else a month has --------------------------------------------------------------------------------------------


def _actions(panel: Committee) -> None:
    opsg = committee("opsg", name="Operations Group")
    days = (
        (panel, day(1, 21), day(2, 17)),
        (panel, day(2, 18), None),
        (opsg, day(2, 22), day(4, 26)),
        (opsg, day(3, 22), day(3, 31)),
        (panel, day(4, 22), None),
        (panel, day(5, 20), day(5, 30)),
    )
    for number, (of, raised_on, closed_on) in enumerate(days, 1):
        Action.objects.create(
            committee=of, reference=f"A{number}", description="To ask.", raised_on=raised_on, closed_on=closed_on
        )
    for month in MONTHS:
        meet(opsg, month.first.replace(day=22), month.month, kind=MeetingKind.GOVERNANCE)


def _measures() -> None:
    calls = Measure.objects.create(code="helpdesk-calls", name="Telephone queries", group=MeasureGroup.HELPDESK)
    for place, month in enumerate(MONTHS):
        Observation.objects.create(measure=calls, month=month.first, value=Decimal(20 + 3 * place))


def _papers(month: Month, to: Meeting, issued: date) -> None:
    for number, kind in enumerate(KINDS, 11):
        report = Report.objects.create(
            kind=kind, month=month.first, meeting=to, paper_number=number, author="SECAS", issue_date=issued
        )
        section, *quoted = (*QUOTED[kind], *QUOTED_BY_BOTH)
        words = " ".join(f"{{{{{key}}}}}" for key in quoted)
        SectionText.objects.create(report=report, section=section, body=f"<p>In {month.label}: {words}.</p>")
