"""Editions as their pages show them: plain data, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from access.audit import Entry as Event
from access.audit import history_of
from access.policy import Reader
from meetings.models import Committee
from reports.checks.scope import checks_of
from reports.definitions.context import MonthContext
from reports.definitions.definition import ReportDefinition
from reports.definitions.registry import definition_of, definitions
from reports.edition_making.arranging import Line, Tree, lines, names_taken, places_for
from reports.edition_making.catalogue import SHARED, Catalogue, Entry
from reports.edition_making.layout import Fault, title_of, walk
from reports.edition_making.naming import figures_of
from reports.edition_making.needed import Needed, needed_by
from reports.engine.edition import Edition
from reports.engine.month import Month
from reports.engine.numbering import part_label
from reports.models import Report, StoredEdition
from reports.queries import reports_for

MONTHS_OFFERED = 12
"""Reports that a preview is offered with: the latest."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition of those in code (`stored` None) or of those laid out. It is in force from `begins`, None for a draft,
    until the month before `ended`."""

    kind: str
    report: str
    key: str
    name: str
    begins: Month | None
    ended: Month | None = None
    coded: Edition[MonthContext] | None = None
    stored: StoredEdition | None = None

    @property
    def state(self) -> str:
        if self.begins is None:
            return "Draft"
        until = f" to {self.ended.back(1).label}" if self.ended else ""
        return f"In force from {self.begins.label}{until}"

    @property
    def is_draft(self) -> bool:
        return self.begins is None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A report with its editions, in the order they took force, drafts last."""

    report: ReportDefinition
    editions: tuple[Shown, ...]

    @property
    def newest(self) -> Shown:
        return [one for one in self.editions if not one.is_draft][-1]


def shelves() -> list[Shelf]:
    """Every report with its editions; one query."""
    stored = list(StoredEdition.objects.select_related("taken_by"))
    return [Shelf(one, _editions(one, stored)) for one in definitions().values()]


def shelf_of(kind: str) -> Shelf:
    """Raises LookupError for a kind that no report has."""
    report = definition_of(kind)
    return Shelf(report, _editions(report, StoredEdition.objects.filter(kind=kind).select_related("taken_by")))


def _editions(report: ReportDefinition, stored: Iterable[StoredEdition]) -> tuple[Shown, ...]:
    coded = [
        Shown(report.kind, report.name, one.key, one.name, one.in_force_from, coded=one) for one in report.editions
    ]
    laid = [
        Shown(report.kind, report.name, one.key, one.name, one.begins, stored=one)
        for one in stored
        if one.kind == report.kind
    ]
    begun = sorted((one for one in (*coded, *laid) if one.begins), key=lambda one: (one.begins, one.coded is None))
    over = [
        Shown(one.kind, one.report, one.key, one.name, one.begins, after.begins, one.coded, one.stored)
        for one, after in pairwise(begun)
    ]
    return (*over, *begun[-1:], *(one for one in laid if one.is_draft))


# --- The sections of one ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A section in reading order. `needed` is None where the catalogue does not have it any more."""

    line: Line
    title: str
    own_title: str
    needed: Needed | None
    faults: tuple[str, ...]
    under: int
    opens: str
    """The name of the appendix that begins with it, "" within one."""
    places: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        return self.line.placed.id


def rows_of(kind: str, tree: Tree, catalogue: Catalogue, faults: Iterable[Fault] = ()) -> list[Row]:
    """Every section with what it needs, and where else it could stand; one query."""
    committees = {one.code: str(one) for one in Committee.objects.all()}
    said, sections = list(faults), {one.id for one in walk(tree)}
    figures = figures_of((entry.spec for one in walk(tree) if (entry := catalogue.get(one.reference))), {})
    needs, checks = definition_of(kind).needs.within(sections, figures), checks_of(kind, sections, figures)
    places = {part: places_for(tree, catalogue, part) for part in {one.part for one in tree}}
    found: list[Row] = []
    for line in lines(tree, catalogue):
        placed = line.placed
        entry = catalogue.get(placed.reference)
        itself = {one.id for one in walk([placed])}
        before = found[-1].line.placed.part if found else ""
        found.append(
            Row(
                line=line,
                title=title_of(placed, catalogue),
                own_title=entry.spec.title if entry else "",
                needed=needed_by(entry, needs, committees, checks) if entry else None,
                faults=tuple(fault.message for fault in said if fault.section == placed.id),
                under=len(itself) - 1,
                opens=part_label(placed.part) if placed.part != before else "",
                places=tuple(one for one in places[placed.part] if one[0].partition(":")[2] not in itself),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Offered:
    """Sections of an edition in code that can be added, as (reference, words)."""

    edition: str
    sections: tuple[tuple[str, str], ...]


def offered(kind: str, tree: Tree, catalogue: Catalogue) -> list[Offered]:
    """What the catalogue has that does not stand in the edition, by the edition in code that has it; last what any
    report may have."""
    taken = names_taken(tree, catalogue)
    left = [entry for entry in catalogue.values() if taken.isdisjoint(entry.ids)]
    homes = [*((one.key, one.name) for one in reversed(definition_of(kind).editions)), (SHARED, "Of any report")]
    return [
        Offered(name, sections)
        for key, name in homes
        if (sections := tuple((written(entry), _called(entry)) for entry in left if entry.edition == key))
    ]


def written(entry: Entry) -> str:
    """The reference as a form sends it."""
    return "/".join(entry.reference)


def _called(entry: Entry) -> str:
    number = len(entry.inside)
    under = f", with {number} section{'' if number == 1 else 's'} under it" if number else ""
    return f"{entry.spec.title}{under}{f' ({part_label(entry.part)})' if entry.part else ''}"


def all_places(tree: Tree, catalogue: Catalogue) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where a section can be added, by part: its name, and its places."""
    parts = list(dict.fromkeys(["", *(entry.part for entry in catalogue.values())]))
    return [(part_label(part) or "The paper", places_for(tree, catalogue, part)) for part in parts]


# --- What else its page shows -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody did to an edition, however many rows it wrote."""

    at: datetime
    by: str
    why: str


def what_was_done(edition: StoredEdition, reader: Reader) -> list[Done]:
    """Newest first, from the trail; a constant number of queries."""
    found: dict[tuple[datetime, str, str], Done] = {}
    for entry in history_of(edition, reader=reader):
        done = _done(entry)
        found.setdefault((done.at.replace(microsecond=0), done.by, done.why), done)
    return list(found.values())


def _done(entry: Event) -> Done:
    by = (entry.by.get_full_name() or entry.by.get_username()) if entry.by else ""
    return Done(entry.at, by, entry.why)


def reports_to_preview(reader: Reader, kind: str) -> list[Report]:
    """The latest reports of the kind that the person may open."""
    return list(reports_for(reader).filter(kind=kind).order_by("-month")[:MONTHS_OFFERED])
