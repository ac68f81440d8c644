"""Numbers and ranked lists that the month still lacks, by group of measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from measures.models import Measure, MeasureGroup, RankedEntry
from measures.queries import MeasureSeries, series_of
from reports.desk import mends
from reports.desk.gaps import Gap, Question

NAMED = 3
"""Categories named one by one; of more, the number is told."""


def numbers(question: Question) -> Iterator[Gap]:
    """One gap for each group of measures that lacks a number which is expected in the month."""
    if question.needs.measures is None:
        return
    month = question.month.first
    lacking: defaultdict[str, list[str]] = defaultdict(list)
    expected: defaultdict[str, int] = defaultdict(int)
    missing: defaultdict[str, int] = defaultdict(int)
    found = series_of(Measure.objects.filter(ranked=False).order_by("group", "name"), [month])
    sections: dict[str, str] = {}
    for measure, series in found:
        section = question.section_of_measure(measure.group, measure.code)
        if section is None:
            continue
        sections.setdefault(measure.group, section)
        names, slots = _missing(series, question)
        expected[measure.group] += slots
        missing[measure.group] += len(names)
        if names:
            lacking[measure.group].append(_told(series, names, slots))
    if not found:
        yield Gap("measures.none", "", "No measure is set up.", (mends.add(Measure, "Set one up"),))
    for group, told in lacking.items():
        name = MeasureGroup(group).label
        head = f"{name}: {missing[group]} of {expected[group]} numbers missing"
        fill = mends.grid(month, group, f"Enter the numbers of {name}")
        yield Gap("measures", sections[group], f"{head}: {'; '.join(told)}.", (fill,), missing[group])


def _missing(series: MeasureSeries, question: Question) -> tuple[list[str], int]:
    """The names of what has no number ("" for the measure itself), and how many numbers are expected."""
    month = question.month.first
    categories = series.expected(month)
    if not categories:
        return ([""] if series.value(None, month) is None else []), 1
    return [one.name for one in categories if series.value(one.code, month) is None], len(categories)


def _told(series: MeasureSeries, names: list[str], slots: int) -> str:
    if names == [""]:
        return series.name
    if len(names) == slots:
        return f"{series.name} (all {slots})" if slots > 1 else f"{series.name} ({names[0]})"
    if len(names) > NAMED:
        return f"{series.name} ({len(names)} of {slots})"
    return f"{series.name} ({', '.join(names)})"


def lists(question: Question) -> Iterator[Gap]:
    """A ranked list that is not entered, that skips a rank, or that is shorter than the month before's."""
    if question.needs.measures is None:
        return
    this, last = question.month.first, question.month.back(1).first
    ranks: defaultdict[tuple[int, bool], list[int]] = defaultdict(list)
    entered = RankedEntry.objects.filter(month__in=(this, last)).order_by("rank")
    for measure_id, month, rank in entered.values_list("measure_id", "month", "rank"):
        ranks[measure_id, month == this].append(rank)
    for measure in Measure.objects.filter(ranked=True).order_by("group", "name"):
        has, had = ranks[measure.pk, True], ranks[measure.pk, False]
        section = question.section_of_measure(measure.group, measure.code)
        if section is not None and (told := _lacks(has, had)):
            fill = mends.grid(this, measure.group, f"Enter {measure.name}")
            yield Gap("measures.list", section, f"{measure.name}: {told}.", (fill,))


def _lacks(has: list[int], had: list[int]) -> str:
    if not has:
        return "not entered"
    if skipped := sorted(set(range(1, max(has) + 1)) - set(has)):
        return f"no line for rank {', '.join(map(str, skipped))}"
    if len(has) < len(had):
        return f"{len(has)} line{'' if len(has) == 1 else 's'}, where the month before had {len(had)}"
    return ""
