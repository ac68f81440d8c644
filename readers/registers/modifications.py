"""The register of modifications."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices, Value, When
from django.db.models.functions import Coalesce, Greatest

from access.policy import visible_to
from modifications.life import CONCLUDED_STAGES, OPEN_STAGES
from modifications.models import (
    AffectedCategoriesFrom,
    AffectedCategory,
    Modification,
    Path,
    ProposerFrom,
    ReferenceFrom,
    Release,
    RouteFrom,
    Stage,
    StageFrom,
    TargetReleaseFrom,
)
from modifications.queries.state import in_force, reference_in_force, stage_in_force, title_in_force
from modifications.references import normalise_reference
from readers.registers.base import Register
from readers.registers.columns import ABSENT, Choice, Day, Listed, Number, RegisterTable, Text, YesNo
from readers.registers.days import day_filter
from readers.registers.filters import AS_AT, Asked, RegisterFilters
from readers.registers.life_page import address_of
from readers.registers.working_days_sql import published_days

_UNKNOWN = "not-recorded"
_GOES_ON = (*OPEN_STAGES, Stage.APPROVED)


class State(TextChoices):
    OPEN = "open", "Open (pre-decision)"
    CONCLUDED = "concluded", "Concluded"
    SPLIT = "split", "Split"


def page_of(record: Mapping[str, Any], day: date) -> str:
    return f"{address_of(record['reference'])}?{AS_AT}={day.isoformat()}"


class ModificationTable(RegisterTable):
    reference = Text(
        "Reference", "What it was called on the day: DP152 before it was converted, MP152 after.", link=page_of
    )
    title = Text("Title", "Its title on the day.", wide=True)
    stage = Choice("Stage", "The stage it was in on the day.", Stage)
    in_stage = Number(
        "In its stage",
        "Published Working Days from the day it entered its stage to the day, both counted; empty of a stage that "
        "nothing follows.",
        unit="WD",
        absent="–",
    )
    organisation = Text("Proposer", "The organisation that proposed it, as on the day.", wide=True)
    path = Choice("Path", "The path it was on.", Path)
    urgent = YesNo("Urgent", "Whether it was on an urgent path.")
    affected = Listed(
        "Party Categories affected",
        "The Party Categories that it affected, as known on the day; empty where none were recorded.",
        lambda code: str(AffectedCategory(code).label),
        absent=ABSENT,
    )
    release = Text("Target release", "The release it was aimed at on the day.", absent="none")
    raised_on = Day("Raised", "The day it was raised; of a part of one that was split, the day of the split.")
    concluded_on = Day(
        "Concluded",
        "The day it left the open stages for the last time, for approval, rejection, withdrawal or a split.",
        absent="open",
    )


class ModificationFilters(RegisterFilters):
    words = filters.CharFilter(
        label="Title or reference",
        method="called",
        max_length=100,
        help_text="Any reference it ever had, or words of its title.",
    )
    stage = filters.ChoiceFilter(label="Stage", choices=Stage.choices, empty_label="Any")
    state = filters.ChoiceFilter(
        label="Open or concluded", choices=State.choices, method="standing", empty_label="Either"
    )
    proposer = filters.CharFilter(
        label="Proposer contains", field_name="organisation", lookup_expr="icontains", max_length=100
    )
    release = filters.ChoiceFilter(label="Target release", field_name="release", empty_label="Any or none")
    path = filters.ChoiceFilter(label="Path", choices=Path.choices, empty_label="Any")
    urgent = filters.BooleanFilter(label="Urgent alone", method="hurried", widget=forms.CheckboxInput)
    affected = filters.ChoiceFilter(
        label="Party Category affected",
        choices=[*AffectedCategory.choices, (_UNKNOWN, ABSENT.capitalize())],
        method="affecting",
        empty_label="Any",
    )
    raised_from = day_filter("Raised from", field_name="raised_on", lookup_expr="gte")
    raised_to = day_filter("Raised up to", field_name="raised_on", lookup_expr="lte")

    def settle(self) -> None:
        aims = visible_to(self.reader, TargetReleaseFrom.objects.filter(release=OuterRef("pk"), since__lte=self.last))
        aimed_at = visible_to(self.reader, Release.objects.filter(Exists(aims))).order_by("name")
        names = aimed_at.values_list("name", flat=True)
        self.filters["release"].extra["choices"] = [(name, name) for name in names]

    def called(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Looked for in titles, and in all references up to the day, however they are written. The parts that one was
        split into are found by its reference."""
        written = "".join(value.split())
        ever = ReferenceFrom.objects.filter(
            modification=OuterRef("pk"), reference__icontains=written, since__lte=self.day
        )
        called = Q(title__icontains=value) | Exists(visible_to(self.reader, ever))
        try:
            code = normalise_reference(value)
        except ValueError:
            return rows.filter(called)
        return rows.filter(called | Q(code=code) | Q(split_from__code=code))

    def standing(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        stages = {State.OPEN: OPEN_STAGES, State.CONCLUDED: CONCLUDED_STAGES, State.SPLIT: (Stage.SPLIT,)}
        return rows.filter(stage__in=stages[State(value)])

    def hurried(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        return rows.filter(urgent=True) if value else rows

    def affecting(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(affected__isnull=True) if value == _UNKNOWN else rows.filter(affected__contains=[value])


class ModificationRegister(Register):
    slug, title, one, many = "modifications", "Modifications", "modification", "modifications"
    summary = "Every Draft Proposal and Modification by stage, proposer, path and target release, as at any day."
    holds = (
        "A modification is in the register from the day it was raised. Its reference, title, proposer, path, target "
        "release and the Party Categories it affected are those of the day asked for.",
        "Open are those in the Development Stage, the Refinement Process, the Report Phase or with the Authority. One "
        "that was split is neither open nor concluded: its parts are, and carry its number with a letter.",
        "A proposer is named by organisation. Durations in Working Days (WD) count every weekday, the first and the "
        "last day included; bank holidays are not taken out.",
    )
    nothing = "Take a filter away, write the reference another way, or choose another day."
    model = Modification
    table = ModificationTable
    filters = ModificationFilters
    order = ("-raised_on", "code")

    def rows(self, asked: Asked) -> QuerySet[Any, dict[str, Any]]:
        rows = modifications_listed(visible_to(asked.reader, Modification.objects.all()), asked.day)
        return rows.values("id", "code", "illustrative", *ModificationTable.base_columns)

    def unjudged(self, filters: RegisterFilters, asked: Asked) -> str:
        if asked.values["affected"] in ("", _UNKNOWN):
            return ""
        others = filters.filter_queryset(self.rows(asked), but="affected")
        number = others.filter(affected__isnull=True).count()
        more = f"{number:,} more modification{'' if number == 1 else 's'}"
        return f"Of {more} it is not recorded which Party Categories were affected." if number else ""


def modifications_listed(modifications: QuerySet[Modification], day: date) -> QuerySet[Any]:
    """Those raised by the day with what they were on it, each question asked of the history in force."""
    described = modifications.filter(raised_on__lte=day).annotate(
        reference=reference_in_force(day),
        title=title_in_force(day),
        stage=stage_in_force(day),
        stage_since=Greatest(Coalesce(in_force(StageFrom, "since", day), F("raised_on")), F("raised_on")),
        organisation=in_force(ProposerFrom, "organisation", day),
        path=in_force(RouteFrom, "path", day),
        urgent=Coalesce(in_force(RouteFrom, "urgent", day), Value(False)),
        release=in_force(TargetReleaseFrom, "release__name", day),
        affected=in_force(AffectedCategoriesFrom, "categories", day),
    )
    in_stage = published_days(F("stage_since"), Value(day, DateField()))
    return described.annotate(
        in_stage=Case(When(stage__in=_GOES_ON, then=in_stage), default=None),
        concluded_on=Case(When(stage__in=OPEN_STAGES, then=None), default=_left_on(day), output_field=DateField()),
    )


def _left_on(day: date) -> Any:
    """The first day out of the open stages since it was last in them."""
    rows = StageFrom.objects.filter(modification=OuterRef("pk"), since__lte=day)
    opened_again = StageFrom.objects.filter(
        modification=OuterRef("modification"), since__gt=OuterRef("since"), since__lte=day, stage__in=OPEN_STAGES
    )
    left = rows.exclude(stage__in=OPEN_STAGES).exclude(Exists(opened_again)).order_by("since").values("since")
    return Greatest(Subquery(left[:1]), F("raised_on"))
