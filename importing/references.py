"""Columns whose cells name records, of another template or of the same one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q, Value

from importing.cells import inert, unquoted
from importing.columns import SEPARATOR, Column
from importing.links import CellLink, Key, Link
from importing.problems import CellError

if TYPE_CHECKING:
    from importing.template import Template


@dataclass(frozen=True, kw_only=True)
class _Naming(Column):
    """`to` is the template of the records that are named; the column's own where none is given."""

    to: Template | None = field(default=None, repr=False)
    names_records: ClassVar[bool] = True

    def bound(self, template: Template) -> Self:
        found = super().bound(template)
        return replace(found, to=found.to or template)

    @property
    def description(self) -> str:
        said = super().description
        return f"{said.rstrip('.')}: one of `{self.target.file}`." if said else f"One of `{self.target.file}`."

    @property
    def target(self) -> Template:
        if self.to is None:
            raise ImproperlyConfigured(f"the column {self.name} is not part of a template")
        return self.to


@dataclass(frozen=True, kw_only=True)
class Reference(_Naming):
    """Names one record; its value is that record's key."""

    def link(self, template: Template) -> Link | None:
        return CellLink(self.field, self.target, (self.name,)) if self.field else None

    def parse(self, text: str) -> Key:
        return self.target.naming.parse(unquoted(text))

    def write(self, value: Key | None) -> str:
        return "" if value is None else inert(self.target.naming.write(value))

    @property
    def accepts(self) -> str:
        return self.target.naming.accepts

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(f"{self.path}__{path}" for path in self.target.naming.paths)

    def read(self, *stored: Any) -> Key | None:
        return None if all(value is None for value in stored) else self.target.naming.read(*stored)

    def among(self, values: Iterable[Any], prefix: str = "") -> Q:
        wanted = set(values)
        found = self.target.within(wanted - {None}, f"{prefix}{self.path}__")
        return found | Q(**{f"{prefix}{self.path}__isnull": True}) if None in wanted else found


@dataclass(frozen=True, kw_only=True)
class References(_Naming):
    """Names any number of records, separated by semicolons; its value is their keys in order."""

    def parse(self, text: str) -> tuple[Key, ...]:
        named = [self.target.naming.parse(unquoted(name.strip())) for name in text.split(SEPARATOR) if name.strip()]
        for key in named:
            if named.count(key) > 1:
                raise CellError(f"Names {self.target.naming.write(key)} twice.")
        return tuple(sorted(named))

    def write(self, value: tuple[Key, ...] | None) -> str:
        return inert(f"{SEPARATOR} ".join(self.target.naming.write(key) for key in value or ()))

    @property
    def blank(self) -> tuple[Key, ...]:
        return ()

    @property
    def accepts(self) -> str:
        return f"{self.target.naming.accepts}; several are separated by “{SEPARATOR}”"

    @property
    def paths(self) -> tuple[str, ...]:
        return (f"{self.name}_named",)

    @property
    def annotations(self) -> dict[str, Any]:
        (path,) = self.target.naming.paths
        held = Q(**{f"{self.path}__isnull": False})
        return {f"{self.name}_named": ArrayAgg(f"{self.path}__{path}", filter=held, default=Value([]))}

    def read(self, *stored: Any) -> tuple[Key, ...]:
        return tuple(sorted(key for value in stored[0] if (key := self.target.naming.read(value))))
