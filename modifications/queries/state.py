"""What a modification was, and was called, on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Count, DateField, Exists, F, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from modifications.life import OPEN_STAGES
from modifications.models import (
    LeadAnalystFrom,
    Modification,
    OnHold,
    ProposerFrom,
    ReferenceFrom,
    ReleaseDateFrom,
    RouteFrom,
    Stage,
    StageFrom,
    TargetReleaseFrom,
    TitleFrom,
)
from modifications.references import normalise_reference

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


@dataclass(frozen=True, slots=True)
class ModificationAt:
    """A modification as at a day. Text that no row gave by then is "", a day that none gave is None.

    `reference` falls back to the earliest when none was in force yet: a modification is never nameless. `stage` is the
    Development Stage, since the day it was raised, until a stage is entered. `target_go_live` is the release's date as
    known on the day.
    """

    id: int
    code: str
    reference: str
    title: str
    stage: Stage
    stage_since: date
    raised_on: date
    organisation: str
    person: str
    lead_analyst: str
    path: str
    urgent: bool
    target_release: str
    target_go_live: date | None
    split_from_code: str


@dataclass(frozen=True, slots=True)
class ReferenceAt:
    """How a mention names a modification on a day."""

    code: str
    reference: str
    title: str
    link: str


def in_force(model: type[Model], field: str, day: date | OuterRef, modification: str = "pk") -> Subquery:
    """The field of the history row in force on `day`, which may be a day of the outer query's.

    `modification` is the outer query's path to the modification's id.
    """
    rows = model._default_manager.filter(modification=OuterRef(modification), since__lte=day)
    return Subquery(rows.order_by("-since").values(field)[:1])


def reference_in_force(day: date | OuterRef, modification: str = "pk") -> Coalesce:
    earliest = ReferenceFrom.objects.filter(modification=OuterRef(modification)).order_by("since")
    code = f"{modification.removesuffix('_id')}__code" if modification != "pk" else "code"
    return Coalesce(
        in_force(ReferenceFrom, "reference", day, modification), Subquery(earliest.values("reference")[:1]), F(code)
    )


def title_in_force(day: date | OuterRef, modification: str = "pk") -> Coalesce:
    return Coalesce(in_force(TitleFrom, "title", day, modification), Value(""))


def stage_in_force(day: date) -> Coalesce:
    return Coalesce(in_force(StageFrom, "stage", day), Value(Stage.DEVELOPMENT))


def _go_live_known(day: date) -> Subquery:
    dates = ReleaseDateFrom.objects.filter(release=OuterRef("target_release_id"), since__lte=day)
    return Subquery(dates.order_by("-since").values("go_live_on")[:1], output_field=DateField())


def _text(model: type[Model], field: str, day: date) -> Coalesce:
    return Coalesce(in_force(model, field, day), Value(""))


def raised_by(day: date) -> QuerySet[Modification]:
    return Modification.objects.filter(raised_on__lte=day)


class _Staged(TypedDict):
    stage: str


def open_modifications(day: date) -> QuerySet[WithAnnotations[Modification, _Staged]]:
    return raised_by(day).annotate(stage=stage_in_force(day)).filter(stage__in=OPEN_STAGES)


def rows_at(modifications: QuerySet[Modification], day: date) -> list[dict[str, Any]]:
    """One query: the fields of ModificationAt for each, by raised day and code."""
    described = modifications.annotate(
        reference=reference_in_force(day),
        title=title_in_force(day),
        stage=stage_in_force(day),
        stage_since=Coalesce(in_force(StageFrom, "since", day), F("raised_on")),
        organisation=_text(ProposerFrom, "organisation", day),
        person=_text(ProposerFrom, "person", day),
        lead_analyst=_text(LeadAnalystFrom, "analyst", day),
        path=_text(RouteFrom, "path", day),
        urgent=Coalesce(in_force(RouteFrom, "urgent", day), Value(False)),
        target_release_id=in_force(TargetReleaseFrom, "release_id", day),
        target_release=_text(TargetReleaseFrom, "release__name", day),
        target_go_live=_go_live_known(day),
        split_from_code=Coalesce(F("split_from__code"), Value("")),
    )
    rows = described.order_by("raised_on", "code").values(*ModificationAt.__dataclass_fields__)
    return [{**row, "stage": Stage(row["stage"])} for row in rows]


def modifications_at(
    day: date,
    *,
    codes: Collection[str] | None = None,
    stages: Collection[Stage] | None = None,
    ids: Collection[int] | None = None,
) -> list[ModificationAt]:
    """Those raised on or before `day`, as at that day, by raised day and code; one query."""
    modifications = raised_by(day)
    if ids is not None:
        modifications = modifications.filter(pk__in=ids)
    if codes is not None:
        modifications = modifications.filter(code__in=codes)
    if stages is not None:
        modifications = modifications.annotate(stage=stage_in_force(day)).filter(stage__in=stages)
    return [ModificationAt(**row) for row in rows_at(modifications, day)]


def issues_of(ids: Iterable[int]) -> dict[int, str]:
    """How each of these describes the problem that it addresses, by its id; one query."""
    return dict(Modification.objects.filter(pk__in=list(ids)).values_list("pk", "issue"))


def open_at(day: date) -> list[ModificationAt]:
    return modifications_at(day, stages=OPEN_STAGES)


def on_hold_at(day: date) -> list[ModificationAt]:
    """Open modifications on which work rests on `day`, as at that day; one query."""
    resting = OnHold.objects.filter(modification=OuterRef("pk"), valid__contains=day)
    return [ModificationAt(**row) for row in rows_at(open_modifications(day).filter(Exists(resting)), day)]


def urgent_at(day: date) -> list[ModificationAt]:
    """Open modifications on an urgent path on `day`, as at that day; one query."""
    urgent = open_modifications(day).alias(hurried=in_force(RouteFrom, "urgent", day)).filter(hurried=True)
    return [ModificationAt(**row) for row in rows_at(urgent, day)]


def open_by_stage(day: date) -> dict[Stage, int]:
    """How many are in each open stage: every one present, in their order; one query."""
    counted = open_modifications(day).order_by().values("stage").annotate(number=Count("pk"))
    found = {row["stage"]: row["number"] for row in counted}
    return {stage: found.get(stage, 0) for stage in OPEN_STAGES}


def references_at(names: Iterable[str], day: date) -> dict[str, ReferenceAt]:
    """How each is named on `day`, under the text it was asked for by ("MP 121", "128B"); one query.

    Text that names no modification raised by that day is left out.
    """
    code_of: dict[str, str] = {}
    for name in names:
        try:
            code_of[name] = normalise_reference(name)
        except ValueError:
            continue
    rows = (
        raised_by(day)
        .filter(code__in=set(code_of.values()))
        .annotate(reference=reference_in_force(day), title=title_in_force(day))
        .values("code", "reference", "title", "link")
    )
    found = {row["code"]: ReferenceAt(**row) for row in rows}
    return {name: found[code] for name, code in code_of.items() if code in found}
