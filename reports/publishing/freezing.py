"""The files of a publication, made once from a Document: what readers are served for good."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from access.classification import Classification, highest
from importing.cells import inert
from reports.audiences import is_for_the_named
from reports.engine.document import Document, Part
from reports.engine.serialise import dumps
from reports.engine.values import Raw
from reports.facts.registry import FactValue, Unit
from reports.models.publication import FileKind, PublishedFile
from reports.parts import BODY, alone, apart, open_edition
from reports.renderers.drawings import phone_data_uri
from reports.renderers.html import full_title, part_title, render_page
from reports.renderers.tables import grids_of, table_csv, workbook

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NO_NUMBERS = (Unit.DATE, Unit.TEXT)


class CannotFreeze(Exception):
    """Why a report cannot be published as it is classified, in words for a person."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A file as it will be kept."""

    part: str
    title: str
    kind: FileKind
    name: str
    content_type: str
    classification: Classification
    audience: tuple[str, ...]
    content: bytes = field(repr=False)
    pages: int | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def as_row(self, **more: Any) -> PublishedFile:
        names = ("part", "title", "kind", "name", "content_type", "classification", "content", "pages", "sha256")
        known = {name: getattr(self, name) for name in names}
        return PublishedFile(**known, audience=list(self.audience), size=len(self.content), **more)


@dataclass(frozen=True, slots=True)
class Frozens:
    """All files of a publication, and whom the paper itself is for."""

    files: tuple[Frozen, ...]
    classification: Classification
    audience: tuple[str, ...]

    @property
    def listed(self) -> dict[str, str]:
        """The hash of each file by its name, for the record of the publication."""
        return {file.name: file.sha256 for file in self.files}


@dataclass(frozen=True, slots=True)
class _Lot:
    """What is handed round together: the paper with what is bound in it, or a part that stands apart.

    `printed` with `parts` is what is printed of it, a part as one of its paper; `held` is all that its files hold.
    """

    part: str
    title: str
    printed: Document
    held: Document
    classification: Classification
    audience: tuple[str, ...]

    @property
    def parts(self) -> tuple[str, ...] | None:
        return (self.part,) if self.part else None


def freeze(document: Document, step: Callable[[str], None]) -> Frozens:
    """Every file of the Document's publication; asks the database nothing.

    `step` hears of each file before it is made, and may end it all by an
    exception. Raises CannotFreeze for a paper that would be read by more people than one of its parts may be.
    """
    lots = list(_lots(document))
    files: list[Frozen] = []
    for lot in lots:
        for file in _files(lot):
            step(file.name)
            files.append(file)
    return Frozens(tuple(files), lots[0].classification, lots[0].audience)


def numbers_of(facts: Iterable[FactValue]) -> dict[str, dict[str, str]]:
    """The figures among a month's facts as they are kept: exact, and as printed. What is missing is left out."""
    return {
        one.key: {"value": str(one.value.raw), "display": one.value.display, "unit": str(one.unit), "label": one.label}
        for one in facts
        if one.unit not in _NO_NUMBERS and _is_number(one.value.raw)
    }


def _is_number(raw: Raw) -> bool:
    return raw is not None and not isinstance(raw, str) and not hasattr(raw, "year")


def _lots(document: Document) -> Iterator[_Lot]:
    paper = open_edition(document)
    classification = highest(part.classification.lower() for part in paper.parts)
    audience = _audience_of_the_bound(paper)
    yield _Lot(BODY, full_title(paper), paper, paper, classification, audience)
    for part in apart(document):
        word = Classification(part.classification.lower())
        yield _Lot(part.id, part_title(part), document, alone(document, part.id), word, part.audience)


def _audience_of_the_bound(paper: Document) -> tuple[str, ...]:
    """Whom a file with all of these parts is for. Parts that are bound together are for the same people."""
    named = [part for part in paper.parts if is_for_the_named(part)]
    groups = {part.audience for part in named}
    if not groups:
        return ()
    if len(groups) > 1:
        raise CannotFreeze(
            f"{_list(named)} are bound in one paper, and are for different committees: give them the same, or "
            "classify what is for fewer people higher, so that it becomes a paper of its own."
        )
    return groups.pop()


def _list(parts: list[Part]) -> str:
    return " and ".join(part_title(part) for part in parts)


def _files(lot: _Lot) -> Iterator[Frozen]:
    from reports.renderers.pdf import render_pdf  # WeasyPrint takes a second to import, and only a worker needs it

    reference = lot.printed.header.reference
    stem = f"{reference}-{lot.part}" if lot.part else reference
    page = render_page(lot.printed, phone_src=phone_data_uri, parts=lot.parts)
    blank = Frozen(
        lot.part, lot.title, FileKind.PAGE, f"{stem}.html", "text/html", lot.classification, lot.audience, page.encode()
    )
    yield blank
    pdf = render_pdf(lot.printed, parts=lot.parts)
    yield replace(
        blank,
        kind=FileKind.PDF,
        name=f"{stem}.pdf",
        content_type="application/pdf",
        content=pdf.content,
        pages=pdf.pages,
    )
    yield replace(
        blank,
        kind=FileKind.DATA,
        name=f"{stem}.json",
        content_type="application/json",
        content=dumps(lot.held).encode(),
    )
    grids = grids_of(lot.held)
    if grids:
        content = workbook(lot.held)
        yield replace(blank, kind=FileKind.TABLES, name=f"{stem}.xlsx", content_type=_WORKBOOK, content=content)
    for grid in grids:
        yield replace(
            blank,
            kind=FileKind.TABLE,
            title=f"{grid.name}: {grid.caption}"[:300] if grid.name else grid.caption[:300],
            name=f"{stem}-{grid.id}.csv"[:120],
            content_type="text/csv",
            content=table_csv(grid, inert),
        )
