"""Which figures each published file prints: those that its text or a tile names, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.dispatch import receiver

from readers.api.models import PublishedFigure
from readers.search.papers import document_of
from reports.engine.blocks import FactRef, Tiles
from reports.engine.document import Document, walk_blocks
from reports.engine.inlines import inlines_of
from reports.engine.values import Raw
from reports.models import Publication, PublishedFile
from reports.models.publication import FileKind
from reports.publishing.signals import published

_MOST = Decimal(10) ** 17


def keep_figures(publication: Publication) -> int:
    """Keep anew what the publication's files print of the month's figures; how many rows. In a transaction.

    `Publication.facts` has every figure of the month, for whomever: one comes out of it only where a file names it with
    the number that it has there, and is then for whoever may read that file.
    """
    PublishedFigure.objects.filter(publication=publication).delete()
    files = publication.files.filter(kind=FileKind.DATA)
    rows = [row for file in files for row in _rows(publication, file)]
    PublishedFigure.objects.bulk_create(rows, batch_size=500)
    return len(rows)


@receiver(published, dispatch_uid="readers.figures")
def keep_what_it_prints(sender: type[Publication], publication: Publication, **more: Any) -> None:
    """With the publication or not at all: no answer leaves out a paper that stands."""
    keep_figures(publication)


def _rows(publication: Publication, file: PublishedFile) -> Iterator[PublishedFigure]:
    document = document_of(file)
    printed = dict(named_in(document)) if document else {}
    for fact in sorted(printed.keys() & publication.facts.keys()):
        known = publication.facts[fact]
        value = _number(known["value"])
        if value is None or printed[fact] != value:
            continue
        yield PublishedFigure(
            publication=publication,
            file=file,
            classification=file.classification,
            audience=file.audience,
            fact=fact,
            label=known["label"][:400],
            unit=known["unit"][:20],
            value=value,
            display=known["display"][:60],
        )


def named_in(document: Document) -> Iterator[tuple[str, Decimal]]:
    """Every figure that a text or a tile of the Document names, with its exact number."""
    for _, _, block in walk_blocks(document):
        for inline in inlines_of(block):
            if isinstance(inline, FactRef):
                yield from _named(inline.key, inline.value.raw)
        if isinstance(block, Tiles):
            for tile in (tile for group in block.groups for tile in group.tiles if tile.fact):
                yield from _named(tile.fact, tile.value.raw)


def _named(key: str, raw: Raw) -> Iterator[tuple[str, Decimal]]:
    if isinstance(raw, int | Decimal) and (value := _number(str(raw))) is not None:
        yield key, value


def _number(text: str) -> Decimal | None:
    """To as many places as are kept."""
    try:
        number = Decimal(text).quantize(Decimal(1).scaleb(-12))
    except InvalidOperation:
        return None
    return number if abs(number) < _MOST else None
