"""From the agenda to what is laid out: what the cover says, the papers with their pieces, and the bytes of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reports.models import (
    AgendaPaper,
    ClassificationWording,
    FileKind,
    Pack,
    PackFile,
    PublishedFile,
    UploadedPaper,
)
from reports.packs.agenda import reference_of, references_of
from reports.packs.layout import Paper, Piece, Replaced
from reports.packs.printing import About

_PUBLISHED, _UPLOADED = "published", "uploaded"


def about(pack: Pack, supplement: int, *, preview: bool = False) -> About:
    """What the cover says. `supplement` is 0 for the pack."""
    meeting = pack.meeting
    month = meeting.held_on.replace(day=1)
    worded = ClassificationWording.objects.filter(since__lte=month).order_by("since")
    return About(
        committee=meeting.committee.name,
        code=meeting.committee.code,
        meeting=meeting.title,
        held_on=meeting.held_on,
        reference=references_of(meeting),
        supplement=supplement,
        preview=preview,
        sentences=tuple(worded.values_list("classification", "sentence")),
    )


def confidential(pack: Pack) -> bool:
    return pack.meeting.committee.confidential


def as_laid_out(pack: Pack, papers: Sequence[AgendaPaper]) -> list[Paper]:
    """In their order, without their bytes."""
    pieces = _pieces_of_publications([paper.publication_id for paper in papers if paper.publication_id])
    pages = _first_pages([paper.replaces for paper in papers if paper.replaces])
    found = []
    for paper in papers:
        own: tuple[Piece, ...] = ()
        told = (paper.title, paper.classification, tuple(paper.audience))
        if paper.publication_id:
            own = tuple(pieces.get(paper.publication_id, ()))
        elif paper.upload:
            own = (Piece(*told, paper.upload.pages, (_UPLOADED, paper.upload.pk)),)
        reference = paper.publication.reference if paper.publication else reference_of(pack.meeting, paper.number)
        version = paper.publication.version if paper.publication else 0
        former = _replaced(paper.replaces, reference, pages) if paper.replaces else None
        found.append(Paper(paper.position or 0, reference, *told, own, version, former))
    return found


def _first_pages(former: Sequence[AgendaPaper]) -> dict[tuple[int | None, int], int]:
    """By issue and place on the agenda: the pages are the same in each edition, which lists all papers."""
    files = PackFile.objects.filter(issue__in={one.issue_id for one in former}) if former else PackFile.objects.none()
    rows = files.order_by("issue", "pk").distinct("issue").values_list("issue", "contents")
    return {(issue, row["item"]): row["first"] for issue, contents in rows for row in contents}


def _replaced(former: AgendaPaper, reference: str, pages: Mapping[tuple[int | None, int], int]) -> Replaced | None:
    item, issue = former.position or 0, former.issue
    first = pages.get((former.issue_id, item))
    if first is None or issue is None:
        return None
    return Replaced(item, reference, former.classification, tuple(former.audience), first, issue.number)


def _pieces_of_publications(publications: Sequence[int]) -> dict[int, list[Piece]]:
    files = PublishedFile.objects.filter(publication__in=publications, kind=FileKind.PDF).defer("content")
    found: dict[int, list[Piece]] = {}
    for file in files.order_by("publication", "part"):
        source, told = (_PUBLISHED, file.pk), (file.title, file.classification, tuple(file.audience))
        piece = Piece(*told, file.pages or 0, source, ours=True)
        found.setdefault(file.publication_id, []).append(piece)
    return found


def content_of(source: tuple[str, int]) -> bytes:
    """The bytes of a piece (`Piece.source`)."""
    kind, pk = source
    rows: Any = PublishedFile.objects if kind == _PUBLISHED else UploadedPaper.objects
    return bytes(rows.values_list("content", flat=True).get(pk=pk))
