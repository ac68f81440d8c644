"""Things done to a record, as pages of the admin: a small form each, and a service behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from access import policy
from access.audit import because
from access.record_admin import RecordAdmin

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Verb(forms.Form):
    """What can be done to one record. `perform` calls a service; what that refuses is shown with the form."""

    slug: ClassVar[str]
    label: ClassVar[str]
    explanation: ClassVar[str] = ""
    writes: ClassVar[tuple[type[models.Model], ...]]
    """Every kind of record that `perform` may add to or change, other areas' too: who may not change them all is not
    offered it."""

    def perform(self, record: Any) -> str:
        """Do it, and say in a sentence what was done. ValidationError where a rule is broken."""
        raise TypeError(f"{type(self).__name__} does nothing")

    def done_to(self, record: Any) -> str | None:
        """What was done, or None if it was refused: the reasons are then errors of the form."""
        try:
            with because(str(self.label)), transaction.atomic():
                return self.perform(record)
        except ValidationError as refusal:
            for field, reasons in _by_field(refusal).items():
                for reason in reasons:
                    self.add_error(field if field in self.fields else None, reason)
        return None


def _by_field(refusal: ValidationError) -> dict[str, list[str]]:
    return refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}


class VerbAdmin(RecordAdmin):
    """A record's page with buttons for what can be done to it."""

    change_form_template = "admin/change_form_with_verbs.html"
    verbs: ClassVar[tuple[type[Verb], ...]] = ()

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_verb"
        page = self.admin_site.admin_view(self.verb_view)
        return [path("<path:object_id>/do/<slug:slug>/", page, name=name), *super().get_urls()]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: models.Model | None = None,
    ) -> HttpResponse:
        offered = [verb for verb in self.verbs if obj is not None and self._may_do(request, verb, obj)]
        context["verbs"] = [(verb.label, self._address("verb", quote(obj.pk), verb.slug)) for verb in offered if obj]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def verb_view(self, request: HttpRequest, object_id: str, slug: str) -> HttpResponse:
        kind = {verb.slug: verb for verb in self.verbs}.get(slug)
        record = self.get_object(request, unquote(object_id))
        if kind is None or record is None:
            raise Http404
        if not self._may_do(request, kind, record):
            raise PermissionDenied
        form = kind(request.POST if request.method == "POST" else None)
        if form.is_valid() and (done := form.done_to(record)) is not None:
            self.log_change(request, record, done)
            messages.success(request, format_html("{}", done))
            return HttpResponseRedirect(self._address("change", quote(record.pk)))
        return self._page(request, form, record)

    def _may_do(self, request: HttpRequest, verb: type[Verb], record: models.Model) -> bool:
        written = all(policy.may(request.user, "change", model) for model in verb.writes)
        return written and self.has_change_permission(request, record)

    def _page(self, request: HttpRequest, form: Verb, record: models.Model) -> HttpResponse:
        fieldsets: Any = [(None, {"fields": list(form.fields), "description": form.explanation})]
        page = AdminForm(form, fieldsets, {}, model_admin=self)  # type: ignore[arg-type]  # the stubs want a ModelForm
        title: StrOrPromise = form.label
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(record),
            "opts": self.opts,
            "original": record,
            "adminform": page,
            "errors": form.errors,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/verb.html", context)

    def _address(self, page: str, object_id: Any, *arguments: str) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=(object_id, *arguments))
