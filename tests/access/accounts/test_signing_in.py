"""Who gets in by a password, what the others are told, and what the trail keeps of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.accounts.models import SignIn
from access.accounts.people import person_named
from access.models import Act, User
from tests.access.accounts.doors import LOGIN, PASSWORD, acts, is_in, is_in_with, is_not_in, sign_in, with_password
from tests.access.cast import browser

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["party", "party@example.org", "PARTY@Example.Org", " party ", "PARTY", "ｐａｒｔｙ"])
def test_person_is_known_by_user_name_and_by_e_mail_address(typed: str) -> None:
    with_password("party")
    client = Client()
    assert sign_in(client, typed).status_code == 302
    assert is_in(client)


def test_user_name_that_is_another_persons_address_is_the_user_names() -> None:
    with_password("party")
    named = User.objects.create_user("party@example.org", "other@example.org", "another long password")
    assert person_named("party@example.org") == named
    assert not is_in_with("party@example.org", PASSWORD)
    assert is_in_with("party@example.org", "another long password")


def test_addresses_that_differ_by_case_alone_name_nobody() -> None:
    with_password("party")
    User.objects.create_user("twin", "Party@example.org", PASSWORD)
    assert person_named("party@example.org") is None


def test_user_names_that_differ_by_case_alone_are_known_as_they_are_written() -> None:
    first = User.objects.create_user("twin", "first@example.org", PASSWORD)
    second = User.objects.create_user("TWIN", "second@example.org", PASSWORD)
    assert [person_named(typed) for typed in ("twin", "TWIN", "Twin", "")] == [first, second, None, None]


def test_looking_a_name_up_asks_as_much_for_nobody_as_for_somebody() -> None:
    with_password("party")
    for typed in ("party", "party@example.org", "nobody"):
        with CaptureQueriesContext(connection) as queries:
            person_named(typed)
        assert len(queries) == 1


def test_stranger_and_wrong_password_and_inactive_person_are_told_the_same() -> None:
    with_password("party")
    gone = with_password("panel")
    gone.is_active = False
    gone.save()
    for name, password in (
        ("nobody", PASSWORD),
        ("nobody@example.org", PASSWORD),
        ("party", "not the password"),
        ("party@example.org", "not the password"),
        ("panel", PASSWORD),
    ):
        assert is_not_in(sign_in(Client(), name, password))


# --- The trail ------------------------------------------------------------------------------------------


def test_trail_keeps_who_signed_in_and_from_where() -> None:
    party = with_password("party")
    sign_in(Client(), "party@example.org", REMOTE_ADDR="192.0.2.7")
    (act,) = acts("signed in")
    assert (act.by, act.detail) == (party, {"by": "password", "address": "192.0.2.7"})


def test_trail_keeps_the_name_that_was_typed_and_never_the_password() -> None:
    with_password("party")
    sign_in(Client(), " Party@example.org", "my secret of secrets", REMOTE_ADDR="192.0.2.7")
    (act,) = acts("sign-in refused")
    assert act.by is None
    assert act.detail == {"name": "Party@example.org", "why": "no match", "address": "192.0.2.7"}
    assert "secret of secrets" not in json.dumps(list(Act.objects.values_list("detail", flat=True)))


def test_trail_keeps_that_a_lock_began_once_and_each_refusal_behind_it() -> None:
    with_password("party")
    for _ in range(5):
        sign_in(Client(), "party", "wrong")
    sign_in(Client(), "party")
    assert [act.detail["name"] for act in acts("sign-in locked")] == ["party"]
    assert [act.detail["why"] for act in acts("sign-in refused")] == ["no match"] * 5 + ["locked"]


def test_address_is_the_clients_where_a_proxy_of_ours_states_it(settings: Any) -> None:
    with_password("party")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    told = {"HTTP_X_FORWARDED_FOR": "198.51.100.1, 203.0.113.9", "REMOTE_ADDR": "127.0.0.1"}
    sign_in(Client(), "party", **told)
    assert acts("signed in")[0].detail["address"] == "203.0.113.9"


def test_address_that_a_client_makes_up_is_not_believed() -> None:
    with_password("party")
    sign_in(Client(), "party", HTTP_X_FORWARDED_FOR="203.0.113.9", REMOTE_ADDR="192.0.2.7")
    assert acts("signed in")[0].detail["address"] == "192.0.2.7"


# --- Where one arrives, and what there is not -----------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "arrives"),
    [("/reports/", "/reports/"), ("//example.org/", "/desk/arrive/"), ("https://example.org/", "/desk/arrive/")],
)
def test_signing_in_leads_on_within_the_site_alone(wanted: str, arrives: str) -> None:
    with_password("party")
    typed = {"username": "party", "password": PASSWORD, "next": wanted}
    arrived = Client().post(LOGIN, typed).headers["Location"]
    assert arrived == (arrives if wanted == arrives else reverse("desk:arrive"))


def test_signing_in_as_somebody_else_leaves_nothing_of_the_first_session() -> None:
    with_password("panel")
    client = browser("party")
    session = client.session
    session["theirs"] = "of the first"
    session.save()
    sign_in(client, "panel")
    assert "theirs" not in client.session
    assert [row.person and row.person.username for row in SignIn.objects.all()] == ["panel"]


def test_page_for_who_may_not_see_another_offers_to_sign_in_as_who_may() -> None:
    page = browser("party").get(LOGIN, {"next": "/admin/"}).content.decode()
    assert "You are signed in as party, who may not see that page." in page


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "confirm-email/", "3rdparty/", "password/reset/", "social/signup/"]
)
def test_nobody_signs_up(path: str) -> None:
    assert Client().get(f"/accounts/{path}").status_code == 404


def test_admin_has_no_door_of_its_own() -> None:
    answer = Client().post("/admin/login/", {"username": "administrator", "password": PASSWORD})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(LOGIN)
