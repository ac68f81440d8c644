"""Columns of registers. Each says what it holds, and gives a cell as a page shows it and as a file takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import F
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django_tables2.data import TableQuerysetData
from django_tables2.utils import OrderBy

from readers.registers.days import in_words

Plain = str | int | date | bool | None
"""What a cell of a file holds; None is empty, as what is not recorded is."""
Record = Mapping[str, Any]
"""A row as `QuerySet.values()` gives it."""
Link = Callable[[Record, date], str]
"""The address that a row's cell leads to on the register's day, or ""."""
ABSENT = "not recorded"


class Text(tables.Column):  # type: ignore[misc]  # the library has no types
    """A column of words. `holds` describes it for the data dictionary; `absent` stands in empty cells of a page, never
    in a file; `link` gives the address that a cell leads to, or ""; `wide` keeps room for a sentence."""

    kind = "text"

    def __init__(
        self, label: str, holds: str, *, absent: str = ABSENT, link: Link | None = None, wide: bool = False, **more: Any
    ) -> None:
        super().__init__(verbose_name=label, default=absent, **more)
        self.holds, self.leads_to = holds, link
        self.css = self.kind.replace(" ", "-") + (" wide" if wide else "")
        """The class of its cells."""

    def plain(self, value: Any, record: Record) -> Plain:
        return str(value)

    def words(self, value: Any, record: Record) -> str:
        return str(self.plain(value, record))

    def render(self, value: Any, record: Record, table: RegisterTable) -> str:
        words = self.words(value, record)
        address = self.leads_to(record, table.day) if self.leads_to else ""
        return format_html('<a class="govuk-link" href="{}">{}</a>', address, words) if address else words


class Choice(Text):
    """A word out of a list, kept by its code. A page and a file both say the word."""

    def __init__(self, label: str, holds: str, choices: Any, **more: Any) -> None:
        super().__init__(label, holds, **more)
        self.labels: dict[str, str] = dict(choices.choices)

    def plain(self, value: Any, record: Record) -> Plain:
        return self.labels.get(value, str(value))


class Day(Text):
    kind = "date"

    def plain(self, value: Any, record: Record) -> Plain:
        return value if isinstance(value, date) else None

    def words(self, value: Any, record: Record) -> str:
        return in_words(value)


class Number(Text):
    """A whole number; `unit` is said in the heading's description and after the number on a page."""

    kind = "number"

    def __init__(self, label: str, holds: str, *, unit: str = "", **more: Any) -> None:
        super().__init__(label, holds, **more)
        self.unit = unit

    def plain(self, value: Any, record: Record) -> Plain:
        return int(value)

    def words(self, value: Any, record: Record) -> str:
        return f"{value:,} {self.unit}".strip()


class YesNo(Text):
    kind = "yes or no"

    def plain(self, value: Any, record: Record) -> Plain:
        return bool(value)

    def words(self, value: Any, record: Record) -> str:
        return "Yes" if value else "No"


class Listed(Text):
    """Several things in one cell: a list on the page, in a file parted by semicolons. `say` words one of them."""

    def __init__(self, label: str, holds: str, say: Callable[[Any], str], **more: Any) -> None:
        super().__init__(label, holds, **{"orderable": False, "absent": "none", **more})
        self.say = say
        self.empty_values: tuple[Any, ...] = (None, "", [])

    def plain(self, value: Any, record: Record) -> Plain:
        return "; ".join(self.say(one) for one in value)

    def render(self, value: Any, record: Record, table: RegisterTable) -> str:
        items = format_html_join("", "<li>{}</li>", ((self.say(one),) for one in value))
        return format_html("<ul>{}</ul>", items)


class Rows(TableQuerysetData):  # type: ignore[misc]  # the library has no types
    """Rows sorted by what is asked for and then always by `order`, so that no row stands on two pages; what is empty
    comes last either way. `number` is how many there are."""

    data: Any

    def __init__(self, data: Any, order: tuple[str, ...], number: int) -> None:
        self.number = number
        self.order = tuple(_last_when_empty(key) for key in order)
        super().__init__(data.order_by(*self.order))

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, key: Any) -> Any:
        """Of a page's rows the ids are found first, and then they alone are described: else the database would describe
        each row that stands before them too."""
        if not isinstance(key, slice):
            return super().__getitem__(key)
        ids = list(self.data.values_list("id", flat=True)[key])
        described = {row["id"]: row for row in self.data.order_by().filter(pk__in=ids)}
        return [described[id] for id in ids if id in described]

    def order_by(self, aliases: Any) -> None:
        keys = []
        for alias in aliases:
            bound = self.table.columns[OrderBy(alias).bare]
            by = bound.order_by if alias[0] == bound.order_by_alias[0] else bound.order_by.opposite
            keys += [one.for_queryset() for one in by]
        ordered = [_last_when_empty(key) for key in keys]
        self.data = self.data.order_by(*ordered, *self.order)


def _last_when_empty(key: str) -> Any:
    return F(key[1:]).desc(nulls_last=True) if key.startswith("-") else F(key).asc(nulls_last=True)


_MADE_UP = ' <span class="register-made-up">(illustrative, not a real record)</span>'


class RegisterTable(tables.Table):  # type: ignore[misc]  # the library has no types
    """The table of a register. Its rows are mappings with "id" and, of records, "illustrative"."""

    day: date
    """The day that its rows are as at."""

    class Meta:
        orderable = True
        order_by_field = "sort"

    def rows_as_html(self, records: Iterable[Record]) -> SafeString:
        """The rows of a page, joined here with each cell escaped: a template takes several times as long over them."""
        shown = [(bound.accessor, bound.column) for bound in self.columns.itervisible()]
        return format_html_join("", "{}", ((self._row(record, shown),) for record in records))

    def _row(self, record: Record, shown: list[tuple[str, Text]]) -> SafeString:
        cells: list[str] = []
        for accessor, column in shown:
            value = record[accessor]
            held = column.default if value in column.empty_values else column.render(value, record, self)
            if cells:
                css = f"{column.css} absent" if held is ABSENT else column.css
                cells.append(f'<td class="{css}">{conditional_escape(held)}</td>')
            else:
                marked = _MADE_UP if record["illustrative"] else ""
                cells.append(f'<th scope="row" class="{column.css}">{conditional_escape(held)}{marked}</th>')
        return mark_safe(f"<tr>{''.join(cells)}</tr>\n")  # noqa: S308  # every cell is escaped just above

    def plain_of(self, record: Record) -> list[Plain]:
        """The cells of a row for a file, the same as the page shows, as numbers and days; last whether made up."""
        cells: list[Plain] = []
        for bound in self.columns.itervisible():
            value = record[bound.accessor]
            cells.append(None if value in bound.column.empty_values else bound.column.plain(value, record))
        return [*cells, bool(record["illustrative"])]
