"""What a published paper marks as revised, kept as rows beside it: the register is read from these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.dispatch import receiver

from reports.engine.blocks import Figure, Revision, Table, Tiles
from reports.engine.document import Document, walk_blocks
from reports.engine.serialise import loads
from reports.models import Publication, PublishedRestatement
from reports.parts import BODY, apart
from reports.publishing.signals import published
from reports.restating.places import readers_of


@receiver(published, sender=Publication, dispatch_uid="reports.restating")
def keep(publication: Publication, **signal: Any) -> None:
    """The rows of a publication, in its transaction."""
    PublishedRestatement.objects.bulk_create(rows_of(publication))


def rows_of(publication: Publication) -> list[PublishedRestatement]:
    """A row for each revision that the paper, or a part that stands apart, marks; with the first block that does."""
    document = loads(publication.payload)
    readers, alone = readers_of(document), {part.id for part in apart(document)}
    found: dict[tuple[str, ...], tuple[str, str, Revision]] = {}
    for part, block, one in marked_in(document):
        lot = part if part in alone else BODY
        found.setdefault((lot, one.fact, one.month.iso, one.published.display, one.present.display), (part, block, one))
    sources = _sources(one for _, _, one in found.values())
    return [
        PublishedRestatement(
            publication=publication,
            part=part if part in alone else BODY,
            block=block,
            classification=readers[part].classification,
            audience=list(readers[part].audience),
            month=one.month.first,
            fact=one.fact,
            label=one.label[:300],
            source_id=sources.get((one.kind, one.month.first, one.version)),
            published=one.published.display,
            now=one.present.display,
            reason=one.reason,
            restated_on=one.restated_on,
        )
        for part, block, one in found.values()
    ]


def marked_in(document: Document) -> Iterator[tuple[str, str, Revision]]:
    """Each revision with the ids of the part and the block that mark it, in reading order."""
    for part, _, block in walk_blocks(document):
        match block:
            case Table() | Tiles():
                yield from ((part.id, block.id, one) for one in block.revisions)
            case Figure():
                yield from ((part.id, block.id, one) for one in block.data.revisions)


def _sources(revisions: Iterable[Revision]) -> dict[tuple[str, date, int], int]:
    """The versions that published the figures, by kind, month and version; one query, or none."""
    months = {one.month.first for one in revisions if one.kind}
    rows = Publication.objects.filter(month__in=months).values_list("kind", "month", "version", "pk") if months else ()
    return {(kind, month, version): pk for kind, month, version, pk in rows}
