"""The DCC Assessments of a modification: four or five each, some with a revised target or a question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from benchmarks.records.lives import Life
from benchmarks.records.span import chance, later
from modifications.models import (
    AssessmentKind,
    AssessmentTarget,
    DccAssessment,
    InformationRequest,
    Modification,
    Stage,
)

_PLAN = (
    (AssessmentKind.PRELIMINARY, 1, 10),
    (AssessmentKind.PRELIMINARY, 2, 45),
    (AssessmentKind.IMPACT, 1, 70),
    (AssessmentKind.IMPACT, 2, 110),
    (AssessmentKind.PRELIMINARY, 3, 130),
)
"""Kind, sequence, and the days after the Refinement Process began."""
_DAYS = {AssessmentKind.PRELIMINARY: (12, 55), AssessmentKind.IMPACT: (40, 150)}


def assessments_of(
    life: Life, modification: Modification, known: date
) -> Iterator[DccAssessment | AssessmentTarget | InformationRequest]:
    refined = life.day_of(Stage.REFINEMENT)
    if refined is None:
        return
    dice = chance("assessments", life.code)
    for kind, sequence, wait in _PLAN[: 5 if dice.random() < 0.55 else 4]:
        accepted = later(refined, wait + dice.randrange(15))
        returned = min(later(accepted, dice.randrange(*_DAYS[kind])), life.end)
        if accepted > min(known, life.end):
            return
        assessment = DccAssessment(
            modification=modification,
            kind=kind,
            sequence=sequence,
            requested_on=later(accepted, -5),
            accepted_on=accepted,
            returned_on=returned if returned <= known else None,
        )
        yield assessment
        target = DccAssessment.STANDARD_TARGET[kind]
        yield AssessmentTarget(assessment=assessment, since=accepted, target=target)
        revised = later(accepted, 8)
        if dice.random() < 0.25 and revised <= known:
            yield AssessmentTarget(assessment=assessment, since=revised, target=target + 10)
        if dice.random() < 0.4:
            asked, answered = later(accepted, 3), later(accepted, 9)
            yield InformationRequest(
                assessment=assessment,
                asked_on=asked,
                answered_on=answered if answered <= known else None,
                subject=f"The scope of {life.code}",
            )
