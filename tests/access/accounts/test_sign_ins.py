"""How long a sign-in lasts, what ends it at once, and the page that lists one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.accounts.models import SignIn
from access.accounts.sessions import BEGUN
from access.accounts.sign_ins import SEEN
from access.models import Role, RoleGrant, User
from tests.access.accounts.doors import PASSWORD, acts, is_in, sign_in, with_password
from tests.access.cast import browser, person

pytestmark = pytest.mark.django_db

ENDS = reverse("accounts:end-sign-in")


def back_date(client: Client, *, begun: timedelta, seen: timedelta) -> None:
    """As if the client had signed in and been seen that long ago."""
    session, now = client.session, timezone.now()
    session[BEGUN] = {**session[BEGUN], "at": (now - begun).isoformat()}
    session[SEEN] = (now - seen).timestamp()
    session.save()
    idle = now - seen + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    longest = now - begun + timedelta(seconds=settings.SIGN_IN_LONGEST)
    assert SignIn.objects.get(pk=session.session_key).expire_date <= longest + timedelta(seconds=5)
    SignIn.objects.filter(pk=session.session_key).update(expire_date=min(idle, longest))


def row_of(client: Client) -> SignIn:
    return SignIn.objects.get(pk=client.session.session_key)


# --- How long it lasts ----------------------------------------------------------------------------------


def test_sign_in_that_is_not_used_ends() -> None:
    client = browser("editor")
    back_date(client, begun=timedelta(minutes=61), seen=timedelta(minutes=61))
    assert not is_in(client)


def test_sign_in_that_is_used_goes_on() -> None:
    client = browser("editor")
    back_date(client, begun=timedelta(minutes=59), seen=timedelta(minutes=59))
    assert is_in(client)
    assert row_of(client).expire_date > timezone.now() + timedelta(minutes=58)


def test_sign_in_ends_after_a_working_day_however_much_it_is_used() -> None:
    client = browser("editor")
    back_date(client, begun=timedelta(hours=9, minutes=50), seen=timedelta(minutes=30))
    assert is_in(client)
    assert row_of(client).expire_date < timezone.now() + timedelta(minutes=11)
    back_date(client, begun=timedelta(hours=10, seconds=1), seen=timedelta(seconds=1))
    assert not is_in(client)


def test_pages_in_quick_succession_write_nothing() -> None:
    client = browser("editor")
    before = row_of(client).seen_at
    is_in(client)
    assert row_of(client).seen_at == before


def test_signing_in_anew_begins_the_day_anew() -> None:
    with_password("editor")
    client = Client()
    sign_in(client, "editor")
    back_date(client, begun=timedelta(hours=9), seen=timedelta(0))
    sign_in(client, "editor")
    assert row_of(client).begun_at > timezone.now() - timedelta(minutes=1)  # type: ignore[operator]  # signed in


def test_cookie_goes_with_the_browser() -> None:
    with_password("editor")
    client = Client()
    sign_in(client, "editor")
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""


# --- What ends it at once -------------------------------------------------------------------------------


def test_deactivation_ends_every_sign_in() -> None:
    first, second, other = browser("editor"), browser("editor"), browser("party")
    editor = person("editor")
    editor.is_active = False
    editor.save()
    assert not is_in(first)
    assert not is_in(second)
    assert is_in(other)
    assert not SignIn.objects.filter(person=editor).exists()


def test_role_that_is_taken_away_ends_every_sign_in() -> None:
    client = browser("editor")
    RoleGrant.objects.get(user__username="editor").delete()
    assert not is_in(client)


def test_roles_that_are_taken_away_together_end_every_sign_in() -> None:
    clients = [browser("editor"), browser("party")]
    RoleGrant.objects.filter(user__username__in=("editor", "party")).delete()
    assert not any(is_in(client) for client in clients)


def test_role_that_becomes_another_ends_every_sign_in() -> None:
    client = browser("editor")
    grant = RoleGrant.objects.get(user__username="editor")
    grant.role = Role.PARTY
    grant.save()
    assert not is_in(client)


def test_role_that_is_given_ends_none() -> None:
    client = browser("editor")
    RoleGrant.objects.create(user=person("editor"), role=Role.PANEL)
    assert is_in(client)


def test_administrator_who_takes_a_role_away_stays_signed_in() -> None:
    administrator, editor = browser("administrator"), browser("editor")
    who, grant = person("editor"), RoleGrant.objects.get(user__username="editor")
    form = {
        "username": who.username,
        "email": who.email,
        "is_active": "on",
        "role_grants-TOTAL_FORMS": "1",
        "role_grants-INITIAL_FORMS": "1",
        "role_grants-0-id": grant.pk,
        "role_grants-0-user": who.pk,
        "role_grants-0-role": Role.EDITOR,
        "role_grants-0-DELETE": "on",
    }
    answer = administrator.post(reverse("admin:access_user_change", args=(who.pk,)), form)
    assert answer.status_code == 302, answer.content.decode()
    assert is_in(administrator)
    assert not is_in(editor)


def test_new_password_ends_all_others_and_this_one_goes_on() -> None:
    with_password("editor")
    here, there = Client(), Client()
    sign_in(here, "editor")
    sign_in(there, "editor")
    typed = {"old_password": PASSWORD, "new_password1": "quite another one", "new_password2": "quite another one"}
    assert here.post(reverse("accounts:password"), typed).status_code == 302
    assert is_in(here)
    assert not is_in(there)
    assert [row.pk for row in SignIn.objects.all()] == [here.session.session_key]


@pytest.mark.parametrize(
    "typed",
    [
        {"old_password": "not it", "new_password1": "quite another one", "new_password2": "quite another one"},
        {"old_password": PASSWORD, "new_password1": "quite another one", "new_password2": "not the same"},
        {"old_password": PASSWORD, "new_password1": "12345678", "new_password2": "12345678"},
    ],
    ids=["wrong old one", "two new ones", "too simple"],
)
def test_refused_new_password_ends_nothing(typed: dict[str, str]) -> None:
    with_password("editor")
    here, there = Client(), Client()
    sign_in(here, "editor")
    sign_in(there, "editor")
    assert here.post(reverse("accounts:password"), typed).status_code == 200
    assert is_in(there)


def test_hash_that_is_renewed_at_a_sign_in_ends_nothing(settings: Any) -> None:
    with_password("editor")
    there = Client()
    sign_in(there, "editor")
    row = row_of(there).pk
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    sign_in(Client(), "editor")
    assert User.objects.get(username="editor").password.startswith("scrypt")
    assert SignIn.objects.filter(pk=row).exists()


# --- The page -------------------------------------------------------------------------------------------


def test_page_lists_ones_own_and_nobody_elses() -> None:
    with_password("editor")
    here = Client()
    sign_in(here, "editor", HTTP_USER_AGENT="Browser of the house", REMOTE_ADDR="192.0.2.7")
    with_password("party")
    sign_in(Client(), "party", HTTP_USER_AGENT="Browser of a Party")
    page = here.get(reverse("accounts:sign-ins")).content.decode()
    assert "Browser of the house" in page
    assert "192.0.2.7" in page
    assert "Browser of a Party" not in page
    assert here.session.session_key not in page


def handles(client: Client) -> list[str]:
    rows = client.get(reverse("accounts:sign-ins")).context["rows"]
    return [row["handle"] for row in rows if not row["here"]]


def test_one_is_ended_and_the_others_go_on() -> None:
    here, first, second = (browser("editor") for _ in range(3))
    assert len(handles(here)) == 2
    here.post(ENDS, {"which": handles(here)[0]})
    assert sorted(is_in(client) for client in (first, second)) == [False, True]
    assert is_in(here)


def test_all_others_are_ended_and_kept_in_the_trail() -> None:
    here, first, second = (browser("editor") for _ in range(3))
    here.post(ENDS)
    assert [is_in(client) for client in (here, first, second)] == [True, False, False]
    (act,) = acts("sign-ins ended")
    assert (act.by, act.detail["number"]) == (person("editor"), 2)


@pytest.mark.parametrize("which", ["made up", "another's"])
def test_sign_in_that_is_not_ones_own_is_not_found(which: str) -> None:
    here, party = browser("editor"), browser("party")
    browser("party")
    handle = handles(party)[0] if which == "another's" else which
    assert here.post(ENDS, {"which": handle}).status_code == 404
    assert is_in(party)


def test_sign_ins_are_not_ended_by_a_link() -> None:
    here, there = browser("editor"), browser("editor")
    assert here.get(ENDS).status_code == 405
    assert is_in(there)


def test_page_asks_as_much_for_three_as_for_one() -> None:
    here, asked = browser("editor"), []
    for number in (1, 3):
        while SignIn.objects.count() < number:
            browser("editor")
        with CaptureQueriesContext(connection) as queries:
            assert len(here.get(reverse("accounts:sign-ins")).context["rows"]) == number
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 4


# --- Whose it is ----------------------------------------------------------------------------------------


def test_who_is_signed_in_is_read_with_the_session_and_anew_for_each_request() -> None:
    here, there, editor = browser("editor"), browser("party"), person("editor")
    with CaptureQueriesContext(connection) as asked:
        assert here.get("/desk/").status_code == 200
    whose = ('FROM "access_user"', 'FROM "access_rolegrant"', 'FROM "accounts_signin"')
    assert sum(any(table in one["sql"] for table in whose) for one in asked) == 1
    assert (there.get("/desk/").status_code, here.get("/desk/").status_code) == (404, 200)
    SignIn.objects.filter(person=editor).update(person=person("party"))  # what the session itself says goes before
    assert here.get("/desk/").status_code == 200
    SignIn.objects.update(person=editor)
    assert there.get("/desk/").status_code == 404
    RoleGrant.objects.create(user=person("party"), role=Role.EDITOR)
    assert there.get("/desk/").status_code == 200


@pytest.mark.parametrize("ended", [{"is_active": False}, {"password": "another"}, None])
def test_session_of_somebody_who_may_not_be_signed_in_any_more_is_nobodys(ended: dict[str, Any] | None) -> None:
    client, editor = browser("editor"), User.objects.filter(pk=person("editor").pk)
    assert is_in(client)
    if ended is None:
        editor.delete()
    else:
        editor.update(**ended)
    assert not is_in(client)
