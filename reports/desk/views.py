"""The month desk: its first page, a month's page, and opening a month. What a person may not see is not found."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from access import policy
from access.audit import record_reading
from access.models import User
from reports.definitions.registry import definition_of, definitions
from reports.desk.acts import act_on
from reports.desk.arranging import chosen, filters, grouped, marks, owner_choices
from reports.desk.forms import ItemForm, MonthForm, OpeningForm
from reports.desk.index import index_for
from reports.desk.opening import meetings_for, open_month, report_before
from reports.desk.outline import owned_sections
from reports.desk.page import month_page, word_for
from reports.engine.edition import NoEdition
from reports.engine.month import Month
from reports.models import Report
from reports.publishing.queries import alarms
from reports.queries import report_of
from reports.review.queries import in_a_line
from reports.review.waiting import sent_by, waiting_for


def today() -> date:
    """The day it is where SECAS works: the desk's deadlines are counted from it, and nothing that a report says."""
    return timezone.localdate()


@require_GET
def arrive(request: HttpRequest) -> HttpResponse:
    """Where people land when they have signed in: staff at the desk, readers among the reports."""
    return redirect("desk:index" if policy.may_read_drafts(request.user) else "reports:library")


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    if not policy.may_read_drafts(request.user):
        raise Http404("The desk is for SECAS staff.")
    found = index_for(request.user, today())
    may_open = policy.may_open_reports(request.user)
    asked = MonthForm(request.GET) if "month" in request.GET else MonthForm()
    if may_open and asked.is_bound and asked.is_valid():
        return redirect("desk:open", asked.cleaned_data["kind"], Month.containing(asked.cleaned_data["month"]))
    context = {
        "index": found,
        "page": found.in_hand,
        "marks": marks(found.in_hand) if found.in_hand else [],
        "may_open": may_open,
        "asked": asked,
        "alarms": alarms(timezone.now()),
        "waiting": waiting_for(cast("User", request.user)),
        "sent": sent_by(cast("User", request.user)),
    }
    return render(request, "reports/desk/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def month(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    """The month's page; what is sent to it is one change of the desk."""
    report = _report(request, kind, month)
    form = None
    if request.method == "POST":
        form = act_on(request, report)
        if form is None:
            return redirect(_back_to(request, kind, month))
    record_reading(request.user, f"{report}, desk", word_for(request.user, report))
    page = month_page(report, request.user, today())
    show = chosen(request.GET.get("show", ""), closed=page.closed)
    context = {
        "page": page,
        "report": report,
        "kind": kind,
        "month": month,
        "show": show,
        "filters": filters(page, show),
        "groups": grouped(page, show),
        "marks": marks(page),
        "choices": owner_choices(page),
        "review": in_a_line(report),
        "item_form": form or ItemForm(report),
    }
    return render(request, "reports/desk/month.html", context)


def _back_to(request: HttpRequest, kind: str, month: Month) -> str:
    """The page as it was asked for, at the section that was changed."""
    address = reverse("desk:month", args=(kind, month))
    show, section = chosen(request.GET.get("show", "")), request.POST.get("section", "")
    query = f"?{urlencode({'show': show})}" if "show" in request.GET else ""
    place = f"section-{section}" if request.POST.get("act") in ("owner", "state") else "items"
    return f"{address}{query}#{place}"


def _report(request: HttpRequest, kind: str, month: Month) -> Report:
    report = report_of(request.user, kind, month).first()
    if report is None or not _has_edition(kind, month):
        raise Http404("There is no such report.")
    return report


def _has_edition(kind: str, month: Month) -> bool:
    """Raises UnresolvedEdition, of which every page says what is wrong."""
    try:
        return bool(owned_sections(kind, month))
    except NoEdition:
        return False


# --- Opening a month ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def open_report(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    user = request.user
    if not (isinstance(user, User) and policy.may_open_reports(user)) or kind not in definitions():
        raise Http404("There is nothing here that this person may do.")
    before = report_before(kind, month)
    choices = meetings_for(month, before)
    form = OpeningForm(choices, before, month, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            report = open_month(kind, month, by=user, **form.cleaned_data)
        except ValidationError as refusal:
            form.refuse(refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages})
        else:
            messages.success(request, f"{month.label} is open. {_said_of(report)}")
            return redirect("desk:month", kind, month)
    last = f" The last report’s was {before.paper_number}." if before else ""
    context = {
        "form": form,
        "number_hint": f"The last part of its paper reference.{last}",
        "choices": choices,
        "before": before,
        "kind": kind,
        "month": month,
        "name": definition_of(kind).name,
        "exists": Report.objects.filter(kind=kind, month=month.first).exists(),
        "has_edition": _has_edition(kind, month),
    }
    return render(request, "reports/desk/open.html", context)


def _said_of(report: Report) -> str:
    duties = report.duties.count()
    owned = report.duties.filter(owner__isnull=False).count()
    counted = {
        "open item": report.open_items.count(),
        "text": report.texts.count(),
        "attachment": report.attachments.count(),
    }
    carried = [f"{number} {name}{'' if number == 1 else 's'}" for name, number in counted.items() if number]
    said = f"{owned} of {duties} sections have their owner."
    return f"{said} Carried over: {', '.join(carried)}." if carried else said
