"""The admin as a whole: who gets in, a menu that holds every kind of record once, and pages that all open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.classification import Classification
from access.models import Record
from access.record_admin import HistoryInline, RecordAdmin
from parties import models as parties
from secops.admin_site import JOBS, OTHER, TRAIL
from tests.access.cast import CAST, STAFF, browser
from tests.parties.cast import party

REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
OF_RECORDS = [model for model in REGISTERED if issubclass(model, Record)]


def page(model: type[Model], name: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}")


# --- Who gets in --------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_admin_lets_in_staff_roles_alone(name: str) -> None:
    response = browser(name).get(reverse("admin:index"))
    assert response.status_code == (200 if name in STAFF else 302)


@pytest.mark.parametrize("model", OF_RECORDS, ids=lambda model: model._meta.label)
def test_records_are_shown_by_policy_on_every_page(model: type[Model]) -> None:
    """Whoever registers a record in another way shows it to people the policy does not."""
    page = admin.site._registry[model]
    assert isinstance(page, RecordAdmin)
    for inline in page.inlines:
        assert issubclass(inline, HistoryInline) or not issubclass(inline.model, Record)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/parties/party/", "/import/export/parties/parties.csv"])
@pytest.mark.parametrize("filter", ["isnull=False", "gt=0", "exact=1", "in=1,2"])
def test_list_is_not_asked_by_records_that_refer_to_it(address: str, filter: str) -> None:
    """Else it would tell which Party has a completion that the reader may not see."""
    of = party("Gamma")
    parties.TestingCompletion.objects.create(
        party=of, test="srept", completed_on=date(2021, 9, 14), classification=Classification.RED
    )
    lookup, _, value = filter.partition("=")
    answer = browser("contributor").get(address, {f"testing_completions__{lookup}": value})
    assert answer.status_code in (302, 400, 404)
    assert "Gamma" not in answer.content.decode()


# --- The menu -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_menu_names_every_registered_model_once() -> None:
    menu = browser("administrator").get(reverse("admin:index")).context["app_list"]
    assert OTHER.name not in {heading["name"] for heading in menu}
    of_records = [heading for heading in menu if heading["name"] != TRAIL.name]
    listed = [entry["model"]._meta.label for heading in of_records for entry in heading["models"]]
    assert sorted(listed) == [model._meta.label for model in REGISTERED]


def test_menu_names_no_model_twice_and_none_that_is_not_there() -> None:
    named = [model for job in JOBS for model in job.models]
    assert len(named) == len(set(named))
    assert set(named) == {model._meta.label for model in REGISTERED}


@pytest.mark.django_db
@pytest.mark.parametrize("name", STAFF)
def test_menu_offers_what_the_role_allows(name: str) -> None:
    menu = browser(name).get(reverse("admin:index")).context["app_list"]
    headings = {heading["name"] for heading in menu}
    assert ("People and roles" in headings) is (name == "administrator")
    adds = [entry["add_url"] for heading in menu for entry in heading["models"] if entry.get("add_url")]
    assert bool(adds) is (name != "approver")


@pytest.mark.django_db
def test_breadcrumbs_of_an_app_lead_to_its_job_in_the_menu() -> None:
    response = browser("editor").get(reverse("admin:app_list", kwargs={"app_label": "measures"}))
    assert response.headers["Location"] == f"{reverse('admin:index')}#measures"


# --- Every page opens ---------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("model", OF_RECORDS, ids=lambda model: model._meta.label)
def test_list_and_blank_form_of_every_record_open(model: type[Model]) -> None:
    client = browser("contributor")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page(model, "changelist"), {"q": "something"}).status_code == 200
    assert len(captured) <= 16
    if admin.site._registry[model].has_add_permission(_request_of("contributor")):
        assert client.get(page(model, "add")).status_code == 200
    assert browser("approver").get(page(model, "add")).status_code == 403


@pytest.mark.django_db
def test_password_of_a_person_is_set_anew_by_an_administrator() -> None:
    client = browser("administrator")
    someone = browser("editor").get(reverse("admin:index")).context["user"]
    address = reverse("admin:auth_user_password_change", args=(someone.pk,))
    assert client.get(address).status_code == 200
    answers = {"password1": "a long enough password", "password2": "a long enough password"}
    client.post(address, {**answers, "usable_password": "true"})
    someone.refresh_from_db()
    assert someone.check_password("a long enough password")


def _request_of(name: str) -> Any:
    return browser(name).get(reverse("admin:index")).wsgi_request
