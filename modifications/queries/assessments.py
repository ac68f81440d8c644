"""DCC Assessments: underway on a day, completed in a period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value

from modifications.models import AssessmentKind, AssessmentTarget, DccAssessment, InformationRequest
from modifications.models.assessments import UNDERWAY
from modifications.queries.process import Timescale, timescale
from modifications.queries.state import reference_in_force, title_in_force
from modifications.working_days import published_duration


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """`duration` and `target` are in published Working Days. `returned_on` is None while it is underway.

    The reference is that of the modification it was asked for: assessments made before a split stay with the unsplit
    number.
    """

    reference: str
    title: str
    code: str
    kind: AssessmentKind
    accepted_on: date
    returned_on: date | None
    target: int
    duration: int
    id: int

    @property
    def over_target(self) -> bool:
        return self.duration > self.target


@dataclass(frozen=True, slots=True)
class RequestedRow:
    """An assessment that was asked for and that the DCC had not accepted."""

    id: int
    reference: str
    title: str
    kind: AssessmentKind
    requested_on: date


@dataclass(frozen=True, slots=True)
class InformationRow:
    """A question of the DCC's while it assesses. `answered_on` is None while it is not answered."""

    id: int
    reference: str
    title: str
    kind: AssessmentKind
    subject: str
    asked_on: date
    answered_on: date | None


def assessments_open(day: date) -> list[AssessmentRow]:
    """Accepted by `day` and not returned by it, as at `day`, oldest first; durations to `day`; one query."""
    underway = DccAssessment.objects.alias(underway=UNDERWAY).filter(
        accepted_on__lte=day, underway__contains=Value(day)
    )
    rows = [_row(found, None, day) for found in _described(underway, day, target_on=day)]
    return sorted(rows, key=lambda row: (row.accepted_on, row.reference, row.kind))


def assessments_completed(first: date, last: date) -> list[AssessmentRow]:
    """Returned in the period, named as at `last`, by the day returned; durations to that day; one query."""
    completed = DccAssessment.objects.filter(returned_on__range=(first, last))
    described = _described(completed, last, target_on=OuterRef("returned_on"))
    rows = [_row(found, found["returned_on"], found["returned_on"]) for found in described]
    return sorted(rows, key=lambda row: (row.returned_on or last, row.reference, row.kind))


def assessments_requested(day: date) -> list[RequestedRow]:
    """Requested by `day` and not accepted by it, oldest first; one query."""
    asked = DccAssessment.objects.filter(requested_on__lte=day)
    rows = asked.filter(Q(accepted_on__isnull=True) | Q(accepted_on__gt=day)).values_list(
        *("id", reference_in_force(day, "modification_id"), title_in_force(day, "modification_id")),
        *("kind", "requested_on"),
    )
    found = [
        RequestedRow(id, reference, title, AssessmentKind(kind), requested_on)
        for id, reference, title, kind, requested_on in rows
    ]
    return sorted(found, key=lambda row: (row.requested_on, row.reference, row.kind))


def information_requested(first: date, last: date) -> list[InformationRow]:
    """Asked by the period's end and not answered before it began, as known at its end, oldest first; one query."""
    asked = InformationRequest.objects.filter(asked_on__lte=last)
    rows = asked.filter(Q(answered_on__isnull=True) | Q(answered_on__gte=first)).values_list(
        "id",
        reference_in_force(last, "assessment__modification_id"),
        title_in_force(last, "assessment__modification_id"),
        *("assessment__kind", "subject", "asked_on", "answered_on"),
    )
    found = [
        InformationRow(id, reference, title, AssessmentKind(kind), subject, asked_on, _by(answered_on, last))
        for id, reference, title, kind, subject, asked_on, answered_on in rows
    ]
    return sorted(found, key=lambda row: (row.asked_on, row.reference, row.subject))


def _by(day: date | None, last: date) -> date | None:
    return day if day is not None and day <= last else None


def _described(
    assessments: QuerySet[DccAssessment], day: date, *, target_on: date | OuterRef
) -> Iterable[Mapping[str, Any]]:
    targets = AssessmentTarget.objects.filter(assessment=OuterRef("pk"), since__lte=target_on)
    return (
        assessments.annotate(
            reference=reference_in_force(day, "modification_id"),
            title=title_in_force(day, "modification_id"),
            target=Subquery(targets.order_by("-since").values("target")[:1]),
        )
        .values(
            "id",
            "reference",
            "title",
            "modification__code",
            "kind",
            "accepted_on",
            "returned_on",
            "target",
            "sequence",
        )
        .order_by("modification", "sequence")
    )


def _row(found: Mapping[str, Any], returned_on: date | None, until: date) -> AssessmentRow:
    kind = AssessmentKind(found["kind"])
    return AssessmentRow(
        reference=found["reference"],
        title=found["title"],
        code=found["modification__code"],
        kind=kind,
        accepted_on=found["accepted_on"],
        returned_on=returned_on,
        target=found["target"] or DccAssessment.STANDARD_TARGET[kind],
        duration=published_duration(found["accepted_on"], until),
        id=found["id"],
    )


def assessment_timescale(rows: Iterable[AssessmentRow], kind: AssessmentKind) -> Timescale:
    """The summary of the rows shown: how many of one kind, and their average duration."""
    return timescale(row.duration for row in rows if row.kind == kind)
