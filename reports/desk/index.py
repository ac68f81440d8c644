"""The desk's first page: the month in hand, and every other month at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from access.policy import Reader
from reports.definitions.registry import definition_of, kinds
from reports.desk.outline import owned_sections
from reports.desk.page import MonthPage, month_page
from reports.desk.runs import outdated_runs
from reports.engine.edition import REGULATORY_YEAR_BEGINS
from reports.engine.month import Month
from reports.models import Correction, Publication, Report, SectionState
from reports.queries import reports_for


@dataclass(frozen=True, slots=True)
class Glance:
    """A month's report in a line. `errors` and `warnings` are of the last run of its checks, None where none was;
    `outdated` says whether it may come to something else by now. `published` is the version there is, of one that is
    not being corrected."""

    report: Report
    ready: int
    sections: int
    items: int
    errors: int | None
    warnings: int | None
    outdated: bool
    published: int | None


@dataclass(frozen=True, slots=True)
class ToOpen:
    """The month that a report is opened for next."""

    kind: str
    name: str
    month: Month


@dataclass(frozen=True, slots=True)
class Index:
    """`in_hand` is the month that is worked on: whose meeting comes next, else the latest there is. `to_open` is of
    the first report there is, `more_to_open` of the reports beside it."""

    in_hand: MonthPage | None
    others: tuple[Glance, ...]
    to_open: ToOpen
    more_to_open: tuple[ToOpen, ...]


def index_for(reader: Reader, today: date) -> Index:
    """Read in a number of queries that months do not add to."""
    reports = list(_counted(reports_for(reader)))
    whole = [report for report in reports if _sections(report)]
    coming = [report for report in whole if report.meeting.held_on >= today]
    in_hand = min(coming, key=lambda one: one.meeting.held_on) if coming else next(iter(whole), None)
    outdated = outdated_runs()
    others = tuple(_glance(report, report.pk in outdated) for report in reports if report is not in_hand)
    first, *more = (ToOpen(kind, name, _next(kind, reports, today)) for kind, name in kinds())
    return Index(month_page(in_hand, reader, today) if in_hand else None, others, first, tuple(more))


def _counted(reports: QuerySet[Report]) -> QuerySet[Report]:
    ready = ArrayAgg("duties__section", filter=Q(duties__state=SectionState.READY), distinct=True, default=Value([]))
    standing = Count("open_items", filter=Q(open_items__settled_at__isnull=True), distinct=True)
    run = {"errors": F("check_run__errors"), "warnings": F("check_run__warnings")}
    corrected = Correction.objects.filter(report=OuterRef("pk"), given_up_at__isnull=True, publication__isnull=True)
    latest = Publication.objects.filter(report=OuterRef("pk")).order_by("-version").values("version")[:1]
    reports = reports.annotate(published=Subquery(latest), corrected=Exists(corrected))
    return reports.annotate(ready=ready, items=standing, **run).order_by("-month", "kind")


def _glance(report: Report, outdated: bool) -> Glance:
    counted: dict[str, Any] = report.__dict__
    sections = _sections(report)
    ready = len(sections.intersection(counted["ready"]))
    published = None if counted["corrected"] else counted["published"]
    found = (counted["items"], counted["errors"], counted["warnings"])
    return Glance(report, ready, len(sections), *found, outdated, published)


def _sections(report: Report) -> set[str]:
    """None for a report that can be deleted, not built: of a month before the first edition, or whose edition asks for
    what is no more."""
    try:
        return {place.id for place in owned_sections(report.kind, report.covers)}
    except LookupError:
        return set()


def _next(kind: str, reports: list[Report], today: date) -> Month:
    """The one after the latest that is open: the next month, or of a year the month that ends the next. With none, the
    last that is whole."""
    latest = max((report.covers for report in reports if report.kind == kind), default=None)
    months = definition_of(kind).months
    if latest:
        return latest.back(-months)
    last = Month.containing(today).back(1)
    return last if months == 1 else last.back((last.month - REGULATORY_YEAR_BEGINS + 1) % 12)
