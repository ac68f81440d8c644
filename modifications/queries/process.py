"""Modifications on their way through the process: raised, split, decided, concluded, implemented."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from modifications.life import (
    CONCLUDED_STAGES,
    DECIDED_STAGES,
    OPEN_STAGES,
    Life,
    MonthProcess,
    month_processes,
    outcome_of,
)
from modifications.models import Modification, Stage, StageFrom, TargetReleaseFrom
from modifications.queries.state import ModificationAt, open_modifications, raised_by, rows_at, stage_in_force
from modifications.working_days import published_duration

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ModificationEvent(ModificationAt):
    """A modification as at the end of a period, with what happened to it in that period: `on` the day, `into` the
    stage it entered. Its stage at the end of the period may be a later one."""

    on: date
    into: Stage


@dataclass(frozen=True, slots=True)
class Timescale:
    """How many, and the unrounded average of their durations in published Working Days; None when there are none."""

    count: int
    average: Decimal | None


def timescale(durations: Iterable[int]) -> Timescale:
    all_of_them = list(durations)
    count = len(all_of_them)
    return Timescale(count, Decimal(sum(all_of_them)) / count if count else None)


# --- Events of a period -------------------------------------------------------------------------------


def _events(
    modifications: QuerySet[Modification], last: date, entered: dict[int, tuple[date, Stage]]
) -> list[ModificationEvent]:
    events = [
        ModificationEvent(**row, on=max(entered[row["id"]][0], row["raised_on"]), into=entered[row["id"]][1])
        for row in rows_at(modifications.filter(pk__in=entered), last)
    ]
    return sorted(events, key=lambda event: (event.on, event.code))


def _entries(first: date, last: date, stages: Sequence[Stage]) -> QuerySet[StageFrom]:
    """Stages entered in the period, in their order, by modifications raised by its end.

    One dated before its modification was raised is taken to have begun on that day, as in a Life.
    """
    entries = StageFrom.objects.filter(stage__in=stages)
    entered = entries.filter(since__range=(first, last))
    dated_before = entries.filter(since__lt=first, modification__raised_on__range=(first, last))
    # Either by its own index: asked for with OR, every stage there ever was would be looked at.
    began = entered.values("pk").union(dated_before.values("pk"), all=True)
    return StageFrom.objects.filter(pk__in=began, modification__raised_on__lte=last).order_by("since")


def _standing_entries(first: date, last: date, stages: Sequence[Stage]) -> QuerySet[StageFrom]:
    """Those after which the modification did not return to an open stage by the period's last day."""
    opened_again = StageFrom.objects.filter(
        modification=OuterRef("modification"), since__gt=OuterRef("since"), since__lte=last, stage__in=OPEN_STAGES
    )
    return _entries(first, last, stages).exclude(Exists(opened_again))


def _departures(first: date, last: date, stages: Sequence[Stage]) -> QuerySet[StageFrom]:
    """Steps out of the open stages in the period that still stand on its last day; one a modification at most."""
    earlier = StageFrom.objects.filter(modification=OuterRef("modification"), since__lt=OuterRef("since"))
    left_from = Subquery(earlier.order_by("-since").values("stage")[:1])
    return (
        _standing_entries(first, last, stages)
        .annotate(left_from=left_from)
        .filter(Q(left_from__isnull=True) | Q(left_from__in=OPEN_STAGES))
    )


def raised_between(first: date, last: date, *, by_split: bool = False) -> list[ModificationEvent]:
    """Raised in the period, as at `last`: those put forward, or `by_split` the parts that splits made; one query."""
    raised = raised_by(last).filter(raised_on__gte=first, split_from__isnull=not by_split)
    rows = rows_at(raised, last)
    return [ModificationEvent(**row, on=row["raised_on"], into=Stage.DEVELOPMENT) for row in rows]


def split_between(first: date, last: date) -> list[ModificationEvent]:
    """Modifications that were split in the period (not their parts), as at `last`; two queries."""
    return _as_events(_departures(first, last, (Stage.SPLIT,)), last)


def concluded_between(first: date, last: date) -> list[ModificationEvent]:
    """Modifications approved, rejected or withdrawn in the period, as at `last`; two queries.

    Each counts on the day it left the open stages, and `into` is what it was concluded as: its outcome in force on
    `last`. One whose conclusion was undone by then is open, and not here.
    """
    concluded = {id: (since, outcome) for id, outcome, _, since in _concluded(first, last)}
    return _events(raised_by(last), last, concluded)


def _concluded(first: date, last: date) -> list[tuple[int, Stage, date, date]]:
    """The id of each concluded in the period, its outcome in force on `last`, and the days it was raised and left the
    open stages; one query."""
    concluding = StageFrom.objects.filter(
        modification=OuterRef("modification"), since__lte=last, stage__in=CONCLUDED_STAGES
    )
    rows = (
        _departures(first, last, CONCLUDED_STAGES)
        .annotate(in_force=Subquery(concluding.order_by("-since").values("stage")[:1]))
        .values_list("modification", "in_force", "modification__raised_on", "since")
    )
    return [(id, outcome_of(Stage(stage)), raised, since) for id, stage, raised, since in rows]


def decided_between(first: date, last: date) -> list[ModificationEvent]:
    """Approved or rejected in the period, the latest decision of each, as at `last`; two queries.

    One whose decision was undone by `last` is open, and not here.
    """
    return _as_events(_standing_entries(first, last, DECIDED_STAGES), last)


def implemented_between(first: date, last: date) -> list[ModificationEvent]:
    """Implemented in the period, as at `last`; two queries."""
    return _as_events(_entries(first, last, (Stage.IMPLEMENTED,)), last)


def implemented_releases(first: date, last: date) -> list[tuple[str, str]]:
    """The release, and its kind, of each modification implemented in the period, as at `last`; one query.

    Both are "" where it was aimed at none.
    """
    aims = TargetReleaseFrom.objects.filter(modification=OuterRef("modification"), since__lte=last).order_by("-since")
    rows = (
        _entries(first, last, (Stage.IMPLEMENTED,))
        .annotate(release=Subquery(aims.values("release__name")[:1]), kind=Subquery(aims.values("release__kind")[:1]))
        .values_list("modification", "release", "kind")
    )
    return [(release or "", kind or "") for release, kind in {row[0]: row[1:] for row in rows}.values()]


def _as_events(entries: QuerySet[StageFrom], last: date) -> list[ModificationEvent]:
    entered = {entry.modification_id: (entry.since, Stage(entry.stage)) for entry in entries}
    return _events(raised_by(last), last, entered)


# --- Timescales ---------------------------------------------------------------------------------------


def open_timescale(day: date) -> Timescale:
    """The open modifications and their average age: published Working Days from raised to `day`; one query."""
    return timescale(
        published_duration(raised, day) for raised in open_modifications(day).values_list("raised_on", flat=True)
    )


def concluded_timescale(first: date, last: date) -> Timescale:
    """Those concluded in the period: published Working Days from raised to the day concluded; one query."""
    return timescale(duration for _, duration in concluded_durations(first, last))


def concluded_durations(first: date, last: date) -> list[tuple[Stage, int]]:
    """Of each concluded in the period as what (its outcome in force on `last`), and how long it took: published Working
    Days from raised to the day concluded; one query."""
    return [
        (outcome, published_duration(raised, max(raised, concluded)))
        for _, outcome, raised, concluded in _concluded(first, last)
    ]


# --- Month by month -----------------------------------------------------------------------------------


def process_by_month(months: Sequence[date]) -> list[MonthProcess]:
    """The process in each month, named by its first day; one query.

    Only modifications that were open at some time in those months are read, whatever the years stored.
    """
    if not months:
        return []
    lives = [life for _, life in lives_between(min(months), _last_day(max(months)))]
    return month_processes(lives, [(month, _last_day(month)) for month in months])


def _last_day(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - _ONE_DAY


def lives_between(first: date, last: date) -> list[tuple[int, Life]]:
    """Each modification that was open, or moved, in the period, by its id; one query."""
    moved = StageFrom.objects.filter(modification=OuterRef("pk"), since__range=(first, last))
    alive = (
        raised_by(last)
        .annotate(stage_before=stage_in_force(first - _ONE_DAY))
        .filter(Q(raised_on__gte=first) | Q(stage_before__in=OPEN_STAGES) | Exists(moved))
    )
    rows = alive.order_by("pk", "stages__since").values_list(
        "pk", "raised_on", "split_from_id", "stages__since", "stages__stage"
    )
    lives = []
    for _, group in groupby(rows, key=lambda row: row[0]):
        of_one = list(group)
        # One without any stage yet comes as a single row of the outer join, with neither day nor stage.
        steps = tuple((row[3], Stage(row[4])) for row in of_one if row[4])
        lives.append((of_one[0][0], Life(of_one[0][1], of_one[0][2] is not None, steps)))
    return lives
