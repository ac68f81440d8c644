"""Errors planted in the sample month, the smallest that each check must find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from reports.building import built_in_context
from reports.checks.book import Found, checked
from reports.checks.context import BookContext
from reports.checks.registry import registered
from reports.engine.blocks import Block, Cell, Row, Section, Table
from reports.engine.build import BuildResult
from reports.engine.document import Document
from reports.engine.values import Value
from reports.models import Report, SectionText

SEPTEMBER = date(2021, 9, 1)
B = TypeVar("B", bound=Block)


def september() -> Report:
    return Report.objects.select_related("meeting__committee").get(kind="operations", month=SEPTEMBER)


@dataclass
class Ground:
    """The sample month as a plant finds it. Records are changed in the database; what no record can make wrong, since
    the program makes it right, is changed in the Document or in what was read."""

    report: Report = field(default_factory=september)
    documents: list[Callable[[Document], Document]] = field(default_factory=list)
    results: list[Callable[[BuildResult], BuildResult]] = field(default_factory=list)
    reads: dict[str, Any] = field(default_factory=dict)
    past: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)

    def text(self, section: str, body: str) -> None:
        SectionText.objects.update_or_create(report=self.report, section=section, defaults={"body": body})

    def document(self, change: Callable[[Document], Document]) -> None:
        self.documents.append(change)

    def block(self, id: str, change: Callable[[Any], Block]) -> None:
        self.document(lambda document: with_block(document, id, change))

    def cell(self, table: str, row: int, column: str, value: Value) -> None:
        """Another value in one cell of a table, or of the data of a figure."""
        self.block(table, lambda block: with_cell(block, row, column, value))

    def context(self) -> BookContext:
        report = Report.objects.select_related("meeting__committee").get(pk=self.report.pk)
        result, context = built_in_context(report)
        document = result.document
        for change in self.documents:
            document = change(document)
        result = replace(result, document=document)
        for change_result in self.results:
            result = change_result(result)
        ctx = BookContext(report, result, context)
        ctx.reads.__dict__.update(self.reads)
        ctx.past.__dict__.update(self.past)
        ctx.__dict__.update(self.shown)
        return ctx


Plant = Callable[[Ground], None]
PLANTS: dict[str, tuple[Plant, str]] = {}


def plant(check: str, says: str) -> Callable[[Plant], Plant]:
    """Declares the error that a check must find; `says` stands in the message of what it finds."""

    def declare(sow: Plant) -> Plant:
        assert check not in PLANTS, check
        PLANTS[check] = (sow, says)
        return sow

    return declare


def found_by(check: str, ground: Ground) -> tuple[Found, ...]:
    """What the one check finds there."""
    return tuple(found_by_all((check,), ground))


def found_by_all(checks: Sequence[str], ground: Ground) -> Iterator[Found]:
    """What each of the checks finds there, in their order. The report is built once for all of them."""
    declared = {one.id: one for one in registered()}
    for result in checked(ground.context(), [declared[check] for check in checks]).results:
        yield from result.found


# --- Changing a Document ----------------------------------------------------------------------------------------------


def with_block(document: Document, id: str, change: Callable[[Any], Block]) -> Document:
    """The Document with that block changed; it must be there."""
    changed = 0

    def in_section(section: Section) -> Section:
        nonlocal changed
        blocks = []
        for block in section.blocks:
            if block.id == id:
                changed += 1
                block = change(block)
            blocks.append(block)
        return replace(section, blocks=tuple(blocks), children=tuple(map(in_section, section.children)))

    parts = tuple(replace(part, sections=tuple(map(in_section, part.sections))) for part in document.parts)
    assert changed == 1, f"{changed} blocks “{id}”"
    return replace(document, parts=parts)


def with_section(document: Document, id: str, change: Callable[[Section], Section]) -> Document:
    def in_section(section: Section) -> Section:
        section = replace(section, children=tuple(map(in_section, section.children)))
        return change(section) if section.id == id else section

    parts = tuple(replace(part, sections=tuple(map(in_section, part.sections))) for part in document.parts)
    return replace(document, parts=parts)


def with_cell(block: Any, row: int, column: str, value: Value) -> Any:
    table: Table = block if isinstance(block, Table) else block.data
    place = [one.key for one in table.columns].index(column)
    rows = list(table.rows)
    cells = list(rows[row].cells)
    cells[place] = replace(cells[place], value=value)
    rows[row] = replace(rows[row], cells=tuple(cells))
    changed = replace(table, rows=tuple(rows))
    return changed if isinstance(block, Table) else replace(block, data=changed)


def one_more_row(table: Table, *values: Value, total: bool = False) -> Table:
    return replace(table, rows=(*table.rows, Row(tuple(Cell(value) for value in values), total)))


def with_tile(block: Any, label: str, value: Value) -> Any:
    groups = tuple(
        replace(
            group,
            tiles=tuple(replace(tile, value=value) if tile.label == label else tile for tile in group.tiles),
        )
        for group in block.groups
    )
    return replace(block, groups=groups)
