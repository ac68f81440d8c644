"""Where a person is signed in, and how that ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from access.accounts.models import SignIn
from access.accounts.sessions import BEGUN
from access.audit import record_act
from access.models import User

SEEN = "seen"
SIGNED_IN = "signed in"
REFUSED = "sign-in refused"
LOCKED = "sign-in locked"
FACTOR_ADDED = "second factor added"
FACTOR_REMOVED = "second factor removed"
FACTOR_REFUSED = "second factor refused"
CODES_RENEWED = "recovery codes renewed"
ENDED = "sign-ins ended"


def address_of(request: HttpRequest) -> str:
    """The client's, as the proxy we trust states it; blank when nobody says."""
    return get_client_ip(request) or ""


def note_sign_in(act: str, request: HttpRequest, user: User | None, **detail: Any) -> None:
    """Keep in the trail what happened at the door, and the address of the client with it."""
    known: Mapping[str, Any] = {**detail, "address": address_of(request)}
    record_act(act, user=user, detail=known)


def begin(request: HttpRequest) -> None:
    """Say in the session when and where it began. Its end is reckoned from this."""
    now = timezone.now()
    browser = request.headers.get("User-Agent", "")[: SignIn._meta.get_field("browser").max_length]
    request.session[BEGUN] = {"at": now.isoformat(), "address": address_of(request), "browser": browser}
    request.session[SEEN] = now.timestamp()


def sign_ins_of(person: User) -> QuerySet[SignIn]:
    """Those that have not ended, newest first."""
    return SignIn.objects.filter(person=person, expire_date__gt=timezone.now())


def end_sign_ins(person: User, *, but: str | None = None) -> int:
    """End all of the person's sessions at once, less the one with the key `but`; how many those were."""
    ended, _ = SignIn.objects.filter(person=person).exclude(pk=but or "").delete()
    return ended


class SeenMiddleware:
    """Puts off the end of a session that is used, once in a while: not every page is worth a write."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.pause = timedelta(seconds=settings.SESSION_COOKIE_AGE / 12).total_seconds()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        session = request.session
        # A page that asked nothing of the session need not wait for it either.
        if session.accessed and SEEN in session and timezone.now().timestamp() - session[SEEN] > self.pause:
            session[SEEN] = timezone.now().timestamp()
        return response
