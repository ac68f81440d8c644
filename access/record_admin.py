"""What every page of the admin has in common: rows by policy, plain fields, and refusals in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.messages.storage import default_storage
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, connection, models, transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst

from access import policy
from access.admin_filters import by_policy
from access.audit import because
from access.classification import Classification
from access.forms import (
    DateInput,
    HistoryForm,
    HistoryFormSet,
    MonthField,
    PeriodField,
    RecordForm,
    RefusedForm,
    RefusedFormSet,
    UnclassifyingField,
)
from access.history_pages import HistoryPages
from access.models import Record

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[models.Model]
    TabularInline = admin.TabularInline[models.Model, models.Model]
    BaseModelAdmin = admin.options.BaseModelAdmin[models.Model]
else:
    ModelAdmin, TabularInline, BaseModelAdmin = admin.ModelAdmin, admin.TabularInline, object

SHORT_TEXT = forms.Textarea(attrs={"rows": 2, "cols": 40})


@dataclass(frozen=True)
class Refusal:
    """What the database would not store: rows of which model, and why."""

    model: type[models.Model] | None
    message: str

    @classmethod
    def of(cls, error: IntegrityError) -> Refusal:
        said = getattr(error.__cause__, "diag", None)
        for model in _models_of_table(getattr(said, "table_name", None)):
            for constraint in model._meta.constraints:
                if constraint.name == getattr(said, "constraint_name", None):
                    return cls(model, str(constraint.get_violation_error_message()))
            return cls(model, getattr(said, "message_detail", None) or str(error))
        return cls(None, str(error))


def _models_of_table(table: str | None) -> list[type[models.Model]]:
    return list(connection.introspection.installed_models([table])) if table else []


class _PolicyRows(BaseModelAdmin):
    """Rows and choices a person may see; fields as people type them. For pages and inlines alike."""

    formfield_overrides = {
        models.TextField: {"widget": SHORT_TEXT},
        models.DateField: {"widget": DateInput},
        DateRangeField: {"form_class": PeriodField},
    }

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[models.Model]:
        rows = super().get_queryset(request)
        return policy.visible_to(request.user, rows) if issubclass(self.model, Record) else rows

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if isinstance(db_field, models.DateField) and db_field.name.split("_")[-1] == "month":
            kwargs = {"form_class": MonthField, "help_text": "", **kwargs}
            return db_field.formfield(**kwargs)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Adding what is missing helps; to change or delete it, people go to its page, where its history is.
            field.widget.can_change_related = field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def formfield_for_choice_field(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.TypedChoiceField | None:
        """Nobody classifies a row above what they may read: it would vanish from before them. Nor below what it has,
        unless they may classify: it would appear before others."""
        if db_field.name != "classification":
            return super().formfield_for_choice_field(db_field, request, **kwargs)
        readable = policy.readable_classifications(request.user)
        kwargs["choices"] = [choice for choice in Classification.choices if choice[0] in readable]
        if policy.may_classify(request.user):
            return super().formfield_for_choice_field(db_field, request, **kwargs)
        field = super().formfield_for_choice_field(
            db_field, request, **{**kwargs, "choices_form_class": UnclassifyingField}
        )
        if isinstance(field, UnclassifyingField):
            default = db_field.get_default() or policy.default_classification(self.model)
            field.lowest = default or Classification.RED
        return field

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        related = db_field.remote_field.model
        if issubclass(related, Record) and "queryset" not in kwargs:
            kwargs["queryset"] = policy.visible_to(request.user, related._default_manager.all())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class JudgedByDatabase(HistoryPages):
    """A page that is saved whole, with the database as the judge of the whole."""

    def get_form(  # type: ignore[override]  # `change` among the rest, as Django's own page of people takes it
        self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any
    ) -> type[forms.ModelForm[models.Model]]:
        form = super().get_form(request, obj, **kwargs)
        refusal = _refusal(request)
        if refusal and not any(inline.model is refusal.model for inline in self.get_inline_instances(request, obj)):
            return _refused(RefusedForm, form, refusal)
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Saves a page whole, with the database as its judge; what it refuses comes back as typed, with the reason.

        Rules that a save breaks half-way and keeps at its end (a history whose rows move together) are asked at the
        end. A rule broken by someone else's save in the same moment is caught in the same way.
        """
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        why = f"{'Change' if object_id else 'Add'} {self.opts.verbose_name}"
        try:
            with because(why), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
                response = super().changeform_view(request, object_id, form_url, extra_context)
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                return response
        except IntegrityError as error:
            request.refusal = Refusal.of(error)  # type: ignore[attr-defined]  # ours, for this request
            # The save that was undone had said already that it was done.
            request._messages = default_storage(request)  # type: ignore[attr-defined]  # as Django's middleware sets it
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        with because(f"Delete {self.opts.verbose_name}"):
            return super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """What is done to the rows ticked in a list is done under its name there."""
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        names = {name: str(label) for name, label in self.get_action_choices(request)}
        with because(names.get(request.POST.get("action", ""), f"List of {self.opts.verbose_name_plural}")):
            return super().changelist_view(request, extra_context)


class RecordAdmin(_PolicyRows, JudgedByDatabase):
    """The page of a kind of record. Apps give columns, search and filters; the rest is here."""

    form = RecordForm
    list_per_page = 50
    save_on_top = False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Not by records that refer to these, as Django would: the list would tell of those that may not be seen."""
        return super().lookup_allowed(lookup, value, request) and not _refers_back(self.opts, lookup)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Who came from a page that needed the record is led back to it, unless they want to go on here."""
        answer = super().response_add(request, obj, post_url_continue)
        back = request.GET.get("back", "")
        goes_on = {"_addanother", "_continue", "_popup"} & request.POST.keys()
        return redirect(back) if url_has_allowed_host_and_scheme(back, None) and not goes_on else answer

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """The model's order said aloud: one left to the model is dropped from any list that counts related rows."""
        return (*(self.ordering or self.opts.ordering or ("pk",)),)

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        own = (by_policy(self.model, wanted) for wanted in super().get_list_filter(request))
        return (*own, "illustrative") if issubclass(self.model, Record) else (*own,)

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        """In the order of the model, except that "illustrative" is the last thing asked."""
        fields = [name for name in super().get_fields(request, obj) if name != "illustrative"]
        return [*fields, "illustrative"] if issubclass(self.model, Record) else fields


def _refers_back(opts: Options[Any], lookup: str) -> bool:
    """Whether a filter begins with the records of another kind that refer to this one."""
    try:
        return isinstance(opts.get_field(lookup.partition("__")[0]), ForeignObjectRel)
    except FieldDoesNotExist:
        return False


class HistoryInline(_PolicyRows, TabularInline):
    """The rows of a history, edited on the page of what they are the history of."""

    form = HistoryForm
    formset = HistoryFormSet
    extra = 0
    show_change_link = False
    exclude: ClassVar[tuple[str, ...]] = ("illustrative",)

    def get_formset(
        self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any
    ) -> type[forms.BaseInlineFormSet[Any, Any, Any]]:
        formset = super().get_formset(request, obj, **kwargs)
        refusal = _refusal(request)
        if refusal and refusal.model is self.model:
            return _refused(RefusedFormSet, formset, refusal)
        return formset


def _refused(refused: type[Any], form: type[Any], refusal: Refusal) -> type[Any]:
    return type(form.__name__, (refused, form), {"refusal": refusal.message})


def _refusal(request: HttpRequest) -> Refusal | None:
    return getattr(request, "refusal", None)
