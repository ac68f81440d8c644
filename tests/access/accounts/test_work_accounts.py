"""Signing in with a work account, with a provider that answers on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from access.accounts.adapter import INACTIVE
from access.models import User
from secops.settings.base import work_accounts
from tests.access.accounts.doors import acts, enrolled, is_in
from tests.access.accounts.provider import CLIENT, SECRET, Provider, running
from tests.access.cast import browser, person

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/oidc/secas/login/"
CALLBACK = "/accounts/oidc/secas/login/callback/"


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with running() as provider:
        settings.OIDC_ISSUER, settings.OIDC_MAIL_DOMAIN = provider.issuer, "example.org"
        settings.SOCIALACCOUNT_PROVIDERS = work_accounts(provider.issuer, CLIENT, SECRET)
        yield provider


def stated(name: str, **claims: Any) -> dict[str, Any]:
    return {"sub": f"of {name}", "email": f"{name}@example.org", "email_verified": True, **claims}


def come_back(client: Client, start: str = LOGIN) -> Any:
    """From our page to the provider's and back again, as a browser goes."""
    asked = parse_qs(urlsplit(client.post(start).headers["Location"]).query)
    return client.get(CALLBACK, {"code": "one", "state": asked["state"][0]})


def test_active_person_with_the_verified_address_is_signed_in(provider: Provider) -> None:
    person("editor")
    provider.claims = stated("editor", email="EDITOR@example.org")
    client = Client()
    assert come_back(client).headers["Location"] == reverse("desk:arrive")
    assert is_in(client)
    (act,) = acts("signed in")
    assert (act.by, act.detail["by"]) == (person("editor"), "socialaccount")


def test_question_names_us_and_proves_itself(provider: Provider) -> None:
    person("editor")
    provider.claims = stated("editor")
    client = Client()
    where = urlsplit(client.post(LOGIN).headers["Location"])
    asked = parse_qs(where.query)
    assert f"{where.scheme}://{where.netloc}{where.path}" == f"{provider.issuer}/authorize"
    assert asked["client_id"] == [CLIENT]
    assert asked["code_challenge_method"] == ["S256"]
    client.get(CALLBACK, {"code": "one", "state": asked["state"][0]})
    assert provider.asked[0]["code_verifier"]


def test_signing_in_leads_on_to_the_page_first_asked_for(provider: Provider) -> None:
    person("editor")
    provider.claims = stated("editor")
    assert come_back(Client(), f"{LOGIN}?next=/reports/").headers["Location"] == "/reports/"


def test_second_time_is_as_the_first(provider: Provider) -> None:
    person("editor")
    provider.claims = stated("editor")
    for _ in range(2):
        client = Client()
        come_back(client)
        assert is_in(client)
    assert SocialAccount.objects.count() == 1


REFUSED = {
    "nobody has the address": stated("nobody"),
    "address is not verified": stated("editor", email_verified=False),
    "verified is a word": stated("editor", email_verified="true"),
    "nothing says that it is verified": {"sub": "1", "email": "editor@example.org"},
    "no address": {"sub": "1", "email_verified": True},
    "another domain": stated("editor", email="editor@example.com"),
    "domain that ends alike": stated("editor", email="editor@not-example.org"),
    "two signs": stated("editor", email="editor@example.com@example.org"),
    "inactive": stated("panel"),
}


@pytest.mark.parametrize("claims", REFUSED.values(), ids=REFUSED)
def test_everybody_else_is_turned_away_in_the_same_words_and_nobody_is_made(
    claims: dict[str, Any], provider: Provider
) -> None:
    person("editor")
    User.objects.create_user("outside", "editor@example.com")
    User.objects.filter(pk=person("panel").pk).update(is_active=False)
    before = User.objects.count()
    provider.claims = claims
    client = Client()
    answer = come_back(client)
    assert answer.headers["Location"] == reverse("login")
    assert INACTIVE in client.get(answer.headers["Location"]).content.decode()
    assert not is_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)
    (act,) = acts("sign-in refused")
    assert (act.detail["why"], act.detail["name"]) == ("work account", str(claims.get("email", "")))


def test_account_whose_address_became_anothers_is_turned_away(provider: Provider) -> None:
    person("editor")
    person("approver")
    provider.claims = stated("editor")
    come_back(Client())
    provider.claims = stated("editor", email="approver@example.org")
    client = Client()
    come_back(client)
    assert not is_in(client)


def test_account_of_somebody_deactivated_meanwhile_is_turned_away(provider: Provider) -> None:
    editor = person("editor")
    provider.claims = stated("editor")
    come_back(Client())
    editor.is_active = False
    editor.save()
    client = Client()
    come_back(client)
    assert not is_in(client)


def test_account_is_not_tied_to_a_person_on_request(provider: Provider) -> None:
    person("editor")
    provider.claims = stated("editor")
    client = browser("party")
    come_back(client, f"{LOGIN}?process=connect")
    assert not SocialAccount.objects.exists()


def test_answer_to_a_question_that_was_not_asked_is_turned_away(provider: Provider) -> None:
    person("editor")
    provider.claims = stated("editor")
    client = Client()
    for asked in ({"code": "one", "state": "made up"}, {"code": "one"}, {"error": "access_denied"}, {}):
        assert client.get(CALLBACK, asked).headers["Location"] == reverse("login")
    assert not is_in(client)
    assert not provider.asked


@pytest.mark.parametrize("wrong", ["refuses", "token for another site", "token of another account"])
def test_provider_that_refuses_or_errs_signs_nobody_in(wrong: str, provider: Provider) -> None:
    person("editor")
    provider.claims = stated("editor")
    provider.fails, provider.subject = wrong == "refuses", "another" if "of another" in wrong else ""
    client = Client()
    asked = parse_qs(urlsplit(client.post(LOGIN).headers["Location"]).query)
    if wrong == "token for another site":
        provider.audience = "another site"
    answer = client.get(CALLBACK, {"code": "one", "state": asked["state"][0]})
    assert answer.headers["Location"] == reverse("login")
    assert not is_in(client)


def test_second_step_is_asked_for_after_a_work_account_too(provider: Provider) -> None:
    enrolled("editor")
    provider.claims = stated("editor")
    client = Client()
    assert come_back(client).headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)


def test_door_shows_the_way_where_there_is_one(provider: Provider) -> None:
    assert "SECAS account" in Client().get(reverse("login")).content.decode()
    assert "Go on" in Client().get(LOGIN).content.decode()


def test_there_is_no_way_where_no_provider_is_configured() -> None:
    assert "SECAS account" not in Client().get(reverse("login")).content.decode()
    assert Client().post(LOGIN).status_code == 404
    assert Client().get(CALLBACK).status_code == 404
