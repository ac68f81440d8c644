"""What was published, read from its frozen data: never built anew, and only for whom it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from reports.engine.blocks import Figure, Section, Table
from reports.engine.document import Document, Part, walk_blocks
from reports.engine.month import Month
from reports.engine.serialise import DocumentFormatError, loads
from reports.models import PublishedFile
from reports.models.publication import FileKind
from reports.parts import BODY
from reports.publishing.queries import served
from reports.publishing.serving import may_read_file

KEPT_IN_MEMORY = 16
"""Documents that a process keeps once it read them. A stored one never changes, so it is kept under its hash."""
TABLES, FIGURES = "tables", "figures"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A numbered table or figure of a published paper, with the section that it stands in."""

    part: Part
    section: Section
    block: Table | Figure

    @property
    def of(self) -> str:
        """How its kind stands in an address."""
        return FIGURES if isinstance(self.block, Figure) else TABLES

    @property
    def table(self) -> Table:
        """Its data: the table itself, or what a figure is drawn from."""
        return self.block.data if isinstance(self.block, Figure) else self.block


def data_files(kind: str, month: Month, version: int) -> QuerySet[PublishedFile]:
    """The data of the paper and of each part that stands apart, without what they hold. For whoever asks the policy."""
    files = served(kind, month, with_others=False).filter(publication__version=version, kind=FileKind.DATA)
    return files.defer("content").order_by("part")


def opened(request: HttpRequest, kind: str, month: Month, version: int, part: str = BODY) -> PublishedFile:
    """The data of a version, or of its part that stands apart, for the reader. Raises Http404 for what there is not,
    and for what they may not read."""
    file = data_files(kind, month, version).filter(part=part).first()
    if file is None or not may_read_file(request, file):
        raise Http404("There is no such paper.")
    return file


def document_of(file: PublishedFile) -> Document:
    """Raises Http404 for what an earlier program stored in a form that this one does not read."""
    try:
        return read_again(file.sha256)
    except DocumentFormatError as error:
        raise Http404(f"Its data are not in a form that is read here: {error}") from error


@lru_cache(maxsize=KEPT_IN_MEMORY)
def read_again(sha256: str) -> Document:
    """The Document with this hash, for who was found to be allowed to read it. Raises DocumentFormatError."""
    content = PublishedFile.objects.filter(sha256=sha256, kind=FileKind.DATA).values_list("content", flat=True)[0]
    return loads(bytes(content).decode())


def exhibits_of(document: Document) -> Iterator[Exhibit]:
    """Every numbered table and figure, in reading order."""
    for part, section, block in walk_blocks(document):
        if isinstance(block, Table | Figure) and block.number:
            yield Exhibit(part, section, block)


def exhibit(
    request: HttpRequest, kind: str, month: Month, version: int, of: str, block: str
) -> tuple[PublishedFile, Document, Exhibit]:
    """A table or figure of a version, in the paper or in a part that the reader may read. Raises Http404."""
    for file in data_files(kind, month, version):
        if not may_read_file(request, file):
            continue
        document = document_of(file)
        for one in exhibits_of(document):
            if one.block.id == block and one.of == of:
                return file, document, one
    raise Http404("There is no such table or figure.")
