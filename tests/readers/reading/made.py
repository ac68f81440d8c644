"""Papers of two months, published without the review and the prints that lead to one: their pages, data and tables are
made as a publication's are, and their PDFs are a few bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from importing.cells import inert
from reports.engine.blocks import FactRef, Figure, Inline, Narrative, Paragraph, Section, Table, Text, Tiles
from reports.engine.document import Document
from reports.engine.inlines import map_inlines
from reports.engine.month import Month
from reports.engine.serialise import dumps
from reports.models import Correction, Publication, Report, Withdrawal
from reports.models.publication import FileKind
from reports.publishing.freezing import Frozen
from reports.renderers.drawings import phone_data_uri
from reports.renderers.html import full_title, render_page
from reports.renderers.tables import grids_of, table_csv, workbook
from tests.access.cast import browser, person
from tests.readers.published import golden

AT = "/reports/operations/2021-09/"
FACT = "modifications.open"
PAGES = (
    "v1/figures/movements/",
    "v1/tables/timescales/",
    "v1/data/",
    "v1/data-dictionary/",
    "v1/cite/",
    "v1/facts/",
    f"v1/facts/{FACT}/",
    "changes/",
)
FILES = (
    "v1/figures/movements/data.csv",
    "v1/figures/movements/data.xlsx",
    "v1/figures/movements/data.json",
    "v1/figures/movements/cite.bib",
    "v1/figures/movements/cite.ris",
    "v1/data/data.xlsx",
    "v1/data/data.json",
    "v1/data/data-dictionary.csv",
    "v1/data/data-dictionary.json",
    "v1/cite/cite.bib",
    "v1/cite/cite.ris",
)
RULES = "c0ffee" * 10 + "beef"


@transaction.atomic
def publish(
    report: Report,
    document: Document | None = None,
    *,
    version: int = 1,
    classification: str = "white",
    audience: tuple[str, ...] = (),
    apart: dict[str, tuple[Document, str, tuple[str, ...]]] | None = None,
    facts: dict[str, Any] | None = None,
    title: str = "",
) -> Publication:
    """`apart` are the parts that stand apart, by their ids: Document, classification, audience."""
    document = document or golden()
    correction = None
    if version > 1:
        correction = Correction.objects.create(
            report=report,
            version=version,
            reason="It was wrong.",
            changes="It is right.",
            dated=date(2021, 10, 20),
            begun_by=person("editor"),
        )
    publication = Publication.objects.create(
        report=report,
        version=version,
        kind=report.kind,
        month=report.month,
        reference=report.paper_reference,
        title=title or full_title(document),
        classification=classification,
        audience=list(audience),
        issue_date=report.issue_date,
        content_hash="0" * 64,
        payload="{}",
        facts=facts or {},
        made_with={"rules": RULES},
        correction=correction,
        published_by=person("approver"),
        published_at=timezone.now(),
    )
    lots = {"": (document, classification, audience), **(apart or {})}
    for part, (held, word, codes) in lots.items():
        for file in _files(publication, part, held, word, codes):
            file.as_row(publication=publication).save()
    return publication


def _files(publication: Publication, part: str, held: Document, word: str, codes: tuple[str, ...]) -> list[Frozen]:
    stem = f"{publication.reference}-{part}" if part else publication.reference
    title = part or publication.title
    page = render_page(held, phone_src=phone_data_uri).encode()
    made: list[tuple[FileKind, str, str, bytes]] = [
        (FileKind.PAGE, "html", "text/html", page),
        (FileKind.PDF, "pdf", "application/pdf", f"%PDF of {stem} v{publication.version}".encode()),
        (FileKind.DATA, "json", "application/json", dumps(held).encode()),
        (FileKind.TABLES, "xlsx", "application/vnd.ms-excel", workbook(held)),
    ]
    files = [
        Frozen(part, title, kind, f"{stem}.{ending}", of, word, codes, content, 1 if kind == "pdf" else None)  # type: ignore[arg-type]
        for kind, ending, of, content in made
    ]
    tables = [
        Frozen(
            part, one.caption, FileKind.TABLE, f"{stem}-{one.id}.csv", "text/csv", word, codes, table_csv(one, inert)
        )  # type: ignore[arg-type]
        for one in grids_of(held)
    ]
    return [*files, *tables]


def withdraw(publication: Publication) -> None:
    Withdrawal.objects.create(publication=publication, reason="A table was of another month.", by=person("approver"))


def august() -> Document:
    """The paper of the month before, in which every whole number of the text was two less, a row of the timescales was
    another, the chart of movements ran a month behind, and the security update was worded otherwise."""
    document = _changed(golden(), _block)
    header = replace(document.header, reference="SECP_96_1009_17", issue_date=date(2021, 9, 3))
    return replace(document, month=Month(2021, 8), header=header)


def with_block(id: str, change: Callable[[Any], Any]) -> Document:
    """September's paper with one block changed."""
    return _changed(golden(), lambda block: change(block) if block.id == id else block)


def _changed(document: Document, change: Callable[[Any], Any]) -> Document:
    def section(one: Section) -> Section:
        return replace(one, blocks=tuple(map(change, one.blocks)), children=tuple(map(section, one.children)))

    parts = (replace(part, sections=tuple(map(section, part.sections))) for part in document.parts)
    return replace(document, parts=tuple(parts))


def _block(block: Any) -> Any:
    match block:
        case Narrative(id="security-text"):
            return replace(block, content=(Paragraph((Text("Nothing was to be told of security."),)),))
        case Table(id="timescales"):
            first, *others = block.rows
            status, total, duration = first.cells
            cells = (status, replace(total, value=replace(total.value, raw=61, display="61")), duration)
            return replace(block, rows=(replace(first, cells=cells), *others))
        case Figure(id="movements"):
            rows = block.data.rows
            head = rows[0].cells[0]
            earlier = replace(head, value=replace(head.value, raw="Sep 20", display="Sep 20"))
            moved = replace(rows[0], cells=(earlier, *rows[0].cells[1:]))
            return replace(block, data=replace(block.data, rows=(moved, *rows[:-1])))
        case Tiles():
            return block
        case _:
            return map_inlines(block, _two_less)


def _two_less(inline: Inline) -> Inline:
    if isinstance(inline, FactRef) and isinstance(inline.value.raw, int) and inline.value.display.isdigit():
        less = max(0, inline.value.raw - 2)
        return replace(inline, value=replace(inline.value, raw=less, display=str(less)))
    return inline


def get(name: str, address: str, **headers: Any) -> Any:
    return browser(name).get(AT + address, headers=headers)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def earlier(report: Report) -> Report:
    return Report.objects.create(
        kind="operations",
        month=date(2021, 8, 1),
        meeting=report.meeting,
        paper_number=16,
        author="Reporting Lead",
        issue_date=date(2021, 9, 3),
    )
