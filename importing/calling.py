"""What a row's record is called on the page of an import: as reports and the records' own pages print it, and not by
the codes that files are keyed with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from importing.columns import SEPARATOR, Choice, Column
from importing.links import Key, Link, Values
from importing.references import Reference, References
from importing.surroundings import Surroundings
from importing.template import Template

if TYPE_CHECKING:
    from importing.checks import Load


class Callings:
    """The names of one load's records. Asks one question at most for each template that keeps names elsewhere."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self._titles: dict[str, Mapping[Key, str]] = {}

    def of_row(self, template: Template, values: Values) -> str:
        """A record in full: "MP143, since 2021-09-01"; "Lantern Power Limited (lantern-power)"."""
        if template.named and template.called:
            return _coded(_own_name(template, values), template.naming.write(template.identify(values)))
        if template.titles and (title := self._title(template, template.identify(values))):
            return title
        words = (self._key_cell(template, template.column(name), values) for name in template.key)
        return ", ".join(word for word in words if word)

    def cell(self, column: Column, value: Any) -> str:
        """A cell as the file would hold it, but for records whose code nobody calls them by."""
        if isinstance(column, Reference) and value is not None:
            return self._title(column.target, value) or column.write(value)
        if isinstance(column, References):
            titled = (self._title(column.target, key) or column.target.naming.write(key) for key in value or ())
            return f"{SEPARATOR} ".join(titled)
        return column.write(value)

    def _key_cell(self, template: Template, column: Column, values: Values) -> str:
        written = column.write(values[column.name])
        if not written:
            return ""
        if isinstance(column, Reference):
            return self._record(column.target, values[column.name], written)
        if (link := _named_with_others(template, column)) is not None:
            return self._record(link.to, link.key(values), written)
        if template.called and column.name == template.key[-1]:
            return _coded(_own_name(template, values), written)
        if isinstance(column, Choice):
            return column.labels.get(written, written)
        return f"{column.name.replace('_', ' ')} {written}"

    def _record(self, target: Template, key: Key | None, written: str) -> str:
        """A record that a cell names; by the cell itself where there is no such record in the person's sight."""
        if key is None:
            return written
        if title := self._title(target, key):
            return title
        values = self.load.record(target, key)
        return _coded(_own_name(target, values), written) if values else written

    def _title(self, target: Template, key: Key) -> str:
        if target.titles is None or key in self.load.hidden.get(target.name, ()):
            return ""
        if target.name not in self._titles:
            keys = {*self.load.rows[target.name], *self.load.stored[target.name].rows}
            self._titles[target.name] = target.titles(Surroundings(self.load), keys)
        return self._titles[target.name].get(key, "")


def _named_with_others(template: Template, column: Column) -> Link | None:
    """What a code names only together with the columns before it, where that has a name: a measure's category."""
    return next((link for link in template.links if link.by[-1] == column.name and link.to.called), None)


def _own_name(template: Template, values: Values) -> str:
    return next((str(values[name]) for name in template.called if values[name]), "")


def _coded(name: str, written: str) -> str:
    """With its code where the name doesn't hold that: a row is looked for by either."""
    if not name or written.casefold() in name.casefold():
        return name or written
    return f"{name} ({written})"
