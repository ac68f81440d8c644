"""A few modifications with whole lives, around September 2021.

MP121 is in the Report Phase, was on hold and was assessed twice; DP152 is a Draft Proposal still; SECMP0007 was
rejected; 102 was split into MP102A and MP102B. MP190 was raised in October.
"""

from __future__ import annotations

from datetime import date

from meetings.models import AgendaItem, DecidingBody, Decision, Outcome, Question
from modifications.models import (
    AffectedCategoriesFrom,
    AffectedCategory,
    AssessmentKind,
    Body,
    Consultation,
    ConsultationKind,
    DccAssessment,
    Modification,
    OnHold,
    Path,
    ProposerFrom,
    RouteFrom,
    SecVersion,
    Stage,
    StageFrom,
    TargetReleaseFrom,
    TitleFrom,
)
from modifications.models.releases import VersionCause
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import assess, plan_release, raise_one, rename

RAISED = date(2020, 3, 2)


def few_modifications() -> None:
    one = mp121()
    old = raise_one("SECMP0007", date(2019, 1, 7), (date(2021, 6, 1), Stage.REJECTED), title="An old one")
    assess(old, AssessmentKind.IMPACT, date(2020, 2, 6), date(2020, 5, 6))
    draft = raise_one("152", date(2021, 8, 2), title="A draft of everything")
    RouteFrom.objects.create(modification=draft, since=draft.raised_on, path=Path.FAST_TRACK)
    whole = raise_one("102", date(2020, 1, 6), (date(2021, 2, 1), Stage.SPLIT), title="One that was two")
    rename(whole, date(2020, 6, 1), "MP102")
    for letter in "AB":
        part = raise_one(f"102{letter}", date(2021, 2, 1), (date(2021, 2, 1), Stage.REFINEMENT), split_from=whole)
        part.references.update(reference=f"MP102{letter}")
    raise_one("190", date(2021, 10, 4), title="Raised in October")
    around(one)


def mp121() -> Modification:
    one = raise_one(
        "121", RAISED, (date(2020, 6, 1), Stage.REFINEMENT), (date(2021, 9, 6), Stage.REPORT), title="First"
    )
    one.stages.filter(stage=Stage.REFINEMENT).update(body=Body.CSC)
    rename(one, date(2020, 6, 1), "MP121")
    TitleFrom.objects.create(modification=one, since=date(2021, 3, 1), title="Second title")
    ProposerFrom.objects.create(modification=one, since=RAISED, person="Pat Example", organisation="Aspen Energy")
    RouteFrom.objects.create(modification=one, since=RAISED, path=Path.SELF_GOVERNANCE)
    RouteFrom.objects.create(modification=one, since=date(2021, 5, 4), path=Path.AUTHORITY_DETERMINED, urgent=True)
    for since, codes in (
        (RAISED, ["dcc"]),
        (date(2021, 5, 4), [AffectedCategory.DCC, AffectedCategory.LARGE_SUPPLIER]),
    ):
        AffectedCategoriesFrom.objects.create(modification=one, since=since, categories=codes)
    OnHold.objects.create(modification=one, valid=(date(2020, 12, 7), date(2021, 1, 4)), reason="Waiting for the DCC")
    return one


def around(one: Modification) -> None:
    """Assessments, consultations, releases, decisions, meetings and a version of the SEC."""
    assess(one, AssessmentKind.PRELIMINARY, date(2020, 7, 6), date(2020, 7, 24))
    revised = ((date(2021, 6, 7), 40), (date(2021, 8, 2), 60))
    impact = assess(one, AssessmentKind.IMPACT, date(2021, 6, 7), targets=revised)
    DccAssessment.objects.filter(pk=impact.pk).update(requested_on=date(2021, 5, 24))
    kinds = ConsultationKind
    Consultation.objects.create(
        modification=one,
        kind=kinds.REFINEMENT,
        planned_week=date(2021, 3, 1),
        opened_on=date(2021, 3, 8),
        closed_on=date(2021, 3, 26),
    )
    Consultation.objects.create(modification=one, kind=kinds.MODIFICATION_REPORT, planned_week=date(2021, 10, 4))
    release = plan_release("November 2021 SEC Release", (date(2020, 1, 1), date(2021, 11, 4)))
    TargetReleaseFrom.objects.create(modification=one, since=date(2021, 4, 1), release=release)
    csc = committee("csc", name="Change Sub-Committee")
    met = meet(csc, date(2020, 6, 1), 12, link="https://example.org/csc-12")
    AgendaItem.objects.create(meeting=met, position=3, modification=one)
    secret = meet(committee("secco", name="SECCo Board", confidential=True), date(2021, 7, 1), 4)
    AgendaItem.objects.create(meeting=secret, position=1, modification=one)
    Decision.objects.create(
        body=DecidingBody.CSC,
        meeting=met,
        decided_on=met.held_on,
        modification=one,
        question=Question.TO_REFINEMENT,
        outcome=Outcome.APPROVE,
        remark="By nine votes to two",
    )
    version = SecVersion.objects.create(
        number="38.0", issued_on=date(2021, 9, 30), description="Housekeeping", cause=VersionCause.MODIFICATION
    )
    version.modifications.add(one)


def go_on(one: Modification, count: int) -> None:
    """More rows in each of its histories, for counting queries."""
    for number in range(count):
        since = date(2021, 9, 10 + number)
        TitleFrom.objects.create(modification=one, since=since, title=f"Title {number}")
        StageFrom.objects.filter(modification=one, since=since).delete()
        assess(one, AssessmentKind.PRELIMINARY, since, sequence=2 + number, targets=((since, 20),))
        Consultation.objects.create(
            modification=one, kind=ConsultationKind.REQUEST_FOR_INFORMATION, sequence=1 + number, opened_on=since
        )
