"""The register of DCC Assessments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import django_filters as filters
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Count,
    DateField,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject, Least

from access.policy import visible_to
from modifications.models import AssessmentKind, AssessmentTarget, DccAssessment
from modifications.queries.state import reference_in_force, title_in_force
from modifications.references import normalise_reference
from readers.registers.base import Register
from readers.registers.columns import Choice, Day, Listed, Number, Plain, Record, RegisterTable, Text
from readers.registers.days import in_words
from readers.registers.filters import Asked, RegisterFilters, is_reference
from readers.registers.life_assessments import calendar_entered
from readers.registers.modifications import page_of
from readers.registers.working_days_sql import published_days, sec_days
from reports.engine.values import working_days


class State(TextChoices):
    REQUESTED = "requested", "Requested, not accepted"
    OPEN = "open", "Underway"
    RETURNED = "returned", "Returned"


class Age(TextChoices):
    """Of those underway, in published Working Days."""

    TO_15 = "0-15", "0 to 15 WD"
    TO_40 = "16-40", "16 to 40 WD"
    TO_80 = "41-80", "41 to 80 WD"
    OVER_80 = "over-80", "over 80 WD"


class Against(TextChoices):
    OVER = "over", "Over target"
    WITHIN = "within", "Within target"


def _target_in_words(row: Mapping[str, Any]) -> str:
    return f"{row['target']} WD from {in_words(date.fromisoformat(row['since']))}"


class AgainstTarget(Text):
    """In words, and with a sign on a page."""

    def plain(self, value: Any, record: Record) -> Plain:
        over = record["duration"] - record["target"]
        return f"{over} WD over target" if over > 0 else "within target"

    def words(self, value: Any, record: Record) -> str:
        return f"{'▲' if value == Against.OVER else '✓'} {self.plain(value, record)}"


class AssessmentTable(RegisterTable):
    reference = Text(
        "Modification",
        "The reference of the modification that it was asked for, as on the day; what was assessed before a split "
        "stays with the unsplit number.",
        link=page_of,
    )
    modification_title = Text("Title", "The modification's title on the day.", wide=True)
    kind = Choice("Type", "Preliminary Assessment or Impact Assessment.", AssessmentKind)
    state = Choice("State", "Whether it was requested, underway or returned on the day.", State)
    accepted_on = Day(
        "Accepted",
        "The day the DCC accepted it: durations count from here.",
        absent="not accepted",
        accessor="accepted_on_known",
    )
    returned_on = Day("Returned", "The day it came back.", absent="not returned", accessor="returned_on_known")
    target = Number("Target", "The target in force on the day, or on the day it was returned.", unit="WD")
    duration = Number(
        "Duration",
        "Published Working Days from the accepted day to the returned day, or to the day while it is underway: "
        "weekdays, both ends counted, bank holidays not taken out.",
        unit="WD",
        absent="–",
    )
    against = AgainstTarget("Against target", "Whether the duration is over the target, and by how much.", absent="–")
    age = Choice("Age", "Of one underway: the band that its duration is in.", Age, absent="–")
    sec_duration = Number(
        "SEC Working Days",
        "The same after the accepted day, bank holidays in England and Wales left out; empty where a year's bank "
        "holidays are not entered.",
        absent="–",
    )
    requested_on = Day("Requested", "The day it was asked of the DCC.", accessor="requested_on_known")
    revisions = Listed("Targets set", "Each target with the day from which it held.", _target_in_words)


class AssessmentFilters(RegisterFilters):
    modification = filters.CharFilter(
        label="Modification",
        method="of",
        max_length=100,
        validators=[is_reference],
        help_text="Any reference it ever had.",
    )
    kind = filters.ChoiceFilter(label="Type", choices=AssessmentKind.choices, empty_label="Either")
    state = filters.ChoiceFilter(label="State", choices=State.choices, empty_label="Any")
    against = filters.ChoiceFilter(
        label="Against target", method="judged", choices=Against.choices, empty_label="Either"
    )
    age = filters.ChoiceFilter(label="Age of those underway", choices=Age.choices, empty_label="Any")

    def of(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those of the modification, and of the parts that it was split into."""
        code = normalise_reference(value)
        return rows.filter(Q(modification__code=code) | Q(modification__split_from__code=code))

    def judged(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """By the two numbers, from which the database guesses how many are found; it cannot from the word for them. The
        target in force is looked up only where the duration is between the lowest and the highest that any has."""
        set_ever = AssessmentTarget.objects.aggregate(Min("target"), Max("target")).values()
        targets = [days for days in (*DccAssessment.STANDARD_TARGET.values(), *set_ever) if days is not None]
        least, most = min(targets), max(targets)
        if value == Against.OVER:
            return rows.filter(Q(duration__gt=most) | Q(duration__gt=least) & Q(duration__gt=F("target")))
        return rows.filter(Q(duration__lte=least) | Q(duration__lte=most) & Q(duration__lte=F("target")))


class AssessmentRegister(Register):
    slug, title, one, many = "dcc-assessments", "DCC Assessments", "DCC Assessment", "DCC Assessments"
    summary = "Every Preliminary and Impact Assessment with its target, duration and age, as at any day."
    holds = (
        "A DCC Assessment is in the register from the day it was requested or accepted. What happened after the day "
        "asked for is not shown: one returned later is underway.",
        "The target is 15 Working Days for a Preliminary and 40 for an Impact Assessment unless it was set or revised. "
        "Whether one is over its target is reckoned in published Working Days, as in the papers.",
        "Averages are of the unrounded durations of all rows found, rounded half up.",
    )
    nothing = "Take a filter away, write the reference another way, or choose another day."
    model = DccAssessment
    table = AssessmentTable
    filters = AssessmentFilters
    order = ("-began", "code", "kind", "sequence")

    def rows(self, asked: Asked) -> QuerySet[Any, dict[str, Any]]:
        # Modifications are classified as their assessments are, all alike: one join settles the day.
        rows = visible_to(asked.reader, DccAssessment.objects.filter(modification__raised_on__lte=asked.day))
        known = assessments_listed(rows, asked)
        shown = (column.accessor or name for name, column in AssessmentTable.base_columns.items())
        return known.values("id", "sequence", "code", "began", "illustrative", *map(str, shown))

    def summed(self, rows: QuerySet[Any], asked: Asked) -> tuple[int, list[str]]:
        """With how many of each type are underway and returned, and how long they took on average."""
        summed = rows.order_by().values("kind", "state").annotate(number=Count("pk"), days=Sum("duration"))
        found = {(row["kind"], row["state"]): row for row in summed}
        return sum(row["number"] for row in found.values()), list(_averages(found))


def _averages(found: Mapping[tuple[str, str], Mapping[str, Any]]) -> Iterator[str]:
    for kind in AssessmentKind:
        for state in (State.OPEN, State.RETURNED):
            row = found.get((kind, state))
            if row is not None:
                average = working_days(Decimal(row["days"]) / row["number"])
                many = "" if row["number"] == 1 else "s"
                yield f"{row['number']:,} {kind.label}{many} {state.label.lower()}: {average.display} on average."


def assessments_listed(rows: QuerySet[DccAssessment], asked: Asked) -> QuerySet[Any]:
    """Those requested or accepted by the day, as known on it."""
    day = Value(asked.day, DateField())
    by_the_day = {
        f"{name}_known": Case(When(**{f"{name}__lte": asked.day, "then": F(name)}), output_field=DateField())
        for name in ("requested_on", "accepted_on", "returned_on")
    }
    targets = visible_to(asked.reader, AssessmentTarget.objects.filter(assessment=OuterRef("pk"), since__lte=asked.day))
    in_force = targets.filter(since__lte=OuterRef("until")).order_by("-since").values("target")[:1]
    known = rows.filter(Q(requested_on__lte=asked.day) | Q(accepted_on__lte=asked.day)).annotate(**by_the_day)
    described = known.annotate(
        code=F("modification__code"),
        reference=reference_in_force(asked.day, "modification_id"),
        modification_title=title_in_force(asked.day, "modification_id"),
        until=Least("returned_on", day),  # the day, where nothing has come back
        began=Coalesce("requested_on_known", "accepted_on_known"),
    )
    counted = described.annotate(
        target=Coalesce(Subquery(in_force), _standard(), output_field=IntegerField()),
        revisions=ArraySubquery(targets.order_by("since").values(row=JSONObject(since="since", target="target"))),
        duration=published_days(F("accepted_on_known"), F("until")),
        sec_duration=sec_days("accepted_on_known", "until", calendar_entered()),
    )
    return _judged(counted)


def _standard() -> Case:
    whens = (When(kind=kind, then=Value(days)) for kind, days in DccAssessment.STANDARD_TARGET.items())
    return Case(*whens, output_field=IntegerField())


def _judged(rows: QuerySet[Any]) -> QuerySet[Any]:
    underway = Q(accepted_on_known__isnull=False, returned_on_known__isnull=True)
    bands = ((15, Age.TO_15), (40, Age.TO_40), (80, Age.TO_80))
    judged: QuerySet[Any] = rows.annotate(
        state=Case(
            When(accepted_on_known__isnull=True, then=Value(State.REQUESTED.value)),
            When(returned_on_known__isnull=True, then=Value(State.OPEN.value)),
            default=Value(State.RETURNED.value),
        ),
        against=Case(
            When(duration__gt=F("target"), then=Value(Against.OVER.value)),
            When(duration__isnull=False, then=Value(Against.WITHIN.value)),
        ),
        age=Case(
            *(When(underway & Q(duration__lte=most), then=Value(age.value)) for most, age in bands),
            When(underway, then=Value(Age.OVER_80.value)),
        ),
    )
    return judged
