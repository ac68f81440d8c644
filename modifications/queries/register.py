"""SEC Releases and versions of the SEC as they stood on a day, one row each: annotated, so that whoever asks filters
and pages them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject

from modifications.models import Modification, Release, ReleaseDateFrom, SecVersion, TargetReleaseFrom
from modifications.queries.state import in_force, reference_in_force, title_in_force


class ReleaseState(TextChoices):
    LIVE = "live", "Live"
    PLANNED = "planned", "Planned"
    UNDATED = "undated", "No date"


def releases_as_at(releases: QuerySet[Release], day: date) -> QuerySet[Any]:
    """Of `releases` those known by the day: with a date, or aimed at. Each with `go_live` as known on the day, `first`
    (the date first planned), `moves` (how often the date was set anew), `state`, and `scope`: how many modifications
    raised by the day were aimed at it."""
    dates = ReleaseDateFrom.objects.filter(release=OuterRef("pk"), since__lte=day)
    aimed = TargetReleaseFrom.objects.filter(release=OuterRef("pk"), since__lte=day, modification__raised_on__lte=day)
    settings = dates.order_by().values("release").annotate(number=Count("pk")).values("number")
    # Of what every modification aims at the database makes one list: asked release by release it would look for each.
    aims = Func(ArraySubquery(_aims(day)), F("pk"), function="array_positions")
    scope = Func(aims, function="cardinality", output_field=IntegerField())
    found: QuerySet[Any] = releases.filter(Exists(dates) | Exists(aimed)).annotate(scope=scope)
    found = found.annotate(
        go_live=Subquery(dates.order_by("-since").values("go_live_on")[:1], output_field=DateField()),
        first=Subquery(dates.order_by("since").values("go_live_on")[:1], output_field=DateField()),
        settings=Coalesce(Subquery(settings, output_field=IntegerField()), 0),
    )
    stated: QuerySet[Any] = found.annotate(
        moves=Case(When(settings__gt=0, then=F("settings") - 1), default=Value(0)),
        state=Case(
            When(go_live__isnull=True, then=Value(ReleaseState.UNDATED)),
            When(go_live__lte=day, then=Value(ReleaseState.LIVE)),
            default=Value(ReleaseState.PLANNED),
            output_field=CharField(),
        ),
    )
    return stated


def _aims(day: date) -> QuerySet[Any]:
    """The release that each modification raised by the day aimed at on it, by its id."""
    begun = TargetReleaseFrom.objects.filter(since__lte=day, modification__raised_on__lte=day)
    return begun.order_by("modification_id", "-since").distinct("modification_id").values("release_id")


def versions_as_at(versions: QuerySet[SecVersion], modifications: QuerySet[Modification], day: date) -> QuerySet[Any]:
    """Of `versions` those issued by the day, each with `caused_by`: which of `modifications`, raised by the day, caused
    it, as a list of (reference, title) of that day, by code."""
    links = _causes(modifications, day).order_by("modification__code")
    said = JSONObject(
        reference=reference_in_force(day, "modification_id"), title=title_in_force(day, "modification_id")
    )
    issued: QuerySet[Any] = versions.filter(issued_on__lte=day)
    found: QuerySet[Any] = issued.annotate(caused_by=ArraySubquery(links.values(said=said)))
    return found


def caused_by(modifications: QuerySet[Modification], day: date) -> Q:
    """Versions that one of `modifications`, raised by the day, caused."""
    return Q(Exists(_causes(modifications, day)))


def _causes(modifications: QuerySet[Modification], day: date) -> QuerySet[Any]:
    """What ties the version asked about to those of `modifications` that were raised by the day."""
    through: QuerySet[Any] = SecVersion.modifications.through.objects.all()
    return through.filter(secversion=OuterRef("pk"), modification__in=modifications.filter(raised_on__lte=day))


def ever_aimed(release: Release, day: date) -> QuerySet[Any]:
    """The modifications that were aimed at the release at some time up to the day, each with `reference`, `titled`,
    `aimed_since` (the first day of the last time) and `is_in`: whether it still was on the day. By code."""
    times = TargetReleaseFrom.objects.filter(modification=OuterRef("pk"), release=release, since__lte=day)
    aimed: QuerySet[Any] = Modification.objects.filter(Exists(times), raised_on__lte=day).annotate(
        reference=reference_in_force(day),
        titled=title_in_force(day),
        aimed_since=Subquery(times.order_by("-since").values("since")[:1], output_field=DateField()),
        aim=in_force(TargetReleaseFrom, "release_id", day),
    )
    return aimed.order_by("code")
