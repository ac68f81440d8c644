"""Pages of the admin as a browser meets them: what stands on them, what it sends back, what they cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from access.forms import MonthField, PeriodField


def errors(response: Any) -> dict[str, list[str]]:
    """Every error of a page, by the field or row it stands at."""
    assert response.status_code == 200
    found = dict(response.context["adminform"].form.errors)
    for formset in response.context["inline_admin_formsets"]:
        for number, row in enumerate(formset.formset.errors):
            found |= {f"{formset.formset.prefix}-{number}-{name}": reasons for name, reasons in row.items()}
        if formset.formset.non_form_errors():
            found[formset.formset.prefix] = formset.formset.non_form_errors()
    return found


def as_typed(response: Any) -> dict[str, Any]:
    """What the browser would send back from this page if nothing were changed."""
    sent: dict[str, Any] = {}
    forms = [response.context["adminform"].form]
    for formset in response.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if isinstance(bound.field, PeriodField):
                first, end = value or ("", "")
                sent |= {f"{bound.html_name}_0": first or "", f"{bound.html_name}_1": end or ""}
            elif isinstance(bound.field, MonthField) and value:
                sent[bound.html_name] = f"{value:%Y-%m}"
            elif value is not None and value is not False:
                sent[bound.html_name] = value
    return sent


def queries_of(django_assert_max_num_queries: Callable[..., Any], editor: Client, address: str) -> int:
    with django_assert_max_num_queries(60) as captured:
        assert editor.get(address).status_code == 200
    return len(captured)
