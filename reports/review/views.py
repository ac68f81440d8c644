"""The review of a report, and what changed in it. What a person may not see is not found."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from access.audit import record_reading
from access.classification import announced, highest
from access.models import User
from access.policy import may_read_part
from reports.engine.document import Document
from reports.engine.edition import NoEdition
from reports.engine.month import Month
from reports.engine.redact import NothingPermitted, edition_for_audience
from reports.engine.serialise import DocumentFormatError
from reports.models import Report
from reports.parts import highest_for
from reports.queries import report_of
from reports.review.acts import Again, act_on
from reports.review.bases import as_classified_since, bases
from reports.review.comparing import changes_between
from reports.review.page import review_page
from reports.review.queries import Standing, standing
from reports.review.telling import tell_voided

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def review(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    """The review's page; what is sent to it is one step of the review. What is refused comes back as it was typed."""
    report = _report(request, kind, month)
    again = None
    if request.method == "POST":
        outcome = act_on(request, report)
        if not isinstance(outcome, Again):
            return redirect(outcome)
        again = outcome
    stands = _standing(report)
    tell_voided(stands, request.build_absolute_uri("/"))
    record_reading(request.user, f"{report}, review", highest_for(request.user, stands.document))
    page = review_page(report, cast("User", request.user), stands, again)
    context = {"page": page, "stands": page.stands, "report": report, "kind": kind, "month": month}
    return render(request, "reports/review/review.html", context, status=REFUSED if again else 200)


@require_GET
@never_cache
def changes(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    """What the report says otherwise than when it was approved, sent or published: `since` names which, else the one
    that tells the reader most. Both are cut down to what the reader may read before they are compared: what was said,
    by the higher of what its part was classified as then and is now."""
    report = _report(request, kind, month)
    stands, person = _standing(report), cast("User", request.user)
    seen = [highest_for(person, stands.document)]
    found = bases(report, person, stands)
    wanted = request.GET.get("since", "")
    basis = next((one for one in found if not wanted or one.key == wanted), None)
    if basis is None and wanted:
        raise Http404("There is nothing of that name to compare with.")
    context = {"stands": stands, "report": report, "kind": kind, "month": month, "bases": found, "basis": basis}
    if basis is not None:
        try:
            before = _as_read(person, basis.document(report), stands.document)
            cut = _for(person, before)
        except (DocumentFormatError, NothingPermitted):
            context["unreadable"] = True
        else:
            context["changes"] = changes_between(cut, _for(person, stands.document))
            seen.append(highest_for(person, before))
            context["same"] = basis.content_hash == stands.content_hash
    record_reading(person, f"{report}, changes", highest(seen))
    return render(request, "reports/review/changes.html", context)


def _as_read(person: User, before: Document, now: Document) -> Document:
    """What was said, classified as it is since. For whoever reads all of it, it is as it was."""
    since = as_classified_since(before, now)
    return before if all(may_read_part(person, part.classification) for part in since.parts) else since


def _for(person: User, document: Document) -> Document:
    """The document without the parts that the person may not read, and the titles of those that it would not name.
    Whoever reads the report at all reads its body."""
    paper = document.parts[0].classification.lower()
    return edition_for_audience(
        document, lambda word: may_read_part(person, word), announce=lambda word: announced(word.lower(), paper)
    )


def _report(request: HttpRequest, kind: str, month: Month) -> Report:
    report = report_of(request.user, kind, month).first()
    if report is None:
        raise Http404("There is no such report.")
    return report


def _standing(report: Report) -> Standing:
    try:
        return standing(report)
    except NoEdition as error:
        raise Http404(str(error)) from error
