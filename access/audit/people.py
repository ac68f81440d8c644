"""Who did what, from what an event's context says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from access.models import User

Context = Mapping[str, Any]


def people_of(contexts: Iterable[Context | None]) -> dict[int, User]:
    """The people that contexts name, by id, in one query. Nobody is ever deleted, so all are found."""
    named = {context["user"] for context in contexts if context and isinstance(context.get("user"), int)}
    return User.objects.in_bulk(named) if named else {}


def by(context: Context | None, people: Mapping[int, User]) -> User | None:
    who = (context or {}).get("user")
    return people.get(who) if isinstance(who, int) else None


def said(context: Context | None, word: str) -> str:
    return str((context or {}).get(word) or "")
