"""Filters beside the lists of the admin: by the latest row of a history, and by related rows a person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.db.models import Field, Model, QuerySet
from django.http import HttpRequest

from access import policy
from access.models import Record

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    ModelAdmin = admin.ModelAdmin[Model]


class LastRecorded(admin.SimpleListFilter):
    """Filters by the latest row of a history, which the page's `get_queryset` adds as a column named as the parameter.

    A value that is not among `choices_of` filters nothing.
    """

    choices_of: ClassVar[Any]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in self.choices_of]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        offered = {value for value, _ in self.lookup_choices}
        column = str(self.parameter_name)
        return queryset.filter(**{column: self.value()}) if self.value() in offered else queryset


class VisibleRelatedFilter(admin.RelatedFieldListFilter):
    """Names no related row that the person may not see."""

    def field_choices(
        self, field: Field[Any, Any], request: HttpRequest, model_admin: ModelAdmin
    ) -> list[tuple[str, StrOrPromise]]:
        named: Any = field  # a relation, on whichever side it is declared: both sides can list their rows
        return list(
            named.get_choices(
                include_blank=False,
                ordering=self.field_admin_ordering(named, request, model_admin),
                limit_choices_to={"pk__in": self.offered(field, request, model_admin).values("pk")},
            )
        )

    def offered(self, field: Field[Any, Any], request: HttpRequest, model_admin: ModelAdmin) -> QuerySet[Any]:
        return policy.visible_to(request.user, _related(field)._default_manager.order_by())


class VisibleRelatedOnlyFilter(VisibleRelatedFilter):
    """Of those, the rows that something in the list is related to."""

    def offered(self, field: Field[Any, Any], request: HttpRequest, model_admin: ModelAdmin) -> QuerySet[Any]:
        listed = model_admin.get_queryset(request).order_by().values(f"{self.field_path}__pk")
        return super().offered(field, request, model_admin).filter(pk__in=listed)


_BY_POLICY: dict[Any, type[VisibleRelatedFilter]] = {
    None: VisibleRelatedFilter,
    admin.RelatedFieldListFilter: VisibleRelatedFilter,
    admin.RelatedOnlyFieldListFilter: VisibleRelatedOnlyFilter,
}


def by_policy(model: type[Model], wanted: Any) -> Any:
    """The entry of a `list_filter`, or in its place one that names visible rows alone if it would name records."""
    path, kind = (wanted, None) if isinstance(wanted, str) else wanted if isinstance(wanted, tuple) else ("", None)
    if not path or kind not in _BY_POLICY:
        return wanted
    related = _related(get_fields_from_path(model, path)[-1])
    return (path, _BY_POLICY[kind]) if related and issubclass(related, Record) else wanted


def _related(field: Any) -> Any:
    return field.related_model if field.is_relation else None
