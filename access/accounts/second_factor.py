"""Staff go nowhere but to their own account until a second factor stands behind their session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import ResolverMatch, reverse

from access import kept
from access.models import User
from access.policy import needs_second_factor

PASSED = "second_factor"
"""Where a session keeps whose second factor it was opened with."""
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
WANTED = "wanted"
"""Where a session keeps the page that was asked for: setting a second factor up takes several."""
OPEN = {"login", "account_login", "logout", "account_logout", "account_reauthenticate", "healthz", "favicon"}
OWN = "accounts"
"""The namespace of the pages on one's own account."""


def has_one(person: User) -> bool:
    return bool(is_mfa_enabled(person, list(FACTORS)))


def passed(request: HttpRequest, person: User) -> None:
    request.session[PASSED] = person.pk


def forget(request: HttpRequest) -> None:
    request.session.pop(PASSED, None)


class SecondFactorMiddleware:
    """While SECOND_FACTOR_REQUIRED is on. The session remembers that it was asked, so that a page costs no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        if not settings.SECOND_FACTOR_REQUIRED or _is_open(request.resolver_match):
            return None
        person = request.user
        if person.is_anonymous or request.session.get(PASSED) == person.pk or not needs_second_factor(person):
            return None
        return _refuse(request, person)


def _is_open(match: ResolverMatch | None) -> bool:
    if match is None:
        return True
    return match.view_name in OPEN or match.view_name.startswith("mfa_") or match.namespaces == [OWN]


def _refuse(request: HttpRequest, person: User) -> HttpResponse:
    door = reverse("mfa_reauthenticate" if has_one(person) else "mfa_index")
    if kept.is_form(request):
        return kept.kept_page(request, factor_door=door)
    if request.method not in ("GET", "HEAD") or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return HttpResponse("A second factor is needed first.", status=403, content_type="text/plain")
    request.session[WANTED] = request.get_full_path()
    messages.info(request, "Your role needs a second step to sign in. After it you can go on to what you asked for.")
    return HttpResponseRedirect(f"{door}?{urlencode({'next': request.get_full_path()})}")
