"""The month's measures in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from access.record_admin import HistoryInline, RecordAdmin
from access.verbs import VerbAdmin
from measures.admin_verbs import CATEGORY_VERBS, MEASURE_VERBS
from measures.models import Measure, MeasureCategory, Observation, RankedEntry, Unit


class CategoryInline(HistoryInline):
    model = MeasureCategory
    prepopulated_fields = {"code": ("name",)}
    show_change_link = True  # where it is ended or replaced


class MonthFilter(admin.SimpleListFilter):
    """The months that have numbers, latest first. A year at a time: the date hierarchy leads to older ones."""

    title = "month"
    parameter_name = "month"
    months_offered = 13

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        months = model_admin.get_queryset(request).order_by("-month").values_list("month", flat=True).distinct()
        return [(f"{month:%Y-%m-%d}", f"{month:%B %Y}") for month in months[: self.months_offered]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        offered = {value for value, _ in self.lookup_choices}
        return queryset.filter(month=self.value()) if self.value() in offered else queryset


class MonthRows(RecordAdmin):
    """Rows of a month, shown by it."""

    date_hierarchy = "month"

    @admin.display(description="month", ordering="month")
    def month_named(self, row: Any) -> str:
        return f"{row.month:%B}\N{NO-BREAK SPACE}{row.month.year}"


@admin.register(Measure)
class MeasureAdmin(VerbAdmin):
    verbs = MEASURE_VERBS
    list_display = ("name", "code", "group", "unit", "decimals", "ranked")
    list_filter = ("group", "unit", "ranked")
    search_fields = ("name", "code", "categories__name")
    search_help_text = "A measure's name or code, or the name of one of its categories"
    prepopulated_fields = {"code": ("name",)}
    inlines = (CategoryInline,)


@admin.register(MeasureCategory)
class MeasureCategoryAdmin(VerbAdmin):
    verbs = CATEGORY_VERBS
    list_display = ("name", "measure", "group", "position", "measured")
    list_filter = ("measure__group", ("last_month", admin.EmptyFieldListFilter))
    list_select_related = ("measure",)
    search_fields = ("name", "code", "measure__name")
    autocomplete_fields = ("measure",)
    prepopulated_fields = {"code": ("name",)}

    @admin.display(description="measured", ordering="first_month", empty_value="always")
    def measured(self, category: MeasureCategory) -> str | None:
        """Its months in words; None where it has neither a first nor a last one."""
        ends = (("from", category.first_month), ("until", category.last_month))
        return " ".join(f"{word} {month:%B %Y}" for word, month in ends if month) or None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        categories: QuerySet[Any] = super().get_queryset(request)
        return categories.select_related("measure")


@admin.register(Observation)
class ObservationAdmin(MonthRows):
    list_display = ("measure", "category_named", "month_named", "number")
    list_filter = (MonthFilter, "measure__group", ("measure", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("measure", "category__measure")
    search_fields = ("measure__name", "measure__code", "category__name")
    search_help_text = "A measure's or category's name"
    autocomplete_fields = ("measure", "category")

    @admin.display(description="category", ordering="category__position")
    def category_named(self, row: Observation) -> str:
        return row.category.name if row.category else ""

    @admin.display(description="number", ordering="value")
    def number(self, row: Observation) -> str:
        """With the measure's decimals, or with more if more were entered: nothing is rounded away here."""
        entered = row.value.normalize().as_tuple().exponent
        decimals = max(row.measure.decimals, -entered if isinstance(entered, int) else 0)
        return f"{row.value:,.{decimals}f}{'%' if row.measure.unit == Unit.PERCENT else ''}"


@admin.register(RankedEntry)
class RankedEntryAdmin(MonthRows):
    list_display = ("label", "rank", "measure", "month_named")
    list_filter = (MonthFilter, ("measure", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("measure",)
    search_fields = ("label", "measure__name")
    autocomplete_fields = ("measure",)
