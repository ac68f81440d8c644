"""The audit trail in the admin: of all records and acts, to look through and to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django import forms
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_POST

from access import policy
from access.accounts.sign_ins import FACTOR_REFUSED, LOCKED, REFUSED
from access.audit.acts import record_act
from access.audit.entries import Entry
from access.audit.log import MOST, PAGE, Asked, as_csv, log, readable_models
from access.audit.sources import Pick
from access.forms import DateInput
from access.models import Act, RoleGrant, User

if TYPE_CHECKING:
    PersonField = forms.ModelChoiceField[User]
else:
    PersonField = forms.ModelChoiceField

EXPORTED = "audit exported"
ACTIONS = [("", "Anything"), ("added", "Added"), ("changed", "Changed"), ("deleted", "Deleted"), ("done", "Done")]
FAILED = "failed sign-ins"
TOGETHER = {FAILED: (REFUSED, LOCKED, FACTOR_REFUSED)}
"""Kinds of act that are asked for by one name."""
OFTEN = (
    ("Roles given and taken", f"model={RoleGrant._meta.label_lower}"),
    ("Failed sign-ins", f"kind={quote(FAILED)}"),
)
LARGEST = 2**63 - 1


class Person(PersonField):
    def label_from_instance(self, obj: User) -> str:
        return obj.get_full_name() or obj.get_username()


class Asking(forms.Form):
    """What of the trail is asked for. Names of fields stand in addresses."""

    words = forms.CharField(required=False, max_length=100, widget=forms.TextInput(attrs={"size": 24}))
    person = Person(User.objects.order_by("username"), required=False, empty_label="Anybody")
    model = forms.ChoiceField(required=False, label="Kind of record")
    record = forms.IntegerField(
        required=False, min_value=1, max_value=LARGEST, label="Its number", widget=forms.TextInput(attrs={"size": 8})
    )
    action = forms.ChoiceField(choices=ACTIONS, required=False, label="What happened")
    kind = forms.ChoiceField(required=False, label="Kind of act")
    first = forms.DateField(required=False, label="From", widget=DateInput)
    last = forms.DateField(required=False, label="To", widget=DateInput)

    def __init__(self, *args: Any, reader: policy.Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.models = {model._meta.label_lower: model for model in readable_models(reader)}
        named = sorted((str(capfirst(model._meta.verbose_name)), label) for label, model in self.models.items())
        self._choice("model").choices = [("", "Any"), *((label, name) for name, label in named)]
        if policy.may(reader, "view", Act):
            known = Act.objects.order_by("kind").values_list("kind", flat=True).distinct()
            kinds = sorted({*known, *TOGETHER})
            self._choice("kind").choices = [("", "Any"), *((kind, capfirst(kind)) for kind in kinds)]
        else:
            del self.fields["kind"]
            self._choice("action").choices = ACTIONS[:-1]

    def _choice(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        asked = self.cleaned_data
        if asked.get("record") and "model" in asked and not asked["model"]:
            self.add_error("model", "A number is of a kind of record: choose it.")
        if asked.get("first") and asked.get("last") and asked["first"] > asked["last"]:
            self.add_error("last", "It ends on or after the day it begins.")
        return asked

    def asked(self) -> Asked:
        cleaned = self.cleaned_data
        kind = cleaned.get("kind", "")
        return Asked(
            person=cleaned["person"],
            model=self.models.get(cleaned["model"]),
            record=cleaned["record"],
            action=cleaned["action"],
            kinds=TOGETHER.get(kind, (kind,)) if kind else (),
            words=cleaned["words"],
            first=cleaned["first"],
            last=cleaned["last"],
        )


class AuditPages:
    """The two addresses, for a site of the admin."""

    def __init__(self, site: AdminSite) -> None:
        self.site = site

    @property
    def urls(self) -> list[URLPattern]:
        return [
            path("audit/", self.site.admin_view(require_GET(self.look)), name="audit"),
            path("audit/export/", self.site.admin_view(require_POST(self.export)), name="audit-export"),
        ]

    def look(self, request: HttpRequest) -> HttpResponse:
        _allow(request)
        form = Asking(request.GET, reader=request.user)
        after = Pick.read(request.GET.get("after", ""))
        found = log(form.asked(), reader=request.user, limit=PAGE + 1, after=after) if form.is_valid() else []
        query = request.GET.copy()
        query.pop("after", None)
        context = {
            **self.site.each_context(request),
            "title": "Audit trail",
            "form": form,
            "often": OFTEN if "kind" in form.fields else (),
            "most": f"{MOST:,}",
            "entries": [(entry, self._history(entry)) for entry in found[:PAGE]],
            "older": str(found[PAGE - 1].pick) if len(found) > PAGE else "",
            "first_page": after is None,
            "query": f"{encoded}&" if (encoded := query.urlencode()) else "",
            "sent": [(name, value) for name, value in query.items() if value],
        }
        return TemplateResponse(request, "access/audit.html", context)

    def export(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        """What the page was asked for, not a page of it."""
        _allow(request)
        form = Asking(request.POST, reader=request.user)
        if not form.is_valid():
            return HttpResponseRedirect(f"{reverse('admin:audit', current_app=self.site.name)}?{_typed(request)}")
        sent = {name: value for name, value in request.POST.items() if value and name in form.fields}
        record_act(EXPORTED, user=request.user, detail=sent)
        lines = as_csv(form.asked(), reader=request.user)
        headers = {"Content-Disposition": 'attachment; filename="audit-trail.csv"'}
        return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)

    def _history(self, entry: Entry) -> str:
        """The address of the record's own history, where the admin has a page for it."""
        if entry.model is None or entry.withheld:
            return ""
        opts = entry.model._meta
        try:
            return reverse(f"{self.site.name}:{opts.app_label}_{opts.model_name}_history", args=(entry.pk,))
        except NoReverseMatch:
            return ""


def _typed(request: HttpRequest) -> str:
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    return sent.urlencode()


def _allow(request: HttpRequest) -> None:
    if not policy.may_read_trail(request.user):
        raise Http404
