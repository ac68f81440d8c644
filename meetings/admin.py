"""Committees and their meetings in the admin."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from access.forms import MonthField
from access.record_admin import BaseModelAdmin, HistoryInline, RecordAdmin
from access.verbs import VerbAdmin
from meetings.admin_forms import ActionAtMeetingForm, DecisionAtMeetingForm, MeetingForm
from meetings.admin_verbs import DecideAtMeeting, DecideOnModification
from meetings.models import (
    Action,
    AgendaItem,
    Committee,
    DccReport,
    DccReportDelivery,
    DccReportFigure,
    Decision,
    Election,
    Meeting,
)
from meetings.naming import parse_meeting_name
from meetings.queries.register import cancelled_in_words
from modifications.admin import ModificationAdmin, OfModification
from modifications.admin_filters import dated, either
from modifications.admin_names import ModificationRows

M = TypeVar("M", bound=Model)

# A decision is recorded where its modification is found, too; `modifications` knows of no meetings.
ModificationAdmin.verbs = (DecideOnModification, *ModificationAdmin.verbs)

# --- Meetings -----------------------------------------------------------------------------------------


class FoundByMeeting(BaseModelAdmin):
    """Finds rows by a meeting's name ("panel-96", "SECP 97", "tag-82X"), else by the words of `search_fields`."""

    meeting_path: ClassVar[str] = ""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[M], search_term: str
    ) -> tuple[QuerySet[M], bool]:
        condition = self._named(search_term)
        if condition is not None and queryset.filter(condition).exists():
            return queryset.filter(condition), False
        return super().get_search_results(request, queryset, search_term)  # type: ignore[misc,no-any-return]  # a mixin

    def _named(self, typed: str) -> Q | None:
        try:
            name = parse_meeting_name("-".join(typed.split()))
        except ValueError:
            return None
        at, committee = self.meeting_path, f"{self.meeting_path}committee__"
        body = (
            Q(**{f"{committee}code__iexact": name.body})
            | Q(**{f"{committee}paper_prefix__iexact": name.body})
            | Q(**{f"{committee}abbreviation__iexact": name.body})
        )
        if name.number is None:
            return body & Q(**{f"{at}held_on": name.held_on})
        # The number alone finds its extraordinary meetings too.
        suffix = Q(**{f"{at}suffix": name.suffix}) if name.suffix else Q()
        return body & Q(**{f"{at}number": name.number}) & suffix


class AgendaInline(ModificationRows):
    model = AgendaItem
    fields = ("position", "modification", "topic")
    ordering = ("position",)
    verbose_name, verbose_name_plural = "agenda item", "Agenda"


class DecisionInline(ModificationRows):
    model = Decision
    form = DecisionAtMeetingForm
    fields = ("modification", "question", "outcome", "route")
    ordering = ("id",)
    show_change_link = True
    verbose_name_plural = (
        "Decisions (their release, day and remark are on the page of each; a row typed here moves no modification to "
        "its next stage: “Record a decision”, above, does)"
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("modification", "release")


class ActionInline(HistoryInline):
    model = Action
    form = ActionAtMeetingForm
    fields = ("reference", "description", "owner", "raised_on", "due_on", "closed_on")
    verbose_name_plural = "Actions placed"


@admin.register(Meeting)
class MeetingAdmin(FoundByMeeting, VerbAdmin):
    form = MeetingForm
    list_display = ("title", "held_on", "notice_on", "papers_issued_on", "minutes_issued_on", "status")
    list_filter = (
        "committee",
        "kind",
        either("number", "extraordinary", no=("Regular", Q(suffix="")), yes=("Extraordinary", ~Q(suffix=""))),
        dated("papers", "papers_issued_on", without="Not issued", given="Issued"),
        dated("minutes", "minutes_issued_on", without="Not issued", given="Issued"),
        "cancelled",
    )
    list_select_related = ("committee",)
    date_hierarchy = "held_on"
    ordering = ("-held_on", "title")
    search_fields = ("title", "committee__name", "committee__abbreviation", "purpose", "headline")
    search_help_text = "A meeting (panel 96, SECP-97, TAG 82X), or words of its title, purpose or headline"
    autocomplete_fields = ("committee",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "committee",
                    "kind",
                    ("number", "suffix"),
                    "title",
                    "held_on",
                    ("cancelled", "cancelled_on"),
                    "purpose",
                )
            },
        ),
        (
            "Notice, papers and minutes",
            {
                "fields": (("notice_on", "papers_issued_on", "minutes_issued_on"),),
                "description": "Notice and papers are due five Working Days before the meeting, minutes five after.",
            },
        ),
        ("What it came to", {"fields": ("headline", "link", "illustrative")}),
    )
    verbs = (DecideAtMeeting,)
    inlines = (AgendaInline, DecisionInline, ActionInline)

    class Media:
        css = {"all": ("css/admin-rows.css",)}

    @admin.display(description="status", ordering="cancelled")
    def status(self, meeting: Meeting) -> str:
        return cancelled_in_words(meeting.cancelled_on) if meeting.cancelled else ""


@admin.register(Committee)
class CommitteeAdmin(RecordAdmin):
    list_display = ("name", "abbreviation", "code", "kind", "paper_prefix", "counts_as_held", "confidential")
    list_filter = ("kind", "counts_as_held", "confidential")
    search_fields = ("name", "abbreviation", "code", "paper_prefix")
    search_help_text = "A committee's name, abbreviation, code or paper prefix"
    prepopulated_fields = {"code": ("name",)}


# --- What came of meetings ----------------------------------------------------------------------------


@admin.register(Decision)
class DecisionAdmin(OfModification):
    list_display = ("modification_called", "question", "outcome", "body", "decided_on")
    list_display_links = ("modification_called", "question")
    ordering = ("-decided_on", "body", "id")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *("body", "meeting", "decided_on", "modification", "release", "question", "outcome", "route"),
                    *("referred_to_panel_on", "remark", "illustrative"),
                ),
                "description": "What is typed here moves no modification to its next stage: “Record a decision”, on "
                "the page of the meeting or the modification, does.",
            },
        ),
    )
    list_filter = ("body", "question", "outcome", "route")
    date_hierarchy = "decided_on"
    search_fields = (*OfModification.search_fields, "meeting__title", "release__name", "remark")
    search_help_text = "A modification's reference (MP 121, dp152), or words of a title, meeting, release or remark"
    autocomplete_fields = ("modification", "meeting", "release")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("meeting", "release")

    @admin.display(description="modification or release", ordering="modification__code")
    def modification_called(self, row: Any) -> str:
        return row.called or str(row.release or "")


@admin.register(Action)
class ActionAdmin(RecordAdmin):
    list_display = ("reference", "committee", "description", "owner", "raised_on", "due_on", "closed_on")
    list_filter = (dated("state", "closed_on", without="Open", given="Closed"), "committee")
    list_select_related = ("committee",)
    date_hierarchy = "raised_on"
    search_fields = ("reference", "description", "owner")
    search_help_text = "A reference, an owner, or words of the description"
    autocomplete_fields = ("committee", "meeting")


@admin.register(Election)
class ElectionAdmin(RecordAdmin):
    list_display = ("year", "committee", "seat", "nominations_opened_on", "closed_on", "outcome")
    list_filter = (dated("state", "closed_on", without="Not closed", given="Closed"), "committee", "year")
    list_select_related = ("committee",)
    date_hierarchy = "nominations_opened_on"
    search_fields = ("seat", "committee__name", "outcome")
    search_help_text = "A seat, a committee, or words of the outcome"
    autocomplete_fields = ("committee",)


# --- The DCC's reports --------------------------------------------------------------------------------


class FigureInline(HistoryInline):
    model = DccReportFigure
    verbose_name, verbose_name_plural = "figure", "Figures"


@admin.register(DccReport)
class DccReportAdmin(RecordAdmin):
    list_display = ("name", "frequency", "delivery_clause", "content_clause", "due_rule", "due_days", "due_words")
    list_filter = ("frequency", "due_rule")
    search_fields = ("name", "code", "delivery_clause", "content_clause")
    search_help_text = "A report's name or code, or an SEC clause"
    prepopulated_fields = {"code": ("name",)}


@admin.register(DccReportDelivery)
class DccReportDeliveryAdmin(RecordAdmin):
    list_display = ("report", "period_named", "delivered_on", "observation")
    list_filter = (dated("delivery", "delivered_on", without="Not delivered", given="Delivered"), "report")
    list_select_related = ("report",)
    date_hierarchy = "period"
    search_fields = ("report__name", "report__code", "observation")
    search_help_text = "A report's name, or words of what OPSG observed"
    autocomplete_fields = ("report",)
    inlines = (FigureInline,)

    @admin.display(description="period", ordering="period")
    def period_named(self, delivery: DccReportDelivery) -> str:
        return f"{delivery.period:%B %Y}"

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "period":
            kwargs = {"form_class": MonthField, "help_text": "The last month it covers.", **kwargs}
            return db_field.formfield(**kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
