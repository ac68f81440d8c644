"""Our templates, filled in."""

from __future__ import annotations

from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe


def fill(name: str, context: dict[str, Any]) -> SafeString:
    """templates/reports/NAME with this context: markup that has been escaped."""
    return mark_safe(get_template(f"reports/{name}").render(context))  # noqa: S308 - a template escapes by itself
