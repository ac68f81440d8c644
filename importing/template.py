"""A template: one kind of record as one CSV file. Declared once; read, checked, saved, exported and documented so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from importing.columns import Code, Column, YesNo
from importing.conditions import fields_of
from importing.links import Key, Link, Naming, Values
from importing.problems import Problem
from importing.references import References

if TYPE_CHECKING:
    from importing.surroundings import Surroundings


@dataclass(frozen=True)
class Span:
    """A date range field, kept from the day in `first` to the day in `last`, both included; a blank `last` is open."""

    field: str
    first: str = "from"
    last: str = "until"

    def occupied(self, values: Values) -> tuple[date, date | None]:
        """The first day, and the day after the last."""
        last = values[self.last]
        return values[self.first], None if last is None else last + timedelta(days=1)

    def is_backwards(self, values: Values) -> bool:
        return values[self.last] is not None and bool(values[self.last] < values[self.first])

    def range(self, values: Values) -> Any:
        return DateRange(*self.occupied(values), "[)")


@dataclass(frozen=True)
class History:
    """Rows of one `group` may not overlap in time: an exclusion constraint of the model, told of by its own message.

    `occupied` gives the first day a row takes up and the day after its last, None when it is open, out of `columns`.
    """

    constraint: str
    group: tuple[str, ...]
    columns: tuple[str, ...]
    occupied: Callable[[Values], tuple[date, date | None]]


@dataclass(frozen=True)
class Condition:
    """A check constraint of the model, with the columns it looks at and what it tells the person who breaks it."""

    condition: Q
    columns: tuple[str, ...]
    message: str


Related = Callable[[str], Values | None]
"""The record that a foreign key leads to, as it will be after the load; None where there is none, or none sound."""
RowCheck = Callable[[Values, Related], Iterable[tuple[str, str]]]
"""A rule that the model's constraints don't hold: what it yields is a column and what is wrong with it. A cell that
could not be read counts as blank."""
Rule = Callable[["Surroundings"], Iterable[Problem]]
"""A rule that needs more than a row and the records it names: rows of the same file, or rows that name these."""
Titles = Callable[["Surroundings", Collection[Key]], Mapping[Key, str]]

ILLUSTRATIVE = YesNo(name="illustrative", may_be_absent=True, example="no")


@dataclass(frozen=True, kw_only=True, eq=False)
class Template:
    """`key` are the columns that tell records apart. Bump `version` when a column changes its name or its meaning.

    `identity` gives the key where it isn't simply the values of those columns, and `scope` the key columns by which
    stored rows are looked for: all of them, unless a rule needs the neighbours as well. `resets` names columns, each
    with a field that no column fills and that goes back to its default when the column changes. A person knows a record
    by the first of the columns `called` that is filled, or by `titles`, which gives the names of those that have one.
    `kept` says of records, by their numbers, why an import that added them cannot take them away again.
    """

    name: str
    about: str
    model: type[models.Model]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    version: int = 1
    links: tuple[Link, ...] = ()
    spans: tuple[Span, ...] = ()
    histories: tuple[History, ...] = ()
    checks: tuple[RowCheck, ...] = ()
    rules: tuple[Rule, ...] = ()
    scope: tuple[str, ...] = ()
    identity: Callable[[Values], Key] | None = None
    named: Naming | None = None
    resets: tuple[tuple[str, str], ...] = ()
    called: tuple[str, ...] = ()
    titles: Titles | None = None
    kept: Callable[[Collection[int]], Mapping[int, str]] | None = None

    def __post_init__(self) -> None:
        bound = tuple(column.bound(self) for column in (*self.columns, ILLUSTRATIVE))
        own = tuple(link for column in bound if (link := column.link(self)) is not None)
        object.__setattr__(self, "columns", bound)
        object.__setattr__(self, "links", (*own, *self.links))
        object.__setattr__(self, "scope", self.scope or self.key)

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @cached_property
    def lists(self) -> tuple[References, ...]:
        """The columns that name any number of records."""
        return tuple(column for column in self.columns if isinstance(column, References))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The templates whose records these rows name, in the columns' order."""
        named = (*(link.to.name for link in self.links), *(column.target.name for column in self.lists))
        return tuple(dict.fromkeys(named))

    @cached_property
    def filling(self) -> tuple[Column, ...]:
        """The columns whose value is that of a model field as it stands."""
        return tuple(column for column in self.columns if column.field and not column.names_records)

    def fields_of(self, columns: set[str]) -> list[str]:
        """The model fields that these columns fill or reset, beside any lists."""
        own = [column.field for column in self.filling if column.name in columns]
        linked = [link.field for link in self.links if not columns.isdisjoint(link.by)]
        spans = [span.field for span in self.spans if not columns.isdisjoint((span.first, span.last))]
        reset = [field for column, field in self.resets if column in columns]
        return list(dict.fromkeys((*own, *linked, *spans, *reset)))

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """The model's check constraints."""
        found = []
        for rule in self.model._meta.constraints:
            if isinstance(rule, models.CheckConstraint) and isinstance(rule.condition, Q):
                columns = tuple(name for field in fields_of(rule.condition) for name in self.columns_of(field))
                found.append(Condition(rule.condition, columns, str(rule.get_violation_error_message())))
        return tuple(found)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def inherited(self, through: str) -> tuple[Column, ...]:
        """This template's key columns, for a template whose rows belong to one of these records through that field."""
        return tuple(self.column(name).through(through) for name in self.key)

    def identify(self, values: Values) -> Key:
        return self.identity(values) if self.identity else tuple(values[name] for name in self.key)

    def within(self, keys: Iterable[Key], prefix: str = "") -> Q:
        """Stored rows that have one of these keys, and perhaps their neighbours."""
        wanted = list(keys)
        found = Q()
        for name in self.scope:
            place = self.key.index(name)
            found &= self.column(name).among({key[place] for key in wanted}, prefix)
        return found

    @cached_property
    def naming(self) -> Naming:
        """How one cell names a record: by its only key column, unless declared."""
        return self.named or _naming_by(self.column(self.key[0]))

    def model_values(self, values: Values) -> dict[str, Any]:
        """The row by model field, as the model's constraints see it; a foreign key by the key it leads to."""
        found = {column.field: values[column.name] for column in self.columns if column.field}
        found |= {link.field: link.key(values) for link in self.links}
        found |= {span.field: span.range(values) for span in self.spans}
        return found | {"id": self.identify(values)}

    def columns_of(self, field: str) -> tuple[str, ...]:
        """The columns that fill a model field; none for a field that no column fills."""
        for link in self.links:
            if link.field == field:
                return link.by
        for span in self.spans:
            if span.field == field:
                return (span.first, span.last)
        return tuple(column.name for column in self.columns if column.field == field)


def _naming_by(column: Column) -> Naming:
    return Naming(
        paths=column.paths,
        read=lambda *stored: (column.read(*stored),),
        parse=lambda text: (column.parse(text),),
        write=lambda key: column.write(key[0]),
        accepts=column.accepts
        if isinstance(column, Code) and column.form
        else f"the {column.name.replace('_', ' ')}'s code",
    )
