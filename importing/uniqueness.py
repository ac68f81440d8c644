"""What may stand once only, besides the key: a Party's name, a version's number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.db.models.lookups import In

from importing.cleaning import Row
from importing.conditions import field_named, holds
from importing.links import Values
from importing.problems import Problem
from importing.standing import Standing
from importing.stored import fetch
from importing.template import Template


@dataclass(frozen=True, slots=True)
class Once:
    """Columns whose values together stand once, among the rows that meet `condition`; `folded`, in capitals or not."""

    columns: tuple[str, ...]
    condition: Q | None
    folded: bool = False

    def values(self, template: Template, row: Values) -> tuple[Any, ...] | None:
        """What may not be repeated; None where the rule leaves the row alone."""
        found = tuple(row[name] for name in self.columns)
        if None in found or (self.condition and holds(self.condition, template.model_values(row)) is not True):
            return None
        return tuple(value.lower() for value in found) if self.folded else found


def rules(template: Template) -> list[Once]:
    """The model's unique fields and constraints that its key doesn't already keep."""
    fields = [((field.name,), None) for field in template.model._meta.fields if field.unique and not field.primary_key]
    declared = [found for found in template.model._meta.constraints if isinstance(found, UniqueConstraint)]
    every = [*fields, *((found.fields, found.condition) for found in declared if found.fields)]
    found = []
    for names, condition in every:
        filled = [template.columns_of(name) for name in names]
        columns = tuple(column for part in filled for column in part)
        kept = set(columns) == set(template.key) or (template.identity and set(columns) <= set(template.key))
        if all(filled) and not kept:
            found.append(Once(columns, condition))
    folded = [_folded(constraint) for constraint in declared if not constraint.fields]
    return found + [Once(template.columns_of(name), None, folded=True) for name in folded]


def _folded(constraint: UniqueConstraint) -> str:
    """The field of a rule on its text in capitals or not. Raises LookupError for any other rule on an expression."""
    match constraint.expressions:
        case (Lower() as lower,) if isinstance(field := lower.get_source_expressions()[0], F):
            return field_named(field)
    raise LookupError(f"the rule {constraint.name} can't be tried in memory")


def repeated(template: Template, rows: list[Row], standing: Standing) -> Iterator[Problem]:
    """Rows that repeat what another row, or a stored record that the load leaves alone, already has."""
    loaded = {row.key for row in rows}
    for rule in rules(template):
        usable = [row for row in rows if row.key is not None and row.bad.isdisjoint(rule.columns)]
        wanted = [(row, found) for row in usable if (found := rule.values(template, row.values)) is not None]
        if not wanted:
            continue
        holder: dict[tuple[Any, ...], str] = {}
        near = list(fetch(template, _among(template, rule, [found for _, found in wanted])))
        hidden = standing.hidden(template, near)
        for stored in near:
            key = template.identify(stored.values)
            if key not in loaded and (found := rule.values(template, stored.values)) is not None:
                seen = stored.pk not in hidden
                holder[found] = f"the stored {describe(template, stored.values)}" if seen else "a stored record"
        for row, found in wanted:
            if found in holder:
                yield row.problem(f"{_said(rule)} already {holder[found]}'s. Change one of them.", rule.columns[-1])
            holder.setdefault(found, f"line {row.line}")


def _said(rule: Once) -> str:
    return "Is" if len(rule.columns) == 1 else f"Together with {', '.join(rule.columns[:-1])} is"


def _among(template: Template, rule: Once, values: list[tuple[Any, ...]]) -> Q:
    if rule.folded:
        (name,) = rule.columns
        return Q(In(Lower(template.column(name).path), sorted({value for (value,) in values})))
    found = Q()
    for place, name in enumerate(rule.columns):
        found &= template.column(name).among({value[place] for value in values})
    return found


def describe(template: Template, values: Values) -> str:
    """A record by its key, for a message."""
    words = [f"{name} {written}" for name in template.key if (written := template.column(name).write(values[name]))]
    return ", ".join(words)
