"""Who is meant by what somebody typed."""

from __future__ import annotations

from access.models import User


def person_named(typed: str) -> User | None:
    """The person with this user name, else the one with this e-mail address, in whatever letters. Nobody where two
    addresses differ by their letters' case alone. Neither says that the person may sign in."""
    typed = typed.strip()
    return User.objects.filter(username=typed).first() or person_at(typed)


def person_at(address: str) -> User | None:
    """The one person with this e-mail address."""
    found = list(User.objects.filter(email__iexact=address.strip())[:2]) if address.strip() else []
    return found[0] if len(found) == 1 else None
