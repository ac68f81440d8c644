"""What the library lists: the papers that were published, for whoever may read them, and drafts for SECAS staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from access.classification import Classification
from access.policy import Reader
from reports.definitions.registry import kinds
from reports.models import Publication, Report
from reports.publishing.queries import PUBLISHED, SUPERSEDED, WITHDRAWN, is_withdrawn, publications_for
from reports.queries import reports_for

DRAFT = "Draft"


def library_rows(reader: Reader) -> list[dict[str, Any]]:
    """Newest month first. A paper stands there once, by the latest version that the reader may read, with the earlier
    ones beneath it. Two queries."""
    last = Publication.objects.filter(report=OuterRef("report")).order_by("-version").values("version")[:1]
    published = publications_for(reader).annotate(last=Subquery(last))
    names = dict(kinds())
    found: list[tuple[date, str, dict[str, Any]]] = []
    listed: set[int] = set()
    for report_id, versions in groupby(published.order_by("-month", "kind", "-version"), lambda one: one.report_id):
        newest, *earlier = versions
        listed.add(report_id)
        found.append((newest.month, newest.kind, _published(newest, earlier, names)))
    drafts = (report for report in reports_for(reader) if report.pk not in listed)
    found += [(report.month, report.kind, _draft(report)) for report in drafts]
    found.sort(key=lambda one: one[1])
    found.sort(key=lambda one: one[0], reverse=True)
    return [row for _, _, row in found]


def state_of(publication: Publication) -> str:
    """In a word. Of a version that `last` says there is a later one of, that it is superseded."""
    if is_withdrawn(publication):
        return WITHDRAWN
    last: int = publication.last  # type: ignore[attr-defined]  # annotated above
    return SUPERSEDED if publication.version < last else PUBLISHED


def _published(newest: Publication, earlier: Sequence[Publication], names: dict[str, str]) -> dict[str, Any]:
    return {
        "title": names.get(newest.kind, newest.title),
        "month": newest.covers.label,
        "url": _address(newest),
        "reference": newest.reference,
        "issue_date": newest.issue_date,
        "classification": Classification(newest.classification).label,
        "state": state_of(newest),
        "version": newest.version,
        "earlier": [{"version": one.version, "url": _address(one), "state": state_of(one)} for one in earlier],
    }


def _address(publication: Publication) -> str:
    """The latest version's is the report's own."""
    last: int = publication.last  # type: ignore[attr-defined]  # annotated above
    if publication.version == last:
        return reverse("reports:detail", args=(publication.kind, publication.covers))
    return reverse("publishing:version", args=(publication.kind, publication.covers, publication.version))


def _draft(report: Report) -> dict[str, Any]:
    return {
        "title": report.get_kind_display(),
        "month": report.covers.label,
        "url": reverse("reports:detail", args=(report.kind, report.covers)),
        "reference": report.paper_reference,
        "issue_date": report.issue_date,
        "classification": Classification(report.classification).label,
        "state": DRAFT,
    }
