"""A small paper in the field's terms, and any paper at all: what the engine's tests are run on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from reports.engine import values
from reports.engine.blocks import (
    Abbreviation,
    Attachment,
    Block,
    BulletItem,
    Bullets,
    Cell,
    Chart,
    Column,
    CrossRef,
    FactRef,
    Figure,
    Highlight,
    Highlights,
    Inline,
    Link,
    Mention,
    Narrative,
    Note,
    PaperHeader,
    Paragraph,
    Provenance,
    ReferenceList,
    Row,
    Section,
    Series,
    Subheading,
    Table,
    Text,
    Tile,
    TileGroup,
    Tiles,
)
from reports.engine.context import ReportContext
from reports.engine.document import Document, Part
from reports.engine.month import Month
from reports.engine.values import MISSING, Value

SEPTEMBER = Month(2021, 9)
HEADER = PaperHeader(
    reference="SECP_97_1510_17",
    committee="SEC Panel",
    meeting="SEC Panel Meeting 97",
    meeting_date=date(2021, 10, 15),
    action="For Information",
    recommendation="NOTE",
    author="Robin Example",
    team="SECAS Team",
    issue_date=date(2021, 10, 8),
    attachments=(Attachment("Appendix A", "DCC Testing Notifications", "Red"),),
)
FACTS = {
    "modifications.open": values.count(59),
    "website.visits": values.count(42_000),
    "meetings.minutes": values.percentage(14, 15),
    "modifications.age": values.working_days(339),
    "panel.date": values.long_date(date(2021, 10, 15)),
    "helpdesk.telephone": MISSING,
}
MENTIONS = {
    "MP121": Mention("MP121", "MP121", "Commissioning non-commissioned Devices", "/modifications/MP121"),
    "meeting:SECP-97": Mention("meeting:SECP-97", "SEC Panel Meeting 97"),
}


class Facts:
    def __init__(self, known: Mapping[str, Value]) -> None:
        self.known = known
        self.asked: list[str] = []

    def value(self, key: str) -> Value:
        self.asked.append(key)
        return self.known[key]


class Mentions:
    def mention(self, target: str) -> Mention:
        return MENTIONS[target]


def context(narrative: Mapping[str, str] | None = None) -> ReportContext:
    return ReportContext(
        month=SEPTEMBER,
        header=HEADER,
        since=date(2021, 9, 17),
        until=date(2021, 10, 8),
        narrative=narrative or {},
        facts=Facts(FACTS),
        mentions=Mentions(),
    )


def prose(id: str, *content: Inline) -> Narrative:
    return Narrative(id, (Paragraph(content),))


def a_table(id: str, *cells: Value, group: str = "", rows: int = 1) -> Table:
    """A table with as many equal rows as asked for, "Proposals open" with the cells given."""
    columns = (Column("what", "What"), *(Column(f"c{n}", f"Column {n}") for n in range(1, len(cells) + 1)))
    line = Row((Cell(values.text("Proposals open")), *(Cell(one) for one in cells)))
    return Table(id, f"Caption of {id}", columns, (line,) * rows, group=group)


def a_figure(id: str, *drawn: Value) -> Figure:
    chart = Chart("columns", tuple(f"Stage {n}" for n in range(len(drawn))), (Series("Open", drawn),), "Proposals")
    return Figure(id, f"Caption of {id}", chart, "Alternative text", a_table(f"{id}-data", *drawn))


def a_document(*parts: Part) -> Document:
    return Document("operations", "2021", SEPTEMBER, "Operations Report", HEADER, parts, "Who may read this.")


def body(*sections: Section) -> Part:
    return Part("body", "Operations Report", "White", sections)


def appendix(letter: str, *sections: Section, classification: str = "Red") -> Part:
    return Part(f"appendix-{letter}", f"Title of {letter}", classification, sections)


# --- any document at all ----------------------------------------------------------------------------------------------

words = st.text(max_size=12)
raws = st.one_of(
    st.none(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    words,
)
any_value = st.builds(Value, raws, words)
months = st.builds(Month, st.integers(2000, 2999), st.integers(1, 12))
provenances = st.none() | st.builds(Provenance, words, st.dates(), words)
plain_inlines = st.one_of(
    st.builds(Text, words, st.booleans(), st.booleans()),
    st.builds(Link, words, words),
    st.builds(FactRef, words, any_value),
    st.builds(Mention, words, words, words, words),
    st.builds(CrossRef, words, words),
    st.builds(Abbreviation, words, words, words, st.booleans(), st.booleans()),
)


def few(of: st.SearchStrategy[Any], largest: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=largest).map(tuple)


notes = st.builds(Note, few(plain_inlines), st.integers(0, 99))
run = few(plain_inlines | notes, 3)
bullets = st.recursive(st.builds(BulletItem, run), lambda inner: st.builds(BulletItem, run, few(inner)), max_leaves=3)
proses = st.builds(Paragraph, run) | st.builds(Subheading, run) | st.builds(Bullets, few(bullets))
cells = st.builds(Cell, any_value, words, words, few(notes, 1), few(proses, 1), words)
tables = st.builds(
    Table,
    words,
    words,
    few(st.builds(Column, words, words, st.sampled_from(["text", "number", "date"]), st.none() | st.integers(1, 100))),
    few(st.builds(Row, few(cells), st.booleans())),
    words,
    words,
    st.booleans(),
    words,
    words,
    provenances,
)
charts = st.builds(
    Chart,
    st.sampled_from(["bars", "columns", "stacked", "lines", "pie", "cumulative", "clustered"]),
    few(words),
    few(st.builds(Series, words, few(any_value))),
    words,
    words,
)
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Narrative, words, few(proses)),
    st.builds(Highlights, words, few(st.builds(Highlight, words, run))),
    st.builds(ReferenceList, words, words, run, few(bullets), words, provenances),
    st.builds(
        Tiles, words, few(st.builds(TileGroup, words, few(st.builds(Tile, words, any_value, words)))), provenances
    ),
    tables,
    st.builds(Figure, words, words, charts, words, tables, words, words, provenances),
)
plain_sections = st.builds(Section, words, words, few(blocks), st.just(()), words, st.booleans())
sections = st.builds(lambda one, inner: replace(one, children=inner), plain_sections, few(plain_sections, 1))
headers = st.builds(
    PaperHeader,
    *[words] * 3,
    st.dates(),
    *[words] * 4,
    st.dates(),
    few(st.builds(Attachment, words, words, words)),
)
documents = st.builds(
    Document,
    report=words,
    edition=words,
    month=months,
    title=words,
    header=headers,
    parts=few(st.builds(Part, words, words, words, few(sections))),
    classification_sentence=words,
    notices=few(words),
)
