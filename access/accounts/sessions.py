"""Sessions that know whose they are and when they end: `SESSION_ENGINE` names this module."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from access.accounts.models import SignIn

BEGUN = "sign_in"
"""Where a session keeps when, from which address and with which browser its person signed in."""


class SessionStore(DatabaseStore):
    """Django's sessions in the database. One ends SESSION_COOKIE_AGE seconds after it was last seen, and
    SIGN_IN_LONGEST seconds after the sign-in at the latest."""

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        return SignIn

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
