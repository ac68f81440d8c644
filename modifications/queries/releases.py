"""SEC Releases as they were planned on a day, and the versions of the SEC issued in a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import DateField, OuterRef, QuerySet, Subquery

from modifications.models import (
    Release,
    ReleaseDateFrom,
    ReleaseKind,
    SecVersion,
    Stage,
    TargetReleaseFrom,
    VersionCause,
)
from modifications.queries.state import (
    ModificationAt,
    in_force,
    raised_by,
    reference_in_force,
    rows_at,
    stage_in_force,
    title_in_force,
)

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


@dataclass(frozen=True, slots=True)
class ReleaseAt:
    """A release and its go-live date as known on a day; None while no date was known."""

    name: str
    kind: ReleaseKind
    go_live_on: date | None
    id: int


@dataclass(frozen=True, slots=True)
class SecVersionRow:
    """`modifications` are those that caused it, as (reference, title)."""

    number: str
    issued_on: date
    description: str
    cause: VersionCause
    modifications: tuple[tuple[str, str], ...]
    id: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of the SEC by itself."""

    id: int
    number: str
    issued_on: date
    description: str
    cause: VersionCause


class _Dated(TypedDict):
    known: date | None


def _with_date_known(day: date) -> QuerySet[WithAnnotations[Release, _Dated]]:
    dates = ReleaseDateFrom.objects.filter(release=OuterRef("pk"), since__lte=day).order_by("-since")
    return Release.objects.annotate(known=Subquery(dates.values("go_live_on")[:1], output_field=DateField()))


def release_at(name: str, day: date) -> date | None:
    """The go-live date of a release as known on `day`; None when none was known, or there is no such release."""
    return _with_date_known(day).filter(name=name).values_list("known", flat=True).first()


def releases_at(day: date, *, going_live: tuple[date, date] | None = None) -> list[ReleaseAt]:
    """Releases with a date known on `day`, soonest first; `going_live` keeps those planned for that period."""
    releases = _with_date_known(day).filter(known__isnull=False)
    if going_live is not None:
        releases = releases.filter(known__gte=going_live[0], known__lte=going_live[1])
    rows = releases.order_by("known", "name").values_list("name", "kind", "known", "pk")
    return [ReleaseAt(name, ReleaseKind(kind), known, pk) for name, kind, known, pk in rows]


def sec_versions(first: date, last: date) -> list[SecVersionRow]:
    """Versions issued in the period, oldest first; modifications are named as at `last`; two queries."""
    issued = list(SecVersion.objects.filter(issued_on__range=(first, last)).order_by("issued_on", "number", "id"))
    caused = SecVersion.modifications.through.objects.filter(secversion__in=issued).order_by("modification__code")
    links = caused.values_list(
        "secversion_id", reference_in_force(last, "modification_id"), title_in_force(last, "modification_id")
    )
    caused_by: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for version, reference, title in links:
        caused_by[version].append((reference, title))
    return [
        SecVersionRow(
            version.number,
            version.issued_on,
            version.description,
            VersionCause(version.cause),
            tuple(caused_by[version.pk]),
            version.pk,
        )
        for version in issued
    ]


def versions_issued(first: date, last: date) -> list[VersionRow]:
    """Versions issued in the period, oldest first, without the modifications that caused them; one query."""
    issued = SecVersion.objects.filter(issued_on__range=(first, last)).order_by("issued_on", "number", "id")
    rows = issued.values_list("pk", "number", "issued_on", "description", "cause")
    return [VersionRow(pk, number, on, words, VersionCause(cause)) for pk, number, on, words, cause in rows]


def aims_at(releases: Iterable[str], day: date) -> list[tuple[str, Stage]]:
    """The release, and the stage, of each modification aimed at one of these on `day`; one query."""
    rows = _aimed(releases, day).annotate(stage=stage_in_force(day)).values_list("aim", "stage")
    return [(aim, Stage(stage)) for aim, stage in rows]


def aimed_at(releases: Iterable[str], day: date) -> list[ModificationAt]:
    """The modifications aimed at these releases on `day`, as at that day, by raised day and code; one query."""
    return [ModificationAt(**row) for row in rows_at(_aimed(releases, day), day)]


def _aimed(releases: Iterable[str], day: date) -> QuerySet[Any]:
    """With the release as `aim`. Only what was ever aimed at one of these is looked at, whatever the years stored."""
    # A name that no release has makes it the same question where there is no release to ask for.
    names = [*releases, ""]
    ever = TargetReleaseFrom.objects.filter(release__name__in=names)
    aimed = raised_by(day).filter(pk__in=ever.values("modification"))
    return aimed.annotate(aim=in_force(TargetReleaseFrom, "release__name", day)).filter(aim__in=names)
