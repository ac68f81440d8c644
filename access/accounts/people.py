"""Who is meant by what somebody typed."""

from __future__ import annotations

import unicodedata

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from access.models import RoleGrant, User


def roles_along(person: str) -> ArraySubquery:
    """The roles of whom the field `person` names, in the query of another row: as `User.granted` holds them."""
    held = RoleGrant.objects.filter(user=OuterRef(person))
    return ArraySubquery(held.values(row=JSONObject(role="role", scope="scope")))


def folded(typed: str) -> str:
    """A name as it is compared and counted: in whatever letters and forms of letters it was typed, it is the same."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def person_named(typed: str) -> User | None:
    """The person with this user name, else the only one with it in other letters, else the only one with this e-mail
    address, in whatever letters. Neither says that the person may sign in.

    One query whatever comes of it, so that how long it takes says nothing of who there is.
    """
    name = unicodedata.normalize("NFKC", typed).strip()
    if not name:
        return None
    alike = list(User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).order_by("pk"))
    exactly = [person for person in alike if person.username == name]
    by_name = [person for person in alike if folded(person.username) == folded(name)]
    by_address = [person for person in alike if folded(person.email) == folded(name)]
    return next((found[0] for found in (exactly, by_name, by_address) if len(found) == 1), None)


def person_at(address: str) -> User | None:
    """The one person with this e-mail address."""
    found = list(User.objects.filter(email__iexact=address.strip())[:2]) if address.strip() else []
    return found[0] if len(found) == 1 else None
