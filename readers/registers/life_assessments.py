"""A modification's DCC Assessments as known on a day, each against its target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from access.policy import Reader, visible_to
from modifications.calendars import sec_calendar
from modifications.models import AssessmentKind, AssessmentTarget, DccAssessment, InformationRequest, Modification
from modifications.working_days import CalendarError, WorkingCalendar, published_duration


@dataclass(frozen=True, slots=True)
class Revised:
    """A target in Working Days, from the day it was set."""

    since: date
    target: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the DCC's; `answered_on` is None while it is not answered."""

    asked_on: date
    answered_on: date | None
    subject: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment as known on a day. Durations are None before it was accepted: `published` in published Working
    Days, `working_days` in SEC Working Days, None too where a year's bank holidays are not entered."""

    kind: AssessmentKind
    sequence: int
    requested_on: date | None
    accepted_on: date | None
    returned_on: date | None
    target: int
    revisions: tuple[Revised, ...]
    questions: tuple[Asked, ...]
    published: int | None
    working_days: int | None

    @property
    def name(self) -> str:
        return f"{self.kind.label} {self.sequence}" if self.sequence > 1 else str(self.kind.label)

    @property
    def over(self) -> int:
        """By how many published Working Days it is over its target; 0 where it is not."""
        return max(0, (self.published or 0) - self.target)


def assessments_of(reader: Reader, of: Modification, day: date) -> Iterator[Assessed]:
    """Those asked for by the day, oldest first; four queries."""
    targets = visible_to(reader, AssessmentTarget.objects.filter(since__lte=day).order_by("since"))
    questions = visible_to(reader, InformationRequest.objects.filter(asked_on__lte=day).order_by("asked_on", "pk"))
    rows = visible_to(reader, DccAssessment.objects.filter(modification=of)).filter(
        Q(requested_on__lte=day) | Q(accepted_on__lte=day)
    )
    beside = (Prefetch("targets", targets, "targets_known"), Prefetch("information_requests", questions, "asked"))
    calendar = calendar_entered()
    found = [_assessed(row, day, calendar) for row in rows.prefetch_related(*beside)]
    return iter(sorted(found, key=lambda one: (one.requested_on or one.accepted_on or day, one.kind, one.sequence)))


def _assessed(row: DccAssessment, day: date, calendar: WorkingCalendar | None) -> Assessed:
    accepted = _by(row.accepted_on, day)
    returned = _by(row.returned_on, day)
    until = returned or day
    kind = AssessmentKind(row.kind)
    revisions = tuple(Revised(one.since, one.target) for one in row.targets_known)  # type: ignore[attr-defined]
    in_force = [one.target for one in revisions if one.since <= until]
    questions = row.asked  # type: ignore[attr-defined]  # both are read along above
    return Assessed(
        kind=kind,
        sequence=row.sequence,
        requested_on=_by(row.requested_on, day),
        accepted_on=accepted,
        returned_on=returned,
        target=in_force[-1] if in_force else DccAssessment.STANDARD_TARGET[kind],
        revisions=revisions,
        questions=tuple(Asked(one.asked_on, _by(one.answered_on, day), one.subject) for one in questions),
        published=published_duration(accepted, until) if accepted else None,
        working_days=sec_duration(calendar, accepted, until) if accepted else None,
    )


def _by(on: date | None, day: date) -> date | None:
    return on if on is not None and on <= day else None


def calendar_entered() -> WorkingCalendar | None:
    """None where no year's bank holidays are entered; one query."""
    try:
        return sec_calendar()
    except CalendarError:
        return None


def sec_duration(calendar: WorkingCalendar | None, first: date, last: date) -> int | None:
    """SEC Working Days after the first day up to and including the last; None where bank holidays are not entered."""
    if calendar is None:
        return None
    try:
        return calendar.between(first, last)
    except CalendarError:
        return None
