"""What is counted says how, in every paper: the DCC in or out, and which Working Days.

Read off the golden Documents, so that a new edition is held to it with its first sample month; and off a busy month in
every edition that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from modifications.working_days import PUBLISHED
from reports.building import built_in_context, context_for
from reports.definitions.context import MonthContext
from reports.engine.blocks import Block, Column, Figure, Table, Tiles
from reports.engine.document import Document, walk_blocks
from reports.engine.edition import Edition
from reports.engine.printed import labels_of
from reports.engine.serialise import loads
from reports.engine.tables import table
from reports.facts.registry import Facts
from tests.reports.busy_month import busy_september, every_edition, report_of
from tests.reports.month import quiet_month

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))
_DCC = re.compile(r"\b(?:ex|in)cluding the DCC\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\bParties\b(?! (?:currently )?being assessed)|\bVoting Groups?\b|\bAccessions\b|\bWithdrawals\b|\bExpulsions\b"
)
_DAYS = re.compile(r"\bWD\b|\bWorking Days?\b|\b[Dd]uration\b")
_SEC_WORKING_DAYS = re.compile(r"A Working Day (?:\(WD\) )?is any day (?:but|other than) a Saturday")
MONTHS = 13


def documents() -> list[Document]:
    return [loads(path.read_text(encoding="utf-8")) for path in GOLDEN]


@pytest.fixture(params=GOLDEN, ids=lambda path: path.stem)
def document(request: pytest.FixtureRequest) -> Document:
    return loads(request.param.read_text(encoding="utf-8"))


# --- The DCC ----------------------------------------------------------------------------------------------------------


def _counts(block: Block) -> Iterator[str]:
    """What of a table, figure or panel of tiles names a number of Parties or Voting Groups. Of a list it is the rows
    that are Parties; and what SECAS measures itself is of its services, such as who uses CodeWorks or is assessed."""
    source = getattr(block, "provenance", None)
    if source is not None and source.query.startswith("measures."):
        return
    if isinstance(block, Tiles):
        own = [tile for group in block.groups for tile in group.tiles if not tile.fact.startswith("measure.")]
        yield from (tile.label for tile in own if _COUNTED.search(tile.label))
    elif isinstance(block, Figure):
        names = (block.chart.value_label, *(series.name for series in block.chart.series))
        yield from (name for name in names if _COUNTED.search(name))
    elif isinstance(block, Table):
        numbered = [place for place, column in enumerate(block.columns) if column.kind == "number"]
        heads = [block.columns[place].heading for place in numbered]
        rows = [row.cells[0].value.display for row in block.rows] if numbered else []
        yield from (name for name in (*heads, *rows) if _COUNTED.search(name))


def _basis(block: Block) -> str:
    caption = "" if isinstance(block, Tiles) else getattr(block, "caption", "")
    return f"{caption} {getattr(block, 'basis', '')}"


def _silent_of_the_dcc(document: Document) -> list[tuple[str, str]]:
    return [
        (block.id, counted)
        for _, _, block in walk_blocks(document)
        for counted in _counts(block)
        if not _DCC.search(f"{_basis(block)} {counted}")
    ]


def test_where_parties_or_voting_groups_are_counted_the_dcc_is_said_to_be_in_or_out(document: Document) -> None:
    assert _silent_of_the_dcc(document) == []


def test_sample_papers_count_parties_somewhere() -> None:
    """The rule above finds something to hold."""
    found = [counted for document in documents() for _, _, block in walk_blocks(document) for counted in _counts(block)]
    assert {"Accessions", "Voting Groups"} <= set(found)


@pytest.mark.django_db
def test_every_fact_that_counts_parties_or_voting_groups_says_whether_the_dcc_is_among_them() -> None:
    facts = Facts(context_for(quiet_month()).reads).all()
    counting = [one for one in facts if one.group == "Parties"]
    assert len(counting) > 10
    assert [one.key for one in counting if not _DCC.search(f"{one.label} {one.convention} {one.rule}")] == []


# --- Working Days -----------------------------------------------------------------------------------------------------


def _silent_of_days(document: Document) -> list[str]:
    return [
        block.id
        for _, _, block in walk_blocks(document)
        if isinstance(block, Table | Figure | Tiles)
        and any(_DAYS.search(words) for words in labels_of(block) if words != block.basis)
        and not (PUBLISHED.statement in block.basis or _SEC_WORKING_DAYS.search(block.basis))
    ]


def test_where_durations_or_deadlines_stand_their_working_days_are_explained(document: Document) -> None:
    assert _silent_of_days(document) == []


# --- A year of months -------------------------------------------------------------------------------------------------


def _upright_though_wide(document: Document) -> list[str]:
    tables = (block for _, _, block in walk_blocks(document) if isinstance(block, Table))
    return [block.id for block in tables if len(block.columns) >= MONTHS and not block.wide]


def test_table_of_thirteen_months_side_by_side_stands_on_a_landscape_page(document: Document) -> None:
    assert _upright_though_wide(document) == []


@pytest.mark.parametrize(("columns", "wide"), [(12, False), (MONTHS, True), (MONTHS + 1, True)])
def test_engine_turns_a_table_by_its_number_of_columns(columns: int, wide: bool) -> None:
    heads = [Column(f"c{place}", "Column") for place in range(columns)]
    assert table("year", "A year", heads, [range(columns)]).wide is wide


def test_table_may_ask_to_be_turned() -> None:
    assert table("few", "Few", [Column("one", "One")], [(1,)], wide=True).wide


# --- Every edition that there is --------------------------------------------------------------------------------------


@pytest.mark.django_db
@every_edition
def test_busy_month_in_any_edition_says_how_it_counts(kind: str, edition: Edition[MonthContext]) -> None:
    document = built_in_context(report_of(kind, edition, busy_september()), edition)[0].document
    assert _silent_of_the_dcc(document) == []
    assert _silent_of_days(document) == []
    assert _upright_though_wide(document) == []
