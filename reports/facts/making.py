"""The shapes that most facts have: the length of a list, its average, a share, a date, a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, TypeVar

from modifications.queries import Timescale
from reports.engine.values import MISSING, NONE, Value, count, long_date, text, working_days
from reports.facts.registry import Fact, Read, Rows, Unit
from reports.facts.rows import Listing, Row, Sheet, Tally
from reports.period_reads import PeriodReads
from reports.reads import MonthReads

T = TypeVar("T")
Items = Callable[[MonthReads], Sequence[T] | None]


@dataclass(frozen=True, slots=True)
class About:
    """What facts of one kind have in common: see Fact."""

    group: str
    source: str
    convention: str = ""
    monthly: bool = True

    def of(self, source: str) -> About:
        """The same, counted with another query."""
        return replace(self, source=source)

    def by(self, convention: str) -> About:
        """The same, counted by another convention."""
        return replace(self, convention=convention)


def fact(key: str, label: str, rule: str, unit: Unit, read: Read, rows: Rows, about: About) -> Fact:
    return Fact(key=key, label=label, unit=unit, rule=rule, read=read, rows=rows, **asdict(about))


def counted(
    key: str, label: str, rule: str, items: Items[T], sheet: Sheet[T], about: About, *, read: Read | None = None
) -> Fact:
    """How many there are. `items` gives None where that cannot be known; `read` where another query counts them."""

    def how_many(reads: MonthReads) -> Value:
        found = items(reads)
        return MISSING if found is None else count(len(found))

    def rows(reads: MonthReads) -> Listing:
        return sheet.listing(items(reads) or ())

    return fact(key, label, rule, Unit.COUNT, read or how_many, rows, about)


def averaged(
    key: str,
    label: str,
    rule: str,
    rows: Callable[[MonthReads], Iterable[tuple[T, int]]],
    sheet: Callable[[MonthReads], Sheet[T]],
    about: About,
    read: Callable[[MonthReads], Timescale],
) -> Fact:
    """The average of the rows' durations, in Working Days. Over no rows it is "none", which is not missing."""

    def average(reads: MonthReads) -> Value:
        found = read(reads)
        return working_days(found.average) if found.count else NONE

    def listed(reads: MonthReads) -> Listing:
        durations = list(rows(reads))
        listing = sheet(reads).listing((item for item, _ in durations), Tally.AVERAGE)
        numbered = zip(listing.rows, durations, strict=True)
        return replace(listing, rows=tuple(replace(row, number=duration) for row, (_, duration) in numbered))

    return fact(key, label, rule, Unit.WORKING_DAYS, average, listed, about)


def dated(
    key: str,
    label: str,
    rule: str,
    found: Callable[[MonthReads], tuple[date, T] | None],
    sheet: Sheet[T],
    about: About,
) -> Fact:
    """A day, and the record that it is the day of; missing where there is none."""

    def read(reads: MonthReads) -> Value:
        one = found(reads)
        return long_date(one[0]) if one else MISSING

    return fact(key, label, rule, Unit.DATE, read, _shown(found, sheet), about)


def worded(
    key: str,
    label: str,
    rule: str,
    found: Callable[[MonthReads], tuple[str, T] | None],
    sheet: Sheet[T],
    about: About,
) -> Fact:
    """A text, and the record it stands in; missing where there is none."""

    def read(reads: MonthReads) -> Value:
        one = found(reads)
        return text(one[0]) if one else MISSING

    return fact(key, label, rule, Unit.TEXT, read, _shown(found, sheet), about)


def _shown(found: Callable[[MonthReads], tuple[Any, T] | None], sheet: Sheet[T]) -> Rows:
    def rows(reads: MonthReads) -> Listing:
        one = found(reads)
        return sheet.listing([one[1]] if one else [], Tally.SHOWN)

    return rows


def changed(now: tuple[str, int], then: tuple[str, int]) -> Listing:
    """The two figures that a change is reckoned from."""
    rows = (Row((text(label), count(number)), number=number) for label, number in (now, then))
    return Listing(("Period", "Number"), tuple(rows), Tally.CHANGE)


@dataclass(frozen=True, slots=True)
class Span:
    """A period that a family of facts is made for. `words` say when; `prefix` stands before the month's keys."""

    prefix: str
    words: str
    reads: Callable[[MonthReads], PeriodReads]
    group: str = ""
    convention: str = ""

    def about(self, group: str, source: str, more: str = "") -> About:
        """`group` is that of the month's facts, and `more` said of these besides which months they are of."""
        return About(self.group or group, source, f"{self.convention} {more}".strip())

    def label(self, of_month: str) -> str:
        return of_month if not self.prefix else f"{of_month}, {self.words.removeprefix('in ')}"


YEAR_CONVENTION = "The regulatory year begins in April; this is from then to the end of the report's month."
MONTH = Span("", "in the month", lambda reads: reads)
YEAR = Span("year.", "in the regulatory year so far", lambda reads: reads.year, "The regulatory year", YEAR_CONVENTION)
YEAR_BEFORE = Span(
    "year_before.",
    "in the same months a year before",
    lambda reads: reads.year_before,
    "The regulatory year before",
    "The same months, from April on, of the regulatory year before.",
)
