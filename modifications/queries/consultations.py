"""Consultations: which were planned, opened and closed around a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q

from modifications.models import Consultation, ConsultationKind
from modifications.queries.state import reference_in_force, title_in_force

_WEEK = timedelta(days=7)
_PLANS_KEPT = timedelta(days=365)
"""How long a plan that came to nothing is still shown as late."""


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """As known at the end of the period asked for: `opened_on` and `closed_on` are None before they came."""

    id: int
    code: str
    reference: str
    title: str
    kind: ConsultationKind
    sequence: int
    planned_week: date | None
    opened_on: date | None
    closed_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether it was out at the end of the period's last day."""
        return self.opened_on is not None and self.closed_on is None

    def expected_after(self, day: date) -> bool:
        """Planned for a week that was not over by the end of the day, and not opened."""
        return self.opened_on is None and self.planned_week is not None and self.planned_week + _WEEK > day

    def slipped_by(self, day: date) -> bool:
        """Planned for a week that was over by then, and not opened."""
        return self.opened_on is None and self.planned_week is not None and self.planned_week + _WEEK <= day


def consultations_between(first: date, last: date) -> list[ConsultationRow]:
    """Out at some time in the period, or planned and not opened by its end, by planned week or opening day; one query.

    Modifications are named as at `last`. A plan is left out once its week is a year past.
    """
    out = Q(opened_on__lte=last) & (Q(closed_on__isnull=True) | Q(closed_on__gte=first))
    planned = (Q(opened_on__isnull=True) | Q(opened_on__gt=last)) & Q(planned_week__gte=last - _PLANS_KEPT)
    rows = Consultation.objects.filter(out | planned, modification__raised_on__lte=last).values(
        *("id", "kind", "sequence", "planned_week", "opened_on", "closed_on"),
        code=F("modification__code"),
        reference=reference_in_force(last, "modification_id"),
        title=title_in_force(last, "modification_id"),
    )
    found = [
        ConsultationRow(
            **{
                **row,
                "kind": ConsultationKind(row["kind"]),
                "opened_on": _known(row["opened_on"], last),
                "closed_on": _known(row["closed_on"], last),
            }
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.opened_on or row.planned_week or last, row.reference, row.kind))


def _known(day: date | None, last: date) -> date | None:
    return day if day is not None and day <= last else None
