"""The same eight people in every test of who may do what, a stranger among them."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from access.models import Area, Role, RoleGrant, User
from access.policy import Reader

STRANGER = "stranger"
CAST = {
    STRANGER: None,
    "party": Role.PARTY,
    "panel": Role.PANEL,
    "sub-committee": Role.SUB_COMMITTEE,
    "contributor": Role.CONTRIBUTOR,
    "editor": Role.EDITOR,
    "approver": Role.APPROVER,
    "administrator": Role.ADMINISTRATOR,
}
STAFF = ("contributor", "editor", "approver", "administrator")


SCOPES: dict[str, str] = {Role.SUB_COMMITTEE: "tag", Role.CONTRIBUTOR: Area.EVERY}


def person(name: str) -> User:
    """A signed-in member of the cast. The stranger signs in nowhere; who is asked for as a person has no role. The
    contributor's area is every one."""
    user, made = User.objects.get_or_create(username=name, defaults={"email": f"{name}@example.org"})
    role = CAST[name]
    if made and role:
        RoleGrant.objects.create(user=user, role=role, scope=SCOPES.get(role, ""))
    return user


def contributor_of(*areas: str) -> User:
    """A contributor of these areas alone."""
    name = "-".join(("contributor", *areas))
    user, made = User.objects.get_or_create(username=name, defaults={"email": f"{name}@example.org"})
    if made:
        RoleGrant.objects.bulk_create(RoleGrant(user=user, role=Role.CONTRIBUTOR, scope=area) for area in areas)
    return user


def reader(name: str) -> Reader:
    return AnonymousUser() if name == STRANGER else person(name)


def browser(name: str) -> Client:
    """A browser in the hands of one of the cast, signed in unless it is the stranger's."""
    client = Client()
    if name != STRANGER:
        client.force_login(person(name))
    return client
