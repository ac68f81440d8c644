"""Sessions that know whose they are and when they end: `SESSION_ENGINE` names this module.

A session is read with its person and their roles, in one query. Django asks the authentication backend for the person
by their number alone, and then holds the session against their password: `person_of` lends the backend whom the session
was read with for just as long as that takes.
"""

from __future__ import annotations

from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from access.accounts.models import SignIn
from access.accounts.people import roles_along
from access.models import User

_lent: ContextVar[User | None] = ContextVar("lent", default=None)
BEGUN = "sign_in"
"""Where a session keeps when, from which address and with which browser its person signed in."""


class SessionStore(DatabaseStore):
    """Django's sessions in the database. One ends SESSION_COOKIE_AGE seconds after it was last seen, and
    SIGN_IN_LONGEST seconds after the sign-in at the latest."""

    person: User | None = None
    """Whose it was when it was read, with their roles."""

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        return SignIn

    def _get_session_from_db(self) -> SignIn | None:
        rows = SignIn.objects.select_related("person").annotate(granted=roles_along("person"))
        row = rows.filter(session_key=self.session_key, expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
            return None
        if row.person is not None:
            row.person.granted = row.granted
        self.person = row.person
        return row

    def create_model_instance(self, data: dict[str, Any]) -> SignIn:
        row: SignIn = super().create_model_instance(data)  # type: ignore[assignment]  # of the class above
        begun = data.get(BEGUN, {})
        row.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.begun_at = datetime.fromisoformat(begun["at"]) if begun else None
        row.address, row.browser = begun.get("address", ""), begun.get("browser", "")
        return row

    def get_session_cookie_age(self) -> int:
        """Seconds from now."""
        idle = int(settings.SESSION_COOKIE_AGE)
        begun = self.get(BEGUN)
        if not begun:
            return idle
        last = datetime.fromisoformat(begun["at"]) + timedelta(seconds=settings.SIGN_IN_LONGEST)
        return max(0, min(idle, int((last - timezone.now()).total_seconds())))


def person_of(request: HttpRequest) -> User | AnonymousUser:
    """Who is signed in. Django decides, as ever: whether they may be, and whether their password is still the same."""
    request.session.get(SESSION_KEY)  # reads it
    lending = _lent.set(getattr(request.session, "person", None))
    try:
        return get_user(request)
    finally:
        _lent.reset(lending)


def lent(user_id: int) -> User | None:
    """The person of this number, where it is them whom the session that is being looked at was read with."""
    person = _lent.get()
    return person if person is not None and person.pk == user_id else None
