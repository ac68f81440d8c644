"""What was typed into a form outlives the session that it was typed in.

A form that comes from somebody who is signed out, or with the token of a session that has ended, is answered by a page
that shows what was sent and sends it again to the same address. Nothing of it is stored: it goes back to the browser
that sent it, less passwords and files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

SHOWN = 200_000
"""Letters of all fields together that the page prints; what goes beyond is sent again unseen."""
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of a field
DOORWAY = ("accounts:", "account_", "login", "mfa_", "openid_connect_")
"""What the names of pages begin with that lead to the page to sign in on when all went well, or by their own will."""
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Sent:
    """A field as it was sent, and what of it the page prints."""

    name: str
    value: str
    shown: str


class KeptForms:
    """For forms from people who turn out to be signed out. An address that answers strangers goes on to do so: only
    where one is not found, or is sent to sign in, is there anything to be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if is_form(request) and _turned_away(request, response) and _says_something(request):
            return kept_page(request)
        return response


def refuse_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form whose token is not this session's. Only what one of our own pages sent is offered to be sent
    again: another site's page must not have its form sent by a person who trusts ours."""
    if is_form(request) and _from_our_page(request):
        return kept_page(request)
    return render(request, "403.html", {"out_of_date": True}, status=403)


def kept_page(request: HttpRequest, factor_door: str = "") -> HttpResponse:
    """What was sent, and a form that sends it again. 403. `factor_door` is the page to go to first, for who lacks a
    second factor."""
    names = request.resolver_match.view_name if request.resolver_match else ""
    context = {
        "fields": _fields(request),
        "files": [file.name for _, sent in request.FILES.lists() for file in sent],
        "withheld": any(_is_secret(name) for name in request.POST),
        "again": request.get_full_path(),
        "signing_in": names == "login",
        "factor_door": factor_door,
    }
    response = render(request, "access/kept.html", context, status=403)
    add_never_cache_headers(response)
    return response


def _fields(request: HttpRequest) -> list[Sent]:
    room = SHOWN
    fields = []
    for name, values in request.POST.lists():
        for value in values if name != TOKEN and not _is_secret(name) else ():
            text = str(value)
            fields.append(Sent(name, text, text[:room]))
            room -= min(room, len(text))
    return fields


def _is_secret(name: str) -> bool:
    return "password" in name.lower()


def is_form(request: HttpRequest) -> bool:
    """Whether a browser sent the form of a page to show the answer in its place: what a script sends has answers that
    the script knows."""
    if request.method != "POST" or request.content_type not in FORMS:
        return False
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return mode == "navigate" and "text/html" in request.headers.get("Accept", "")


def _turned_away(request: HttpRequest, response: HttpResponseBase) -> bool:
    if request.resolver_match is None or request.user.is_authenticated:
        return False
    if request.resolver_match.view_name.startswith(DOORWAY):
        return False
    to_sign_in = response.status_code == 302 and urlsplit(response.headers["Location"]).path in _doors()
    return response.status_code == 404 or to_sign_in


def _doors() -> tuple[str, ...]:
    return reverse("login"), reverse("admin:login")


def _says_something(request: HttpRequest) -> bool:
    return bool(request.FILES) or any(field.value.strip() for field in _fields(request))


def _from_our_page(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
