"""What a register is: rows as at a day, filters, columns that say what they hold.

A register is declared once (a subclass of `Register`, an instance of it in `registry.REGISTERS`) and gets from here its
page, its files, its data dictionary and its addresses. What it says of itself it says as data:

- `slug` is in its address and its files' names, and names its URL (`registers:<slug>`); `one`, `many` are its nouns.
- `model` is what its rows are of: who may read none of its rows is told to sign in, or that there is no such page.
- `rows(asked)` gives a queryset of `values()` as at `asked.day`, with "id" and "illustrative", of what `asked.reader`
  may read. Every name that a column, a filter or `order` uses is among its values or annotations; nothing is asked row
  by row.
- `order` is the order where none is asked for, and breaks ties where one is: it ends in something unique.
- `classification(asked)` is the highest of what page and files hold for this reader; White unless said otherwise.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.urls import reverse

from access.classification import Classification
from access.policy import Reader, classified_by, default_classification, readable_classifications
from readers.registers.columns import RegisterTable
from readers.registers.days import in_words
from readers.registers.filters import Asked, RegisterFilters


class Register(ABC):
    slug: ClassVar[str]
    title: ClassVar[str]
    one: ClassVar[str]
    many: ClassVar[str]
    summary: ClassVar[str]
    """A sentence for the list of registers."""
    holds: ClassVar[tuple[str, ...]]
    """Paragraphs: what it holds, how it is reckoned, and what it leaves out."""
    nothing: ClassVar[str] = "Take a filter away, or choose another day."
    """What to change where nothing was found."""
    model: ClassVar[type[Model]]
    table: ClassVar[type[RegisterTable]]
    filters: ClassVar[type[RegisterFilters]]
    order: ClassVar[tuple[str, ...]]

    @abstractmethod
    def rows(self, asked: Asked) -> QuerySet[Any, dict[str, Any]]: ...

    def kept_from(self, reader: Reader) -> tuple[str, ...]:
        """Columns that the reader may not see, by name: they are in no page, file or dictionary, and nothing is sorted
        by them. `rows` does not read them for that reader either."""
        return ()

    def hidden(self, asked: Asked) -> tuple[str, ...]:
        """Columns that are left out for what was asked, by name."""
        return ()

    def classification(self, asked: Asked) -> Classification:
        return Classification(default_classification(self.model) or Classification.WHITE)

    def qualified(self, asked: Asked) -> str:
        """What the count leaves out or takes in: "excluding the DCC"; "" where there is nothing to say."""
        return ""

    def noun(self, number: int, asked: Asked) -> str:
        return self.one if number == 1 else self.many

    def counted(self, number: int, asked: Asked) -> str:
        """The count in words: "332 Parties, excluding the DCC, as at 30 September 2021"."""
        noun = self.noun(number, asked)
        parts = (f"{number:,} {noun}" if number else f"No {noun}", self.qualified(asked))
        return ", ".join([*(part for part in parts if part), f"as at {in_words(asked.day)}"])

    def summed(self, rows: QuerySet[Any, dict[str, Any]], asked: Asked) -> tuple[int, list[str]]:
        """How many rows were found, with sentences for under the table that say something of them all, such as their
        averages. One query: to look through all rows is the most that a page asks of the database."""
        return rows.count(), []

    def unjudged(self, filters: RegisterFilters, asked: Asked) -> str:
        """A sentence on the rows that were not found because what a filter asks is not recorded of them; "" where there
        are none. One query, where such a filter is filled in."""
        return ""

    def open_to(self, reader: Reader) -> bool:
        """Whether the reader may read any row that this register could hold."""
        readable = readable_classifications(reader)
        return bool(classified_by(self.model)) or default_classification(self.model) in readable

    # --- Addresses -----------------------------------------------------------------------------------

    def address(self) -> str:
        return reverse(f"registers:{self.slug}")

    def export_address(self, ending: str) -> str:
        return reverse(f"registers:{self.slug}-export", kwargs={"ending": ending})

    def dictionary_address(self) -> str:
        return reverse(f"registers:{self.slug}-columns")
