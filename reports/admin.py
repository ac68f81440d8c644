"""Reports and their text in the admin."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from access import policy
from access.record_admin import HistoryInline, RecordAdmin
from reports.desk.duties import owner_of
from reports.forms import AttachmentFormSet, ReportForm, SectionTextForm, sections_of
from reports.models import (
    Abbreviation,
    ClassificationWording,
    Deadline,
    Objective,
    ObjectiveStatus,
    Report,
    ReportAttachment,
    Restatement,
    SectionText,
)
from reports.models.objectives import TEXT_PREFIX
from reports.papers import delete_reports
from reports.restating.entering import RestatementForm
from reports.review.closing import may_be_changed


class AttachmentInline(HistoryInline):
    model = ReportAttachment
    formset = AttachmentFormSet


class ObjectiveStatusInline(HistoryInline):
    model = ObjectiveStatus
    verbose_name_plural = "statuses of the objectives"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("objective")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "objective" and field is not None:
            # Read once for all rows: objectives are few.
            field.choices = [*field.widget.choices]
        return field


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

    def get_inlines(self, request: HttpRequest, obj: Model | None) -> list[Any]:
        """A report that asks for texts on objectives is where their statuses are entered."""
        asks = isinstance(obj, Report) and any(section.startswith(TEXT_PREFIX) for section, _ in sections_of(obj))
        return [*self.inlines, *([ObjectiveStatusInline] if asks else [])]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return cast(
            "QuerySet[Any]", super().get_queryset(request).annotate(written=Count("texts", filter=~Q(texts__body="")))
        )

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        delete_reports(Report.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        delete_reports(queryset)

    @admin.display(description="texts written")
    def texts_written(self, report: Any) -> str:
        return f"{report.written} of {len(sections_of(report))}"

    @admin.display(description="report")
    def open_report(self, report: Report) -> str:
        return format_html('<a href="{}">Open</a>', reverse("reports:draft", args=(report.kind, report.covers)))


def may_write(user: policy.Reader, report: Report, section: str) -> bool:
    return policy.may_write_section(user, None) or policy.may_write_section(user, owner_of(report, section))


class OwnTextForm(SectionTextForm):
    """A text is begun by those who may go on to write it. One that stands is written in the editor alone."""

    writer: policy.Reader

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        report, section = cleaned.get("report"), cleaned.get("section")
        if report and section and not self.errors and not may_write(self.writer, report, section):
            self.add_error("section", "The section is not yours. An editor says on the month's page who writes it.")
        return cleaned


@admin.register(SectionText)
class SectionTextAdmin(RecordAdmin):
    form = OwnTextForm
    list_display = ("section", "report", "beginning", "open_editor")
    list_filter = ("report",)
    list_select_related = ("report",)
    search_fields = ("section", "body")
    autocomplete_fields = ("report",)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """A text is classified as its report is, so what is written stays with the report it was written for. What it
        says is changed where a save is held against what others saved meanwhile: in the editor."""
        return ("report", "section", "body", "open_editor") if obj else ()

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        return ["report", "section", "body", *(["open_editor"] if obj else []), "illustrative"]

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        """Only what the page asks is written: the body read with the row may be another's by now."""
        if change:
            obj.save(update_fields=form.changed_data)
        else:
            super().save_model(request, obj, form, change)

    def get_form(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:  # type: ignore[override]  # as RecordAdmin
        form: Any = super().get_form(request, obj, **kwargs)
        form.writer = request.user
        return form

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_write(request.user, obj.report, obj.section))

    def view_on_site(self, text: SectionText) -> str:  # type: ignore[override]  # the admin asks with its own model
        return reverse("text:text", args=(text.report.kind, text.report.covers, text.section))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or may_be_changed(obj.report))

    @admin.display(description="editor")
    def open_editor(self, text: SectionText) -> str:
        return format_html('<a href="{}">Write in the editor</a>', self.view_on_site(text))

    @admin.display(description="text")
    def beginning(self, text: SectionText) -> str:
        return text.body[:120]


@admin.register(ClassificationWording)
class ClassificationWordingAdmin(RecordAdmin):
    list_display = ("classification", "since", "sentence")
    list_filter = ("classification",)
    search_fields = ("sentence",)
    date_hierarchy = "since"


@admin.register(Abbreviation)
class AbbreviationAdmin(RecordAdmin):
    list_display = ("short", "stands_for", "since", "well_known")
    list_filter = ("well_known",)
    search_fields = ("short", "stands_for")


@admin.register(Deadline)
class DeadlineAdmin(RecordAdmin):
    list_display = ("name", "working_days")
    search_fields = ("name",)
    prepopulated_fields = {"code": ("name",)}


@admin.register(Objective)
class ObjectiveAdmin(RecordAdmin):
    list_display = ("name", "group", "wording", "since")
    list_filter = ("group",)
    search_fields = ("code", "name", "wording")


@admin.register(Restatement)
class RestatementAdmin(RecordAdmin):
    form = RestatementForm
    list_display = ("fact", "covers", "published", "restated_on", "reason", "classification")
    search_fields = ("fact", "reason")
    date_hierarchy = "month"
