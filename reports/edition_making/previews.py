"""A month's report as an edition would lay it out: made to be looked at, never kept and never the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from access.policy import may_read_part
from reports.building import built_in_context
from reports.definitions.context import MonthContext
from reports.edition_making.layout import UnresolvedEdition
from reports.edition_making.pages import Shown
from reports.edition_making.views import shown_edition
from reports.editions import resolved
from reports.engine.document import Document, Part, walk_sections
from reports.engine.edition import Edition
from reports.engine.month import Month
from reports.engine.problems import Problem
from reports.models import Report
from reports.parts import apart, open_edition, part_apart
from reports.queries import report_of
from reports.renderers.drawings import phone_data_uri
from reports.renderers.html import full_title, part_title, render_page, word


@require_safe
@never_cache
def preview(request: HttpRequest, kind: str, key: str, month: Month, part: str = "") -> HttpResponse:
    """The paper, or `part` of it that stands apart, by what the person may read."""
    shown, report = shown_edition(kind, key), _report(request, kind, month)
    context = {"shown": shown, "report": report, "kind": kind, "month": month}
    try:
        edition = _edition(shown, month)
    except UnresolvedEdition as error:
        return render(request, "reports/editions/preview.html", context | {"fault": str(error)})
    result, _ = built_in_context(report, edition)
    document = replace(result.document, notices=(_notice(shown), *result.document.notices))
    paper = open_edition(document)
    chosen = _part(request, document, part) if part else None
    page = render_page(document if chosen else paper, phone_src=phone_data_uri, parts=(chosen.id,) if chosen else None)
    more = {
        "title": f"{full_title(document)}: {part_title(chosen)}" if chosen else full_title(document),
        "page": page,
        "part": chosen,
        "problems": [] if chosen else list(_problems(result.problems, paper)),
        "beside": [] if chosen else _beside(request, document, kind, key, month),
    }
    return render(request, "reports/editions/preview.html", context | more)


def _report(request: HttpRequest, kind: str, month: Month) -> Report:
    report = report_of(request.user, kind, month).first()
    if report is None:
        raise Http404("There is no such report.")
    return report


def _edition(shown: Shown, month: Month) -> Edition[MonthContext]:
    """Raises UnresolvedEdition, or Http404 for none."""
    if shown.coded:
        return shown.coded
    if shown.stored is None:
        raise Http404("There is no such edition.")
    return resolved(shown.stored, shown.stored.sections.order_by("rank"), shown.begins or month)


def _notice(shown: Shown) -> str:
    what = "the draft of an edition" if shown.is_draft else "an edition"
    return f"Preview in {what}, “{shown.name}”. This is not the report, and it is not kept."


def _part(request: HttpRequest, document: Document, id: str) -> Part:
    found = part_apart(document, id)
    if found is None or not may_read_part(request.user, found.classification):
        raise Http404("There is no such part.")
    return found


def _problems(problems: Iterable[Problem], paper: Document) -> Iterable[Problem]:
    """Those of the paper: what is said of a part that stands apart may tell what is in it."""
    here = {"", *(section.id for part in paper.parts for section in walk_sections(part.sections))}
    return (problem for problem in problems if problem.section in here or problem.code == "text.unprinted")


def _beside(request: HttpRequest, document: Document, kind: str, key: str, month: Month) -> list[dict[str, str]]:
    return [
        {
            "title": part_title(part),
            "word": word(part.classification),
            "url": reverse("editions:preview-part", args=(kind, key, month, part.id)),
        }
        for part in apart(document)
        if may_read_part(request.user, part.classification)
    ]
