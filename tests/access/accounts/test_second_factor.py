"""Setting up a second step, signing in with it, and who gets nowhere without one."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from access.accounts.adapter import WAIT, WRONG_CODE
from access.accounts.factor_adapter import FactorAdapter
from access.models import User
from tests.access.accounts.doors import (
    PASSWORD,
    acts,
    code_of,
    confirmed,
    enrolled,
    is_in,
    key_on,
    recovery_codes,
    sign_in,
    with_password,
)
from tests.access.cast import STAFF, browser

# Real transactions: what is announced when one ends changes the session of the request.
pytestmark = pytest.mark.django_db(transaction=True)

AS_BROWSER = {"HTTP_ACCEPT": "text/html,*/*;q=0.8", "HTTP_SEC_FETCH_MODE": "navigate"}
ADD = "/admin/parties/votinggroup/add/"


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def second_step(client: Client, code: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": code})


# --- Signing in with it ---------------------------------------------------------------------------------


def test_password_alone_lets_nobody_in_who_has_a_second_step() -> None:
    _, key = enrolled("editor")
    client = Client()
    assert sign_in(client, "editor").headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    assert second_step(client, code_of(key)).status_code == 302
    assert is_in(client)


def test_code_of_the_past_is_refused_and_kept_in_the_trail() -> None:
    _, key = enrolled("editor")
    client = Client()
    sign_in(client, "editor")
    page = second_step(client, code_of(key, later=-9)).content.decode()
    assert WRONG_CODE in page
    assert not is_in(client)
    assert [act.detail["name"] for act in acts("second factor refused")] == ["editor"]


def test_code_works_once() -> None:
    _, key = enrolled("editor")
    code = code_of(key)
    for accepted in (True, False):
        client = Client()
        sign_in(client, "editor")
        second_step(client, code)
        assert is_in(client) is accepted


def test_recovery_code_works_once_in_place_of_the_app() -> None:
    enrolled("editor")
    code = recovery_codes("editor")[0]
    for accepted in (True, False):
        client = Client()
        sign_in(client, "editor")
        second_step(client, code)
        assert is_in(client) is accepted
    assert len(recovery_codes("editor")) == 9


def test_too_many_wrong_codes_lock_the_second_step_and_refuse_the_right_one() -> None:
    _, key = enrolled("editor")
    client = Client()
    sign_in(client, "editor")
    for _ in range(5):
        second_step(client, "000000")
    assert WAIT in second_step(client, code_of(key)).content.decode()
    assert not is_in(client)
    assert [act.detail["name"] for act in acts("sign-in locked")] == ["editor"]


def test_second_step_without_a_first_leads_back_to_the_door() -> None:
    enrolled("editor")
    assert second_step(Client(), "000000").headers["Location"] == reverse("account_login")


@pytest.mark.parametrize("made_up", ['{"id": "made up"}', "[]", "1", '{"response": {"userHandle": "MQ"}}', "nonsense"])
def test_passkey_that_is_made_up_signs_nobody_in(made_up: str) -> None:
    enrolled("editor")
    client = Client()
    client.get(reverse("mfa_login_webauthn"), HTTP_ACCEPT="application/json")
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": made_up})
    assert answer.headers["Location"] == reverse("account_login")
    assert not is_in(client)


@pytest.mark.parametrize("made_up", ['{"id": "made up"}', "[]", "nonsense"])
@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_authenticate"])
def test_passkey_that_is_made_up_is_a_wrong_answer_everywhere(made_up: str, name: str) -> None:
    client, _ = enrolled("editor")
    if name == "mfa_authenticate":
        client = Client()
        sign_in(client, "editor")
    assert client.post(reverse(name), {"credential": made_up}).status_code in (200, 302)
    assert not Authenticator.objects.filter(type="webauthn").exists()


# --- Setting it up, and removing it ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"])
def test_setting_up_asks_again_who_it_is(name: str) -> None:
    with_password("editor")
    client = Client()
    sign_in(client, "editor")
    assert client.get(reverse(name)).headers["Location"].startswith(reverse("account_reauthenticate"))


def test_wrong_password_on_being_asked_again_leads_nowhere() -> None:
    with_password("editor")
    client = Client()
    sign_in(client, "editor")
    client.post(reverse("account_reauthenticate"), {"password": "not it"})
    assert client.get(reverse("mfa_activate_totp")).status_code == 302


def test_wrong_code_sets_nothing_up() -> None:
    client = confirmed("editor")
    client.get(reverse("mfa_activate_totp"))
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()


def test_setting_up_and_removing_are_kept_in_the_trail() -> None:
    client, _ = enrolled("editor")
    (added,) = acts("second factor added")
    assert (added.by and added.by.username, added.detail["kind"]) == ("editor", "totp")
    client.post(reverse("mfa_deactivate_totp"))
    (removed,) = acts("second factor removed")
    assert (removed.by and removed.by.username, removed.detail["kind"]) == ("editor", "totp")
    assert not Authenticator.objects.exists()


def test_removing_asks_again_who_it_is() -> None:
    _, key = enrolled("editor")
    client = Client()
    sign_in(client, "editor")
    second_step(client, code_of(key))
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert Authenticator.objects.filter(type="totp").exists()


def test_removing_the_last_ends_all_other_sign_ins() -> None:
    client, key = enrolled("editor")
    other = Client()
    sign_in(other, "editor")
    second_step(other, code_of(key))
    assert is_in(other)
    client.post(reverse("mfa_deactivate_totp"))
    assert is_in(client)
    assert not is_in(other)


def test_new_recovery_codes_replace_the_old_and_are_kept_in_the_trail() -> None:
    client, _ = enrolled("editor")
    before = recovery_codes("editor")
    client.post(reverse("mfa_generate_recovery_codes"))
    assert not set(before) & set(recovery_codes("editor"))
    assert acts("recovery codes renewed")


def test_key_of_the_app_is_not_in_the_database_as_it_is() -> None:
    _, key = enrolled("editor")
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert key not in stored
    assert FactorAdapter().decrypt(stored) == key


def test_key_outlives_a_new_secret_key_while_the_old_is_named(settings: Any) -> None:
    _, key = enrolled("editor")
    stored = Authenticator.objects.get(type="totp").data["secret"]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret key of some length, made up"
    assert FactorAdapter().decrypt(stored) == key
    settings.SECRET_KEY_FALLBACKS = []
    assert FactorAdapter().decrypt(stored) != key


# --- Where it is required -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STAFF)
@pytest.mark.parametrize("page", ["/admin/", "/desk/", "/reports/", "/measures/", "/accounts/invitations/"])
def test_staff_without_one_are_led_to_set_one_up(name: str, page: str, required: None) -> None:
    answer = browser(name).get(page)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{reverse('mfa_index')}?next={page.replace('/', '%2F')}"


def test_superuser_without_a_role_is_led_there_too(required: None) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("root", "root@example.org", PASSWORD))
    assert client.get("/admin/").headers["Location"].startswith(reverse("mfa_index"))


@pytest.mark.parametrize("name", ["party", "panel", "sub-committee"])
def test_readers_go_on_without_one(name: str, required: None) -> None:
    assert browser(name).get("/reports/").status_code == 200


def test_nothing_is_asked_where_it_is_not_required() -> None:
    assert browser("editor").get("/desk/").status_code == 200


@pytest.mark.parametrize("page", ["accounts:index", "accounts:password", "accounts:sign-ins", "mfa_index", "login"])
def test_own_account_is_open_without_one(page: str, required: None) -> None:
    assert browser("editor").get(reverse(page)).status_code == 200


def test_form_comes_back_with_what_was_typed_and_the_way_to_set_one_up(required: None) -> None:
    answer = browser("editor").post(ADD, {"code": "typed", "name": "Typed for an hour"}, **AS_BROWSER)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'name="name" value="Typed for an hour"' in page
    assert f'href="{reverse("mfa_index")}" target="_blank"' in page


def test_what_a_script_sends_is_refused_in_plain_words(required: None) -> None:
    answer = browser("editor").post("/measures/2021-09/grid/", "{}", content_type="application/json")
    assert answer.status_code == 403
    assert answer.headers["Content-Type"] == "text/plain"


def test_whoever_sets_one_up_goes_on_in_the_same_session(required: None) -> None:
    client, _ = enrolled("editor")
    assert client.get("/desk/").status_code == 200


def test_page_that_was_asked_for_is_one_step_away_once_one_is_set_up(required: None) -> None:
    with_password("editor")
    client = Client()
    sign_in(client, "editor")
    client.get("/desk/?q=1")
    assert "Go on to the page" not in client.get(reverse("mfa_index")).content.decode()
    set_up(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert '<a class="govuk-link" href="/desk/?q=1">Go on' in page


def test_whoever_signs_in_with_one_is_asked_no_more(required: None) -> None:
    _, key = enrolled("editor")
    client = Client()
    sign_in(client, "editor")
    second_step(client, code_of(key))
    assert client.get("/desk/").status_code == 200


def test_session_from_before_it_was_set_up_elsewhere_is_asked_for_it(required: None) -> None:
    with_password("editor")
    early = Client()
    sign_in(early, "editor")
    _, key = enrolled_beside("editor")
    door = early.get("/desk/").headers["Location"]
    assert door == f"{reverse('mfa_reauthenticate')}?next=%2Fdesk%2F"
    assert early.post(door, {"code": code_of(key)}).headers["Location"] == "/desk/"
    assert early.get("/desk/").status_code == 200


def enrolled_beside(name: str) -> tuple[Client, str]:
    """As `enrolled`, with the password that the person has."""
    client = Client()
    sign_in(client, name)
    return client, set_up(client)


def set_up(client: Client) -> str:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    key = key_on(client.get(reverse("mfa_activate_totp")))
    client.post(reverse("mfa_activate_totp"), {"code": code_of(key)})
    return key


def test_whoever_removes_the_last_one_is_led_to_set_up_another(required: None) -> None:
    client, _ = enrolled("editor")
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get("/desk/").headers["Location"].startswith(reverse("mfa_index"))


def test_page_costs_no_query_more_once_it_was_asked(required: None, django_assert_max_num_queries: Any) -> None:
    client, _ = enrolled("party")
    with django_assert_max_num_queries(3):
        client.get(reverse("accounts:forgotten"))
