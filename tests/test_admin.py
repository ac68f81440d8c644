"""The admin as a whole: who gets in, and a menu that holds every kind of record once."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client
from model_bakery import baker

from access.models import Role, RoleGrant, User
from secops.admin_site import JOBS, OTHER


def sign_in(role: str | None) -> Client:
    person = baker.make(User)
    if role:
        baker.make(RoleGrant, user=person, role=role, scope="tag" if role == Role.SUB_COMMITTEE else "")
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "lets_in"),
    [
        (None, False),
        (Role.PARTY, False),
        (Role.PANEL, False),
        (Role.SUB_COMMITTEE, False),
        (Role.CONTRIBUTOR, True),
        (Role.EDITOR, True),
        (Role.APPROVER, True),
        (Role.ADMINISTRATOR, True),
    ],
)
def test_admin_lets_in_staff_roles_alone(role: str | None, lets_in: bool) -> None:
    response = sign_in(role).get("/admin/")
    assert response.status_code == (200 if lets_in else 302)


@pytest.mark.django_db
def test_menu_names_every_registered_model_once() -> None:
    response = sign_in(Role.ADMINISTRATOR).get("/admin/")
    menu = response.context["app_list"]
    assert OTHER.name not in {heading["name"] for heading in menu}
    listed = [entry["model"] for heading in menu for entry in heading["models"]]
    assert sorted(map(str, listed)) == sorted(map(str, admin.site._registry))


def test_menu_names_no_model_twice() -> None:
    named = [model for job in JOBS for model in job.models]
    assert len(named) == len(set(named))
