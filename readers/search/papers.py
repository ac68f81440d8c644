"""What was published and issued, as search keeps it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from access.classification import Classification, at_least
from readers.search import names
from readers.search.entry import Entry
from readers.search.models import Kind
from readers.search.passages import clean, cover_of, cut, passages_in
from readers.search.pdf_words import as_read
from reports.engine.document import Document
from reports.engine.serialise import DocumentFormatError, loads
from reports.models import AgendaPaper, PackFile, PackIssue, Publication, PublishedFile, UploadedPaper
from reports.models.publication import FileKind
from reports.packs.layout import DIVIDER_PAGES, HELD
from reports.packs.naming import slug_of
from reports.packs.uploads import text_of

logger = logging.getLogger(__name__)


def document_of(file: PublishedFile) -> Document | None:
    """The Document that a file of data holds; None, and said to operators, for one that this program cannot read."""
    try:
        return loads(bytes(file.content).decode())
    except (DocumentFormatError, UnicodeDecodeError) as error:
        logger.error("%s cannot be read: %s", file, error)
        return None


def source_of(publication: Publication) -> str:
    return f"publication:{publication.pk}"


def entries_of_publication(publication: Publication) -> Iterator[Entry]:
    """For each of its files of data one for the whole, and one for each of its sections. One query."""
    for file in publication.files.filter(kind=FileKind.DATA).order_by("part"):
        document = document_of(file)
        yield _entry(publication, file, "", clean(file.title), cover_of(document) if document else "", opens=True)
        seen: dict[str, int] = {}
        for passage in passages_in(document) if document else ():
            seen[passage.anchor] = number = seen.get(passage.anchor, 0) + 1
            place = passage.anchor if number == 1 else f"{passage.anchor}~{number}"
            yield _entry(publication, file, place, passage.title, passage.body, anchor=passage.anchor)


def _entry(
    publication: Publication,
    file: PublishedFile,
    place: str,
    title: str,
    body: str,
    *,
    anchor: str = "",
    opens: bool = False,
) -> Entry:
    return Entry(
        source=source_of(publication),
        place=f"{file.part}#{place}",
        kind=Kind.REPORT,
        classification=file.classification,
        audience=tuple(file.audience),
        title=title,
        within="" if opens else clean(file.title),
        body=body,
        references=tuple(names.of_paper(publication.reference)) if opens and not file.part else (),
        publication_id=publication.pk,
        report=publication.kind,
        month=publication.month,
        dated=publication.issue_date,
        part=file.part,
        key=anchor,
        opens=opens,
    )


# --- Packs ------------------------------------------------------------------------------------------------------------


def source_of_issue(issue: PackIssue) -> str:
    return f"pack:{issue.pk}"


def entries_of_issue(issue: PackIssue) -> Iterator[Entry]:
    """The papers of an issued pack, each as the least classified file that holds it lists it: so it is found by who may
    open it there. What is withheld from a file is not looked for in it. Of a PDF that was brought, each page besides;
    reports of ours are found as they were published. Two queries, and one for each such PDF."""
    files = PackFile.objects.filter(issue=issue).defer("content")
    rows = AgendaPaper.objects.filter(issue=issue).select_related("upload").defer("upload__content")
    papers = {paper.position: paper for paper in rows}
    found: set[int] = set()
    for file in sorted(files, key=lambda file: at_least(Classification.WHITE).index(file.classification)):
        held = [line for line in file.contents if line.get("state") == HELD]
        ours = (papers[line["item"]].publication_id for line in held if line["item"] in papers)
        together = tuple(sorted(pk for pk in ours if pk))
        for line in held:
            if line["item"] not in found:
                found.add(line["item"])
                paper = papers.get(line["item"])
                own = replace(_paper(issue, file, line, paper), stands_with=together)
                yield own
                yield from _pages(own, line, paper.upload) if paper and paper.upload else ()


def _paper(issue: PackIssue, file: PackFile, line: dict[str, Any], paper: AgendaPaper | None) -> Entry:
    meeting = issue.pack.meeting
    return Entry(
        source=source_of_issue(issue),
        place=str(line["item"]),
        kind=Kind.PAPER,
        classification=file.classification,
        audience=tuple(file.audience),
        title=clean(line["title"]),
        within=f"{line['reference']}, papers of {meeting.title}",
        body=f"{line['reference']} {meeting.title} {meeting.committee}",
        references=tuple(names.of_paper(line["reference"])),
        publication_id=paper.publication_id if paper else None,
        paper_id=paper.pk if paper else None,
        month=meeting.held_on.replace(day=1),
        dated=meeting.held_on,
        part=slug_of(meeting),
        key=str(line["first"]),
        opens=True,
    )


def _pages(paper: Entry, line: dict[str, Any], upload: UploadedPaper) -> Iterator[Entry]:
    """An entry for each page that has words, more for one of very many. They come after the paper's divider."""
    first = line["parts"][0]["first"] if line.get("parts") else line["first"] + DIVIDER_PAGES
    for page, words in enumerate(as_read(text_of(upload).pages), start=first):
        for number, body in enumerate(cut(clean(words).splitlines()), start=1):
            if body:
                place = f"{paper.place}#{page}" if number == 1 else f"{paper.place}#{page}~{number}"
                yield replace(paper, place=place, body=body, references=(), key=str(page), opens=False)
