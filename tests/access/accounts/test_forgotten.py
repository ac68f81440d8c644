"""The way back for who has forgotten the password."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from access.models import Act
from jobs.models import Job
from jobs.tasks import run
from tests.access.accounts.doors import PASSWORD, enrolled, is_in, link_in, sign_in, with_password
from tests.access.cast import person

pytestmark = pytest.mark.django_db

FORGOTTEN = reverse("accounts:forgotten")
NEW = {"new_password1": "quite another one", "new_password2": "quite another one"}


@pytest.fixture(autouse=True)
def _empty() -> None:
    mail.outbox.clear()


def ask(address: str, **more: Any) -> Any:
    return Client().post(FORGOTTEN, {"email": address}, **more)


def deliver() -> list[Any]:
    while jobs := Job.objects.filter(state="queued"):
        for job in jobs:
            run(job.pk)
    return mail.outbox


def link_for(name: str) -> str:
    ask(f"{name}@example.org")
    return link_in(deliver()[-1].body)


def set_new(link: str, client: Client | None = None) -> Any:
    """Follow the link as a browser does, and fill in the page."""
    client = client or Client()
    page = client.get(link, follow=True)
    return client.post(page.redirect_chain[-1][0], NEW) if page.redirect_chain else page


def test_link_sets_a_new_password_and_signs_nobody_in() -> None:
    with_password("party")
    there, client = Client(), Client()
    sign_in(there, "party")
    assert set_new(link_for("party"), client).headers["Location"] == reverse("login")
    assert not is_in(client)
    assert not is_in(there)
    sign_in(client, "party", "quite another one")
    assert is_in(client)
    assert Act.objects.filter(kind="password set").exists()


def test_answer_and_work_are_the_same_for_every_address() -> None:
    with_password("party")
    gone = with_password("panel")
    gone.is_active = False
    gone.save()
    by_work_account = person("editor")
    by_work_account.set_unusable_password()
    by_work_account.save()
    answers = {}
    for name in ("party", "panel", "editor", "nobody"):
        before = Job.objects.count()
        answer = ask(f"{name}@example.org", follow=True)
        answers[name] = (answer.content.decode(), Job.objects.count() - before)
    assert len(set(answers.values())) == 1
    assert [sent.to for sent in deliver()] == [["party@example.org"]]


def test_one_mail_goes_out_for_one_request() -> None:
    with_password("party")
    ask("PARTY@example.org")
    deliver()
    for job in Job.objects.all():
        run(job.pk)
    assert len(mail.outbox) == 1


def test_link_works_once() -> None:
    with_password("party")
    link = link_for("party")
    set_new(link)
    answer = Client().get(link)
    assert answer.status_code == 404
    assert "party" not in answer.content.decode()


@pytest.mark.parametrize("link", ["/accounts/forgotten/MQ/made-up/", "/accounts/forgotten/nobody/set-password/"])
def test_link_that_is_made_up_is_not_found(link: str) -> None:
    assert Client().get(link).status_code == 404


def test_link_runs_out(settings: Any) -> None:
    with_password("party")
    link = link_for("party")
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert Client().get(link).status_code == 404


def test_password_that_is_too_simple_is_refused_at_its_place() -> None:
    with_password("party")
    client = Client()
    page = client.get(link_for("party"), follow=True)
    answer = client.post(page.redirect_chain[-1][0], {"new_password1": "12345678", "new_password2": "12345678"})
    assert "entirely numeric" in answer.content.decode()
    sign_in(client, "party", PASSWORD)
    assert is_in(client)


def test_second_step_is_asked_for_as_ever() -> None:
    enrolled("party")
    set_new(link_for("party"))
    client = Client()
    assert sign_in(client, "party", "quite another one").headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)


def test_too_many_requests_are_refused_whoever_they_are_for() -> None:
    with_password("party")
    for address in ("party@example.org", "nobody@example.org"):
        answers = [ask(address) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [302] * 3 + [200]
        assert "too many requests" in answers[-1].content.decode()


def test_count_is_of_the_address_in_whatever_letters() -> None:
    for address in ("party@example.org", "PARTY@example.org", "Party@Example.org"):
        assert ask(address).status_code == 302
    assert ask("party@EXAMPLE.org").status_code == 200


def test_address_of_a_client_asks_ten_times_an_hour() -> None:
    answers = [ask(f"person-{number}@example.org", REMOTE_ADDR="192.0.2.7") for number in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [200]
    assert ask("person-10@example.org", REMOTE_ADDR="192.0.2.8").status_code == 302


def test_trail_keeps_that_a_new_password_was_asked_for() -> None:
    ask("nobody@example.org", REMOTE_ADDR="192.0.2.7")
    act = Act.objects.get(kind="new password asked for")
    assert act.detail == {"name": "nobody@example.org", "address": "192.0.2.7"}


@pytest.mark.parametrize("typed", ["", "no address"])
def test_what_is_no_address_is_said_so(typed: str) -> None:
    assert ask(typed).status_code == 200
    assert not Job.objects.exists()
