"""The page that tells a record's life, and what was known of it at a moment."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from access.audit.history import PAGE, as_known, history_of_row, last_name, may_read_deleted
from access.audit.sources import Pick

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[models.Model]
else:
    ModelAdmin = admin.ModelAdmin

DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y")
MOMENTS = tuple(f"{day} {hour}" for day in DAYS for hour in ("%H:%M", "%H:%M:%S"))


class MomentField(forms.Field):
    """A moment as people type it; a day alone stands for its end."""

    widget = forms.TextInput(attrs={"size": 18, "placeholder": "30/09/2021 17:00", "autocomplete": "off"})

    def to_python(self, value: Any) -> datetime | None:
        text = " ".join(str(value or "").replace("T", " ").split())
        if not text:
            return None
        for form in (*MOMENTS, *DAYS):
            try:
                typed = datetime.strptime(text, form)  # noqa: DTZ007  # made aware below
            except ValueError:
                continue
            return timezone.make_aware(typed if form in MOMENTS else datetime.combine(typed, time.max))
        raise ValidationError("Write a day, or a day and a time, like 30/09/2021 17:00.", code="invalid")


class MomentForm(forms.Form):
    at = MomentField(label="As known on", required=False, help_text="A day alone stands for its end.")

    def clean_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["at"]
        if at and at.date() > timezone.localdate():
            raise ValidationError("Nothing is known of a day to come.", code="future")
        return at


class HistoryPages(ModelAdmin):
    """The page "History" of each record, read from the audit trail."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What may not be seen has no history either: 404. Nor has what was deleted, but for who may look it up."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        pk, record = self._pk(object_id), self.get_object(request, unquote(object_id))
        if record is None and not may_read_deleted(self.model, pk, request.user):
            raise Http404
        form = MomentForm(request.GET if "at" in request.GET else None)
        when = form.cleaned_data["at"] if form.is_bound and form.is_valid() else None
        after = Pick.read(request.GET.get("after", ""))
        found = history_of_row(self.model, pk, reader=request.user, limit=PAGE + 1, after=after)
        context = {
            **self.admin_site.each_context(request),
            "title": "History",
            "name": str(record) if record else last_name(self.model, pk, request.user),
            "object": record,
            "opts": self.opts,
            "kind": capfirst(self.opts.verbose_name_plural),
            "form": form,
            "when": when,
            "known": as_known(self.model, pk, when, timezone.now(), reader=request.user) if when else None,
            "entries": found[:PAGE],
            "older": str(found[PAGE - 1].pick) if len(found) > PAGE else "",
            "first_page": after is None,
            "typed": request.GET.get("at", ""),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "access/history.html", context)

    def _pk(self, object_id: str) -> Any:
        try:
            return self.opts.pk.to_python(unquote(object_id))
        except ValidationError:
            raise Http404 from None

    def history_address(self, pk: Any) -> str:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_history"
        return reverse(name, args=(quote(pk),))
