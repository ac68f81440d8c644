"""What the editor's chips can stand for, as JSON for those who may read the draft. What they may not is not found."""

from __future__ import annotations

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from reports.engine.edition import NoEdition
from reports.engine.month import Month
from reports.models import Report
from reports.narrative import chips
from reports.queries import report_of


@require_GET
@never_cache
def chips_json(request: HttpRequest, kind: str, month: Month) -> JsonResponse:
    report = _report(request, kind, month)
    try:
        return JsonResponse(chips.chips(request.user, report))
    except NoEdition as error:
        raise Http404(str(error)) from error


@require_GET
@never_cache
def mentions_json(request: HttpRequest, kind: str, month: Month) -> JsonResponse:
    found = chips.search(request.user, _report(request, kind, month), request.GET.get("q", ""))
    return JsonResponse({"mentions": found})


def _report(request: HttpRequest, kind: str, month: Month) -> Report:
    report = report_of(request.user, kind, month).first()
    if report is None:
        raise Http404("There is no such report.")
    return report
