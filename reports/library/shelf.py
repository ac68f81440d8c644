"""What the library lists: published papers, as each reader may know of them, and drafts for SECAS staff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from access.classification import Classification
from access.policy import Reader, known_to, may_be_known_of, may_read, visible_to
from reports.definitions.registry import kinds
from reports.engine.month import Month
from reports.models import Publication, PublishedFile, Report
from reports.models.publication import FileKind
from reports.parts import BODY
from reports.publishing.queries import (
    LARGE,
    PUBLISHED,
    SUPERSEDED,
    WITHDRAWN,
    is_withdrawn,
    standing_papers,
    superseded_by,
)
from reports.queries import reports_for

DRAFT, WITHHELD = "Draft", "Withheld"
_WITHOUT_CONTENT = ("publication_id", "part", "title", "kind", "name", "classification", "audience", "pages", "size")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader narrows the library to. `meeting` is the id of the meeting that the papers went to."""

    kind: str = ""
    year: int | None = None
    meeting: int | None = None

    def of_reports(self, path: str = "") -> Q:
        found = Q()
        if self.kind:
            found &= Q(**{f"{path}kind": self.kind})
        if self.year:
            found &= Q(**{f"{path}month__year": self.year})
        if self.meeting:
            found &= Q(**{f"{path}meeting": self.meeting})
        return found


@dataclass(frozen=True, slots=True)
class Earlier:
    version: int
    url: str
    state: str


@dataclass(frozen=True, slots=True)
class Apart:
    """A part that stands apart from its paper; without `url` it is withheld from the reader."""

    title: str
    word: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A report on the shelf, by the latest version that the reader may read.

    One that is withheld has its name, month and classification, and nothing else: no reference, day or address.
    """

    kind: str
    name: str
    month: Month
    word: str
    state: str
    url: str = ""
    reference: str = ""
    meeting: str = ""
    issue_date: date | None = None
    version: int = 1
    earlier: tuple[Earlier, ...] = ()
    parts: tuple[Apart, ...] = ()
    pdf: PublishedFile | None = None
    pdf_url: str = ""

    @property
    def title(self) -> str:
        return f"{self.name}, {self.month.label}"

    @property
    def is_withheld(self) -> bool:
        return self.state == WITHHELD


def shelf(reader: Reader, asked: Asked) -> list[Paper]:
    """The papers asked for, newest month first, then in the order of the kinds. Three queries.

    Asked for a meeting's, a reader hears of no paper that is withheld: it is told of without its meeting.
    """
    told = visible_to(reader, _publications()) if asked.meeting else _known(reader)
    known = list(told.filter(asked.of_reports("report__")).order_by("-month", "kind", "-version"))
    files = _files_of(one.pk for one in known)
    papers = [
        paper
        for _, versions in groupby(known, lambda one: one.report_id)
        for paper in _on_the_shelf(reader, list(versions), files)
    ]
    drafts = reports_for(reader).filter(asked.of_reports(), publications__isnull=True)
    papers += [_draft(report) for report in drafts]
    ranks = {kind: rank for rank, (kind, _) in enumerate(kinds())}
    papers.sort(key=lambda one: ranks.get(one.kind, len(ranks)))
    papers.sort(key=lambda one: one.month, reverse=True)
    return papers


def latest_papers(reader: Reader) -> list[Paper]:
    """Of each kind the latest month's paper that the reader may read and that stands: where a month's latest version
    was withdrawn, the month before it. Two queries."""
    standing = visible_to(reader, _publications()).filter(pk__in=standing_papers().order_by().values("pk"))
    newest = list(standing.order_by("kind", "-month", "-version").distinct("kind"))
    files = _files_of(one.pk for one in newest)
    papers = [_published(reader, one, [], files[one.pk]) for one in newest]
    ranks = {kind: rank for rank, (kind, _) in enumerate(kinds())}
    return sorted(papers, key=lambda one: ranks.get(one.kind, len(ranks)))


def years_known(reader: Reader) -> list[int]:
    """The years of the months that there are papers of, newest first, of which the reader may know. Two queries."""
    months = {day.year for day in _known(reader).values_list("month", flat=True).order_by("-month").distinct()}
    months |= {day.year for day in reports_for(reader).values_list("month", flat=True).distinct()}
    return sorted(months, reverse=True)


def meetings_known(reader: Reader) -> list[tuple[int, str, date]]:
    """The meetings that the papers which the reader may read went to, as (id, name, day), latest first. One query."""
    of_published = visible_to(reader, Publication.objects.all()).values("report__meeting")
    of_drafts = reports_for(reader).values("meeting")
    names = ("meeting", "meeting__title", "meeting__held_on")
    rows = Report.objects.filter(Q(meeting__in=of_published) | Q(meeting__in=of_drafts)).values_list(*names).distinct()
    return sorted(rows, key=lambda one: (one[2], one[1]), reverse=True)


def _publications() -> QuerySet[Publication]:
    last = Publication.objects.filter(report=OuterRef("report")).order_by("-version")
    found = Publication.objects.defer(*LARGE).annotate(
        last=Subquery(last.values("version")[:1]), last_word=Subquery(last.values("classification")[:1])
    )
    return found.select_related("withdrawal", "report__meeting")


def _known(reader: Reader) -> QuerySet[Publication]:
    return known_to(reader, _publications())


def _files_of(publications: Iterable[int]) -> Mapping[int, list[PublishedFile]]:
    """The pages of parts that stand apart, and the paper's PDF, by publication; without what they hold."""
    found: defaultdict[int, list[PublishedFile]] = defaultdict(list)
    wanted = (Q(kind=FileKind.PAGE) & ~Q(part=BODY)) | Q(kind=FileKind.PDF, part=BODY)
    rows = PublishedFile.objects.filter(wanted, publication__in=list(publications)).only(*_WITHOUT_CONTENT)
    for file in rows.order_by("part"):
        found[file.publication_id].append(file)
    return found


def _on_the_shelf(
    reader: Reader, versions: list[Publication], files: Mapping[int, list[PublishedFile]]
) -> Iterator[Paper]:
    """The newest version that the reader may read with the earlier ones of those; where there is none, that the paper
    is withheld."""
    readable = [one for one in versions if may_read(reader, one)]
    if not readable:
        yield _withheld(versions[0])
        return
    newest, *earlier = readable
    yield _published(reader, newest, earlier, files.get(newest.pk, []))


def state_of(publication: Publication) -> str:
    """In a word. Of a version that `last` says there is a later one of, that it is superseded."""
    if is_withdrawn(publication):
        return WITHDRAWN
    last: int = publication.last  # type: ignore[attr-defined]  # annotated above
    last_word: str = publication.last_word  # type: ignore[attr-defined]  # annotated above
    told = superseded_by(publication.version, publication.classification, last, last_word)
    return SUPERSEDED if told else PUBLISHED


def _published(
    reader: Reader, newest: Publication, earlier: Sequence[Publication], files: Sequence[PublishedFile]
) -> Paper:
    pdf = next((file for file in files if file.part == BODY and not is_withdrawn(newest)), None)
    place = (newest.kind, newest.covers, newest.version)
    return Paper(
        kind=newest.kind,
        name=_named(newest.kind, newest.title),
        month=newest.covers,
        word=Classification(newest.classification).label,
        state=state_of(newest),
        url=address_of(newest),
        reference=newest.reference,
        meeting=newest.report.meeting.title,
        issue_date=newest.issue_date,
        version=newest.version,
        earlier=tuple(Earlier(one.version, address_of(one), state_of(one)) for one in earlier),
        parts=tuple(_parts(reader, newest, files)),
        pdf=pdf,
        pdf_url=reverse("publishing:version-file", args=(*place, pdf.name)) if pdf else "",
    )


def _parts(reader: Reader, publication: Publication, files: Sequence[PublishedFile]) -> Iterator[Apart]:
    """The parts that stand apart: with their address for whoever may read them; others that may be known of are
    withheld, and of the rest nothing is said."""
    place = (publication.kind, publication.covers, publication.version)
    for file in files:
        if file.part == BODY:
            continue
        word = Classification(file.classification).label
        if may_read(reader, file):
            yield Apart(file.title, word, reverse("publishing:version-part", args=(*place, file.part)))
        elif may_be_known_of(file.classification):
            yield Apart(file.title, word)


def _withheld(publication: Publication) -> Paper:
    word = Classification(publication.classification).label
    return Paper(publication.kind, _named(publication.kind), publication.covers, word, WITHHELD)


def address_of(publication: Publication) -> str:
    """The latest version's is the report's own."""
    last: int = publication.last  # type: ignore[attr-defined]  # annotated above
    if publication.version == last:
        return reverse("reports:detail", args=(publication.kind, publication.covers))
    return reverse("publishing:version", args=(publication.kind, publication.covers, publication.version))


def _named(kind: str, otherwise: str = "") -> str:
    return dict(kinds()).get(kind, otherwise or kind)


def _draft(report: Report) -> Paper:
    return Paper(
        kind=report.kind,
        name=report.get_kind_display(),
        month=report.covers,
        word=Classification(report.classification).label,
        state=DRAFT,
        url=reverse("reports:detail", args=(report.kind, report.covers)),
        reference=report.paper_reference,
        meeting=report.meeting.title,
        issue_date=report.issue_date,
    )
