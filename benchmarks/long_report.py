"""A made-up report of about fifteen pages: 12 tables with some 2,350 cells, 8 charts, notes, tiles and text."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from reports.engine.blocks import (
    Attachment,
    Cell,
    Chart,
    Column,
    FactRef,
    Figure,
    Narrative,
    Note,
    PaperHeader,
    Paragraph,
    Row,
    Section,
    Series,
    Table,
    Text,
    Tile,
    TileGroup,
    Tiles,
)
from reports.engine.document import Document, Part
from reports.engine.month import Month
from reports.engine.numbering import number
from reports.engine.problems import ProblemLog
from reports.engine.values import count, long_date, text, working_days

MONTH = Month(2031, 3)
SENTENCE = "The service desk moved every open case to its new system, so the figures of the two months compare. "
KINDS: tuple[Literal["bars", "columns", "stacked", "lines"], ...] = ("stacked", "columns", "bars", "lines")


def narrative(place: int) -> Narrative:
    note = Note((Text(f"Counted on the last working day of week {place}, after corrections."),))
    opening = Text(SENTENCE * 3)
    fact = FactRef("made.up", count(1200 + place))
    return Narrative(f"text-{place}", (Paragraph((opening, fact, note, Text(". " + SENTENCE * 2))),))


def register(place: int, rows: int) -> Table:
    """Five columns, as a list of assessments has."""
    columns = (
        Column("reference", "Modification", width=15),
        Column("title", "Title"),
        Column("accepted", "Accepted", "date", 20),
        Column("target", "Target", "number", 11),
        Column("duration", "Duration", "number", 13),
    )
    first = date(2030, 1, 6)
    lines = tuple(
        Row(
            (
                Cell(text(f"MP{100 * place + n}"), href=f"/modifications/MP{100 * place + n}/"),
                Cell(text(f"Made-up change number {n} to the arrangements for {'meters' if n % 3 else 'devices'}")),
                Cell(long_date(first + timedelta(days=7 * n))),
                Cell(working_days(15)),
                Cell(working_days(9 + n), mark="over target" if n % 9 == 8 else ""),
            )
        )
        for n in range(rows)
    )
    return Table(f"register-{place}", f"Register number {place}", columns, lines, basis="Durations count weekdays.")


def grid(place: int, rows: int) -> Table:
    """Thirteen months beside a topic, with a total."""
    months = MONTH.window(13)
    columns = (Column("topic", "Topic", width=20), *(Column(month.iso, month.short, "number") for month in months))
    lines = tuple(
        Row((Cell(text(f"Topic of queries {n}")), *(Cell(count((n * 7 + m * 3) % 40)) for m in range(13))))
        for n in range(rows)
    )
    total = Row((Cell(text("Total")), *(Cell(count(400 + m)) for m in range(13))), total=True)
    return Table(f"grid-{place}", f"Queries by topic, list {place}", columns, (*lines, total), wide=True)


def figure(place: int) -> Figure:
    kind = KINDS[place % len(KINDS)]
    names = ("Raised",) if kind == "bars" else ("Raised", "Decided", "Implemented")
    series = tuple(
        Series(name, tuple(count(5 + (n * 3 + m) % 13) for m in range(12))) for n, name in enumerate(names, place)
    )
    categories = tuple(month.short for month in MONTH.window(12))
    columns = (Column("month", "Month"), *(Column(name, name, "number") for name in names))
    rows = tuple(
        Row((Cell(text(label)), *(Cell(one.values[m]) for one in series))) for m, label in enumerate(categories)
    )
    caption = f"Proposals in the past 12 months, view {place}"
    data = Table(f"figure-{place}-data", caption, columns, rows)
    return Figure(f"figure-{place}", caption, Chart(kind, categories, series, "Proposals"), f"{caption}.", data)


def tiles() -> Tiles:
    groups = (
        TileGroup(f"Area {n}", tuple(Tile(f"Things counted {n}{m}", count(n * m)) for m in range(4))) for n in range(5)
    )
    return Tiles("tiles", tuple(groups))


def document() -> Document:
    """The report, numbered."""
    sections = tuple(
        Section(f"section-{n}", f"Section about matter {n}", (narrative(n), figure(n), register(n, 38)))
        for n in range(8)
    )
    grids = tuple(Section(f"grids-{n}", f"Queries {n}", (grid(n, 14),)) for n in range(4))
    part = Part("body", "Operations Report", "white", (Section("snapshot", "Snapshot", (tiles(),)), *sections, *grids))
    header = PaperHeader(
        "SECP_211_1104_09",
        "SEC Panel",
        "SEC Panel Meeting 211",
        date(2031, 4, 11),
        "For Information",
        "NOTE",
        "A. N. Author",
        "Reporting Team",
        date(2031, 4, 3),
        (Attachment("Appendix A", "Testing notifications", "amber"),),
    )
    sentence = "This paper may be shared with the public, subject to copyright."
    return number(
        Document("operations", "made-up", MONTH, "Operations Report", header, (part,), sentence), ProblemLog()
    )


def cells(report: Document) -> int:
    from reports.engine.document import walk_blocks

    tables = [block for _, _, block in walk_blocks(report) if isinstance(block, Table)]
    return sum(len(row.cells) for table in tables for row in table.rows)
