"""The order the desk shows things in: one's own sections first, and today among the steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html_join

from reports.desk.deadlines import Step
from reports.desk.duties import name_of
from reports.desk.page import MonthPage, Row

ALL, MINE, UNREADY, UNOWNED = "all", "mine", "unready", "unowned"
_NAMES = {ALL: "All sections", MINE: "Mine", UNREADY: "Not ready", UNOWNED: "Without owner"}
_TO_DO = (UNREADY, UNOWNED)
"""What is asked for to be done: nothing is, once a report is closed."""

_KEPT: dict[str, Callable[[Row], bool]] = {
    ALL: lambda row: True,
    MINE: lambda row: row.mine,
    UNREADY: lambda row: not row.ready,
    UNOWNED: lambda row: row.owner is None,
}


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    id: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    code: str
    name: str
    number: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the line of days: a step, or today where no step is (`step` None)."""

    day: date
    step: Step | None


def filters(page: MonthPage, chosen: str) -> list[Filter]:
    return [
        Filter(code, name, sum(_KEPT[code](row) for row in page.owned), code == chosen)
        for code, name in _NAMES.items()
        if not (page.closed and code in _TO_DO)
    ]


def chosen(wanted: str, *, closed: bool = False) -> str:
    return wanted if wanted in _KEPT and not (closed and wanted in _TO_DO) else ALL


def grouped(page: MonthPage, show: str) -> list[Group]:
    """The sections asked for: the person's own come first, of them what is not ready; the others under headings."""
    kept = [row for row in page.owned if _KEPT[show](row)]
    mine = tuple(sorted((row for row in kept if row.mine), key=lambda row: row.ready))
    others = _under_headings(page.rows, [row for row in kept if not row.mine])
    found = [Group("Yours", "yours", mine), Group("The other sections" if mine else "Sections", "others", others)]
    return [group for group in found if group.rows]


def _under_headings(rows: Iterable[Row], kept: list[Row]) -> tuple[Row, ...]:
    places = {row.place.id: row.place for row in rows}
    wanted = {row.place.id for row in kept}
    for row in kept:
        above = row.place.within
        while above:
            if not places[above].owned:
                wanted.add(above)
            above = places[above].within
    return tuple(row for row in rows if row.place.id in wanted)


def owner_choices(page: MonthPage) -> str:
    """The people a section can be given to, as options: the same for every section, so made once."""
    people = [("", "No owner"), *((person.pk, name_of(person)) for person in page.owners)]
    return format_html_join("", '<option value="{}">{}</option>', people)


def marks(page: MonthPage) -> list[Mark]:
    found = [Mark(step.day, step) for step in page.steps]
    if found and page.today not in {mark.day for mark in found}:
        found.append(Mark(page.today, None))
    return sorted(found, key=lambda mark: mark.day)
