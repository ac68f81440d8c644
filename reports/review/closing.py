"""Whether a report's own rows may be changed: not once it is published, until a correction of it is in hand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from reports.models import Correction, Publication, Report

if TYPE_CHECKING:
    from importing.problems import Problem
    from importing.surroundings import Surroundings

_LARGE = ("payload", "facts", "record", "made_with")


def correction_in_hand(report: Report) -> Correction | None:
    """The next version of a published report, where it is begun, and neither published nor given up."""
    return Correction.objects.filter(report=report, given_up_at__isnull=True, publication__isnull=True).first()


def last_published(report: Report) -> Publication | None:
    """The latest version there is, without what is large in it."""
    return Publication.objects.filter(report=report).defer(*_LARGE).order_by("-version").first()


def may_be_changed(report: Report) -> bool:
    """Whether its first page, attachments, texts and reasons may be written: published, they wait for a correction."""
    return not Publication.objects.filter(report=report).exists() or correction_in_hand(report) is not None


def closed_words(report: Report) -> str:
    """What is said to somebody who would change a report that is closed."""
    return f"The {report} is published, so nothing of it was changed: begin a correction of it first."


def refuse_closed(report: Report | None) -> None:
    """Raises ValidationError for a report that is closed. A save that comes in the moment of the publication may still
    be kept: what is published does not change by it, and the next version begins from it."""
    if report is not None and report.pk and not may_be_changed(report):
        raise ValidationError(closed_words(report), code="closed")


def of_open_reports(template: str, *columns: str) -> Callable[[Surroundings], Iterator[Problem]]:
    """A rule of an import's template whose rows name their report by `report` and `month`: none that would change a row
    in these columns, or whether it is illustrative, is taken for a report that is closed."""

    def rule(around: Surroundings) -> Iterator[Problem]:
        touched = [row for row, _ in around.touched(template, "report", "month", *columns, "illustrative")]
        named: set[tuple[Any, Any]] = {(row.values["report"], row.values["month"]) for row in touched}
        closed = {(one.kind, one.month): one for one in _closed_among(named)}
        for row in touched:
            if one := closed.get((row.values["report"], row.values["month"])):
                yield row.problem(closed_words(one), "month")

    return rule


def kept_by_closed_reports(model: type[Model], report: str = "report") -> Callable[[Collection[int]], dict[int, str]]:
    """Why rows of the model, by their numbers, are not taken away again with the import that added them: `report` is
    the path to whose they are, "" for the reports themselves."""
    of = f"{report}_id" if report else "pk"

    def kept(pks: Collection[int]) -> dict[int, str]:
        whose = dict(model._default_manager.filter(pk__in=pks).values_list("pk", of))
        closed = _closed(Report.objects.filter(pk__in=set(whose.values())))
        words = {one.pk: closed_words(one) for one in closed}
        return {pk: words[pk_of] for pk, pk_of in whose.items() if pk_of in words}

    return kept


def _closed_among(named: set[tuple[Any, Any]]) -> list[Report]:
    """Those reports, by kind and month, that are published and not being corrected."""
    if not named:
        return []
    wanted = reduce(or_, (Q(kind=kind, month=month) for kind, month in named))
    return _closed(Report.objects.filter(wanted))


def _closed(reports: QuerySet[Report]) -> list[Report]:
    corrected = Correction.objects.filter(given_up_at__isnull=True, publication__isnull=True)
    return list(reports.filter(publications__isnull=False).distinct().exclude(pk__in=corrected.values("report")))
