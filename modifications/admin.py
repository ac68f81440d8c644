"""Modifications, their assessments and releases in the admin. What is shown as "last recorded" is the latest row of a
history, whatever today is: the admin shows what was entered, reports what was true on a day."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery
from django.forms import ModelForm
from django.http import HttpRequest

from access.admin_filters import LastRecorded
from access.record_admin import HistoryInline, RecordAdmin
from access.verbs import VerbAdmin
from modifications import services
from modifications.admin_filters import dated, either
from modifications.admin_forms import AffectedForm, ModificationForm, NewModificationForm, ReferenceForm
from modifications.admin_names import FoundByReference, by_what_it_is_called, called, named_modifications, recorded
from modifications.admin_verbs import ASSESSMENT_VERBS, MODIFICATION_VERBS, MoveRelease
from modifications.models import (
    AffectedCategoriesFrom,
    AssessmentTarget,
    BankHoliday,
    Consultation,
    DccAssessment,
    InformationRequest,
    LeadAnalystFrom,
    Modification,
    OnHold,
    Path,
    ProposerFrom,
    ReferenceFrom,
    Release,
    ReleaseDateFrom,
    RouteFrom,
    SecVersion,
    Stage,
    StageFrom,
    TargetReleaseFrom,
    TitleFrom,
)

# --- The histories on a modification's page -----------------------------------------------------------


class ModificationHistory(HistoryInline):
    ordering = ("since",)


class StageInline(ModificationHistory):
    model = StageFrom
    verbose_name, verbose_name_plural = "stage", "Stages"


class ReferenceInline(ModificationHistory):
    model = ReferenceFrom
    form = ReferenceForm
    verbose_name, verbose_name_plural = "reference", "References"


class TitleInline(ModificationHistory):
    model = TitleFrom
    verbose_name, verbose_name_plural = "title", "Titles"


class ProposerInline(ModificationHistory):
    model = ProposerFrom
    fields = ("since", "organisation", "person")
    verbose_name, verbose_name_plural = "Proposer", "Proposers"


class LeadAnalystInline(ModificationHistory):
    model = LeadAnalystFrom
    verbose_name, verbose_name_plural = "lead analyst", "Lead analysts"


class RouteInline(ModificationHistory):
    model = RouteFrom
    verbose_name, verbose_name_plural = "path", "Paths"


class AffectedInline(ModificationHistory):
    model = AffectedCategoriesFrom
    form = AffectedForm
    verbose_name, verbose_name_plural = "affected Party Categories", "Affected Party Categories"


class TargetReleaseInline(ModificationHistory):
    model = TargetReleaseFrom
    verbose_name, verbose_name_plural = "target release", "Target releases"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("release")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "release" and field is not None:
            # Read once for all rows: releases are few.
            field.choices = [*field.widget.choices]
        return field


class OnHoldInline(HistoryInline):
    model = OnHold
    verbose_name, verbose_name_plural = "time on hold", "Times on hold"

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        label = {"label": "On hold"} if db_field.name == "valid" else {}
        return super().formfield_for_dbfield(db_field, request, **{**kwargs, **label})


class AssessmentInline(HistoryInline):
    model = DccAssessment
    show_change_link = True
    verbose_name_plural = "DCC Assessments"


class ConsultationInline(HistoryInline):
    model = Consultation
    verbose_name_plural = "Consultations"


# --- Modifications ------------------------------------------------------------------------------------


class StageFilter(LastRecorded):
    title, parameter_name, choices_of = "stage last recorded", "stage", Stage.choices


class PathFilter(LastRecorded):
    title, parameter_name, choices_of = "path last recorded", "path", Path.choices


_RESTING = OnHold.objects.filter(valid__endswith__isnull=True).values("modification")


@admin.register(Modification)
class ModificationAdmin(FoundByReference, VerbAdmin):
    form = ModificationForm
    list_display = ("called_last", "stage_last", "raised_on", "proposer_last", "release_last")
    list_filter = (
        StageFilter,
        PathFilter,
        either("work", "work", rests=("On hold, not yet resumed", Q(pk__in=_RESTING))),
        either("split", "split", parts=("Parts of a split", Q(split_from__isnull=False))),
    )
    date_hierarchy = "raised_on"
    search_fields = (
        "code",
        "references__reference",
        "titles__title",
        "proposers__organisation",
        "lead_analysts__analyst",
        "issue",
    )
    search_help_text = "A reference (MP 121, dp152, SECMP7), or words of a title, Proposer, lead analyst or issue"
    autocomplete_fields = ("split_from",)
    fields = ("code", "raised_on", "split_from", "issue", "link", "illustrative")
    verbs = MODIFICATION_VERBS

    inlines = (
        ReferenceInline,
        TitleInline,
        StageInline,
        AssessmentInline,
        ConsultationInline,
        TargetReleaseInline,
        RouteInline,
        AffectedInline,
        ProposerInline,
        LeadAnalystInline,
        OnHoldInline,
    )

    class Media:
        css = {"all": ("css/admin-rows.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        modifications: QuerySet[Any] = super().get_queryset(request)
        shown: QuerySet[Any] = named_modifications(modifications).annotate(
            stage=recorded(StageFrom, "stage"),
            path=recorded(RouteFrom, "path"),
            proposer=recorded(ProposerFrom, "organisation"),
            target=recorded(TargetReleaseFrom, "release__name"),
        )
        return shown

    def get_form(  # type: ignore[override]  # `change` is among the rest
        self, request: HttpRequest, obj: Model | None = None, **kwargs: Any
    ) -> Any:
        form = {"form": NewModificationForm} if obj is None else {}
        return super().get_form(request, obj, **{**kwargs, **form})

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        if obj is not None:
            return super().get_fields(request, obj)
        begun = ("reference", "title", "raised_on", "organisation", "person", "stage")
        return [*begun, "split_from", "issue", "link", "illustrative"]

    def get_inlines(self, request: HttpRequest, obj: Model | None) -> Any:
        """A new modification begins its histories from one short form; they are rows afterwards."""
        return self.inlines if obj is not None else ()

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            begun = ("reference", "title", "organisation", "person", "stage")
            services.begin(obj, **{name: form.cleaned_data[name] for name in begun})

    @admin.display(description="modification", ordering="code")
    def called_last(self, modification: Any) -> str:
        return str(modification)

    @admin.display(description="stage", ordering="stage")
    def stage_last(self, modification: Any) -> str:
        return str(Stage(modification.stage).label) if modification.stage else ""

    @admin.display(description="Proposer", ordering="proposer")
    def proposer_last(self, modification: Any) -> str:
        return modification.proposer or ""

    @admin.display(description="target release", ordering="target")
    def release_last(self, modification: Any) -> str:
        return modification.target or ""


class OfModification(FoundByReference, RecordAdmin):
    """Rows of a modification, found by its reference and shown with it."""

    reference_path = "modification__"
    search_fields: ClassVar[Any] = ("modification__references__reference", "modification__titles__title")
    search_help_text = "A modification's reference (MP 121, dp152, SECMP7), or words of its title"
    autocomplete_fields: ClassVar[Any] = ("modification",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        named: QuerySet[Any] = rows.annotate(called=called("modification_id")).select_related("modification")
        return named

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return by_what_it_is_called(db_field, super().formfield_for_foreignkey(db_field, request, **kwargs))

    @admin.display(description="modification", ordering="modification__code")
    def modification_called(self, row: Any) -> str:
        return row.called or str(row.modification)


@admin.register(Consultation)
class ConsultationAdmin(OfModification):
    list_display = ("modification_called", "kind", "sequence", "planned_week", "opened_on", "closed_on")
    list_filter = (
        "kind",
        dated("opened", "opened_on", without="Only planned", given="Opened"),
        dated("closed", "closed_on", without="Not closed", given="Closed"),
    )
    date_hierarchy = "opened_on"


# --- DCC Assessments ----------------------------------------------------------------------------------


class TargetInline(HistoryInline):
    model = AssessmentTarget
    ordering = ("since",)
    verbose_name_plural = "Targets"


class InformationRequestInline(HistoryInline):
    model = InformationRequest
    verbose_name_plural = "Information requests"


@admin.register(DccAssessment)
class DccAssessmentAdmin(OfModification, VerbAdmin):
    list_display = (
        "modification_called",
        "kind",
        "sequence",
        "requested_on",
        "accepted_on",
        "returned_on",
        "target_last",
    )
    list_filter = (
        "kind",
        dated("accepted", "accepted_on", without="Only requested", given="Accepted"),
        dated("returned", "returned_on", without="Underway or requested", given="Returned"),
    )
    date_hierarchy = "accepted_on"
    inlines = (TargetInline, InformationRequestInline)
    verbs = ASSESSMENT_VERBS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        targets = AssessmentTarget.objects.filter(assessment=OuterRef("pk")).order_by("-since")
        assessments: QuerySet[Any] = super().get_queryset(request)
        shown: QuerySet[Any] = assessments.annotate(target_recorded=Subquery(targets.values("target")[:1]))
        return shown

    @admin.display(description="target (WD)", ordering="target_recorded")
    def target_last(self, assessment: Any) -> int:
        return assessment.target_recorded or DccAssessment.STANDARD_TARGET[assessment.kind]


@admin.register(InformationRequest)
class InformationRequestAdmin(FoundByReference, RecordAdmin):
    reference_path = "assessment__modification__"
    list_display = ("subject", "assessment", "asked_on", "answered_on")
    list_filter = (dated("answer", "answered_on", without="Open", given="Answered"), "assessment__kind")
    list_select_related = ("assessment__modification",)
    date_hierarchy = "asked_on"
    search_fields = ("subject", "assessment__modification__references__reference")
    search_help_text = "Words of the subject, or a modification's reference"
    autocomplete_fields = ("assessment",)


# --- Releases and versions ----------------------------------------------------------------------------


class ReleaseDateInline(HistoryInline):
    model = ReleaseDateFrom
    ordering = ("since",)
    verbose_name, verbose_name_plural = "go-live date", "Go-live dates"


@admin.register(Release)
class ReleaseAdmin(VerbAdmin):
    list_display = ("name", "kind", "go_live_last", "known_since")
    list_filter = ("kind",)
    search_fields = ("name",)
    search_help_text = "A release's name"
    inlines = (ReleaseDateInline,)
    verbs = (MoveRelease,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        dates = ReleaseDateFrom.objects.filter(release=OuterRef("pk")).order_by("-since")
        releases: QuerySet[Any] = super().get_queryset(request)
        shown: QuerySet[Any] = releases.annotate(
            go_live=Subquery(dates.values("go_live_on")[:1]), decided=Subquery(dates.values("since")[:1])
        )
        return shown

    @admin.display(description="go-live date", ordering="go_live")
    def go_live_last(self, release: Any) -> Any:
        return release.go_live

    @admin.display(description="known since", ordering="decided")
    def known_since(self, release: Any) -> Any:
        return release.decided


@admin.register(SecVersion)
class SecVersionAdmin(FoundByReference, RecordAdmin):
    reference_path = "modifications__"
    list_display = ("issued_on", "number", "cause", "description")
    list_filter = ("cause",)
    date_hierarchy = "issued_on"
    search_fields = ("number", "description", "modifications__references__reference")
    search_help_text = "A version's number, words of its description, or a modification's reference"
    autocomplete_fields = ("modifications",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None:
            field.queryset = named_modifications(Modification.objects.all())
        return field


@admin.register(BankHoliday)
class BankHolidayAdmin(RecordAdmin):
    list_display = ("day", "name")
    date_hierarchy = "day"
    search_fields = ("name",)
    ordering = ("-day",)
