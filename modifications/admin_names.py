"""How the admin shows and finds modifications: by reference and title, latest recorded, whatever today is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.http import HttpRequest

from access.forms import HistoryForm
from access.record_admin import BaseModelAdmin, HistoryInline
from modifications.models import Modification, ReferenceFrom, TitleFrom
from modifications.references import normalise_reference

M = TypeVar("M", bound=Model)


def recorded(history: type[Model], field: str, modification: str = "pk") -> Subquery:
    """The field of a history's latest row; `modification` is the outer query's path to the modification's id."""
    rows = history._default_manager.filter(modification=OuterRef(modification)).order_by("-since")
    return Subquery(rows.values(field)[:1])


def called(modification: str = "pk") -> Any:
    """MP152 ‘Title’: the modification at this path; blank for one without reference and title, or for none."""
    titles = TitleFrom.objects.filter(modification=OuterRef(modification)).order_by("-since")
    quoted = titles.annotate(quoted=Concat(Value(" ‘"), "title", Value("’"))).values("quoted")[:1]
    # Django joins a null as if it were blank, so that a missing title does not take the reference with it.
    return Concat(recorded(ReferenceFrom, "reference", modification), Subquery(quoted))


def named_modifications(modifications: QuerySet[Modification]) -> QuerySet[Any]:
    """Each shows itself by what it is called, not by its code."""
    return modifications.annotate(called=called())


def of_modification(typed: str, path: str = "") -> Q | None:
    """The rows of the modification typed, and of the parts split from it; None when no reference was typed.

    `path` leads from the row to the modification, and ends in two underscores.
    """
    try:
        code = normalise_reference(typed)
    except ValueError:
        return None
    return Q(**{f"{path}code": code}) | Q(**{f"{path}split_from__code": code})


class FoundByReference(BaseModelAdmin):
    """Finds rows by a reference as people type it ("MP 121", "dp152", "SECMP7"), else by the words of `search_fields`.

    A number is taken for a reference only where there is such a modification: else it may stand in a title.
    """

    reference_path = ""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[M], search_term: str
    ) -> tuple[QuerySet[M], bool]:
        condition = of_modification(search_term, self.reference_path)
        if condition is not None and queryset.filter(condition).exists():
            return queryset.filter(condition), False
        return super().get_search_results(request, queryset, search_term)  # type: ignore[misc,no-any-return]  # a mixin


# --- Choosing a modification in the rows of a page ----------------------------------------------------


class KnownSelect(AutocompleteSelect):
    """Finds choices as they are typed; the one that is chosen already comes with the row, without a query for each."""

    chosen: tuple[str, str] | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> list[Any]:
        if self.chosen is None or [str(one) for one in value] != [self.chosen[0]]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        key, label = self.chosen
        return [(None, [*options, self.create_option(name, key, label, True, len(options))], 0)]


def by_what_it_is_called(db_field: Any, field: Any) -> Any:
    """The form field of a foreign key, in which a modification is shown by what it is called."""
    if db_field.name == "modification" and field is not None:
        field.queryset = named_modifications(Modification.objects.all())
    return field


class ModificationRowForm(HistoryForm):
    """A row that names a modification, on the page of something else. The rows' query adds `called` to each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("modification")
        row: Any = self.instance
        if isinstance(field, forms.ModelChoiceField) and row.modification_id:
            widget: Any = getattr(field.widget, "widget", field.widget)
            widget.chosen = (str(row.modification_id), getattr(row, "called", None) or str(row.modification))


class ModificationRows(HistoryInline):
    """Rows that name a modification, on the page of something else."""

    form = ModificationRowForm

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        named: QuerySet[Any] = rows.annotate(called=called("modification_id")).select_related("modification")
        return named

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "modification":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        kwargs["widget"] = KnownSelect(db_field, self.admin_site)
        return by_what_it_is_called(db_field, super().formfield_for_foreignkey(db_field, request, **kwargs))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if db_field.name == "modification" and isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_add_related = False  # a proposal is not raised in passing, in a row of another page
        return field
