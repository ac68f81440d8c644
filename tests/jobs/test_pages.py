"""The pages of jobs: who sees which, what they say, and what can be done there."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from model_bakery import baker

from access.models import Act, Role, RoleGrant, User
from jobs import events
from jobs.mail import send_once
from jobs.models import Heartbeat, Job, Mail, MailState, State
from jobs.registry import kinds, title_of
from jobs.services import enqueue
from jobs.words import duration, reasons
from tests.jobs import handlers

pytestmark = pytest.mark.django_db
KINDS = handlers.__name__
INDEX = "/jobs/"


def person(role: str, name: str = "") -> User:
    user: User = baker.make(User, username=name or role, email=f"{name or role}@example.org")
    RoleGrant.objects.create(user=user, role=role, scope="ssc" if role == Role.SUB_COMMITTEE else "")
    return user


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def failed(**fields: Any) -> Job:
    now = timezone.now()
    defaults = {
        "kind": "test.greedy",
        "state": State.FAILED,
        "error": "Attempt 1: it broke",
        "attempts": 1,
        "started_at": now,
    }
    return Job.objects.create(**{**defaults, "finished_at": now + timedelta(seconds=65), **fields})


def body(response: Any) -> str:
    text: str = response.content.decode()
    return text


# --- The list ---------------------------------------------------------------------------------------------------------


def test_list_operator_sees_all_and_staff_their_own() -> None:
    editor, other = person(Role.EDITOR), person(Role.EDITOR, "other")
    mine, theirs = failed(requested_by=editor), failed(requested_by=other)
    addresses = [reverse("jobs:job", args=(job.pk,)) for job in (mine, theirs)]
    for who, sees in ((editor, [True, False]), (person(Role.ADMINISTRATOR), [True, True])):
        page = body(browser(who).get(INDEX))
        assert [address in page for address in addresses] == sees


@pytest.mark.parametrize("role", [Role.PANEL, Role.PARTY, Role.SUB_COMMITTEE])
def test_list_is_not_found_by_others(role: str) -> None:
    assert browser(person(role)).get(INDEX).status_code == 404
    assert Client().get(INDEX).status_code == 404


def test_list_says_state_title_who_duration_and_reason_in_words() -> None:
    failed(requested_by=person(Role.EDITOR, "quill"), error="Attempt 1: it broke\nAttempt 2: it broke again")
    page = body(browser(person(Role.ADMINISTRATOR)).get(INDEX))
    for words in ("A greedy probe", "Failed", "quill", "1 min 5 s", "Attempt 2: it broke again"):
        assert words in page
    assert "Attempt 1" not in page


def test_list_reasons_are_for_operators() -> None:
    editor = person(Role.EDITOR)
    job = failed(requested_by=editor)
    assert "it broke" not in body(browser(editor).get(INDEX))
    assert "it broke" not in body(browser(editor).get(reverse("jobs:job", args=(job.pk,))))


def test_list_names_work_in_words_and_mails_by_their_subjects_to_operators_alone() -> None:
    editor, operator = browser(person(Role.EDITOR)), browser(person(Role.ADMINISTRATOR))
    by = User.objects.get(username=Role.EDITOR)
    send_once("a/1", "reader@example.org", "The paper pack <97>", "Words with a link", user=by)
    page = body(operator.get(INDEX))
    assert "“The paper pack &lt;97&gt;”" in page
    assert "reader@example.org" not in page
    assert "Words with a link" not in page
    assert "The paper pack" not in body(editor.get(INDEX))
    assert [kind.name for kind in kinds() if kind.title == kind.name and not kind.name.startswith("test.")] == []
    assert "A way back for a forgotten password</option>" in page


def test_list_is_narrowed_by_state_and_kind() -> None:
    client = browser(person(Role.ADMINISTRATOR))
    failed(), enqueue("test.add")
    found = {name: body(client.get(INDEX, sent)).count('<tr class="job-') for name, sent in (
        ("all", {}),
        ("failed", {"state": "failed"}),
        ("kind", {"kind": "test.add"}),
        ("neither", {"state": "failed", "kind": "test.add"}),
    )}  # fmt: skip
    assert found == {"all": 2, "failed": 1, "kind": 1, "neither": 0}
    assert "Select a valid choice" not in body(client.get(INDEX))
    assert client.get(INDEX, {"state": "asleep", "page": "x"}).status_code == 200


def test_list_is_paged_and_pages_keep_the_filter() -> None:
    Job.objects.bulk_create([Job(kind="test.add") for _ in range(51)])
    client = browser(person(Role.ADMINISTRATOR))
    first = body(client.get(INDEX, {"state": "queued"}))
    assert first.count('<tr class="job-') == 50
    assert "?state=queued&amp;page=2" in first
    assert body(client.get(INDEX, {"state": "queued", "page": 2})).count('<tr class="job-') == 1


def test_list_asks_as_often_for_three_jobs_as_for_one() -> None:
    client, editor = browser(person(Role.ADMINISTRATOR)), person(Role.EDITOR)
    counts = []
    for _ in range(2):
        for _ in range(1 + len(counts)):
            failed(requested_by=editor)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(INDEX).status_code == 200
        counts.append(len(queries))
    assert Job.objects.count() == 3
    assert counts[0] == counts[1]


# --- Alarms -----------------------------------------------------------------------------------------------------------


def warned(client: Client) -> str:
    page = body(client.get(INDEX))
    return page.partition('class="jobs-alarm"')[2].partition("</div>")[0]


def heard(minutes_ago: float) -> None:
    Heartbeat.objects.update_or_create(
        worker="w@test", defaults={"heard_at": timezone.now() - timedelta(minutes=minutes_ago)}
    )


def test_alarm_none_where_a_worker_is_heard_and_nothing_waits() -> None:
    heard(1)
    enqueue("test.add")
    assert warned(browser(person(Role.ADMINISTRATOR))) == ""


def test_alarm_of_work_that_was_never_begun() -> None:
    heard(1)
    job = enqueue("test.add")
    Job.objects.update(requested_at=timezone.now() - timedelta(minutes=11))
    client = browser(person(Role.ADMINISTRATOR))
    assert "1 job has waited for more than 10 minutes" in warned(client)
    Job.objects.filter(pk=job.pk).update(attempts=1)
    assert warned(client) == "", "a retry waits for good reasons"


def test_alarm_of_workers_not_heard() -> None:
    client = browser(person(Role.ADMINISTRATOR))
    assert "No worker has been heard yet" in warned(client)
    heard(7)
    assert "No worker has been heard for 7 minutes" in warned(client)
    heard(180.5)
    assert "for 3 hours" in warned(client)


def test_alarm_of_mails_in_doubt() -> None:
    heard(1)
    Mail.objects.create(
        key="k", to="a@example.org", subject="s", message_id="m", state=MailState.UNCERTAIN, error="nobody knows"
    )
    assert "1 mail may have been handed over or not" in warned(browser(person(Role.ADMINISTRATOR)))


def test_alarm_is_for_operators() -> None:
    assert warned(browser(person(Role.EDITOR))) == ""


# --- One job ----------------------------------------------------------------------------------------------------------


def test_job_page_tells_each_attempts_reason() -> None:
    job = failed(error="Attempt 1: ValueError: two\nlines\nAttempt 2: it broke", attempts=2)
    page = body(browser(person(Role.ADMINISTRATOR)).get(reverse("jobs:job", args=(job.pk,))))
    assert "<li>Attempt 1: ValueError: two\nlines</li>" in page
    assert "<li>Attempt 2: it broke</li>" in page
    assert "2 of 3" in page


@pytest.mark.parametrize("name", ["jobs:job", "jobs:events", "jobs:cancel", "jobs:again"])
def test_job_of_another_is_not_found(name: str) -> None:
    job = enqueue("test.add", user=person(Role.EDITOR, "asker"))
    client = browser(person(Role.EDITOR))
    method = client.post if name in ("jobs:cancel", "jobs:again") else client.get
    assert method(reverse(name, args=(job.pk,))).status_code == 404
    assert Job.objects.get().state == State.QUEUED


def test_job_of_somebody_who_lost_every_role_is_not_found() -> None:
    asker = person(Role.EDITOR)
    job = enqueue("test.add", user=asker)
    RoleGrant.objects.all().delete()
    assert browser(asker).get(reverse("jobs:job", args=(job.pk,))).status_code == 404


def test_cancel_by_who_asked_goes_back_to_their_page_and_is_noted() -> None:
    asker = person(Role.EDITOR)
    job = enqueue("test.add", user=asker)
    response = browser(asker).post(reverse("jobs:cancel", args=(job.pk,)), {"next": "/reports/"})
    assert response["Location"] == "/reports/"
    assert Job.objects.get().state == State.CANCELLED
    assert Act.objects.get(kind="job cancelled").detail == {"job": job.pk, "kind": "test.add"}


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)", ""])
def test_cancel_never_leads_off_the_site(elsewhere: str) -> None:
    job = enqueue("test.add")
    response = browser(person(Role.ADMINISTRATOR)).post(reverse("jobs:cancel", args=(job.pk,)), {"next": elsewhere})
    assert response["Location"] == reverse("jobs:job", args=(job.pk,))


def test_cancel_of_what_has_ended_says_so() -> None:
    job = failed()
    page = browser(person(Role.ADMINISTRATOR)).post(reverse("jobs:cancel", args=(job.pk,)), follow=True)
    assert "It had ended already" in body(page)
    assert Act.objects.count() == 0


def test_try_again_keeps_the_reasons_and_gives_every_attempt() -> None:
    job = failed(attempts=3)
    browser(person(Role.ADMINISTRATOR)).post(reverse("jobs:again", args=(job.pk,)))
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error, job.finished_at) == (State.QUEUED, 0, "Attempt 1: it broke", None)
    assert Act.objects.get(kind="job tried again").detail == {"job": job.pk, "kind": "test.greedy"}


def test_try_again_is_for_operators() -> None:
    asker = person(Role.EDITOR)
    job = failed(requested_by=asker)
    assert browser(asker).post(reverse("jobs:again", args=(job.pk,))).status_code == 404
    assert "Try again" not in body(browser(asker).get(reverse("jobs:job", args=(job.pk,))))


@pytest.mark.parametrize("fields", [{"state": State.DONE}, {"kind": "gone.since"}])
def test_try_again_of_what_cannot_be_says_so(fields: dict[str, str]) -> None:
    job = failed()
    Job.objects.filter(pk=job.pk).update(**fields)
    page = browser(person(Role.ADMINISTRATOR)).post(reverse("jobs:again", args=(job.pk,)), follow=True)
    assert "nothing was begun" in body(page)


def test_try_again_of_a_mail_in_doubt_warns_and_lets_it_wait() -> None:
    mail = Mail.objects.create(
        key="k",
        to="a@example.org",
        subject="The pack",
        body="A link",
        message_id="m",
        state=MailState.UNCERTAIN,
        error="who knows",
    )
    job = failed(kind="jobs.mail", arguments={"mail": mail.pk})
    client = browser(person(Role.ADMINISTRATOR))
    page = body(client.get(reverse("jobs:job", args=(job.pk,))))
    assert "“The pack” to a@example.org: perhaps handed over" in page
    assert "it may arrive twice" in page
    client.post(reverse("jobs:again", args=(job.pk,)))
    mail.refresh_from_db()
    assert mail.state == MailState.WAITING


def test_job_page_leads_to_what_it_is_about_and_says_what_was_refused() -> None:
    job = failed(
        kind="importing.check", arguments={"run": 7, "version": 1}, state=State.DONE, result={"refused": "No."}
    )
    page = body(browser(person(Role.ADMINISTRATOR)).get(reverse("jobs:job", args=(job.pk,))))
    assert f'href="{reverse("importing:run", args=(7,))}"' in page
    assert "It was refused: No." in page


@pytest.mark.parametrize("kind", ["gone.since", "importing.check"])
def test_job_page_without_a_place_is_shown(kind: str) -> None:
    job = failed(kind=kind)
    page = body(browser(person(Role.ADMINISTRATOR)).get(reverse("jobs:job", args=(job.pk,))))
    assert f"{title_of(kind)} {job.pk}" in page
    assert "What it is about" not in page


# --- Progress ---------------------------------------------------------------------------------------------------------


def told(text: str) -> dict[str, Any]:
    (line,) = [line for line in text.splitlines() if line.startswith("data: ")]
    found: dict[str, Any] = json.loads(line.removeprefix("data: "))
    return found


def running(**fields: Any) -> Job:
    now = timezone.now()
    return Job.objects.create(kind="test.add", state=State.RUNNING, started_at=now, attempts=1, starts=1, **fields)


def test_events_server_without_threads_answers_at_once_and_says_when_to_ask_again() -> None:
    job = running(percent=40, progress="Drawing the pages")
    response = browser(person(Role.ADMINISTRATOR)).get(reverse("jobs:events", args=(job.pk,)))
    assert response["Content-Type"] == "text/event-stream"
    assert "retry: 1500" in body(response)
    assert told(body(response)) == {"words": "In hand: drawing the pages (40%).", "percent": 40, "finished": False}


def test_events_server_with_threads_pushes_each_change_until_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    job = running()
    steps = iter(({"percent": 50}, {}, {"state": State.DONE, "percent": 100, "finished_at": timezone.now()}))
    monkeypatch.setattr(events.time, "sleep", lambda seconds: Job.objects.update(**(next(steps) or {"percent": 50})))
    client = browser(person(Role.ADMINISTRATOR))
    response = client.get(reverse("jobs:events", args=(job.pk,)), **{"wsgi.multithread": True})
    said = [told(piece.decode()) for piece in response]  # type: ignore[attr-defined]
    assert [(one["percent"], one["finished"]) for one in said] == [(0, False), (50, False), (100, True)]
    assert said[-1]["words"] == "Done."


def test_events_streams_are_few_bounded_and_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "STREAM_SECONDS", 0)
    monkeypatch.setattr(events.time, "sleep", lambda seconds: None)
    address = reverse("jobs:events", args=(running().pk,))
    client = browser(person(Role.ADMINISTRATOR))
    opened = [client.get(address, **{"wsgi.multithread": True}) for _ in range(events.STREAMS_A_PROCESS + 1)]
    assert [response.streaming for response in opened] == [True] * events.STREAMS_A_PROCESS + [False]
    for response in opened:
        if response.streaming:
            assert len(list(response)) == 1  # type: ignore[call-overload]
        for close in response._resource_closers:
            close()
    again = client.get(address, **{"wsgi.multithread": True})
    assert again.streaming
    for close in again._resource_closers:
        close()


def test_events_of_a_job_that_has_ended_say_so_and_hold_nothing() -> None:
    address = reverse("jobs:events", args=(failed().pk,))
    response = browser(person(Role.ADMINISTRATOR)).get(address, **{"wsgi.multithread": True})
    assert not response.streaming
    assert told(body(response))["finished"] is True


# --- Words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.04, "0.0 s"), (9.5, "9.5 s"), (12.4, "12 s"), (65, "1 min 5 s"), (3725, "1 h 2 min"), (-1, "0.0 s")],
)
def test_duration_in_words(seconds: float, words: str) -> None:
    assert duration(timedelta(seconds=seconds)) == words


def test_reasons_of_a_job_without_any_are_none() -> None:
    assert reasons(Job(error="")) == []
