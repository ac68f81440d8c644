"""How many guesses there are, whom they lock out, who hears of it, and that no name can be found out by them."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.core.internal import ratelimit
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.accounts.adapter import WAIT
from access.accounts.models import Shared
from access.models import User
from jobs.models import Job
from jobs.tasks import run
from tests.access.accounts.doors import (
    PASSWORD,
    acts,
    confirmed,
    is_in,
    is_in_with,
    is_not_in,
    sign_in,
    with_password,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty() -> None:
    mail.outbox.clear()


def whys() -> list[str]:
    """What became of each try, which the trail says and the page does not."""
    return [act.detail["why"] for act in acts("sign-in refused")]


def guess(name: str, times: int, address: str = "192.0.2.7") -> None:
    for _ in range(times):
        assert is_not_in(sign_in(Client(), name, "wrong", REMOTE_ADDR=address))


def test_fifth_wrong_guess_locks_the_person_by_every_name_and_refuses_the_right_password() -> None:
    with_password("party")
    for number in range(5):
        guess(("party", "party@example.org")[number % 2], 1)
    for name in ("party", "PARTY", "party@example.org", "PARTY@example.org"):
        client = Client()
        assert is_not_in(sign_in(client, name, REMOTE_ADDR="192.0.2.7"))
        assert not is_in(client)
    assert whys() == ["no match"] * 5 + ["locked"] * 4


def test_lock_at_one_address_keeps_nobody_out_at_another() -> None:
    with_password("party")
    guess("party", 6)
    client = Client()
    assert sign_in(client, "party", REMOTE_ADDR="192.0.2.8").status_code == 302
    assert is_in(client)


@pytest.mark.parametrize("names", [("party", "PARTY", "ｐａｒｔｙ"), ("nobody", "NOBODY", "ｎｏｂｏｄｙ")])
def test_name_in_other_letters_is_no_fresh_count_whether_it_exists_or_not(names: tuple[str, ...]) -> None:
    with_password("party")
    for name in (*names, *names):
        guess(name, 1)
    assert whys() == ["no match"] * 5 + ["locked"]


def page_for(name: str, password: str) -> tuple[int, str]:
    """All that a stranger gets to see, less what they typed and what each page has anew."""
    answer = sign_in(Client(), name, password, REMOTE_ADDR="192.0.2.7")
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return answer.status_code, re.sub(r'nonce="[^"]*"|nonce-[^"]*', "", body).replace(name, "NAME")


def test_page_of_a_lock_is_that_of_a_wrong_password_and_that_of_nobody() -> None:
    with_password("party")
    pages = [page_for(name, "wrong") for name in ("party", "nobody") for _ in range(7)]
    assert whys() == (["no match"] * 5 + ["locked"] * 2) * 2
    assert len(set(pages)) == 1


def test_lock_takes_the_time_of_looking_at_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    with_password("party")
    guess("party", 5)
    hashed: list[str] = []
    monkeypatch.setattr(User, "set_password", lambda person, password: hashed.append(password))
    guess("party", 1)
    assert hashed == ["wrong"]


def few_over_all_addresses(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed_anywhere": "6/h/key"}


def guess_from_everywhere(name: str) -> None:
    for number in range(3):
        guess(name, 2, f"198.51.100.{number}")


def test_guesses_from_all_addresses_together_lock_the_person_at_each_for_an_hour(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    few_over_all_addresses(settings)
    with_password("party")
    guess_from_everywhere("party")
    assert is_not_in(sign_in(Client(), "party", REMOTE_ADDR="192.0.2.8"))
    assert acts("sign-in locked")[0].detail["why"] == "from all addresses together"
    now = time.time()
    for minutes, let_in in ((16, False), (61, True)):
        monkeypatch.setattr(ratelimit.time, "time", lambda later=now + 60 * minutes: later)
        assert is_in_with("party", PASSWORD) is let_in


def test_limit_over_all_addresses_is_fifty_an_hour(settings: Any) -> None:
    assert settings.ACCOUNT_RATE_LIMITS["login_failed_anywhere"] == "50/h/key"


def deliver() -> list[Any]:
    while jobs := Job.objects.filter(state="queued"):
        for job in jobs:
            run(job.pk)
    return mail.outbox


def test_person_who_is_guessed_at_from_everywhere_is_told_once_a_day(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    few_over_all_addresses(settings)
    with_password("party")
    guess_from_everywhere("party")
    guess("party", 1, "192.0.2.8")
    assert [letter.to for letter in deliver()] == [["party@example.org"]]
    today = timezone.localdate()
    for days, letters in ((0, 1), (1, 2)):
        cache.clear()
        monkeypatch.setattr(timezone, "localdate", lambda day=today + timedelta(days=days): day)
        guess_from_everywhere("party")
        assert len(deliver()) == letters


def test_person_who_left_is_told_nothing(settings: Any) -> None:
    few_over_all_addresses(settings)
    gone = with_password("party")
    gone.is_active = False
    gone.save()
    guess_from_everywhere("party")
    assert deliver() == []


def test_nobody_is_told_of_a_lock_at_one_address() -> None:
    with_password("party")
    guess("party", 6)
    assert not Job.objects.exists()


def test_name_of_nobody_has_the_same_limits_and_no_mail(settings: Any) -> None:
    few_over_all_addresses(settings)
    guess_from_everywhere("nobody")
    guess("nobody", 1, "192.0.2.8")
    assert whys() == ["no match"] * 6 + ["locked"]
    assert Job.objects.count() == 1
    assert deliver() == []


def test_right_password_is_no_guess_over_all_addresses_either(settings: Any) -> None:
    few_over_all_addresses(settings)
    with_password("party")
    assert all(is_in_with("party", PASSWORD) for _ in range(8))


def test_who_is_signed_in_is_told_that_there_were_too_many_tries() -> None:
    client = confirmed("party")
    for _ in range(5):
        client.post(reverse("account_reauthenticate"), {"password": "wrong"})
    assert WAIT in client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).content.decode()
    assert is_not_in(sign_in(client, "party"))


def test_lock_of_one_person_is_not_anothers() -> None:
    with_password("party")
    with_password("panel")
    for _ in range(5):
        sign_in(Client(), "party", "wrong")
    assert is_in_with("panel", PASSWORD)


def test_lock_ends_after_a_quarter_of_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    with_password("party")
    for _ in range(5):
        sign_in(Client(), "party", "wrong")
    later = time.time() + 15 * 60 + 1
    monkeypatch.setattr(ratelimit.time, "time", lambda: later)
    assert is_in_with("party", PASSWORD)


def test_right_password_is_no_guess() -> None:
    with_password("party")
    for _ in range(4):
        sign_in(Client(), "party", "wrong")
    for _ in range(3):
        assert is_in_with("party", PASSWORD)
    sign_in(Client(), "party", "wrong")
    assert not is_in_with("party", PASSWORD)


def test_address_that_guesses_at_many_names_is_locked_and_another_is_not() -> None:
    with_password("party")
    for number in range(20):
        guess(f"name-{number}", 1)
    assert is_not_in(sign_in(Client(), "party", REMOTE_ADDR="192.0.2.7"))
    client = Client()
    assert sign_in(client, "party", REMOTE_ADDR="192.0.2.8").status_code == 302


def test_many_forms_from_one_address_are_answered_by_a_page_that_says_wait() -> None:
    answers = [sign_in(Client(), "", "", REMOTE_ADDR="192.0.2.9") for _ in range(31)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert "Too many tries" in answers[-1].content.decode()


def test_guesses_are_counted_in_the_database_where_every_process_sees_them() -> None:
    with_password("party")
    sign_in(Client(), "party", "wrong")
    assert Shared.objects.filter(cache_key__contains="login_failed").exists()
    cache.clear()
    assert not Shared.objects.exists()
