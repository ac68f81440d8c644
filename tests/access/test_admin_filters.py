"""Filters beside the lists of the admin."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.test import RequestFactory
from django.urls import reverse
from model_bakery import baker

from access.admin_filters import VisibleRelatedFilter
from access.models import Record
from access.record_admin import RecordAdmin
from reports.models import Report, SectionText
from tests.access.cast import STAFF, browser, person
from tests.access.test_classifying import report

pytestmark = pytest.mark.django_db

TEXTS = "admin:reports_sectiontext_changelist"


def reports_offered(name: str) -> set[str]:
    (shown,) = [
        spec
        for spec in browser(name).get(reverse(TEXTS)).context["cl"].filter_specs
        if isinstance(spec, VisibleRelatedFilter)
    ]
    return {str(label) for _, label in shown.lookup_choices}


@pytest.mark.parametrize("name", STAFF)
def test_related_filter_names_the_rows_that_the_person_may_see(name: str) -> None:
    white = report("white")
    red = baker.make(Report, kind="operations", month=date(2021, 8, 1), meeting=white.meeting, classification="red")
    for of in (white, red):
        baker.make(SectionText, report=of, section="smda", body="<p>Text.</p>")
    green = baker.make(Report, kind="operations", month=date(2021, 7, 1), meeting=white.meeting, classification="green")
    expected = {str(white), str(green)} | ({str(red)} if name != "contributor" else set())
    assert reports_offered(name) == expected


def test_related_filter_set_by_hand_to_a_hidden_row_shows_nothing() -> None:
    red = report("red")
    baker.make(SectionText, report=red, section="smda", body="<p>Hidden words.</p>")
    response = browser("contributor").get(reverse(TEXTS), {"report__id__exact": red.pk})
    assert response.context["cl"].result_count == 0
    assert str(red) not in response.content.decode()


@pytest.mark.parametrize(
    "model", [model for model in admin.site._registry if issubclass(model, Record)], ids=lambda model: model.__name__
)
def test_every_filter_by_related_records_goes_by_policy(model: type[Record]) -> None:
    page: Any = admin.site._registry[model]
    assert isinstance(page, RecordAdmin)
    request = RequestFactory().get("/")
    request.user = person("contributor")
    for wanted in page.get_list_filter(request):
        path, kind = wanted if isinstance(wanted, tuple) else (wanted, None)
        if not isinstance(path, str) or kind is admin.EmptyFieldListFilter:
            continue
        field = get_fields_from_path(model, path)[-1]
        if field.is_relation:
            assert issubclass(kind, VisibleRelatedFilter)
