"""Series that were copied, windows of the wrong length, and numbers unlike those of the last 12 months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from measures.queries import MeasureSeries
from reports.checks.context import BookContext
from reports.checks.reading import section_of
from reports.checks.registry import Finding, check
from reports.engine.blocks import Chart, Figure
from reports.engine.month import Month
from reports.facts.measures import printed
from reports.reads import WINDOW

ENOUGH = 6
"""Months that must be known before a number can be unlike them."""
LARGE = 1000
"""From here on, the very same number twice running is hardly chance."""
_MOST_DEVIATIONS = 3 * Decimal("1.4826")
"""Three standard deviations, reckoned from the median deviation of what spreads evenly about its middle."""
_MANY = 5
"""Categories: as many that repeat the month before are hardly chance, where they are most."""
_FEW = 4
"""A count that moved by less than this is never unlikely."""


@dataclass(frozen=True, slots=True)
class Line:
    """The numbers of one category of a measure, or of a fact by month: the months before, and this one's."""

    subject: str
    name: str
    before: tuple[Decimal | None, ...]
    now: Decimal | None
    shown: str
    section: str
    mend: str

    @property
    def known(self) -> list[Decimal]:
        return [number for number in self.before if number is not None]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the months before have seen."""

    low: Decimal
    high: Decimal
    middle: Decimal


def unlike(before: Sequence[Decimal], now: Decimal) -> Seen | None:
    """What the months before have seen, if `now` is beyond it; None where it is not, or too little is known.

    Beyond is outside their lowest and highest, and either by more than the range between those or by more than three
    times the usual distance from their middle; never by a few.
    """
    if len(before) < ENOUGH:
        return None
    low, high, middle = min(before), max(before), Decimal(median(before))
    outside = max(low - now, now - high)
    if outside <= 0 or abs(now - middle) < _FEW:
        return None
    # What is counted scatters by about the square root of its number, however evenly it happened to fall before.
    usual = max(Decimal(median(abs(number - middle) for number in before)), middle.sqrt())
    if outside > high - low or abs(now - middle) > _MOST_DEVIATIONS * usual:
        return Seen(low, high, middle)
    return None


def _lines_of(ctx: BookContext, series: MeasureSeries) -> Iterator[Line]:
    *before, now = series.months
    for category in series.expected(now) or (None,):
        code = category.code if category else None
        number = series.value(code, now)
        yield Line(
            f"{series.code}.{code}" if code else series.code,
            f"{series.name}: {category.name}" if category else series.name,
            tuple(_number(series, code, month) for month in before),
            number,
            printed(series, number).display,
            section_of(series.code),
            ctx.mend_grid(),
        )


def _number(series: MeasureSeries, code: str | None, month: date) -> Decimal | None:
    try:
        return series.value(code, month)
    except KeyError:  # a category that had not begun
        return None


def _measured(ctx: BookContext) -> list[Line]:
    return [line for series in ctx.past.measures.values() for line in _lines_of(ctx, series)]


def _counted(ctx: BookContext) -> Iterator[Line]:
    """What is counted from records month by month."""
    moved, process = ctx.past.movements, ctx.past.process
    held = [ctx.past.meetings_held.get(month.first, 0) for month in ctx.past.months]
    for subject, name, section, numbers in (
        ("parties.acceded", "Accessions", "market", [one.acceded for one in moved]),
        ("parties.withdrawn", "Withdrawals", "market", [one.withdrawn for one in moved]),
        ("parties.expelled", "Expulsions", "market", [one.expelled for one in moved]),
        ("defaults.raised", "Events of Default raised", "market", [one.events_of_default for one in moved]),
        ("modifications.open", "Open proposals", "modification-statistics", [one.open for one in process]),
        ("modifications.raised", "Proposals raised", "modification-statistics", [one.raised for one in process]),
        (
            "modifications.concluded",
            "Proposals concluded",
            "modification-statistics",
            [one.concluded for one in process],
        ),
        ("meetings.held", "Meetings held", "meetings", held),
    ):
        *before, now = (Decimal(number) for number in numbers)
        # Months before the records begin are not months in which nothing happened.
        begun = next((place for place, number in enumerate(before) if number), len(before))
        yield Line(subject, name, tuple(before[begun:]), now, f"{now:,}", section, "")


@check(
    "series.beyond_range",
    "warning",
    "No monthly number is beyond what the last 12 months have seen",
    "Each measure, by category, is compared with the 12 months before: outside their lowest and highest by more than "
    "the range between them, or by far more than they differ among themselves, it is likely a slip of the keyboard.",
    classes=(11,),
)
def measures_beyond_range(ctx: BookContext) -> Iterator[Finding]:
    return _beyond(_measured(ctx))


@check(
    "series.counts_beyond_range",
    "warning",
    "No count from the records is beyond what the last 12 months have seen",
    "Accessions, exits, Events of Default, proposals and meetings of the month, compared with the 12 months before.",
    classes=(11,),
)
def counts_beyond_range(ctx: BookContext) -> Iterator[Finding]:
    return _beyond(list(_counted(ctx)))


def _beyond(lines: Sequence[Line]) -> Iterator[Finding]:
    for line in lines:
        seen = unlike(line.known, line.now) if line.now is not None else None
        if seen:
            message = (
                f"{line.name}: {line.shown}. The {len(line.known)} months before were between {_plain(seen.low)} and "
                f"{_plain(seen.high)}, {_plain(seen.middle)} in the middle."
            )
            yield Finding(message, line.subject, line.shown, line.section, "", line.mend)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():,f}"


@check(
    "series.never_zero",
    "warning",
    "No number is zero that was never zero in the last 12 months",
    "A zero where every month before had something may be a number that is not yet known: leave it blank, or say why.",
    classes=(11,),
)
def zero_for_once(ctx: BookContext) -> Iterator[Finding]:
    for line in _measured(ctx):
        if line.now == 0 and len(line.known) >= ENOUGH and all(line.known):
            message = (
                f"{line.name} is 0; in the {len(line.known)} months before it was {_plain(min(line.known))} or more."
            )
            yield Finding(message, line.subject, "0", line.section, "", line.mend)


@check(
    "series.unchanged",
    "warning",
    "No large number is exactly last month's",
    "A number of a thousand or more that is exactly that of the month before was likely copied with it.",
    classes=(5, 11),
)
def large_and_unchanged(ctx: BookContext) -> Iterator[Finding]:
    for line in _measured(ctx):
        if line.now is not None and line.now >= LARGE and line.before[-1] == line.now:
            message = f"{line.name} is {line.shown}, exactly as in the month before."
            yield Finding(message, line.subject, line.shown, line.section, "", line.mend)


@check(
    "series.copied",
    "warning",
    "No measure repeats the month before in most of its categories",
    "Where a measure has several categories, not all of them, nor most of those that are not zero where these are five "
    "or more, come out the same two months running: a column was likely pasted twice.",
    classes=(5,),
)
def copied_month(ctx: BookContext) -> Iterator[Finding]:
    for series in ctx.past.measures.values():
        lines = list(_lines_of(ctx, series))
        counted = [line for line in lines if line.now]
        same = [line for line in counted if line.now == line.before[-1]]
        whole = len(counted) > 1 and all(line.now == line.before[-1] for line in lines)
        if whole or len(same) >= max(_MANY, len(counted) // 2 + 1):
            numbers = ", ".join(line.shown for line in (lines if whole else same))
            which = "every category is" if whole else f"{len(same)} of {len(counted)} categories are"
            message = f"{series.name}: {which} as in the month before ({numbers})."
            yield Finding(message, series.code, numbers, section_of(series.code), "", ctx.mend_grid())


@check(
    "series.twins",
    "warning",
    "No two series are the same",
    "Two categories, or two measures, with the very same numbers in month after month: one was likely pasted over the "
    "other.",
    classes=(5,),
)
def twins(ctx: BookContext) -> Iterator[Finding]:
    seen: dict[tuple[Decimal | None, ...], Line] = {}
    for line in _measured(ctx):
        numbers = (*line.before, line.now)
        known = [number for number in numbers if number is not None]
        if len(known) < ENOUGH or len(set(known)) < ENOUGH // 2:
            continue
        if twin := seen.get(numbers):
            message = f"“{twin.name}” and “{line.name}” have the same numbers in all of {len(known)} months."
            yield Finding(message, f"{twin.subject}={line.subject}", str(numbers), line.section, "", line.mend)
        seen[numbers] = line


@check(
    "series.windows",
    "error",
    "“The past 12 months” are twelve, and end with the report's",
    "Every figure by month has twelve consecutive months, the reporting month the last; thirteen only where the "
    "caption says thirteen.",
    classes=(5,),
    by_construction=True,
)
def windows(ctx: BookContext) -> Iterator[Finding]:
    for section, block in ctx.every(Figure):
        months = _months(block.chart, ctx.month)
        if months is None:
            continue
        wanted = WINDOW + 1 if "13 months" in block.caption else WINDOW
        expected = [one.short for one in ctx.month.window(wanted)]
        if months != expected:
            said = f"{months[0]} to {months[-1]}" if months else "none"
            message = f"{block.number} shows {len(months)} months, {said}, not the {wanted} to {ctx.month.label}."
            yield Finding(message, block.id, ",".join(months), section, block.id)


def _months(chart: Chart, month: Month) -> list[str] | None:
    """The categories, where they are months; None where they are something else."""
    shorts = {month.back(back).short for back in range(-WINDOW, 3 * WINDOW)}
    names = list(chart.categories)
    return names if names and sum(name in shorts for name in names) > len(names) // 2 else None
