"""A modification's life as plain data: everything that happened to it by a day, for who may read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, TypeVar

from django.db.models import DateField, F, Model, OuterRef, Q, QuerySet, Subquery

from access.policy import Reader, visible_to
from modifications.life import OPEN_STAGES
from modifications.models import (
    AffectedCategoriesFrom,
    Body,
    Consultation,
    Modification,
    OnHold,
    ProposerFrom,
    ReferenceFrom,
    ReleaseDateFrom,
    RouteFrom,
    SecVersion,
    Stage,
    StageFrom,
    TargetReleaseFrom,
    TitleFrom,
)
from modifications.queries import ReferenceAt, references_at
from modifications.working_days import published_duration
from readers.registers.life_assessments import Assessed, assessments_of
from readers.registers.life_meetings import Decided, Discussed, decisions_on, discussions_of

_ONE_DAY = timedelta(days=1)
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Stay:
    """A stage it was in, from its first day to its last. `last` is None of the stage it is in. `working_days` are
    published ones and `days` calendar days, both ends counted; None of a stage that nothing follows."""

    stage: Stage
    first: date
    last: date | None
    working_days: int | None
    days: int | None
    moved_by: str


@dataclass(frozen=True, slots=True)
class Rest:
    """A time on hold; `last` is the last day that it rested, None while it does."""

    first: date
    last: date | None
    working_days: int
    days: int
    reason: str


@dataclass(frozen=True, slots=True)
class Since:
    """What held from a day until the next one of the same kind."""

    since: date
    words: str


@dataclass(frozen=True, slots=True)
class Aimed:
    """The release it is aimed at from a day; "" for none any more. `go_live_on` is its date as known on the day that is
    asked about, None while none was known."""

    since: date
    release: str
    go_live_on: date | None


@dataclass(frozen=True, slots=True)
class Consulted:
    """`slipped` says that the planned week was over by the day and it had not opened."""

    kind: str
    sequence: int
    planned_week: date | None
    opened_on: date | None
    closed_on: date | None
    slipped: bool


@dataclass(frozen=True, slots=True)
class Version:
    number: str
    issued_on: date
    description: str


@dataclass(frozen=True, slots=True)
class Life:
    """`day` is the one that all of it is as at. Histories are oldest first."""

    modification: Modification
    day: date
    references: tuple[Since, ...]
    titles: tuple[Since, ...]
    proposers: tuple[Since, ...]
    routes: tuple[Since, ...]
    affected: tuple[Since, ...]
    releases: tuple[Aimed, ...]
    stays: tuple[Stay, ...]
    rests: tuple[Rest, ...]
    assessments: tuple[Assessed, ...]
    consultations: tuple[Consulted, ...]
    decisions: tuple[Decided, ...]
    discussions: tuple[Discussed, ...]
    versions: tuple[Version, ...]
    whole: ReferenceAt | None
    parts: tuple[ReferenceAt, ...]

    @property
    def reference(self) -> str:
        return self.references[-1].words if self.references else self.modification.code

    @property
    def title(self) -> str:
        return self.titles[-1].words if self.titles else ""

    @property
    def now(self) -> Stay:
        return self.stays[-1]

    @property
    def concluded(self) -> Stay | None:
        """The stay that began when it left the open stages for the last time; None while it is open."""
        found = None
        for stay in self.stays:
            open_then = stay.stage in OPEN_STAGES
            found = None if open_then else found or stay
        return found

    @property
    def resting(self) -> bool:
        return bool(self.rests) and self.rests[-1].last is None

    @property
    def age(self) -> int:
        """Published Working Days from the day raised to the day it left the open stages, or to `day`."""
        until = self.concluded.first if self.concluded else self.day
        return published_duration(self.modification.raised_on, until)


def life_of(reader: Reader, modification: Modification, day: date) -> Life:
    """Nothing of it is dated after `day`, but a consultation's plan. A fixed number of queries."""
    relatives = list(_raised(reader, day).filter(_relatives(modification)).order_by("code").values_list("pk", "code"))
    named = references_at([code for _, code in relatives], day)
    whole, parts = modification.split_from_id, [code for pk, code in relatives if pk != modification.split_from_id]
    of_whole = [named[code] for pk, code in relatives if pk == whole and code in named]
    stages = _until(reader, StageFrom, modification, day)
    return Life(
        modification=modification,
        day=day,
        references=_since(_until(reader, ReferenceFrom, modification, day)),
        titles=_since(_until(reader, TitleFrom, modification, day)),
        proposers=_since(_until(reader, ProposerFrom, modification, day)),
        routes=_since(_until(reader, RouteFrom, modification, day)),
        affected=_since(_until(reader, AffectedCategoriesFrom, modification, day)),
        releases=tuple(_releases(reader, modification, day)),
        stays=tuple(stays_of(modification.raised_on, list(stages), day)),
        rests=tuple(_rests(reader, modification, day)),
        assessments=tuple(assessments_of(reader, modification, day)),
        consultations=tuple(_consultations(reader, modification, day)),
        decisions=tuple(decisions_on(reader, modification, day)),
        discussions=tuple(discussions_of(reader, modification, day)),
        versions=tuple(_versions(reader, modification, day)),
        whole=of_whole[0] if of_whole else None,
        parts=tuple(named[code] for code in parts if code in named),
    )


def modification_called(reader: Reader, code: str, day: date) -> Modification | None:
    """The modification of this code, where it had been raised by the day and the reader may read it; one query."""
    return _raised(reader, day).filter(code=code).first()


def _raised(reader: Reader, day: date) -> QuerySet[Modification]:
    return visible_to(reader, Modification.objects.filter(raised_on__lte=day))


def _relatives(of: Modification) -> Q:
    """The whole that it is a part of, and the parts that it was split into."""
    return Q(pk=of.split_from_id) | Q(split_from=of)


def _until(reader: Reader, model: type[M], of: Modification, day: date) -> QuerySet[M]:
    return visible_to(reader, model._default_manager.filter(modification=of, since__lte=day).order_by("since"))


def _since(rows: Iterable[Any]) -> tuple[Since, ...]:
    return tuple(Since(row.since, str(row)) for row in rows)


def stays_of(raised_on: date, rows: Sequence[StageFrom], day: date) -> Iterator[Stay]:
    """In the Development Stage from the day raised until a stage says otherwise. A stage dated before that day begins
    on it."""
    entered: dict[date, tuple[Stage, str]] = {raised_on: (Stage.DEVELOPMENT, "")}
    for row in rows:
        moved_by = Body(row.body).label if row.body else ""
        entered[max(row.since, raised_on)] = (Stage(row.stage), moved_by)
    steps = [(since, *entered[since]) for since in sorted(entered)]
    for (first, stage, moved_by), (following, *_) in pairwise(steps):
        last = following - _ONE_DAY
        yield Stay(stage, first, last, published_duration(first, last), (last - first).days + 1, moved_by)
    first, stage, moved_by = steps[-1]
    goes_on = stage in (*OPEN_STAGES, Stage.APPROVED)
    working_days = published_duration(first, day) if goes_on else None
    yield Stay(stage, first, None, working_days, (day - first).days + 1 if goes_on else None, moved_by)


def _rests(reader: Reader, of: Modification, day: date) -> Iterator[Rest]:
    for row in visible_to(reader, OnHold.objects.filter(modification=of, valid__startswith__lte=day).order_by("valid")):
        end = row.valid.upper
        first = max(row.valid.lower or of.raised_on, of.raised_on)
        last = end - _ONE_DAY if end is not None and end <= day else None
        until = last or day
        yield Rest(first, last, published_duration(first, until), (until - first).days + 1, row.reason)


def _releases(reader: Reader, of: Modification, day: date) -> Iterator[Aimed]:
    dates = visible_to(reader, ReleaseDateFrom.objects.filter(release=OuterRef("release"), since__lte=day))
    known = Subquery(dates.order_by("-since").values("go_live_on")[:1], output_field=DateField())
    for row in _until(reader, TargetReleaseFrom, of, day).annotate(known=known, name=F("release__name")):
        yield Aimed(row.since, row.name or "", row.known)


def _consultations(reader: Reader, of: Modification, day: date) -> Iterator[Consulted]:
    rows = visible_to(reader, Consultation.objects.filter(modification=of))
    known = [row for row in rows if row.planned_week or (row.opened_on and row.opened_on <= day)]
    for row in sorted(known, key=lambda row: (row.opened_on or row.planned_week, row.kind, row.sequence)):
        opened = row.opened_on if row.opened_on and row.opened_on <= day else None
        closed = row.closed_on if row.closed_on and row.closed_on <= day else None
        slipped = opened is None and row.planned_week is not None and row.planned_week + timedelta(days=7) <= day
        yield Consulted(row.get_kind_display(), row.sequence, row.planned_week, opened, closed, slipped)


def _versions(reader: Reader, of: Modification, day: date) -> Iterator[Version]:
    rows = visible_to(reader, SecVersion.objects.filter(modifications=of, issued_on__lte=day))
    for row in rows.order_by("issued_on", "number"):
        yield Version(row.number, row.issued_on, row.description)
