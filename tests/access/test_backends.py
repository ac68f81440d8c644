"""Django's permission questions, as the admin and templates ask them."""

from __future__ import annotations

import asyncio

import pytest
from django.contrib.auth import authenticate

from access.backends import RoleBackend
from access.models import Role, RoleGrant, User
from parties import models
from tests.access.cast import CAST, STAFF, STRANGER, person, reader
from tests.parties.cast import START, default, party

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", CAST)
def test_has_perm_answers_as_the_policy(name: str) -> None:
    who = reader(name)
    assert who.has_perm("parties.view_party") is (name in STAFF)
    assert who.has_perm("parties.add_party") is (name in ("contributor", "editor", "administrator"))
    assert who.has_perm("parties.delete_party") is (name in ("editor", "administrator"))
    assert who.has_perm("access.change_user") is (name == "administrator")


@pytest.mark.parametrize("name", CAST)
def test_has_module_perms_answers_for_the_menu(name: str) -> None:
    assert reader(name).has_module_perms("parties") is (name in STAFF)
    assert reader(name).has_module_perms("access") is (name == "administrator")
    assert reader(name).has_module_perms("auth") is False


@pytest.mark.parametrize(
    "permission",
    ["parties.publish_party", "parties.view_unknown", "nothing.view_party", "nonsense", "", "auth.view_group"],
)
def test_has_perm_unknown_permission_refused(permission: str) -> None:
    assert person("administrator").has_perm(permission) is False


def test_has_perm_of_a_row_asks_its_classification_too() -> None:
    red = models.TestingCompletion.objects.create(party=party(), test="uept", completed_on=START, classification="red")
    assert person("contributor").has_perm("parties.view_testingcompletion")
    assert not person("contributor").has_perm("parties.view_testingcompletion", red)
    assert person("editor").has_perm("parties.view_testingcompletion", red)
    assert person("contributor").has_perm("parties.change_eventofdefault", default(party(), START))


def test_has_perm_deactivated_person_refused() -> None:
    editor = person("editor")
    editor.is_active = False
    assert not editor.has_perm("parties.view_party")
    assert not editor.has_module_perms("parties")


def test_all_permissions_are_those_answered_one_by_one() -> None:
    permissions = person("approver").get_all_permissions()
    assert "parties.view_party" in permissions
    assert not [each for each in permissions if ".view_" not in each]
    assert reader(STRANGER).get_all_permissions() == set()


def test_with_perm_finds_the_people_who_hold_it() -> None:
    for name in CAST:
        person(name)
    first = User.objects.create_superuser("first", "first@example.org")
    gone = person("editor")
    assert {who.username for who in RoleBackend().with_perm("parties.delete_party")} == {
        "editor",
        "administrator",
        first.username,
    }
    gone.is_active = False
    gone.save()
    found = RoleBackend().with_perm("parties.delete_party", include_superusers=False)
    assert [who.username for who in found] == ["administrator"]
    assert not RoleBackend().with_perm("parties.publish_party").exists()


@pytest.mark.django_db(transaction=True)
def test_has_perm_from_asynchronous_code() -> None:
    editor = person("editor")
    assert asyncio.run(editor.ahas_perm("parties.change_party"))
    assert asyncio.run(editor.ahas_module_perms("parties"))
    assert "parties.delete_party" in asyncio.run(editor.aget_all_permissions())


def test_password_signs_in_active_people_alone() -> None:
    user = User.objects.create_user("someone", "Someone@EXAMPLE.org", "a long enough password")
    RoleGrant.objects.create(user=user, role=Role.PARTY)
    assert user.email == "Someone@example.org"
    assert authenticate(username="someone", password="a long enough password") == user
    assert authenticate(username="someone", password="another") is None
    user.is_active = False
    user.save()
    assert authenticate(username="someone", password="a long enough password") is None
