"""What was typed into a form that somebody sends signed out, or with an old token, comes back and is sent again."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from access.accounts.models import SignIn
from access.kept import SHOWN
from modifications.models import BankHoliday
from tests.access.cast import person

pytestmark = pytest.mark.django_db

ADD = "/admin/parties/votinggroup/add/"
HOLIDAY = "/admin/modifications/bankholiday/add/"
AS_BROWSER = {"HTTP_ACCEPT": "text/html,application/xhtml+xml,*/*;q=0.8", "HTTP_SEC_FETCH_MODE": "navigate"}
OURS = {**AS_BROWSER, "HTTP_SEC_FETCH_SITE": "same-origin"}
TYPED = "Typed for an hour: <script>alert('x')</script> “and” more\nin two lines"

ADDRESSES = (
    "/desk/operations/2021-09/",
    "/desk/operations/2021-09/checks/reason/",
    "/desk/operations/2021-09/text/security/",
    "/measures/2021-09/grid/",
    "/import/",
    ADD,
)


def client_with_token(name: str = "") -> Client:
    """A browser that Django asks for a token; signed in if a name is given."""
    client = Client(enforce_csrf_checks=True)
    if name:
        client.force_login(person(name))
    client.get(reverse("login"))
    return client


def sent_again(response: HttpResponse) -> dict[str, str]:
    """The fields of the page's form."""
    form = response.content.decode().partition('id="kept"')[2].partition("</form>")[0]
    return {name: unescape(value) for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', form)}


def token_of(client: Client) -> str:
    return client.cookies["csrftoken"].value


# --- Signed out ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ADDRESSES)
def test_form_of_somebody_signed_out_comes_back_with_what_was_typed(address: str) -> None:
    client = client_with_token()
    response = client.post(address, {"text": TYPED, "csrfmiddlewaretoken": token_of(client)}, **OURS)
    assert response.status_code == 403
    assert sent_again(response)["text"] == TYPED
    read = response.content.decode()
    assert "<script>alert" not in read
    assert f'action="{address}"' in read
    assert 'target="_blank"' in read
    assert "no-store" in response.headers["Cache-Control"]
    assert not SignIn.objects.exists()


def test_what_comes_back_is_stored_once_it_is_sent_again_signed_in() -> None:
    client = client_with_token()
    typed = {"day": "2035-06-01", "name": "A new day", "csrfmiddlewaretoken": token_of(client)}
    kept = sent_again(client.post(HOLIDAY, typed, **OURS))
    client.force_login(person("administrator"))
    assert client.post(HOLIDAY, kept, **OURS).status_code == 302
    assert BankHoliday.objects.get(day=date(2035, 6, 1)).name == "A new day"


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ACCEPT": "application/json"},
        {"HTTP_ACCEPT": "text/html", "HTTP_SEC_FETCH_MODE": "cors"},
        {},
    ],
    ids=["asks for json", "a script's", "says nothing"],
)
def test_script_that_is_signed_out_gets_the_answer_it_knows(headers: dict[str, str]) -> None:
    assert Client().post("/desk/operations/2021-09/", {"text": TYPED}, **headers).status_code == 404


def test_json_of_somebody_signed_out_gets_the_answer_it_knows() -> None:
    save = Client().post("/measures/2021-09/grid/save/", "{}", content_type="application/json", **OURS)
    assert save.status_code == 404
    assert save.json() == {"problem": "signed-out"}


def test_form_with_nothing_typed_is_refused_as_ever() -> None:
    assert Client().post("/desk/operations/2021-09/", {"text": " "}, **OURS).status_code == 404
    assert Client().post(ADD, {}, **OURS).status_code == 302


def test_address_that_is_none_of_ours_is_not_found() -> None:
    assert Client().post("/nowhere/", {"text": TYPED}, **OURS).status_code == 404


def test_form_of_somebody_signed_in_who_may_not_see_is_not_found() -> None:
    client = Client()
    client.force_login(person("party"))
    assert client.post("/desk/operations/2021-09/", {"text": TYPED}, **OURS).status_code == 404


def test_password_and_file_do_not_come_back() -> None:
    file = SimpleUploadedFile("parties.csv", b"party,name\nsecret row,x\n")
    typed = {"username": "new", "password1": "do not echo me", "New_Password": "nor me", "file": file}
    response = Client().post("/admin/access/user/add/", typed, **OURS)
    read = response.content.decode()
    assert "do not echo me" not in read
    assert "nor me" not in read
    assert "secret row" not in read
    assert "Choose anew on the page that follows: parties.csv." in read
    assert "Passwords are neither shown nor sent again." in read
    assert sent_again(response)["username"] == "new"


def test_more_than_a_page_shows_is_sent_again_in_full() -> None:
    typed = {"text": "a" * SHOWN + "the end of it", "more": "also"}
    response = Client().post("/desk/operations/2021-09/", typed, **OURS)
    kept = sent_again(response)
    assert {name: kept[name] for name in typed} == typed
    shown = response.content.decode().partition("<dl")[2]
    assert "the end of it" not in shown
    assert len(shown) < SHOWN + 2_000


def test_each_value_of_a_field_comes_back() -> None:
    read = Client().post(ADD, {"roles": ["one", "two"]}, **OURS).content.decode()
    assert '<input type="hidden" name="roles" value="one">' in read
    assert '<input type="hidden" name="roles" value="two">' in read


# --- A token of another session -----------------------------------------------------------------------


@pytest.mark.parametrize("address", ADDRESSES)
def test_form_with_an_old_token_comes_back_with_what_was_typed(address: str) -> None:
    client = client_with_token("editor")
    response = client.post(address, {"text": TYPED, "csrfmiddlewaretoken": "a" * 64}, **OURS)
    assert response.status_code == 403
    kept = sent_again(response)
    assert kept["text"] == TYPED
    assert kept["csrfmiddlewaretoken"] != "a" * 64
    assert "You are signed in as <strong>editor</strong>" in response.content.decode()


def test_token_that_comes_back_is_the_one_that_is_taken() -> None:
    client = client_with_token("administrator")
    typed = {"day": "2035-06-01", "name": "A new day", "csrfmiddlewaretoken": "a" * 64}
    kept = sent_again(client.post(HOLIDAY, typed, **OURS))
    assert not BankHoliday.objects.filter(name="A new day").exists()
    assert client.post(HOLIDAY, kept, **OURS).status_code == 302
    assert BankHoliday.objects.filter(name="A new day").exists()


@pytest.mark.parametrize(
    "headers",
    [
        {**AS_BROWSER, "HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "https://elsewhere.example"},
        {**AS_BROWSER, "HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_ACCEPT": "text/html", "HTTP_ORIGIN": "null"},
        {"HTTP_ACCEPT": "text/html"},
    ],
)
def test_form_of_another_site_is_never_offered_to_be_sent_again(headers: dict[str, Any]) -> None:
    response = client_with_token("editor").post(ADD, {"code": "theirs", "name": "Theirs"}, **headers)
    assert response.status_code == 403
    assert b"Theirs" not in response.content
    assert b"out of date, or not one of ours" in response.content


def test_page_of_ours_is_known_by_its_origin_where_a_browser_says_no_more() -> None:
    headers = {"HTTP_ACCEPT": "text/html", "HTTP_ORIGIN": "http://testserver"}
    response = client_with_token("editor").post(ADD, {"code": "ours", "name": "Ours"}, **headers)
    assert sent_again(response)["name"] == "Ours"


def test_old_page_to_sign_in_on_keeps_the_name_and_not_the_password() -> None:
    client = client_with_token()
    typed = {"username": "editor", "password": "do not echo me", "csrfmiddlewaretoken": "a" * 64}
    response = client.post(reverse("login"), typed, **OURS)
    assert "do not echo me" not in response.content.decode()
    assert "sign in in another tab" not in response.content.decode()
    assert 'value="editor"' in client.post(reverse("login"), sent_again(response), **OURS).content.decode()
