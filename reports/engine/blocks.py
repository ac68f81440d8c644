"""What a section is made of: few kinds of block, each plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from reports.engine.month import Month
from reports.engine.values import Value

REVISED = "[r]"
"""Stands beside a past month's figure that is another now than was published for that month."""

# --- inline content -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class FactRef:
    """A figure in the text, bound to a fact: `value.display` is what is printed."""

    key: str
    value: Value


@dataclass(frozen=True, slots=True)
class Mention:
    """A modification, meeting or Party named in the text, as at the report's date."""

    target: str
    reference: str
    title: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class CrossRef:
    """A reference to a section, table or figure by id; `text` ("Figure 5") is filled by numbering."""

    target: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, numbered in order of appearance through the part; `number` is filled by numbering."""

    content: tuple[Inline, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation in the text that the glossary knows: `text` is what was written, and `spelt_out` what is printed
    in its place where it is used first: "a Security Sub-Committee (SSC)" for "an SSC". Later uses have none."""

    text: str
    stands_for: str
    spelt_out: str = ""
    bold: bool = False
    italic: bool = False

    @property
    def printed(self) -> str:
        return self.spelt_out or self.text


Inline = Text | Link | FactRef | Mention | CrossRef | Note | Abbreviation

# --- narrative ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subheading:
    """An unnumbered heading inside a section."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class BulletItem:
    content: tuple[Inline, ...]
    children: tuple[BulletItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A bullet list, nested at most twice."""

    items: tuple[BulletItem, ...]


Prose = Paragraph | Subheading | Bullets


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a block's figures come from: the query, the period or date it was asked for, and the rule it counts by."""

    query: str
    as_at: date
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Narrative:
    id: str
    content: tuple[Prose, ...]


# --- figures of past months ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Monthly:
    """Whose figure a value is: a fact, by its key, in a month. Builders name it for each figure of another month
    than its report's, and for those of its own that stand in a table or a chart; the names are taken off again once it
    is known what differs from what was published, and what the paper prints."""

    fact: str
    month: Month


@dataclass(frozen=True, slots=True)
class Revision:
    """A past month's figure that is another at `present` than was `published` for it, told under what prints it.

    `kind`, `version` and `reference` name the paper that published it; without a kind it was published before papers
    were kept, as staff entered it. `reason` is "" while nobody has given one.
    """

    fact: str
    month: Month
    label: str
    published: Value
    present: Value
    reason: str
    restated_on: date | None = None
    kind: str = ""
    version: int = 0
    reference: str = ""
    elsewhere: bool = False
    """Whether the paper tells of it in a table of its own, and not under this block."""

    @property
    def words(self) -> str:
        """The note: "Accessions, August 2021: revised from 3, published in SECP_96_1709_11, to 4. It was late."."""
        paper = f"{self.reference}, version {self.version}" if self.version > 1 else self.reference
        source = f", published in {paper}," if self.kind else ""
        reason = self.reason or "No reason has been given."
        was, now = self.published.display, self.present.display
        if was == now:  # another figure beyond the places that are printed
            was, now = f"{self.published.raw}", f"{self.present.raw}"
        return f"{self.label}, {self.month.label}: revised from {was}{source} to {now}. {reason}"


# --- highlights, lists, tiles ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Highlight:
    area: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Highlights:
    """Bullets headed by their service area."""

    id: str
    items: tuple[Highlight, ...]


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """A sentence and the records it speaks of; `empty` is what is said when there are none."""

    id: str
    heading: str
    lead: tuple[Inline, ...]
    items: tuple[BulletItem, ...]
    empty: str
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    label: str
    value: Value
    fact: str = ""
    of: Monthly | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class TileGroup:
    title: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Tiles:
    id: str
    groups: tuple[TileGroup, ...]
    provenance: Provenance | None = None
    basis: str = ""
    """How they count, printed under them."""
    revisions: tuple[Revision, ...] = ()

    @property
    def told_beneath(self) -> tuple[Revision, ...]:
        return tuple(one for one in self.revisions if not one.elsewhere)


# --- tables ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    heading: str
    kind: Literal["text", "number", "date"] = "text"
    width: int | None = None
    """Share of the table's width in percent; None lets the renderer share out what is left."""


@dataclass(frozen=True, slots=True)
class Cell:
    value: Value
    href: str = ""
    mark: str = ""
    """A status in words, such as "over target", printed beside the value and never by colour alone."""
    notes: tuple[Note, ...] = ()
    prose: tuple[Prose, ...] = ()
    """Running text that the cell holds beneath its value."""
    text: str = ""
    """The id of the text that `prose` was written under."""
    of: Monthly | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in column order; the first is the row's header. A total row is set apart."""

    cells: tuple[Cell, ...]
    total: bool = False

    @property
    def heads_text(self) -> bool:
        """Whether its header stands over running text of its own, or over what staff wrote about it."""
        return bool(self.cells and self.cells[0].prose) or any(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    basis: str = ""
    """How it counts (Working Day convention, including or excluding the DCC), printed under the table."""
    empty: str = "There is nothing to show."
    wide: bool = False
    number: str = ""
    """"Table 3" once numbered; a table that is the data of a figure stays unnumbered."""
    group: str = ""
    """Tables with the same group share a number and take letters: 4a, 4b, 4c."""
    provenance: Provenance | None = None
    revisions: tuple[Revision, ...] = ()
    """What the cells marked as revised were, and why they are others; those of a figure stand with its data."""

    @property
    def told_beneath(self) -> tuple[Revision, ...]:
        return tuple(one for one in self.revisions if not one.elsewhere)


# --- figures --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Series:
    """One value per category, in their order; a missing value is drawn as a gap that says so, never as zero."""

    name: str
    values: tuple[Value, ...]
    fact: str = ""
    """Whose figures they are, where the chart names its months."""
    revised: tuple[int, ...] = ()
    """The places of the values that are marked as revised."""
    of: tuple[Monthly | None, ...] = ()
    """Whose figure each value is, where they are of several facts; taken off with the others' names."""

    def whose(self, months: tuple[Month, ...]) -> tuple[Monthly | None, ...]:
        """Whose figure each value is, in a chart of these months; None for one that does not say."""
        if self.of or not (self.fact and months):
            return self.of or (None,) * len(self.values)
        return tuple(Monthly(self.fact, month) for month in months)


@dataclass(frozen=True, slots=True)
class Chart:
    """What to draw: `bars` lie (one series), `columns` stand side by side, `stacked` stand on each other, `lines`
    join, `pie` shows the shares of one series, `cumulative` stands one series under a line of its sum so far, and
    `clustered` bars lie, one of each series to a category."""

    kind: Literal["bars", "columns", "stacked", "lines", "pie", "cumulative", "clustered"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    value_label: str
    category_label: str = ""
    months: tuple[Month, ...] = ()
    """The months that the categories are, where series name their facts; taken off with their names."""

    @property
    def printed_categories(self) -> tuple[str, ...]:
        """The categories as the axis has them, each with a mark where a value of it is revised."""
        revised = {place for one in self.series for place in one.revised}
        return tuple(f"{name} {REVISED}" if place in revised else name for place, name in enumerate(self.categories))

    @property
    def has_data(self) -> bool:
        return any(value.is_figure for one in self.series for value in one.values)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its alternative text; `data` is the same values as a table and stands beside it on the page."""

    id: str
    caption: str
    chart: Chart
    alt: str
    data: Table
    basis: str = ""
    number: str = ""
    provenance: Provenance | None = None


Block = Narrative | Highlights | ReferenceList | Tiles | Table | Figure

# --- the paper ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attachment:
    label: str
    title: str
    classification: str


@dataclass(frozen=True, slots=True)
class PaperHeader:
    """The block every paper opens with. `recommendation` is the verb asked of the committee, such as NOTE."""

    reference: str
    committee: str
    meeting: str
    meeting_date: date
    action: str
    recommendation: str
    author: str
    team: str
    issue_date: date
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its blocks and sections; `number` ("5.3") is filled by numbering."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    children: tuple[Section, ...] = field(default=())
    number: str = ""
    page_break: bool = False
