"""The facts that are monthly measures: of each measure, category and group of categories, by month and by year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.text import slugify

from measures.models import RankedEntry
from measures.models import Unit as MeasureUnit
from measures.queries import CategoryAt, MeasureSeries, RankedRow, observation_ids
from reports.engine.values import MISSING, Value, count, decimal, percentage, text
from reports.facts.making import YEAR_CONVENTION, About, fact
from reports.facts.registry import Fact, Unit
from reports.facts.rows import Listing, Sheet, Tally
from reports.facts.sheets import NUMBERS, NumberRow
from reports.reads import MonthReads

_NOT_ZERO = "A month without a number is missing, and so is a sum over it."
_SOURCE = "measures.queries.series_many"
_UNITS = {MeasureUnit.COUNT: Unit.COUNT, MeasureUnit.DAYS: Unit.DAYS, MeasureUnit.PERCENT: Unit.PERCENT}

RANKED: Sheet[RankedRow] = Sheet(("Rank", "Entry"), lambda row: (count(row.rank), row.label), RankedEntry)


def printed(series: MeasureSeries, number: Decimal | None) -> Value:
    """A measure's number in its own unit and decimals."""
    if number is None:
        return MISSING
    if series.unit == MeasureUnit.PERCENT:
        return decimal(number, series.decimals, "%")
    if series.decimals or number != int(number):
        # What is drawn and added up is the number, however it is rounded in print.
        return decimal(number, series.decimals)
    return count(int(number))


@dataclass(frozen=True, slots=True)
class Part:
    """Which numbers of a measure a fact is about: all of it, one category, or a group of its categories."""

    code: str
    key: str
    label: str
    holds: Callable[[CategoryAt], bool] | None
    """Which categories of whatever series is summed: over other months those of a group can be others. None is the
    whole measure, with or without categories."""
    group: str = ""

    @property
    def about(self) -> About:
        return About(self.group, _SOURCE, _NOT_ZERO)

    def slots(self, series: MeasureSeries, month: date) -> tuple[str | None, ...]:
        """Where numbers are expected in the month; None stands for the one without a category."""
        holds = self.holds
        held = (one for one in series.categories if holds is None or holds(one))
        expected = tuple(one.code for one in held if one.expected(month))
        return expected if holds is not None else expected or (None,)

    def number(self, series: MeasureSeries, month: date) -> Decimal | None:
        """The sum of its numbers in the month; None where one is missing, none was expected, or they don't add up."""
        # Asked of the numbers themselves: a month is read once for every fact of its measure.
        numbers = [series.numbers.get((code, month)) for code in self.slots(series, month)]
        if len(numbers) > 1 and series.unit == MeasureUnit.PERCENT:
            return None
        known = [number for number in numbers if number is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(numbers) else None


def family(reads: MonthReads) -> Iterator[Fact]:
    """The facts of every measure that has been set up, and of the categories measured in the window.

    Percentages of categories have no sum, so neither the measure nor its groups have a fact: only each category has.
    """
    for series in reads.measures.values():
        under = reads.measure_groups[series.code]
        adds_up = series.adds_up(reads.first)
        if adds_up:
            yield from _of_part(series, Part(series.code, f"measure.{series.code}", series.name, None, under))
        for category in series.categories:
            key = f"measure.{series.code}.{category.code}"
            part = Part(series.code, key, f"{series.name}: {category.name}", _is(category.code), under)
            yield from _of_part(series, part)
            if series.unit != MeasureUnit.PERCENT:
                yield _share(series, part)
        for group in dict.fromkeys(category.group for category in series.categories if category.group and adds_up):
            key = f"measure.{series.code}.group.{slugify(group)}"
            yield from _of_part(series, Part(series.code, key, f"{series.name}: {group}", _in(group), under))
    yield from _ranked(reads)


def _is(code: str) -> Callable[[CategoryAt], bool]:
    return lambda category: category.code == code


def _in(group: str) -> Callable[[CategoryAt], bool]:
    return lambda category: category.group == group


# --- By month -----------------------------------------------------------------------------------------


def _of_part(series: MeasureSeries, part: Part) -> Iterator[Fact]:
    yield fact(
        part.key,
        part.label,
        "The month's number; of several categories, the sum of those measured in the month.",
        _unit(series),
        lambda reads: printed(series, part.number(reads.measures[part.code], reads.first)),
        lambda reads: _by_category(reads, part, reads.measures[part.code], Tally.SUM),
        part.about,
    )
    whole = part.holds is None
    if series.unit != MeasureUnit.PERCENT:
        yield _over(series, part, _YEAR, Tally.SUM)
        yield _over(series, part, _YEAR_BEFORE, Tally.SUM)
    if whole:
        yield _over(series, part, _YEAR, Tally.AVERAGE)
        yield _over(series, part, _WINDOW, Tally.AVERAGE)
        if series.unit != MeasureUnit.PERCENT:
            yield _over(series, part, _WINDOW, Tally.SUM)


def _unit(series: MeasureSeries) -> Unit:
    return _UNITS[MeasureUnit(series.unit)]


def _by_category(
    reads: MonthReads, part: Part, series: MeasureSeries, tally: Tally, counted: Part | None = None
) -> Listing:
    """A row for each number that is expected in the month, with the record it was entered in. `counted` is the part
    that a share is of."""
    ids, month = observation_ids(series.code, [reads.first]), reads.first
    names: dict[str | None, str] = {category.code: category.name for category in series.categories}
    of_share = counted.slots(series, month) if counted else ()
    rows = []
    for slot in part.slots(series, month):
        number, name = series.value(slot, month), names.get(slot, series.name)
        rows.append(NumberRow(name, printed(series, number), number, ids.get((slot, month)), slot in of_share))
    return NUMBERS.listing(rows, tally, number=lambda row: row.number, counted=lambda row: row.counted)


def _share(series: MeasureSeries, part: Part) -> Fact:
    whole = Part(part.code, "", "", None)

    def read(reads: MonthReads) -> Value:
        found = reads.measures[part.code]
        mine, all_of_it = part.number(found, reads.first), whole.number(found, reads.first)
        return MISSING if mine is None or not all_of_it else percentage(mine, all_of_it)

    return fact(
        f"{part.key}.share",
        f"{part.label}, share",
        "What part of the month's sum the category is.",
        Unit.PERCENT,
        read,
        lambda reads: _by_category(reads, whole, reads.measures[part.code], Tally.SHARE, part),
        part.about,
    )


# --- Over several months ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Months:
    key: str
    words: str
    convention: str
    series: Callable[[MonthReads, str], MeasureSeries]
    months: Callable[[MonthReads], Iterable[date]]


_YEAR = _Months(
    *("year", "the regulatory year so far", YEAR_CONVENTION),
    lambda reads, code: reads.measures[code],
    lambda reads: [month.first for month in reads.year_months],
)
_YEAR_BEFORE = _Months(
    *("year_before", "the same months a year before", YEAR_CONVENTION),
    lambda reads, code: reads.measures_year_before[code],
    lambda reads: [month.back(12).first for month in reads.year_months],
)
_WINDOW = _Months(
    *("12_months", "the last 12 months", "Twelve calendar months, the report's month the last of them."),
    lambda reads, code: reads.measures[code],
    lambda reads: reads.window_days,
)


def _over(series: MeasureSeries, part: Part, over: _Months, tally: Tally) -> Fact:
    """The sum or the average of the months' numbers; missing where a month is, or none is measured."""
    average = tally is Tally.AVERAGE

    def numbers(reads: MonthReads) -> list[tuple[date, Decimal | None]]:
        found = over.series(reads, part.code)
        return [(month, part.number(found, month)) for month in over.months(reads) if part.slots(found, month)]

    def rows(reads: MonthReads) -> Listing:
        shown = [NumberRow(f"{month:%B %Y}", printed(series, number), number) for month, number in numbers(reads)]
        return NUMBERS.listing(shown, tally, number=lambda row: row.number)

    def read(reads: MonthReads) -> Value:
        asked = [number for _, number in numbers(reads)]
        known = [number for number in asked if number is not None]
        if not known or len(known) < len(asked):
            return MISSING
        total = sum(known, Decimal(0))
        return _averaged(series, total / len(known)) if average else printed(series, total)

    return fact(
        f"{part.key}.{over.key}{'_average' if average else ''}",
        f"{part.label}, {'average of ' if average else ''}{over.words}",
        f"The {'average' if average else 'sum'} of the months' numbers over {over.words}; months in which it "
        "is not measured are left out.",
        _unit(series),
        read,
        rows,
        part.about.by(f"{over.convention} {_NOT_ZERO}"),
    )


def _averaged(series: MeasureSeries, number: Decimal) -> Value:
    """Rounded as the measure is; what is averaged is the unrounded numbers."""
    if series.unit != MeasureUnit.PERCENT:
        return decimal(number, series.decimals)
    # Only all of it is printed 100%, as everywhere.
    return decimal(number, series.decimals, "%") if series.decimals else percentage(number, 100)


# --- Ranked lists -------------------------------------------------------------------------------------


def _ranked(reads: MonthReads) -> Iterator[Fact]:
    """A text for each line that was entered for the month."""
    for code, (name, lines) in reads.ranked_lists.items():
        for line in lines:
            yield _line(code, name, line.rank)


def _line(code: str, name: str, rank: int) -> Fact:
    return fact(
        f"measure.{code}.{rank}",
        f"{name}, at rank {rank}",
        "The entry at that rank of the month's list.",
        Unit.TEXT,
        lambda reads: _at_rank(reads, code, rank),
        lambda reads: RANKED.listing(reads.ranked_lists.get(code, ("", ()))[1], Tally.SHOWN),
        About("Ranked lists", "measures.queries.ranked_many"),
    )


def _at_rank(reads: MonthReads, code: str, rank: int) -> Value:
    lines = reads.ranked_lists.get(code, ("", ()))[1]
    return next((text(line.label) for line in lines if line.rank == rank), MISSING)
