"""People and their roles, as an administrator hands them out."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import Role, RoleGrant, User
from tests.access.cast import CAST, STAFF, STRANGER, browser, person

pytestmark = pytest.mark.django_db

PEOPLE = "admin:access_user_changelist"
PASSWORD = "a long enough password"


def address(of: User) -> str:
    return reverse("admin:access_user_change", args=(of.pk,))


def with_roles(of: User, *roles: dict[str, str], **changes: Any) -> dict[str, Any]:
    """The page of a person with some roles typed in below those it has."""
    stored = list(of.role_grants.all())
    sent: dict[str, Any] = {
        "username": of.username,
        "email": of.email,
        "is_active": "on",
        "role_grants-INITIAL_FORMS": len(stored),
        "role_grants-TOTAL_FORMS": len(stored) + len(roles),
    }
    for number, grant in enumerate(stored):
        named = {Role.CONTRIBUTOR: "area", Role.SUB_COMMITTEE: "committee"}.get(Role(grant.role), "")
        scope = {named: grant.scope} if named else {}
        sent |= _row(number, {"id": grant.pk, "user": of.pk, "role": grant.role, **scope})
    for number, role in enumerate(roles, start=len(stored)):
        sent |= _row(number, {"user": of.pk, **role})
    return {**sent, **changes}


def _row(number: int, values: dict[str, Any]) -> dict[str, Any]:
    return {f"role_grants-{number}-{name}": value for name, value in values.items()}


@pytest.mark.parametrize("name", CAST)
def test_people_are_shown_to_administrators_alone(name: str) -> None:
    response = browser(name).get(reverse(PEOPLE))
    expected = {"administrator": 200}.get(name, 403 if name in STAFF else 302)
    assert response.status_code == expected


@pytest.mark.parametrize("name", [STRANGER, "party"])
def test_admin_sends_others_to_the_one_page_to_sign_in_on(name: str) -> None:
    response = browser(name).get(reverse(PEOPLE), follow=True)
    assert response.redirect_chain[-1][0] == f"{reverse('login')}?next={reverse(PEOPLE)}"


def test_people_list_takes_as_many_queries_for_three_people_as_for_one() -> None:
    client, taken = browser("administrator"), []
    for name in ("administrator", "sub-committee", "editor"):
        person(name)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(reverse(PEOPLE))
        taken.append(len(captured))
    assert "Sub-Committee member: tag" in response.content.decode()
    assert taken[0] == taken[1] == taken[2]


def test_new_person_is_added_with_roles_on_one_page() -> None:
    answers = {
        "username": "new",
        "email": "new@example.org",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "role_grants-INITIAL_FORMS": 0,
        "role_grants-TOTAL_FORMS": 2,
        **_row(0, {"role": Role.EDITOR}),
        **_row(1, {"role": Role.SUB_COMMITTEE, "committee": "tag"}),
    }
    response = browser("administrator").post(reverse("admin:access_user_add"), answers)
    assert response.status_code == 302
    new = User.objects.get(username="new")
    assert new.roles == {Role.EDITOR, Role.SUB_COMMITTEE}
    assert new.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        ({"role": Role.SUB_COMMITTEE}, "Name the committee by its code"),
        ({"role": Role.EDITOR, "committee": "tag"}, "Only the role of a Sub-Committee member has it"),
        ({"role": Role.EDITOR, "area": "parties"}, "Only the role of a contributor has it"),
        ({"role": Role.CONTRIBUTOR}, "Choose the area that the contributor enters"),
        ({"role": Role.CONTRIBUTOR, "area": "gardens"}, "Select a valid choice"),
        ({"role": Role.CONTRIBUTOR, "area": "parties", "committee": "tag"}, "Only the role of a Sub-Committee member"),
        ({"role": Role.CONTRIBUTOR, "area": "all"}, "Please correct the duplicate data"),
    ],
)
def test_role_against_its_rules_comes_back_with_the_reason(role: dict[str, str], reason: str) -> None:
    of = person("contributor")
    response = browser("administrator").post(address(of), with_roles(of, role))
    assert response.status_code == 200
    (inline,) = response.context["inline_admin_formsets"]
    assert reason in f"{inline.formset.non_form_errors()} {inline.formset.errors}"


def test_contributor_is_given_several_areas_row_by_row() -> None:
    of = person("panel")
    rows = [{"role": Role.CONTRIBUTOR, "area": "parties"}, {"role": Role.CONTRIBUTOR, "area": "measures"}]
    assert browser("administrator").post(address(of), with_roles(of, *rows)).status_code == 302
    assert User.objects.get(pk=of.pk).held == {("panel", ""), ("contributor", "parties"), ("contributor", "measures")}
    page = browser("administrator").get(reverse(PEOPLE)).content.decode()
    assert "Contributor: Parties and market" in page


def test_area_of_a_role_is_changed_on_the_page() -> None:
    of = person("contributor")
    sent = with_roles(of, **{"role_grants-0-area": "measures"})
    assert browser("administrator").post(address(of), sent).status_code == 302
    assert User.objects.get(pk=of.pk).held == {("contributor", "measures")}


def test_nobody_changes_their_own_roles_or_locks_themselves_out() -> None:
    admin, of = browser("administrator"), person("administrator")
    assert admin.post(address(of), with_roles(of, {"role": Role.EDITOR}, is_active="")).status_code == 302
    assert admin.post(reverse("admin:access_user_delete", args=(of.pk,)), {"post": "yes"}).status_code == 403
    of = User.objects.get(pk=of.pk)
    assert of.is_active
    assert of.roles == {Role.ADMINISTRATOR}


def test_person_who_changed_something_cannot_be_deleted_by_anyone() -> None:
    of = person("editor")
    LogEntry.objects.create(user=of, object_repr="a record", action_flag=CHANGE)
    root = User.objects.create_superuser("root", "root@example.org", PASSWORD)
    by_root = Client()
    by_root.force_login(root)
    for client in (browser("administrator"), by_root):
        assert client.post(reverse("admin:access_user_delete", args=(of.pk,)), {"post": "yes"}).status_code == 403
        together = {"action": "delete_selected", "_selected_action": [of.pk], "post": "yes"}
        client.post(reverse(PEOPLE), together)
        assert "delete_selected" not in client.get(reverse(PEOPLE)).content.decode()
        page = client.get(address(of)).content.decode()
        assert reverse("admin:access_user_delete", args=(of.pk,)) not in page
        assert "People are never deleted" in page
    assert LogEntry.objects.get(object_repr="a record").user == of


def test_administrator_makes_no_superuser() -> None:
    of = person("editor")
    browser("administrator").post(address(of), with_roles(of, is_superuser="on"))
    assert not User.objects.get(pk=of.pk).is_superuser


def test_role_taken_away_takes_the_admin_away() -> None:
    of, theirs = person("editor"), browser("editor")
    assert theirs.get("/admin/").status_code == 200
    gone = {"role_grants-0-DELETE": "on"}
    assert browser("administrator").post(address(of), with_roles(of, **gone)).status_code == 302
    assert not RoleGrant.objects.filter(user=of).exists()
    assert theirs.get("/admin/").status_code == 302


def test_deactivated_person_is_signed_out() -> None:
    of, theirs = person("editor"), browser("editor")
    browser("administrator").post(address(of), with_roles(of, is_active=""))
    assert theirs.get("/admin/").status_code == 302


def test_sign_in_page_leads_staff_on_to_the_admin() -> None:
    user = User.objects.create_user("someone", "someone@example.org", PASSWORD)
    RoleGrant.objects.create(user=user, role=Role.EDITOR)
    response = Client().post(f"{reverse('login')}?next=/admin/", {"username": "someone", "password": PASSWORD})
    assert response.headers["Location"] == "/admin/"
