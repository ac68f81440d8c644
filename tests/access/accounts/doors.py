"""Somebody at the door, with a password."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from access.accounts.adapter import NOT_IN
from access.models import Act, User
from tests.access.cast import person

PASSWORD = "a long enough password"  # of made-up people
LOGIN = "/accounts/login/"


def with_password(name: str) -> User:
    user = person(name)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    return client.post(LOGIN, {"username": name, "password": password}, **more)  # type: ignore[return-value]


def is_in_with(name: str, password: str) -> bool:
    client = Client()
    sign_in(client, name, password)
    return is_in(client)


def is_not_in(response: Any) -> bool:
    """Whether the door answered as it answers whoever is not let in, for whatever reason."""
    return response.status_code == 200 and NOT_IN in response.content.decode()


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:index")).status_code == 200


def confirmed(name: str) -> Client:
    """Signed in by password, and asked for it again: what changes a second factor needs that."""
    with_password(name)
    client = Client()
    sign_in(client, name)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def enrolled(name: str) -> tuple[Client, str]:
    """A client that has set up an authenticator app, and the key of the app."""
    client = confirmed(name)
    key = key_on(client.get(reverse("mfa_activate_totp")))
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(key)})
    assert answer.status_code == 302, answer.content.decode()
    return client, key


def key_on(page: Any) -> str:
    found = re.search(r'id="authenticator_secret">([A-Z2-7]+)<', page.content.decode())
    assert found, page.content.decode()
    return found[1]


def code_of(key: str, later: int = 0) -> str:
    """What the app shows now, or that many steps of half a minute later."""
    middle = list(yield_hotp_counters_from_time())[1]
    return str(format_hotp_value(hotp_value(key, middle + later)))


def recovery_codes(name: str) -> list[str]:
    return list(Authenticator.objects.get(user__username=name, type="recovery_codes").wrap().get_unused_codes())


def acts(kind: str) -> list[Act]:
    return list(Act.objects.filter(kind=kind).order_by("pk"))


def link_in(body: str) -> str:
    """The path of the link in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", body)
    assert found, body
    return unquote(found[1])
