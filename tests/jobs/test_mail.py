"""Mails: one for one occasion, and what is done where nobody can know whether it went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outgoing
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs import tasks
from jobs.mail import FORGOTTEN, TEXT_KEPT, forget_texts, message_id, send_once, wait_again
from jobs.models import Job, Mail, MailState, State
from jobs.tasks import run
from tests.access.cast import person
from tests.jobs.mail_server import LATER, NEVER, MailServer, use

pytestmark = pytest.mark.django_db
WHO = "panel.member@example.org"
LINK = "https://reports.example.org/packs/97/"


@pytest.fixture(autouse=True)
def rung(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that the task asked for."""
    pauses: list[float] = []
    monkeypatch.setattr(tasks, "ring", lambda job_id, delay_seconds=0: pauses.append(delay_seconds))
    return pauses


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with MailServer() as server:
        use(server.port, settings)
        yield server


def ask(key: str = "pack/97/person/14", **changes: str) -> Mail:
    return send_once(**{"key": key, "to": WHO, "subject": "The pack is out", "body": LINK, **changes})


def after_work(mail: Mail) -> tuple[Mail, Job]:
    run(Job.objects.get(key=f"mail:{mail.key}").pk)
    mail.refresh_from_db()
    return mail, Job.objects.get(key=f"mail:{mail.key}")


def test_send_once_is_handed_over_and_its_text_forgotten() -> None:
    mail, job = after_work(ask(html=f"<p>{LINK}</p>"))
    assert (mail.state, mail.body, mail.html, mail.error) == (MailState.HANDED_OVER, "", "", "")
    assert mail.handed_over_at
    assert (job.state, job.result) == (State.DONE, {"mail": mail.pk, "message_id": mail.message_id})
    (sent,) = outgoing.outbox
    assert (sent.to, sent.subject, sent.body) == ([WHO], "The pack is out", LINK)
    assert sent.alternatives[0][1] == "text/html"


def test_send_once_twice_is_one_mail_and_one_job() -> None:
    first = ask()
    after_work(first)
    second = ask(subject="Another subject", to="somebody.else@example.org")
    after_work(second)
    assert (second.pk, second.subject, second.to) == (first.pk, first.subject, WHO)
    assert (Mail.objects.count(), Job.objects.count(), len(outgoing.outbox)) == (1, 1, 1)


def test_send_once_rolled_back_leaves_neither_mail_nor_job() -> None:
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert (Mail.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "changes",
    [{"subject": "The pack\r\nBcc: everybody@example.org"}, {"to": "nobody"}, {"to": f"{WHO}, {WHO}"}, {"to": ""}],
)
def test_send_once_what_no_mail_can_have_is_refused_at_once(changes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="mail"):
        ask(**changes)
    assert (Mail.objects.count(), Job.objects.count()) == (0, 0)


def test_message_id_follows_from_the_key_alone(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "SEC Reports <reports@sec.example.org>"
    assert message_id("a") == message_id("a") != message_id("b")
    assert message_id("a").endswith("@sec.example.org>")


def test_hand_over_real_server_gets_one_mail_with_our_id(server: MailServer) -> None:
    mail, _ = after_work(ask())
    assert server.message_ids == [mail.message_id]
    assert server.taken[0]["To"] == WHO
    assert LINK in str(server.taken[0].get_payload())


def test_hand_over_server_not_reached_waits_and_is_tried_again(
    server: MailServer, settings: Any, rung: list[float]
) -> None:
    settings.EMAIL_PORT = 1  # nobody listens there
    mail, job = after_work(ask())
    assert (mail.state, job.state, rung) == (MailState.WAITING, State.QUEUED, [60])
    assert "The mail server was not reached" in job.error
    settings.EMAIL_PORT = server.port
    mail, job = after_work(mail)
    assert (mail.state, job.state, job.attempts, len(server.taken)) == (MailState.HANDED_OVER, State.DONE, 2, 1)


def test_hand_over_server_says_later_waits_and_is_tried_again(server: MailServer) -> None:
    server.answer = LATER
    mail, job = after_work(ask())
    assert (mail.state, job.state, mail.body) == (MailState.WAITING, State.QUEUED, LINK)
    assert "451" in job.error
    assert "come back later" in mail.error
    server.answer = "250 taken"
    mail, job = after_work(mail)
    assert (mail.state, mail.error, len(server.taken)) == (MailState.HANDED_OVER, "", 1)


def test_hand_over_server_says_never_fails_with_its_words(server: MailServer, rung: list[float]) -> None:
    server.answer = NEVER
    mail, job = after_work(ask())
    assert (mail.state, job.state, rung) == (MailState.REFUSED, State.FAILED, [])
    assert "no such mailbox" in job.error


def test_hand_over_line_ends_before_the_answer_is_left_to_a_person(server: MailServer, rung: list[float]) -> None:
    server.answer = ""
    mail, job = after_work(ask())
    assert (mail.state, job.state, rung) == (MailState.UNCERTAIN, State.FAILED, [])
    assert "may have arrived" in job.error
    assert len(server.taken) == 1


def test_hand_over_found_half_done_is_not_sent_again(server: MailServer) -> None:
    """What a worker leaves that is killed between the server's answer and its record."""
    mail = ask()
    Mail.objects.update(state=MailState.HANDING_OVER, handing_over_at="2021-10-01T09:00:00Z")
    mail, job = after_work(mail)
    assert (mail.state, job.state, server.taken) == (MailState.UNCERTAIN, State.FAILED, [])
    assert "Its worker ended while it handed the mail over" in mail.error


def test_wait_again_uncertain_is_sent_and_handed_over_is_not(server: MailServer) -> None:
    mail = ask()
    Mail.objects.update(state=MailState.UNCERTAIN, error="Nobody knows")
    wait_again({"mail": mail.pk})
    mail, job = after_work(mail)
    assert (mail.state, job.state, len(server.taken)) == (MailState.HANDED_OVER, State.DONE, 1)
    wait_again({"mail": mail.pk})
    mail.refresh_from_db()
    assert mail.state == MailState.HANDED_OVER


def test_hand_over_cancelled_job_sends_nothing(server: MailServer) -> None:
    mail = ask()
    Job.objects.update(state=State.CANCELLED, finished_at="2021-10-01T09:00:00Z")
    after_work(mail)
    assert server.taken == []


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"state": "lost"}, id="unknown state"),
        pytest.param({"state": MailState.HANDED_OVER}, id="handed over at no time"),
        pytest.param({"handed_over_at": "2021-10-01T09:00:00Z"}, id="waits and was handed over"),
        pytest.param({"state": MailState.HANDING_OVER}, id="on its way since no time"),
        pytest.param({"state": MailState.UNCERTAIN}, id="uncertain without a reason"),
    ],
)
def test_mail_contradictory_refused(fields: dict[str, Any]) -> None:
    mail = ask()
    with pytest.raises(IntegrityError, match="mail_"), transaction.atomic():
        Mail.objects.filter(pk=mail.pk).update(**fields)


# --- Their text is not kept -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [MailState.WAITING, MailState.UNCERTAIN, MailState.REFUSED, MailState.HANDED_OVER])
def test_forget_texts_old_mail_keeps_its_occasion_and_is_not_sent_again(state: str) -> None:
    now = timezone.now()
    mail, young, in_hand = ask(), ask("young"), ask("in hand")
    Job.objects.exclude(key="mail:in hand").update(state=State.FAILED, error="It failed.", finished_at=now)
    handed = {"handed_over_at": now} if state == MailState.HANDED_OVER else {}
    kept = {"state": state, "error": "It may have gone.", "created": now - TEXT_KEPT - timedelta(minutes=1), **handed}
    Mail.objects.filter(pk=mail.pk).update(**kept)
    Mail.objects.filter(pk=in_hand.pk).update(created=kept["created"])
    Mail.objects.filter(pk=young.pk).update(created=now - TEXT_KEPT + timedelta(minutes=1))
    assert (forget_texts(now), forget_texts(now)) == (1, 0)
    assert [Mail.objects.get(pk=one.pk).body for one in (mail, young, in_hand)] == ["", LINK, LINK]
    wait_again({"mail": mail.pk})
    again = ask()
    assert (again.pk, again.key, again.to, again.created) == (mail.pk, mail.key, WHO, kept["created"])
    assert again.state == (MailState.REFUSED if state == MailState.WAITING else state)
    assert (again.error == FORGOTTEN) == (state == MailState.WAITING)
    assert Job.objects.count() == 3


def test_job_page_says_that_a_mail_has_no_text_any_more_and_offers_no_second_try(client: Client) -> None:
    mail = ask()
    job = Job.objects.get()
    Job.objects.update(state=State.FAILED, error="Attempt 1: It failed.", finished_at=timezone.now())
    Mail.objects.update(state=MailState.UNCERTAIN, error="It may have gone.", body="")
    client.force_login(person("administrator"))
    page = client.get(reverse("jobs:job", args=(job.pk,))).content.decode()
    assert FORGOTTEN in page
    assert "Try again" not in page
    Mail.objects.filter(pk=mail.pk).update(body=LINK)
    page = client.get(reverse("jobs:job", args=(job.pk,))).content.decode()
    assert FORGOTTEN not in page
    assert "Try again" in page
