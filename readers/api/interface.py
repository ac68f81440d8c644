"""The addresses of the interface for programs: published data alone, for whoever may read it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, get_type_hints

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query, Schema
from ninja.errors import ValidationError

from importing.cells import inert
from readers.api import papers, schemas, series
from readers.api.answering import holds
from readers.api.models import PublishedFigure
from readers.api.papers import Answer
from readers.api.problems import problem
from reports.engine.month import Month
from reports.models import Publication
from reports.publishing.queries import is_withdrawn

VERSION = "1.0"
DESCRIPTION = (
    "Every published report, its files and tables, and every figure that they print, as a series over months and as it "
    "was known at a day. It is for reading. Without signing in it answers with what is White; whoever is signed in on "
    "this site is answered with what they may read there."
)
api = NinjaAPI(
    title="SEC Reports", version=VERSION, description=DESCRIPTION, urls_namespace="api", docs_url=None, openapi_url=None
)
PARAMETERS: dict[str, frozenset[str]] = {}
"""What each address takes after its question mark, by its name."""

Kind = Annotated[str, Path(description="The kind of report, such as operations.")]
MonthOf = Annotated[str, Path(description="The month, such as 2021-09.")]
VersionOf = Annotated[str, Path(description="The number of the version, from 1.")]
TableOf = Annotated[str, Path(description="The id of the table.")]
FactOf = Annotated[str, Path(description="The key of the figure, such as modifications.open.")]
_REFUSALS = {400: schemas.Problem, 404: schemas.Problem, 429: schemas.Problem}


def reads(path: str, name: str, response: type[Schema] | None, **more: Any) -> Callable[[Any], Any]:
    """An address of the interface, with its own parameters and no others."""

    def register(view: Any) -> Any:
        asked = get_type_hints(view).get("asked")
        PARAMETERS[name] = frozenset(asked.model_fields) if asked else frozenset()
        answers = {200: response, **_REFUSALS} if response else _REFUSALS
        return api.get(path, response=answers, url_name=name, operation_id=name, tags=["published"], **more)(view)

    return register


# --- Papers -----------------------------------------------------------------------------------------------------------


@reads("/reports", "reports", schemas.Reports, summary="Published reports, the latest month first")
def reports(request: HttpRequest, asked: Query[schemas.ReportsAsked]) -> Answer:
    found = papers.months_of(request.user, asked.kind, _first(asked.since), _first(asked.until))
    page = [(kind, month) for kind, month in found[asked.offset : asked.offset + asked.limit]]
    versions = papers.readable(request.user).filter(month__in={month for _, month in page}).order_by("-version")
    by_month: dict[tuple[str, date], list[Publication]] = {one: [] for one in page}
    for one in versions:
        by_month.get((one.kind, one.month), []).append(one)
    shown = [_report(request, kind, month, rows) for (kind, month), rows in by_month.items()]
    return _paged(request, found.count(), asked, shown)


@reads("/reports/{kind}/{month}", "report", schemas.Report, summary="A month’s report and its versions")
def report(request: HttpRequest, kind: Kind, month: MonthOf) -> Answer:
    found = papers.readable(request.user).filter(kind=_kind(kind), month=_month(month).first)
    rows = list(found.order_by("-version"))
    if not rows:
        raise Http404("There is no such report that you may read.")
    return _report(request, kind, _month(month).first, rows)


@reads(
    "/reports/{kind}/{month}/versions/{version}",
    "version",
    schemas.VersionWhole,
    summary="A version with its files, their hashes and addresses, and its tables",
)
def version(request: HttpRequest, kind: Kind, month: MonthOf, version: VersionOf) -> Answer:
    publication = _publication(request, kind, month, version)
    files = papers.files_of(request.user, publication)
    holds(request, {publication.classification, *(file.classification for file in files)})
    return papers.told_whole(publication, files, request.build_absolute_uri)


@reads(
    "/reports/{kind}/{month}/versions/{version}/tables/{table}",
    "table",
    schemas.Table,
    summary="A table, or the data of a figure, as it was published",
)
def table(request: HttpRequest, kind: Kind, month: MonthOf, version: VersionOf, table: TableOf) -> Answer:
    publication = _publication(request, kind, month, version)
    found = None if is_withdrawn(publication) else papers.table_in(request.user, publication, table)
    if found is None:
        raise Http404("There is no such table that you may read.")
    grid, file = found
    holds(request, {file.classification}, of=f"{publication}: {grid.id}")
    return papers.told_table(grid, file)


# --- Figures ----------------------------------------------------------------------------------------------------------


@reads("/facts", "facts", schemas.Facts, summary="The figures that published papers print")
def facts(request: HttpRequest, asked: Query[schemas.FactsAsked]) -> Answer:
    found = series.listed(request.user, (asked.q or "").strip())
    page = list(found[asked.offset : asked.offset + asked.limit])
    called = series.latest_of(request.user, [row["fact"] for row in page])
    rules = series.rules_of(called.values())
    holds(request, {one.classification for one in called.values()}, of="The list of figures")
    shown = [
        {
            "fact": row["fact"],
            "label": called[row["fact"]].label,
            "unit": called[row["fact"]].unit,
            "rule": rules.get(row["fact"], ""),
            "first_month": Month.containing(row["first"]).iso,
            "last_month": Month.containing(row["last"]).iso,
            "months": row["months"],
            "url": request.build_absolute_uri(f"{request.path.rstrip('/')}/{row['fact']}"),
        }
        for row in page
    ]
    return _paged(request, found.count(), asked, shown)


@reads("/facts/{fact}", "fact", schemas.Series, summary="A figure as a series over months")
def fact(request: HttpRequest, fact: FactOf, asked: Query[schemas.SeriesAsked]) -> Answer:
    rows, points = _points(request, fact, asked)
    last = rows[-1]
    return {
        "fact": fact,
        "label": last.label,
        "unit": last.unit,
        "rule": series.rules_of([last]).get(fact, ""),
        "as_known_at": asked.as_known_at,
        "points": points,
    }


@reads(
    "/facts/{fact}/series.csv",
    "fact-csv",
    None,
    summary="The same series as CSV, in UTF-8 with a byte order mark",
    openapi_extra={"responses": {200: {"description": "OK", "content": {"text/csv": {"schema": {"type": "string"}}}}}},
)
def fact_csv(request: HttpRequest, fact: FactOf, asked: Query[schemas.SeriesAsked]) -> HttpResponse:
    _, points = _points(request, fact, asked)
    names = [name for name in schemas.Point.model_fields if name not in ("value", "revised")]
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(["fact", *names, "revised_to", "revised_because"])
    for point in points:
        revised = point["revised"] or {"now": None, "reason": None}
        cells = [_csv_cell(name, point[name]) for name in names]
        writer.writerow([fact, *cells, *(_csv_cell(name, revised[name]) for name in ("now", "reason"))])
    headers = {"Content-Disposition": f'attachment; filename="{fact}.csv"'}
    return HttpResponse(file.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=headers)


def _csv_cell(name: str, value: Any) -> str:
    """A negative number begins as a formula may, and is none."""
    if value is None:
        return ""
    return str(value) if name == "exact" else inert(str(value))


def _points(request: HttpRequest, fact: str, asked: schemas.SeriesAsked) -> tuple[list[PublishedFigure], list[Answer]]:
    if "\x00" in fact:
        raise Http404("There is no such figure.")
    day = date.fromisoformat(asked.as_known_at) if asked.as_known_at else None
    about = (asked.report, _first(asked.since), _first(asked.until), day)
    rows = series.points(request.user, fact, *about)
    if not rows:
        raise Http404("No published paper that you may read prints such a figure, for these months.")
    marks = series.revisions(request.user, fact, day)
    held = {row.classification for row in rows} | {mark.classification for mark in marks.values()}
    holds(request, held, of=fact)
    return rows, [series.told_point(row, marks, request.build_absolute_uri) for row in rows]


# --- What they share --------------------------------------------------------------------------------------------------


def _report(request: HttpRequest, kind: str, month: date, rows: list[Publication]) -> Answer:
    holds(request, {one.classification for one in rows})
    told = [papers.told(one, request.build_absolute_uri) for one in rows]
    return {"kind": kind, "month": Month.containing(month).iso, "versions": told}


def _publication(request: HttpRequest, kind: str, month: str, version: str) -> Publication:
    number = int(version) if version.isascii() and version.isdigit() and len(version) <= 4 else 0
    found = papers.readable(request.user).filter(kind=_kind(kind), month=_month(month).first, version=number).first()
    if found is None:
        raise Http404("There is no such version that you may read.")
    return found


def _kind(text: str) -> str:
    if "\x00" in text:
        raise Http404("There is no such report.")
    return text


def _month(text: str) -> Month:
    month = papers.month_named(text)
    if month is None:
        raise Http404("There is no such month: it is written like 2021-09.")
    return month


def _first(month: str | None) -> date | None:
    return Month.parse(month).first if month else None


def _paged(request: HttpRequest, count: int, asked: schemas.Paging, items: list[Answer]) -> Answer:
    following = asked.offset + asked.limit
    goes_on = following < count and following <= schemas.FARTHEST
    query = request.GET.copy()
    query["offset"] = str(following)
    address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {"count": count, "next": address if goes_on else None, "items": items}


# --- Refusals ---------------------------------------------------------------------------------------------------------


@api.exception_handler(ValidationError)
def _wrong(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    errors = [{"parameter": str(one["loc"][-1]), "message": str(one["msg"])} for one in exc.errors]
    return problem(400, "A parameter is not as it should be.", errors=errors)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, exc: Http404) -> HttpResponse:
    return problem(404, str(exc))
