"""A month's measures as one screen: what is asked for, the two months before it, and how far the new numbers moved.

Plain data, read in four queries whatever the number of measures, categories or years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Max

from access.policy import Reader, visible_to
from measures import numbers
from measures.models import Measure, MeasureGroup, Observation, RankedEntry, Unit
from measures.places import Place
from measures.queries import CategoryAt, MeasureSeries, series_of

EARLIER = 2
"""Months shown before the one that is typed."""
WINDOW = 12
"""Months before it, among which a number may be the highest or the lowest."""
ENOUGH = 6
"""Of them, so many must have a number before it says anything to be beyond them all."""
LINES = 5
"""Of a ranked list that are offered, or more where more were entered."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a number or a line is typed. All texts are as shown; what is missing is blank in `value` and `before`.

    `typed` is what stands in the field: the stored value, or what a person typed that is not stored. `message` says
    why it is not; `theirs` is what somebody else stored meanwhile, None where nobody did.
    """

    place: Place
    name: str
    earlier: tuple[str, ...]
    value: str
    typed: str
    was: str
    before: str = ""
    change: str = ""
    lowest: str = ""
    highest: str = ""
    mark: str = ""
    message: str = ""
    theirs: str | None = None

    @property
    def id(self) -> str:
        return f"cell-{self.place.key.replace('/', '.')}"


@dataclass(frozen=True, slots=True)
class Total:
    """The measure's sum before rounding, in the months before and in this one; "missing" when a part is."""

    earlier: tuple[str, ...]
    value: str
    before: str
    change: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Categories under one heading of the measure's, which may be blank."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class MeasureRows:
    """A measure with a cell per category expected in the month, or one cell where it has none; or with a ranked list's
    lines. `total` is None without categories, and where they are percentages, which don't add up."""

    pk: int
    code: str
    name: str
    unit: str
    decimals: int
    ranked: bool
    definition: str
    headings: tuple[Heading, ...]
    total: Total | None

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for heading in self.headings for cell in heading.cells)

    @property
    def single(self) -> Cell | None:
        """The one cell of a measure without categories."""
        first = self.cells[0]
        return None if self.ranked or first.place.part else first

    @property
    def asks(self) -> str:
        """What is typed here, in a word beside the name; blank for a plain count."""
        kind = {Unit.PERCENT: "%", Unit.DAYS: "days"}.get(Unit(self.unit), "")
        places = f"{self.decimals} decimal{'' if self.decimals == 1 else 's'}" if self.decimals else ""
        return ", ".join(filter(None, (kind, places)))


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    name: str
    measures: tuple[MeasureRows, ...]

    @property
    def numbered(self) -> tuple[MeasureRows, ...]:
        return tuple(measure for measure in self.measures if not measure.ranked)

    @property
    def lists(self) -> tuple[MeasureRows, ...]:
        return tuple(measure for measure in self.measures if measure.ranked)


@dataclass(frozen=True, slots=True)
class Grid:
    """`earlier` are the months before, oldest first; all months by their first day."""

    month: date
    earlier: tuple[date, ...]
    groups: tuple[Group, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for group in self.groups for measure in group.measures for cell in measure.cells)

    @property
    def numbers(self) -> tuple[Cell, ...]:
        """What the month is not whole without: a list may be shorter than its lines."""
        return tuple(cell for group in self.groups for measure in group.numbered for cell in measure.cells)

    @property
    def entered(self) -> int:
        return sum(1 for cell in self.numbers if cell.value)

    @property
    def first_missing(self) -> Cell | None:
        return next((cell for cell in self.numbers if not cell.value), None)


def month_back(month: date, months: int) -> date:
    """The first day of the month so many months earlier; later when negative."""
    index = month.year * 12 + month.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def grid(user: Reader, month: date) -> Grid:
    """What the person may see of the month, by groups in their order and measures by name."""
    months = [month_back(month, back) for back in range(WINDOW, -1, -1)]
    measures = visible_to(user, Measure.objects.order_by("name"))
    lines = _lines(user, months[-1 - EARLIER :])
    by_group: dict[str, list[MeasureRows]] = defaultdict(list)
    for measure, series in series_of(measures, months):
        by_group[measure.group].append(
            _ranked(measure, lines[measure.pk], months) if measure.ranked else _rows(measure, series)
        )
    groups = (Group(code, MeasureGroup(code).label, tuple(by_group[code])) for code in MeasureGroup.values)
    return Grid(month, tuple(months[-1 - EARLIER : -1]), tuple(group for group in groups if group.measures))


def stored_now(user: Reader, month: date) -> dict[str, str]:
    """What the month holds, as shown, by the keys of its places; nothing for those that are blank. Two queries."""
    rows = visible_to(user, Observation.objects.filter(month=month))
    named = rows.values_list("measure__code", "category__code", "value", "measure__decimals")
    found = {Place(code, part or "").key: numbers.shown(value, decimals) for code, part, value, decimals in named}
    lines = visible_to(user, RankedEntry.objects.filter(month=month)).values_list("measure__code", "rank", "label")
    return found | {Place(code, str(rank)).key: label for code, rank, label in lines}


def with_entries(shown: Grid, cells: Mapping[Place, Cell]) -> Grid:
    """The grid with some of its cells replaced."""
    groups = []
    for group in shown.groups:
        measures = []
        for measure in group.measures:
            headings = tuple(
                replace(heading, cells=tuple(cells.get(cell.place, cell) for cell in heading.cells))
                for heading in measure.headings
            )
            measures.append(replace(measure, headings=headings))
        groups.append(replace(group, measures=tuple(measures)))
    return replace(shown, groups=tuple(groups))


# --- Numbers ------------------------------------------------------------------------------------------


def _rows(measure: Measure, series: MeasureSeries) -> MeasureRows:
    month = series.months[-1]
    categories = series.expected(month)
    headings = (
        tuple(
            Heading(name, tuple(_cell(series, category) for category in under))
            for name, under in _under_headings(categories)
        )
        if categories
        else (Heading("", (_cell(series, None),)),)
    )
    return _measure(measure, headings, _total(series) if categories and series.adds_up(month) else None)


def _under_headings(categories: Sequence[CategoryAt]) -> Iterator[tuple[str, list[CategoryAt]]]:
    """By their own heading, in the order in which each first appears."""
    under: dict[str, list[CategoryAt]] = {}
    for category in categories:
        under.setdefault(category.group, []).append(category)
    yield from under.items()


def _measure(measure: Measure, headings: tuple[Heading, ...], total: Total | None) -> MeasureRows:
    return MeasureRows(
        pk=measure.pk,
        code=measure.code,
        name=measure.name,
        unit=measure.unit,
        decimals=measure.decimals,
        ranked=measure.ranked,
        definition=measure.definition,
        headings=headings,
        total=total,
    )


def _cell(series: MeasureSeries, category: CategoryAt | None) -> Cell:
    *before, now = (_value(series, category, month) for month in series.months)
    earlier = zip(before[-EARLIER:], series.months[-1 - EARLIER : -1], strict=True)
    known = [number for number in before if number is not None]
    lowest, highest = (min(known), max(known)) if len(known) >= ENOUGH else (None, None)
    text = numbers.shown(now, series.decimals)
    return Cell(
        place=Place(series.code, category.code if category else ""),
        name=category.name if category else series.name,
        earlier=tuple(_earlier(series, category, value, month) for value, month in earlier),
        value=text,
        typed=text,
        was=text,
        before=numbers.shown(before[-1], series.decimals),
        change=numbers.change(now, before[-1], series.unit, series.decimals),
        lowest=numbers.shown(lowest, series.decimals),
        highest=numbers.shown(highest, series.decimals),
        mark=_mark(now, lowest, highest),
    )


def _value(series: MeasureSeries, category: CategoryAt | None, month: date) -> Decimal | None:
    return series.value(category.code if category else None, month)


def _earlier(series: MeasureSeries, category: CategoryAt | None, value: Decimal | None, month: date) -> str:
    measured = category.expected(month) if category else not series.expected(month)
    if not measured:
        return numbers.NOT_MEASURED
    return numbers.shown(value, series.decimals) or numbers.MISSING


def _mark(value: Decimal | None, lowest: Decimal | None, highest: Decimal | None) -> str:
    if value is None or lowest is None or highest is None or lowest <= value <= highest:
        return ""
    return f"{'highest' if value > highest else 'lowest'} in {WINDOW} months"


def _total(series: MeasureSeries) -> Total:
    *earlier, now = (series.total(month) for month in series.months[-1 - EARLIER :])
    return Total(
        earlier=tuple(numbers.shown(value, series.decimals) or numbers.MISSING for value in earlier),
        value=numbers.shown(now, series.decimals) or numbers.MISSING,
        before=numbers.shown(earlier[-1], series.decimals),
        change=numbers.change(now, earlier[-1], series.unit, series.decimals),
    )


# --- Ranked lists -------------------------------------------------------------------------------------


def _lines(user: Reader, months: Sequence[date]) -> Mapping[int, Mapping[tuple[date, int], str]]:
    """Labels by measure, month and rank."""
    held: dict[int, dict[tuple[date, int], str]] = defaultdict(dict)
    entries = visible_to(user, RankedEntry.objects.filter(month__in=months))
    for measure, month, rank, label in entries.values_list("measure_id", "month", "rank", "label"):
        held[measure][month, rank] = label
    return held


def _ranked(measure: Measure, held: Mapping[tuple[date, int], str], months: Sequence[date]) -> MeasureRows:
    *earlier, month = months[-1 - EARLIER :]
    longest = max((rank for _, rank in held), default=0)
    listed = {one for one, _ in held}
    cells = []
    for rank in range(1, max(LINES, longest) + 1):
        text = held.get((month, rank), "")
        shorter = (numbers.NOT_MEASURED if one in listed else numbers.MISSING for one in earlier)
        before = tuple(held.get((one, rank)) or none for one, none in zip(earlier, shorter, strict=True))
        cells.append(Cell(Place(measure.code, str(rank)), f"{rank}", before, value=text, typed=text, was=text))
    return _measure(measure, (Heading("", tuple(cells)),), None)


# --- Which month --------------------------------------------------------------------------------------


def month_to_type(user: Reader) -> date | None:
    """The latest month that has a number, or the one after it if that is whole; None before there is any."""
    latest: date | None = visible_to(user, Observation.objects.all()).aggregate(latest=Max("month"))["latest"]
    if latest is None:
        return None
    return latest if grid(user, latest).first_missing else month_back(latest, -1)
