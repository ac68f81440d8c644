"""Every figure that a paper prints by its name is a point of its series, for those who read where it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from access.policy import may_read_for
from readers.api.figures import keep_figures
from readers.api.series import figures_at
from reports.definitions.context import MonthContext
from reports.engine.blocks import Column, FactRef, Section, Tiles
from reports.engine.document import Document, Part, walk_blocks
from reports.engine.inlines import inlines_of
from reports.engine.serialise import loads
from reports.engine.tables import table
from reports.engine.values import Raw
from reports.facts.registry import all_values
from reports.models import Publication, Report
from reports.models.publication import FileKind
from reports.parts import alone, apart, open_edition
from reports.publishing.freezing import numbers_of
from reports.restating.places import FOR, PRINTED, for_their_readers
from sample_data import make_2018_10, make_2019_06, make_2020_03, make_2020_07, make_2021_09
from tests.access.cast import browser, reader
from tests.conftest import month_loaded
from tests.readers.published import publish
from tests.reports.restating.naming import Place, as_named, named_cells, tables_of

pytestmark = pytest.mark.django_db
PLANTED = "appendix-z"
FOR_THE_TAG = {"sub-committee", "editor"}
MONTHS = (
    (make_2018_10.FOLDER, "sub-committee", 19),
    (make_2019_06.FOLDER, "operations", 54),
    (make_2020_03.FOLDER, "regulatory-year", 181),
    (make_2020_07.FOLDER, "change-status", 22),
    (make_2021_09.FOLDER, "operations", 75),
)
"""Each sample month with how many figures its paper prints at least."""


def with_a_red_part(document: Document, context: MonthContext, keys: list[str]) -> Document:
    """The paper with a Red part that prints these in a table, and one that the paper prints too."""
    columns = (Column("what", "What"), Column("number", "Number", "number"))
    rows = [(key, context.cell(key)) for key in keys]
    section = Section("named", "Named", (table("named-table", "Figures that are Red", columns, rows),))
    return replace(document, parts=(*document.parts, Part(PLANTED, "Red", "Red", (section,), audience=("tag",))))


def published_with(named: Document, context: MonthContext, report: Report) -> Publication:
    """The paper as its publication keeps it, without its prints."""
    marked = context.restating.marked(named)
    facts = for_their_readers(numbers_of(all_values(context.reads)), marked, context.restating.printed)
    lots = {one.id: (one.classification.lower(), one.audience, alone(marked, one.id)) for one in apart(marked)}
    return publish(report, open_edition(marked), facts=facts, parts=lots)


def in_words_and_tiles(document: Document) -> Iterator[tuple[str, Raw]]:
    for _, _, block in walk_blocks(document):
        yield from ((one.key, one.value.raw) for one in inlines_of(block) if isinstance(one, FactRef))
        if isinstance(block, Tiles):
            yield from ((tile.fact, tile.value.raw) for group in block.groups for tile in group.tiles)


def in_cells(document: Document, named: dict[Place, str]) -> Iterator[tuple[str, Raw]]:
    """What stands in the published file where the paper named a figure as it was built."""
    for part, block in tables_of(document):
        for place, row in enumerate(block.rows):
            for column, cell in enumerate(row.cells):
                assert cell.of is None
                if fact := named.get((part, block.id, place, column)):
                    yield fact, cell.value.raw


def told_in_words(publication: Publication) -> set[tuple[str, str]]:
    """What each file names without its tables."""
    files = publication.files.filter(kind=FileKind.DATA)
    named = ((file.part, fact) for file in files for fact, _ in in_words_and_tiles(loads(bytes(file.content).decode())))
    return {(part, fact) for part, fact in named if fact in publication.facts}


def printed_for(name: str, publication: Publication, named: dict[Place, str]) -> dict[str, set[Decimal]]:
    """By its name each figure of the month that is printed where the person may read it, with every number there."""
    found: dict[str, set[Decimal]] = {}
    for file in publication.files.filter(kind=FileKind.DATA):
        if may_read_for(reader(name), file.classification, file.audience):
            document = loads(bytes(file.content).decode())
            for fact, raw in (*in_words_and_tiles(document), *in_cells(document, named)):
                if fact in publication.facts and isinstance(raw, int | Decimal):
                    found.setdefault(fact, set()).add(Decimal(raw))
    return found


@pytest.mark.parametrize(("folder", "kind", "at_least"), MONTHS, ids=lambda one: getattr(one, "name", None))
def test_every_figure_that_is_printed_is_a_point_for_those_who_read_it_there_and_no_other(
    folder: Path, kind: str, at_least: int, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with month_loaded(folder, django_db_blocker):
        report = Report.objects.select_related("meeting__committee").get(kind=kind)
        document, context = as_named(report)
        own = {fact for _, fact in named_cells(document)} | {fact for fact, _ in in_words_and_tiles(document)}
        known = numbers_of(all_values(context.reads))
        red, both = sorted(known.keys() - own)[::40], next(key for key in sorted(own) if key in known)
        named = with_a_red_part(document, context, [*red, both])
        publication = published_with(named, context, report)
        whose = dict(named_cells(named))
        for name in ("stranger", "party", "sub-committee", "panel", "editor"):
            printed = printed_for(name, publication, whose)
            told: dict[str, set[Decimal]] = {}
            for one in figures_at(reader(name), None):
                told.setdefault(one.fact, set()).add(one.value)
            # To twelve places, as they are kept.
            places = Decimal(1).scaleb(-12)
            rounded = {key: {one.quantize(places) for one in numbers} for key, numbers in printed.items()}
            assert told == rounded, name
            assert len(printed) >= at_least
            assert (set(red) <= printed.keys()) == (name in FOR_THE_TAG)
            assert both in printed
            assert browser(name).get(f"/api/v1/facts/{red[0]}").status_code == (200 if name in FOR_THE_TAG else 404)
        # A publication that was made before it said so prints what its files name.
        for known in publication.facts.values():
            known.pop(PRINTED)
            known.pop(FOR, None)
        assert keep_figures(publication) == len(told_in_words(publication)) > 0
