"""The files of a publication, made once from a Document: what readers are served for good."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from access.classification import Classification, at_least, highest
from importing.cells import inert
from meetings.models import Committee
from reports.engine.document import Document, Part
from reports.engine.numbering import part_label
from reports.engine.serialise import dumps
from reports.engine.values import Raw
from reports.facts.registry import FactValue, Unit
from reports.models import Report
from reports.models.publication import FileKind, PublishedFile
from reports.parts import BODY, alone, apart, open_edition
from reports.renderers.drawings import phone_data_uri
from reports.renderers.html import full_title, part_title, render_page
from reports.renderers.tables import grids_of, table_csv, workbook

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FOR_THE_NAMED = at_least(Classification.AMBER)
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


def freeze(document: Document, audiences: Mapping[str, tuple[str, ...]], step: Callable[[str], None]) -> Frozens:
    """Every file of the Document's publication; asks the database nothing.

    `audiences` are as `audiences_of` gives them. `step` hears of each file before it is made, and may end it all by an
    exception. Raises CannotFreeze for a paper that would be read by more people than one of its parts may be.
    """
    lots = list(_lots(document, audiences))
    files: list[Frozen] = []
    for lot in lots:
        for file in _files(lot):
            step(file.name)
            files.append(file)
    return Frozens(tuple(files), lots[0].classification, lots[0].audience)


def audiences_of(report: Report, document: Document) -> dict[str, tuple[str, ...]]:
    """For each part of the Document the committees, by code, whose members may read it when it is Amber or Red: those
    named with its attachment, else the one whose meeting the paper goes to.

    Raises CannotFreeze for a name that no committee has.
    """
    own = (report.meeting.committee.code,)
    named = {one.label: tuple(one.audience.split()) for one in report.attachments.all()}
    asked = {code for codes in named.values() for code in codes}
    if unknown := asked - set(Committee.objects.filter(code__in=asked).values_list("code", flat=True)):
        raise CannotFreeze(
            f"There is no committee called {', '.join(sorted(unknown))}: mend whom an attachment is for."
        )
    return {part.id: named.get(part_label(part.id)) or own for part in document.parts}


def numbers_of(facts: Iterable[FactValue]) -> dict[str, dict[str, str]]:
    """The figures among a month's facts as they are kept: exact, and as printed. What is missing is left out."""
    return {
        one.key: {"value": str(one.value.raw), "display": one.value.display, "unit": str(one.unit), "label": one.label}
        for one in facts
        if one.unit not in _NO_NUMBERS and _is_number(one.value.raw)
    }


def _is_number(raw: Raw) -> bool:
    return raw is not None and not isinstance(raw, str) and not hasattr(raw, "year")


def _lots(document: Document, audiences: Mapping[str, tuple[str, ...]]) -> Iterator[_Lot]:
    paper = open_edition(document)
    classification = highest(part.classification.lower() for part in paper.parts)
    audience = _audience_of_the_bound(paper, classification, audiences)
    yield _Lot(BODY, full_title(paper), paper, paper, classification, audience)
    for part in apart(document):
        word = Classification(part.classification.lower())
        named = tuple(sorted(audiences[part.id]))
        yield _Lot(part.id, part_title(part), document, alone(document, part.id), word, named)


def _audience_of_the_bound(
    paper: Document, classification: Classification, audiences: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Whom a file with all of these parts is for. Parts that are bound together are for the same people."""
    named = [part for part in paper.parts if part.classification.lower() in _FOR_THE_NAMED]
    if classification not in _FOR_THE_NAMED:
        return ()
    groups = {tuple(sorted(audiences[part.id])) for part in named}
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
