"""What a change list of the admin offers for files."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.admin.views.main import ChangeList
from django.urls import reverse
from django.utils.http import urlencode

from access.policy import may_enter_records
from importing.registry import templates

register = template.Library()


@register.simple_tag(takes_context=True)
def file_tools(context: dict[str, Any], cl: ChangeList) -> list[dict[str, str]]:
    """Import and Export, to those who may; the export keeps the list's filter."""
    request = context["request"]
    kind = next((one.name for one in templates().values() if one.model is cl.model), "")
    if not kind or not may_enter_records(request.user) or context.get("is_popup"):
        return []
    return [
        {"label": "Import", "url": f"{reverse('importing:index')}?{urlencode({'kind': kind})}"},
        {"label": "Export", "url": f"{reverse('importing:export', args=(kind,))}{cl.get_query_string(remove=['p'])}"},
    ]


@register.simple_tag(takes_context=True)
def offers_files(context: dict[str, Any]) -> bool:
    """Whether the person may import and export."""
    return may_enter_records(context["request"].user)
