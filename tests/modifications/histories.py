"""Modifications with their histories, in a line each."""

from __future__ import annotations

from datetime import date

from modifications.models import (
    AssessmentKind,
    AssessmentTarget,
    DccAssessment,
    Modification,
    ReferenceFrom,
    Release,
    ReleaseDateFrom,
    ReleaseKind,
    Stage,
    StageFrom,
    TitleFrom,
)
from modifications.references import draft_reference


def raise_one(
    code: str, raised_on: date, *steps: tuple[date, Stage], title: str = "", split_from: Modification | None = None
) -> Modification:
    one = Modification.objects.create(code=code, raised_on=raised_on, split_from=split_from)
    ReferenceFrom.objects.create(modification=one, since=raised_on, reference=draft_reference(code))
    TitleFrom.objects.create(modification=one, since=raised_on, title=title or f"Title of {code}")
    enter(one, *steps)
    return one


def enter(one: Modification, *steps: tuple[date, Stage]) -> None:
    StageFrom.objects.bulk_create([StageFrom(modification=one, since=since, stage=stage) for since, stage in steps])


def rename(one: Modification, since: date, reference: str) -> None:
    ReferenceFrom.objects.create(modification=one, since=since, reference=reference)


def assess(
    one: Modification,
    kind: AssessmentKind,
    accepted_on: date,
    returned_on: date | None = None,
    *,
    sequence: int = 1,
    targets: tuple[tuple[date, int], ...] = (),
) -> DccAssessment:
    made = DccAssessment.objects.create(
        modification=one, kind=kind, sequence=sequence, accepted_on=accepted_on, returned_on=returned_on
    )
    for since, target in targets:
        AssessmentTarget.objects.create(assessment=made, since=since, target=target)
    return made


def plan_release(name: str, *dates: tuple[date, date]) -> Release:
    release = Release.objects.create(name=name, kind=ReleaseKind.SCHEDULED)
    for since, go_live_on in dates:
        ReleaseDateFrom.objects.create(release=release, since=since, go_live_on=go_live_on)
    return release
