"""The admin: one menu, by the job a person came to do instead of by table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from access import policy
from access.audit_pages import AuditPages


@dataclass(frozen=True)
class Job:
    """A heading of the menu: what it is for, and the models it needs, most used first."""

    slug: str
    name: str
    purpose: str
    models: tuple[str, ...]


JOBS = (
    Job(
        "parties",
        "Parties and market",
        "Who joined, left, moved category or defaulted, and who completed the UEP or a test.",
        (
            "parties.Party",
            "parties.VotingGroup",
            "parties.Membership",
            "parties.CategoryPeriod",
            "parties.VotingGroupPeriod",
            "parties.EventOfDefault",
            "parties.UepCompletion",
            "parties.TestingCompletion",
            "parties.SecurityReview",
            "parties.SecurityOutcome",
        ),
    ),
    Job(
        "modifications",
        "Modifications and releases",
        "Proposals from Draft to release, consultations, SEC Releases and SEC versions.",
        (
            "modifications.Modification",
            "modifications.Consultation",
            "modifications.Release",
            "modifications.SecVersion",
        ),
    ),
    Job(
        "assessments",
        "DCC Assessments",
        "Preliminary and Impact Assessments asked of the DCC, their targets and returns.",
        ("modifications.DccAssessment", "modifications.InformationRequest"),
    ),
    Job(
        "meetings",
        "Committees and meetings",
        "Meetings with their notice, papers and minutes, decisions, actions, elections and the DCC's reports.",
        (
            "meetings.Meeting",
            "meetings.Decision",
            "meetings.Action",
            "meetings.Committee",
            "meetings.Election",
            "meetings.DccReport",
            "meetings.DccReportDelivery",
            "modifications.BankHoliday",
        ),
    ),
    Job(
        "measures",
        "The month's measures",
        "A number per month and category: helpdesk, website, CodeWorks, product lists, security, resource days.",
        ("measures.Observation", "measures.RankedEntry", "measures.Measure", "measures.MeasureCategory"),
    ),
    Job(
        "reports",
        "Reports and text",
        "The papers of a month, their attachments, and the text staff write for them.",
        (
            "reports.Report",
            "reports.SectionText",
            "reports.Objective",
            "reports.Restatement",
            "reports.Abbreviation",
            "reports.ClassificationWording",
            "reports.Deadline",
        ),
    ),
    Job("people", "People and roles", "Who signs in, and what they may see and do.", ("access.User",)),
)
TRAIL = Job("trail", "Audit trail", "What happened to every record, who did it and why.", ())
OTHER = Job("other", "Everything else", "", ())


class RecordsSite(AdminSite):
    site_title = "SEC Reports"
    site_header = "SEC Reports: records"
    index_title = "What do you want to work on?"
    empty_value_display = "–"

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one page to sign in on, the site's; it says so when the roles of who is signed in do not suffice."""
        wanted = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index", current_app=self.name)
        return redirect_to_login(wanted)

    def password_change(  # type: ignore[override]  # Django's stubs promise a page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Nor is there a second page to change one's password on."""
        return redirect("accounts:password")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The menu in the shape Django's templates read, with a job where they expect an app."""
        entries = {
            f"{app['app_label']}.{entry['object_name']}": entry
            for app in self._build_app_dict(request, app_label).values()
            for entry in app["models"]
        }
        menu = [self._heading(job, [entries.pop(name) for name in job.models if name in entries]) for job in JOBS]
        menu.append(self._heading(OTHER, list(entries.values())))
        if app_label is None and policy.may_read_trail(request.user):
            page = reverse("admin:audit", current_app=self.name)
            menu.append(self._heading(TRAIL, [{"name": TRAIL.name, "object_name": "Audit", "admin_url": page}]))
        return [heading for heading in menu if heading["models"]]

    def get_urls(self) -> list[Any]:
        return [*AuditPages(self).urls, *super().get_urls()]

    def app_index(  # type: ignore[override]  # Django's stubs promise a page
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """No page per app: breadcrumbs that lead here go on to the job's place in the menu."""
        menu = self.get_app_list(request, app_label)
        return HttpResponseRedirect(menu[0]["app_url"] if menu else reverse("admin:index"))

    def _heading(self, job: Job, entries: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "name": job.name,
            "purpose": job.purpose,
            "app_label": job.slug,
            "app_url": f"{reverse('admin:index', current_app=self.name)}#{job.slug}",
            "has_module_perms": True,
            "models": entries,
        }
