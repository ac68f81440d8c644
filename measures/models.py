"""A number per month, measure and category. A month not yet entered has no row, and missing is never zero."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from access.classification import Classification
from access.events import audited
from access.models import Record
from access.rules import refuse
from measures import rules


def code_in_small_letters(of: str) -> models.CheckConstraint:
    """One code is one code, however a person types it: none has capitals."""
    return models.CheckConstraint(
        condition=Q(code__regex=r"^[a-z0-9_-]+$"),
        name=f"{of}_code_in_small_letters",
        violation_error_message="A code is in small letters: helpdesk-emails.",
    )


class Unit(models.TextChoices):
    COUNT = "count", "Number"
    DAYS = "days", "Days"
    PERCENT = "percent", "Per cent"


class MeasureGroup(models.TextChoices):
    SECURITY = "security", "Security and Privacy"
    HELPDESK = "helpdesk", "Helpdesk"
    WEBSITE = "website", "Website"
    NEWSLETTER = "newsletter", "Newsletter"
    CODEWORKS = "codeworks", "CodeWorks"
    PRODUCT_LISTS = "product_lists", "Product lists"
    RESOURCE_DAYS = "resource_days", "Resource days"
    SMDA = "smda", "Smart Meter Device Assurance"


@audited()
class Measure(Record):
    """What is measured. One with categories has a number for each category and month; its total is their sum."""

    default_classification = Classification.WHITE

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120, unique=True)
    group = models.CharField(max_length=20, choices=MeasureGroup)
    unit = models.CharField(max_length=10, choices=Unit, default=Unit.COUNT)
    decimals = models.PositiveSmallIntegerField(default=0)
    ranked = models.BooleanField(
        default=False, help_text="A ranked list, such as the top five pages, instead of numbers."
    )
    definition = models.TextField(blank=True, help_text="What is counted, and what is not.")

    class Meta:
        ordering = ("group", "name")
        constraints = (
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="measure_unit_known"),
            models.CheckConstraint(condition=Q(group__in=MeasureGroup.values), name="measure_group_known"),
            models.CheckConstraint(condition=Q(decimals__lte=4), name="measure_decimals_bounded"),
            code_in_small_letters("measure"),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A measure with numbers, or a list, keeps being able to hold them."""
        decimals: int | None = self.decimals  # None while a form has not understood it
        if not self.pk or decimals is None:
            return
        numbers = self.observations.values_list("value", flat=True).distinct()
        has_list = self.ranked_entries.exists()
        refuse(rules.measure_keeps_its_numbers(self.unit, decimals, self.ranked, numbers, has_list))


@audited()
class MeasureCategory(Record):
    """A category of a measure. Categories begin and end: outside `first_month` to `last_month`, both included, no
    number is expected."""

    default_classification = Classification.WHITE

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="categories")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    group = models.CharField(
        max_length=60, blank=True, help_text="A heading the category stands under, such as Services or Projects."
    )
    position = models.PositiveSmallIntegerField(default=0)
    first_month = models.DateField(
        null=True, blank=True, help_text="The first day of the first month it is measured; blank if always."
    )
    last_month = models.DateField(
        null=True, blank=True, help_text="The first day of the last month it is measured; blank if still."
    )

    class Meta:
        verbose_name_plural = "measure categories"
        ordering = ("measure", "position", "name")
        constraints = (
            models.UniqueConstraint(fields=("measure", "code"), name="category_code_once"),
            models.UniqueConstraint(fields=("measure", "name"), name="category_name_once"),
            # What a number's pair of measure and category refers to: see the migration that keeps them together.
            models.UniqueConstraint(fields=("id", "measure"), name="category_with_its_measure"),
            models.CheckConstraint(
                condition=(Q(first_month__isnull=True) | Q(first_month__day=1))
                & (Q(last_month__isnull=True) | Q(last_month__day=1)),
                name="category_months_by_first_day",
                violation_error_message="Name a month by its first day.",
            ),
            models.CheckConstraint(
                condition=Q(first_month__isnull=True)
                | Q(last_month__isnull=True)
                | Q(last_month__gte=F("first_month")),
                name="category_ends_after_it_begins",
                violation_error_message="A category ends in or after the month it begins.",
            ),
            code_in_small_letters("category"),
        )

    def __str__(self) -> str:
        return f"{self.measure}: {self.name}"

    def clean(self) -> None:
        """Its months hold every number it has, and none that the measure has as a whole; its code is free."""
        named = list(rules.code_of_a_category(self.code, "code"))
        if named and self.pk and MeasureCategory.objects.filter(pk=self.pk, code=self.code).exists():
            named = []  # kept from before: its figures are told of by a check
        if not self.measure_id:
            refuse(named)
            return
        numbers = self.measure.observations
        plain = numbers.filter(category=None).values_list("month", flat=True)
        faults = [*named, *rules.category_covers_no_plain_number(self.months, plain)]
        if self.pk:
            own = numbers.filter(category=self).values_list("month", flat=True)
            faults += rules.category_keeps_its_numbers(self.months, own)
        refuse(faults)

    @property
    def months(self) -> rules.Months:
        return self.first_month, self.last_month

    def expected(self, month: date) -> bool:
        """Whether a number is expected for the month, given by its first day."""
        return rules.measured(self.months, month)


@audited()
class Observation(Record):
    """The number for one month, measure and category (none where the measure has no categories)."""

    default_classification = Classification.WHITE

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="observations")
    category = models.ForeignKey(
        MeasureCategory, on_delete=models.PROTECT, null=True, blank=True, related_name="observations"
    )
    month = models.DateField(help_text="The first day of the month.")
    value = models.DecimalField(max_digits=16, decimal_places=4)

    class Meta:
        ordering = ("-month", "measure", "category")
        constraints = (
            models.UniqueConstraint(
                fields=("measure", "category", "month"),
                nulls_distinct=False,
                name="one_number_a_month",
                violation_error_message="The month has a number for this measure and category already.",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="observation_month_by_first_day",
                violation_error_message="Name the month by its first day.",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="observation_not_negative",
                violation_error_message="A measure is not negative.",
            ),
        )
        indexes = (models.Index(fields=("month", "measure"), name="observation_by_month"),)

    def __str__(self) -> str:
        return f"{self.category or self.measure}, {self.month:%B %Y}"

    def clean(self) -> None:
        if self.category is not None and self.category.measure_id != self.measure_id:
            refuse([("category", "This is a category of another measure.")])
        if not self.measure_id:
            return
        about = {"unit": self.measure.unit, "decimals": self.measure.decimals, "ranked": self.measure.ranked}
        faults = [*rules.number_of_its_measure(self.value, about)]
        if self.category is not None:
            faults += rules.month_of_category(self.month, self.category.months)
        else:
            faults += rules.without_category(self.month, [one.months for one in self.measure.categories.all()])
        refuse(faults)


@audited()
class RankedEntry(Record):
    """One line of a month's ranked list, such as the third most viewed page."""

    default_classification = Classification.WHITE

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="ranked_entries", limit_choices_to={"ranked": True}
    )
    month = models.DateField(help_text="The first day of the month.")
    rank = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "ranked entries"
        ordering = ("-month", "measure", "rank")
        constraints = (
            models.UniqueConstraint(fields=("measure", "month", "rank"), name="rank_once"),
            # Two lines that change places are equal half-way: a save of the list asks at its end.
            models.UniqueConstraint(
                fields=("measure", "month", "label"),
                name="ranked_label_once",
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message="This is in the month's list already.",
            ),
            models.CheckConstraint(condition=Q(rank__gte=1), name="rank_from_one"),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="ranked_month_by_first_day",
                violation_error_message="Name the month by its first day.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rank}. {self.label}"

    def clean(self) -> None:
        """That a list has no gap is asked of a whole file: lines are typed one at a time."""
        if self.measure_id and not self.measure.ranked:
            refuse([("measure", "Is not a ranked list: its numbers are observations.")])
