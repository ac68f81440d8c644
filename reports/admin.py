"""Reports and their text in the admin."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from access.record_admin import HistoryInline, RecordAdmin
from reports.forms import ReportForm, SectionTextForm, sections_of
from reports.models import ClassificationWording, Report, ReportAttachment, SectionText
from reports.papers import delete_reports


class AttachmentInline(HistoryInline):
    model = ReportAttachment


@admin.register(Report)
class ReportAdmin(RecordAdmin):
    form = ReportForm
    list_display = ("__str__", "paper_reference", "issue_date", "classification", "texts_written", "open_report")
    list_filter = ("kind", "classification")
    list_select_related = ("meeting__committee",)
    search_fields = ("author", "meeting__title", "meeting__committee__name")
    date_hierarchy = "month"
    autocomplete_fields = ("meeting",)
    inlines = (AttachmentInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return cast("QuerySet[Any]", super().get_queryset(request).annotate(written=Count("texts")))

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        delete_reports(Report.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        delete_reports(queryset)

    @admin.display(description="texts written")
    def texts_written(self, report: Any) -> str:
        return f"{report.written} of {len(sections_of(report))}"

    @admin.display(description="report")
    def open_report(self, report: Report) -> str:
        return format_html('<a href="{}">Open</a>', reverse("reports:detail", args=(report.kind, report.covers)))


@admin.register(SectionText)
class SectionTextAdmin(RecordAdmin):
    form = SectionTextForm
    list_display = ("section", "report", "beginning")
    list_filter = ("report",)
    list_select_related = ("report",)
    search_fields = ("section", "body")
    autocomplete_fields = ("report",)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """A text is classified as its report is, so what is written stays with the report it was written for."""
        return ("report", "section") if obj else ()

    @admin.display(description="text")
    def beginning(self, text: SectionText) -> str:
        return text.body[:120]


@admin.register(ClassificationWording)
class ClassificationWordingAdmin(RecordAdmin):
    list_display = ("classification", "since", "sentence")
    list_filter = ("classification",)
    search_fields = ("sentence",)
    date_hierarchy = "since"
