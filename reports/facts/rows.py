"""The rows behind a figure: a small table of records, and how they give the figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Generic, TypeVar

from django.db.models import Model

from access.classification import Classification, highest
from access.policy import Reader, default_classification, may_read_for
from reports.engine.values import Value, text

T = TypeVar("T")
Cells = Callable[[T], tuple[Value | str, ...]]


class Tally(Enum):
    """How the rows give the figure. The value is said above them."""

    COUNT = "The figure is the number of rows."
    SUM = "The figure is the sum of the rows' numbers."
    AVERAGE = "The figure is the average of the rows' numbers, rounded after."
    SHARE = "The figure is the share of the rows, by their numbers, that are marked as counted."
    SHOWN = "The figure is read from the row."
    CHANGE = "The figure is by how much the first row differs from the second."


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is what the row gives to a sum, average or share; `counted` whether it is in the part of a share.

    `model` and `id` name the record, if it is one; `classification` says who may see it, with `audience`: the codes of
    the committees whose members alone may, beside SECAS staff.
    """

    cells: tuple[Value, ...]
    model: type[Model] | None = None
    id: int | None = None
    classification: str = Classification.WHITE
    number: Decimal | int | None = 1
    counted: bool = True
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """`withheld` rows are in the figure, and not shown to the reader at hand."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    tally: Tally = Tally.COUNT
    withheld: int = 0

    def figure(self) -> Decimal | None:
        """The figure that the rows give; None where they give none: no rows, a number missing, or nothing to reckon."""
        numbers = [row.number for row in self.rows]
        if self.tally is Tally.COUNT:
            return Decimal(len(self.rows))
        known = [Decimal(number) for number in numbers if number is not None]
        if not known or len(known) < len(numbers):
            return None
        match self.tally:
            case Tally.SUM:
                return sum(known, Decimal(0))
            case Tally.AVERAGE:
                return sum(known, Decimal(0)) / len(known)
            case Tally.SHARE:
                part = sum((one for one, row in zip(known, self.rows, strict=True) if row.counted), Decimal(0))
                return part * 100 / sum(known) if sum(known) else None
            case Tally.CHANGE:
                return (known[0] - known[1]) * 100 / known[1] if known[1] else None
        return None

    def for_reader(self, reader: Reader) -> Listing:
        """Without the rows that the policy keeps from the reader, which are counted as withheld."""
        kinds = {(row.classification, row.audience) for row in self.rows}
        readable = {kind for kind in kinds if may_read_for(reader, *kind)}
        shown = tuple(row for row in self.rows if (row.classification, row.audience) in readable)
        return Listing(self.headings, shown, self.tally, len(self.rows) - len(shown))


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """How records of a kind are shown as rows. `classified` gives a row's own classification where rows differ;
    `in_confidence` the code of the committee that meets in confidence, where the row is of one: it is Amber at the
    least, and for that committee."""

    headings: tuple[str, ...]
    cells: Cells[T]
    model: type[Model] | None = None
    id: Callable[[T], int | None] = lambda item: getattr(item, "id", None)
    classified: Callable[[T], str] | None = None
    in_confidence: Callable[[T], str] = lambda item: ""

    def listing(
        self,
        items: Iterable[T],
        tally: Tally = Tally.COUNT,
        *,
        number: Callable[[T], Decimal | int | None] = lambda item: 1,
        counted: Callable[[T], bool] = lambda item: True,
    ) -> Listing:
        rows = (
            Row(
                tuple(cell if isinstance(cell, Value) else text(cell) for cell in self.cells(item)),
                self.model,
                self.id(item),
                self._word(item),
                number(item),
                counted(item),
                tuple(filter(None, (self.in_confidence(item),))),
            )
            for item in items
        )
        return Listing(self.headings, tuple(rows), tally)

    def _word(self, item: T) -> str:
        usual = (default_classification(self.model) if self.model else None) or Classification.WHITE
        word = self.classified(item) if self.classified else usual
        return highest((word, Classification.AMBER)) if self.in_confidence(item) else word
