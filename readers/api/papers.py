"""Published versions, their files and tables, as the interface tells of them."""

from __future__ import annotations

from datetime import UTC, date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from access.classification import Classification, highest
from access.policy import Reader, visible_to
from readers.search.papers import document_of
from reports.engine.month import Month
from reports.models import Publication, PublishedFile
from reports.models.publication import FileKind
from reports.publishing.queries import LARGE, PUBLISHED, SUPERSEDED, WITHDRAWN, is_withdrawn
from reports.renderers.tables import Grid, Plain, grids_of

Answer = dict[str, Any]


def readable(reader: Reader) -> QuerySet[Publication]:
    """The versions that the person may read, each with its withdrawal and the number of the latest there is."""
    own = Publication.objects.filter(report=OuterRef("report")).order_by("-version")
    found = visible_to(reader, Publication.objects.defer(*LARGE)).select_related("withdrawal")
    return found.annotate(latest=Subquery(own.values("version")[:1]))


def months_of(
    reader: Reader, kind: str | None, since: date | None, until: date | None
) -> QuerySet[Publication, tuple[str, date]]:
    """The kinds and months of which the person may read a version, the latest first."""
    found = visible_to(reader, Publication.objects.all())
    wanted = {"kind": kind, "month__gte": since, "month__lte": until}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    return found.order_by("-month", "kind").values_list("kind", "month").distinct()


def state_of(publication: Publication, latest: int) -> str:
    if is_withdrawn(publication):
        return WITHDRAWN
    return SUPERSEDED if publication.version < latest else PUBLISHED


def page_of(publication: Publication, part: str = "") -> str:
    """The address of the page that people read."""
    place = (publication.kind, publication.covers, publication.version)
    return (
        reverse("publishing:version-part", args=(*place, part)) if part else reverse("publishing:version", args=place)
    )


def told(publication: Publication, build: Any) -> Answer:
    """A version without its files. `build` makes an address whole."""
    place = (publication.kind, publication.covers.iso, publication.version)
    latest: int = publication.latest  # type: ignore[attr-defined]  # annotated by `readable`
    return {
        "version": publication.version,
        "state": state_of(publication, latest),
        "reference": publication.reference,
        "title": publication.title,
        "classification": Classification(publication.classification).label,
        "issued": publication.issue_date.isoformat(),
        "published_at": publication.published_at.astimezone(UTC).isoformat(),
        "page": build(page_of(publication)),
        "url": build(reverse("api:version", args=place)),
    }


def told_whole(publication: Publication, files: list[PublishedFile], build: Any) -> Answer:
    withdrawn = is_withdrawn(publication)
    shown = [] if withdrawn else files
    return {
        **told(publication, build),
        "kind": publication.kind,
        "month": publication.covers.iso,
        "withdrawn_because": publication.withdrawal.reason if withdrawn else None,
        "files": [_file(publication, file, build) for file in shown],
        "tables": [_listed(publication, file, build) for file in shown if file.kind == FileKind.TABLE],
    }


def files_of(reader: Reader, publication: Publication) -> list[PublishedFile]:
    files = visible_to(reader, PublishedFile.objects.filter(publication=publication))
    return list(files.defer("content").order_by("part", "pk"))


def _file(publication: Publication, file: PublishedFile, build: Any) -> Answer:
    if file.kind == FileKind.PAGE:
        address = page_of(publication, file.part)
    else:
        place = (publication.kind, publication.covers, publication.version, file.name)
        address = reverse("publishing:version-file", args=place)
    names = ("part", "title", "kind", "name", "content_type", "pages", "size", "sha256")
    word = Classification(file.classification).label
    return {**{name: getattr(file, name) for name in names}, "classification": word, "url": build(address)}


def _listed(publication: Publication, file: PublishedFile, build: Any) -> Answer:
    id = table_of(publication, file)
    place = (publication.kind, publication.covers.iso, publication.version, id)
    return {
        "id": id,
        "part": file.part,
        "title": file.title,
        "classification": Classification(file.classification).label,
        "url": build(reverse("api:table", args=place)),
    }


def table_of(publication: Publication, file: PublishedFile) -> str:
    """The id of the table that a file of CSV holds, which is the end of its name."""
    stem = f"{publication.reference}-{file.part}-" if file.part else f"{publication.reference}-"
    return file.name.removeprefix(stem).removesuffix(".csv")


def table_in(reader: Reader, publication: Publication, id: str) -> tuple[Grid, PublishedFile] | None:
    """The table of this id in what the person may read of the version, the paper itself before its parts."""
    files = visible_to(reader, PublishedFile.objects.filter(publication=publication, kind=FileKind.DATA))
    for file in files.order_by("part"):
        document = document_of(file)
        for grid in grids_of(document) if document else ():
            if grid.id == id:
                return grid, file
    return None


def told_table(grid: Grid, file: PublishedFile) -> Answer:
    units = [_unit(grid, place) for place in range(len(grid.headings))]
    return {
        "id": grid.id,
        "name": grid.name,
        "caption": grid.caption,
        "classification": Classification(highest([file.classification])).label,
        "columns": [{"heading": one, "unit": unit} for one, unit in zip(grid.headings, units, strict=True)],
        "rows": [[_cell(cell, own, unit) for (cell, own), unit in zip(row, units, strict=True)] for row in grid.rows],
        "notes": list(grid.notes),
    }


def _unit(grid: Grid, place: int) -> str:
    """What every number of the column is counted in; blank where they differ, and then stands with each."""
    units = {row[place][1] for row in grid.rows if isinstance(row[place][0], int | Decimal)}
    return units.pop().strip() if len(units) == 1 else ""


def _cell(cell: Plain, own: str, unit: str) -> int | float | str | None:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | Decimal):
        if own.strip() != unit:
            return f"{cell}{own}"
        return int(cell) if cell == int(cell) else float(cell)
    return cell


def month_named(text: str) -> Month | None:
    """None for what is no month."""
    try:
        return Month.parse(text)
    except ValueError:
        return None
