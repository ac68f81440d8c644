"""Which figures each published file prints: as its publication says, or as its text or a tile names them, and no
other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.dispatch import receiver

from readers.api.models import PublishedFigure
from readers.search.papers import document_of
from reports.models import Publication, PublishedFile
from reports.models.publication import FileKind
from reports.parts import BODY
from reports.publishing.signals import published
from reports.restating.places import FOR, PRINTED, parts_with, printed_in

_MOST = Decimal(10) ** 17
_PLACES = Decimal(1).scaleb(-12)


def keep_figures(publication: Publication) -> int:
    """Keep anew what the publication's files print of the month's figures; how many rows. In a transaction.

    `Publication.facts` has every figure of the month, for whomever: one comes out of it only where the publication says
    that it is printed, for whoever may read the part that prints it, or where a file names it with the number that it
    has there: a file that names it with another has the last word. Of a publication that was made before it said so,
    only files do.
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
    named = printed_in(document) if document else {}
    for fact, known in sorted(publication.facts.items()):
        value = _number(known["value"])
        if value is None:
            continue
        said = parts_with(Decimal(known["value"]), named[fact]) if fact in named else _is_printed(known, file)
        if not said:
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


def _is_printed(known: Mapping[str, Any], file: PublishedFile) -> bool:
    """Whether the publication says that what the file's readers read prints the figure."""
    if not known.get(PRINTED):
        return False
    return [file.classification, file.audience] in known[FOR] if FOR in known else file.part == BODY


def _number(text: str) -> Decimal | None:
    """To as many places as are kept."""
    try:
        number = Decimal(text).quantize(_PLACES)
    except InvalidOperation:
        return None
    return number if abs(number) < _MOST else None
