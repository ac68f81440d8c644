"""How rows name records: keys in plain values, and the foreign keys that are filled from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importing.template import Template

Key = tuple[Any, ...]
"""What tells a record from the others of its kind, in plain values; a record it belongs to is there by its own key."""
Values = Mapping[str, Any]
"""A row's values by column."""


@dataclass(frozen=True)
class Naming:
    """How a cell of another file names a record. `paths` are read from the record, for `read` to make its key of."""

    paths: tuple[str, ...]
    read: Callable[..., Key | None]
    parse: Callable[[str], Key]
    write: Callable[[Key], str]
    accepts: str


@dataclass(frozen=True)
class Link:
    """A foreign key, and how a row says which record it leads to.

    `by` are the columns that make up that record's key. The link leads nowhere when the last of them is blank.
    """

    field: str
    to: Template
    by: tuple[str, ...]

    def key(self, values: Values) -> Key | None:
        return None if values[self.by[-1]] is None else tuple(values[name] for name in self.by)


@dataclass(frozen=True)
class CellLink(Link):
    """A foreign key to the record that one cell names: that cell's value is the whole key."""

    def key(self, values: Values) -> Key | None:
        found: Key | None = values[self.by[0]]
        return found
