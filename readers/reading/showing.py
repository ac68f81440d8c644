"""What the pages about a paper and its tables show: plain data for their templates."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from access.classification import Classification
from readers.reading.citing import Citation
from readers.reading.dictionary import MISSING_SAYS, described
from readers.reading.frozen import Exhibit, exhibits_of
from reports.engine.blocks import Provenance
from reports.engine.document import Document
from reports.engine.values import long_date
from reports.models import Publication, PublishedFile
from reports.models.publication import FileKind
from reports.parts import BODY
from reports.publishing.made_with import made_with
from reports.publishing.serving import version_url
from reports.renderers.blocks import BlockWriter
from reports.renderers.drawings import chart_data_uri, phone_data_uri
from reports.renderers.inline import InlineWriter
from reports.renderers.medium import Medium

_HEADING = 2
_SHORT_HASH = 12


def place(file: PublishedFile) -> dict[str, Any]:
    """The addresses of the pages about the paper, or about its part that stands apart."""
    publication = file.publication
    part = [file.part] if file.part else []
    where = (publication.kind, publication.covers, publication.version, *part)
    urls = {f"{name}_url": reverse(f"reading:{name}", args=where) for name in ("data", "dictionary", "facts", "cite")}
    own = reverse("publishing:version-part", args=where) if part else version_url(publication)
    return {**urls, "own_url": own, "at_url": version_url(publication), "part": file.part}


def address_of(file: PublishedFile, one: Exhibit) -> str:
    publication = file.publication
    return reverse(
        "reading:exhibit", args=(publication.kind, publication.covers, publication.version, one.of, one.block.id)
    )


def entries(file: PublishedFile, document: Document) -> list[dict[str, Any]]:
    """Every table and figure with its address."""
    return [{"exhibit": one, "url": address_of(file, one)} for one in exhibits_of(document)]


def rules_of(publication: Publication) -> str:
    """The version of the rules that the paper was made with: of what the program counts by. "" where none was kept."""
    made = Publication.objects.filter(pk=publication.pk).values_list("made_with__rules", flat=True)[0]
    return str(made or "")[:_SHORT_HASH]


def rules_now(document: Document) -> str:
    """The version of the rules of this program."""
    return str(made_with(document)["rules"])[:_SHORT_HASH]


def siblings(file: PublishedFile) -> list[dict[str, Any]]:
    """The stored files of the same paper, or of the same part, without its page."""
    publication = file.publication
    names = ("name", "title", "kind", "size", "sha256", "pages")
    rows = PublishedFile.objects.filter(publication=publication, part=file.part).exclude(kind=FileKind.PAGE)
    where = (publication.kind, publication.covers, publication.version)
    words = dict(FileKind.choices)
    return [
        {**row, "word": words[row["kind"]], "url": reverse("publishing:version-file", args=(*where, row["name"]))}
        for row in rows.order_by("pk").values(*names)
    ]


def citation(request: HttpRequest, file: PublishedFile, document: Document, one: Exhibit | None = None) -> Citation:
    """Of the paper, or of one table or figure of it. One query."""
    publication = file.publication
    pdfs = PublishedFile.objects.filter(publication=publication, part=file.part, kind=FileKind.PDF)
    address = address_of(file, one) if one else place(file)["own_url"]
    title = f"{one.block.number}: {one.block.caption}, in {file.title}" if one else file.title
    return Citation(
        reference=publication.reference,
        title=title,
        author=document.header.team or document.header.author,
        version=publication.version,
        published=publication.published_at.date(),
        address=request.build_absolute_uri(address),
        sha256=pdfs.values_list("sha256", flat=True).first() or "",
        word=Classification(file.classification).label,
    )


def exhibit_context(request: HttpRequest, file: PublishedFile, document: Document, one: Exhibit) -> dict[str, Any]:
    """A table or figure on its own page. Two queries."""
    every = list(exhibits_of(document))
    here = next(number for number, each in enumerate(every) if each.block.id == one.block.id)
    before = every[here - 1] if here else None
    after = every[here + 1] if here + 1 < len(every) else None
    rules = rules_of(file.publication)
    word = Classification(one.part.classification.lower()).label
    return {
        **place(file),
        "exhibit": one,
        "shown": one.block,
        "block_url": address_of(file, one),
        "markup": markup_of(one),
        "word": word,
        "before": {"exhibit": before, "url": address_of(file, before)} if before else None,
        "after": {"exhibit": after, "url": address_of(file, after)} if after else None,
        "origin": origin_of(one.block.provenance),
        "rules": rules,
        "rules_differ": bool(rules) and rules != rules_now(document),
        "columns": described([one], rules),
        "missing": MISSING_SAYS,
        "citation": citation(request, file, document, one),
        "has_latest": file.part == BODY,
    }


def markup_of(one: Exhibit) -> dict[str, Any]:
    """The block as markup with the notes that it calls. What it refers to stands elsewhere, and is words here."""
    medium = Medium(chart_data_uri, frozenset({one.block.id}), phone_src=phone_data_uri)
    inline = InlineWriter(medium, one.part.id)
    block = BlockWriter(medium, inline).markup(one.block, _HEADING + 1)
    return {"block": block, "notes": inline.take_notes()}


def origin_of(provenance: Provenance | None) -> dict[str, str] | None:
    """Where the figures of a block come from, in words."""
    if provenance is None:
        return None
    return {"query": provenance.query, "as_at": long_date(provenance.as_at).display, "rule": provenance.rule}
