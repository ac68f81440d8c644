"""Filters of lists that ask a question in words: "Underway" or "Returned", not "empty" or "not empty"."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest


def either(title: str, parameter: str, **answers: tuple[str, Q]) -> type[admin.SimpleListFilter]:
    """A filter whose every answer has a label and the condition of the rows that it keeps."""

    class Either(admin.SimpleListFilter):
        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
            return [(value, label) for value, (label, _) in answers.items()]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            chosen = answers.get(self.value() or "")
            return queryset.filter(chosen[1]) if chosen else queryset

    Either.title = title
    Either.parameter_name = parameter
    return Either


def dated(title: str, field: str, *, without: str, given: str) -> type[admin.SimpleListFilter]:
    """Whether a day is entered: `without` names the rows where it is not, `given` those where it is."""
    missing = Q(**{f"{field}__isnull": True})
    return either(title, field.removesuffix("_on"), no=(without, missing), yes=(given, ~missing))
