"""Records as files, and files to fill in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from access.audit import record_act
from access.models import User
from access.policy import visible_to
from importing.exporting import empty, export
from importing.forms import label
from importing.frame import entering, page
from importing.package import Format
from importing.registry import templates
from importing.spreadsheets import TooLong
from importing.template import Template

SHEETS = (Format.CSV, Format.XLSX, Format.ODS)


@require_GET
@entering
def kinds_page(request: HttpRequest, user: User) -> HttpResponseBase:
    """Every kind of record: what its file holds, one to fill in, and what is stored."""
    kinds = [{"template": template, "label": label(name)} for name, template in templates().items()]
    return page(request, "kinds", "Files to fill in, and exports", kinds=kinds, formats=[one.value for one in SHEETS])


@require_GET
@entering
def empty_file(request: HttpRequest, user: User, template: str, ending: str) -> HttpResponseBase:
    found = _template(template)
    format = _format(ending)
    return _file(found, format, empty(found, format))


@require_GET
@entering
def export_page(request: HttpRequest, user: User, of: str) -> HttpResponseBase:
    """The records of a change list as it is filtered, and the histories that are entered on their pages."""
    found = _template(of)
    rows = _listed(request, user, found)
    kinds = [
        {"template": one, "label": label(one.name), "count": _rows(user, one, found, rows).count()}
        for one in (found, *_histories(found))
    ]
    return page(
        request,
        "export",
        f"Export {label(found.name)}",
        of=found,
        kinds=kinds,
        formats=[one.value for one in SHEETS],
        query=request.GET.urlencode(),
        model=found.model._meta,
        list_url=_list_address(found),
    )


@require_GET
@entering
def exported_file(request: HttpRequest, user: User, of: str, template: str, ending: str) -> HttpResponseBase:
    listed, found, format = _template(of), _template(template), _format(ending)
    if found not in (listed, *_histories(listed)):
        raise Http404("There is no such export.")
    rows = _rows(user, found, listed, _listed(request, user, listed))
    most: int = settings.IMPORT_MAX_ROWS
    with transaction.atomic():
        number = rows.count()
        if number > most:
            return _refused(request, listed, f"Those are {number:,} rows, and a file holds {most:,}. Filter the list.")
        try:
            content = export(found, rows, format)
        except TooLong as refusal:
            return _refused(request, listed, str(refusal))
        detail = {"template": found.name, "format": format.value, "rows": number, "filter": request.GET.urlencode()}
        record_act("export", user=user, detail=detail)
    return _file(found, format, content)


def _refused(request: HttpRequest, of: Template, words: str) -> HttpResponseRedirect:
    messages.error(request, words)
    address = reverse("importing:export", args=(of.name,))
    return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}")


# --- Which rows -------------------------------------------------------------------------------------------------------


def _listed(request: HttpRequest, user: User, template: Template) -> QuerySet[Any]:
    """The rows that the change list shows for the same filter, on all of its pages; all rows of a kind without one."""
    page_of = admin.site._registry.get(template.model)
    every = visible_to(user, template.model._default_manager.all())
    if page_of is None:
        return every
    try:
        shown = page_of.get_changelist_instance(request).get_queryset(request)
    except IncorrectLookupParameters as error:
        raise Http404("The list has no such filter.") from error
    return every.filter(pk__in=shown.order_by().values("pk"))


def _rows(user: User, template: Template, of: Template, listed: QuerySet[Any]) -> QuerySet[Any]:
    if template is of:
        return listed.order_by("pk")
    (field,) = _fields_to(template, of)[:1]
    rows = visible_to(user, template.model._default_manager.filter(**{f"{field}__in": listed.values("pk")}))
    return rows.order_by("pk")


def _histories(template: Template) -> list[Template]:
    """Kinds without a list of their own, whose rows belong to these records."""
    return [
        one
        for one in templates().values()
        if one is not template and one.model not in admin.site._registry and _fields_to(one, template)
    ]


def _fields_to(template: Template, of: Template) -> list[str]:
    """The foreign keys by which rows belong to a record: those of their key first."""
    links = [link for link in template.links if link.to is of]
    return [link.field for link in links if set(link.by) <= set(template.key)]


def _list_address(template: Template) -> str:
    meta = template.model._meta
    if template.model not in admin.site._registry:
        return ""
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")


# --- Files ------------------------------------------------------------------------------------------------------------


def _template(name: str) -> Template:
    try:
        return templates()[name]
    except KeyError:
        raise Http404("There is no such kind of record.") from None


def _format(ending: str) -> Format:
    try:
        return Format(ending)
    except ValueError:
        raise Http404("There is no such kind of file.") from None


def _file(template: Template, format: Format, content: bytes) -> HttpResponse:
    """Named like its template, so that it is known when it comes back."""
    headers = {"Content-Disposition": content_disposition_header(True, f"{template.name}.{format.value}") or ""}
    return HttpResponse(content, content_type=format.mime, headers=headers)
