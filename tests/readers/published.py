"""Publications whose Document is known, written without the review and the prints that lead to one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reports.engine.blocks import Narrative, Paragraph, Section, Text
from reports.engine.document import Document, Part
from reports.engine.serialise import dumps, loads
from reports.models import Correction, Publication, PublishedFile, Report
from reports.models.publication import FileKind
from reports.publishing.signals import published
from tests.access.cast import person

GOLDEN = Path(settings.BASE_DIR) / "tests/reports/golden/operations-2021-09.json"


Lots = dict[str, tuple[str, tuple[str, ...], Document]]
"""Parts by their names: classification, audience and Document."""


@cache
def golden() -> Document:
    """The Operations Report of September 2021."""
    return loads(GOLDEN.read_text(encoding="utf-8"))


def saying(words: str, *, section: str = "security", number: str = "5.2", title: str = "Security update") -> Document:
    """A Document whose body is one section of these words."""
    text = Narrative(f"{section}-text", (Paragraph((Text(words),)),))
    part = Part("body", "", "white", (Section(section, title, (text,), number=number),))
    return replace(golden(), parts=(part,))


@transaction.atomic
def publish(
    report: Report,
    document: Document | None = None,
    *,
    version: int = 1,
    classification: str = "white",
    facts: dict[str, Any] | None = None,
    parts: Lots | None = None,
    data: bytes = b"",
) -> Publication:
    """A version of the report. `parts` stand apart. With `data`, that is what its Document's file holds, and nobody is
    told of the publication."""
    correction = None
    if version > 1:
        correction = Correction.objects.create(
            report=report, version=version, reason="Wrong.", changes="Right.", dated=date(2021, 10, 20), begun_by=_by()
        )
    publication = Publication.objects.create(
        report=report,
        version=version,
        kind=report.kind,
        month=report.month,
        reference=report.paper_reference,
        title=f"{report.get_kind_display()} — {report.covers.label}",
        classification=classification,
        issue_date=report.issue_date,
        content_hash="0" * 64,
        payload=dumps(_whole(document or golden(), parts or {})),
        facts=facts or {},
        correction=correction,
        published_by=person("approver"),
        published_at=timezone.now(),
    )
    lots: Lots = {"": (classification, (), document or golden()), **(parts or {})}
    for part, (word, audience, held) in lots.items():
        _file(publication, part, FileKind.PAGE, "text/html", b"<p>The page.</p>", word, audience)
        _file(publication, part, FileKind.DATA, "application/json", data or dumps(held).encode(), word, audience)
    if not data:
        published.send(sender=Publication, publication=publication)
    return publication


def _whole(document: Document, apart: Lots) -> Document:
    more = tuple(
        replace(held.parts[0], id=name, classification=word, audience=audience)
        for name, (word, audience, held) in apart.items()
    )
    return replace(document, parts=(*document.parts, *more))


def figures(**values: tuple[str, str]) -> dict[str, dict[str, Any]]:
    """Facts as a publication keeps those that it prints, by their keys with `__` for a dot: (exact, as printed)."""
    return {
        key.replace("__", "."): {"value": value, "display": display, "unit": "count", "label": key, "printed": True}
        for key, (value, display) in values.items()
    }


def _by() -> Any:
    return person("editor")


def _file(
    publication: Publication, part: str, kind: str, of: str, content: bytes, word: str, audience: tuple[str, ...]
) -> None:
    PublishedFile.objects.create(
        publication=publication,
        part=part,
        title=part or publication.title,
        kind=kind,
        name=f"{part or 'paper'}.{kind}",
        content_type=of,
        classification=word,
        audience=list(audience),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )
