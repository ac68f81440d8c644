"""The page that publishes: each act, and each refusal in words with what was typed still there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from jobs.models import Job
from jobs.tasks import run
from reports.models import Correction, PlannedPublication, Publication, Report, WarningReason
from reports.publishing import services
from reports.review.queries import standing
from tests.access.cast import browser, person
from tests.reports.month import quiet_month
from tests.reports.publishing.life import approved, published

pytestmark = pytest.mark.django_db

AT = "/reports/operations/2021-09/"
DESK = f"{AT}publish/"


def sent(name: str, to: str, **fields: Any) -> tuple[int, str]:
    """How it ended, and the words of the page that comes of it."""
    answer = browser(name).post(f"{DESK}{to}" if to and "withdraw" not in to else f"{AT}{to}", fields, follow=True)
    return answer.status_code, " ".join(answer.content.decode().split())


def page(name: str = "approver") -> str:
    return " ".join(browser(name).get(DESK).content.decode().split())


def later() -> str:
    return f"{timezone.localtime(timezone.now() + timedelta(days=1)):%Y-%m-%dT%H:%M}"


def test_page_says_what_hinders_a_draft_and_offers_nothing() -> None:
    quiet_month()
    assert "It is a draft: send it for review first." in page()
    assert "Publish it now" not in page()


def test_approver_publishes_what_is_approved() -> None:
    report = quiet_month()
    stands = approved(report)
    assert "Publish it now" in page()
    assert "Publish it now" not in page("editor")
    status, words = sent("approver", "now/", seen=stands.content_hash)
    assert (status, "It is being published." in words, "Look again" in words) == (200, True, True)
    run(Job.objects.get().pk)
    assert Publication.objects.get().version == 1
    assert ">Version 1</a> never changes." in page()


def test_refused_publication_is_told_in_words() -> None:
    report = quiet_month()
    seen = approved(report).content_hash
    assert "It changed while you looked: nothing was published." in sent("approver", "now/", seen="0" * 64)[1]
    Report.objects.update(author="Somebody Else")
    status, words = sent("approver", "now/", seen=standing(Report.objects.get()).content_hash)
    assert status == 409
    assert "Nobody has approved what it says now. Somebody approved it, and it has changed since." in words
    assert sent("editor", "now/", seen=seen)[0] == 403
    assert not Job.objects.exists()


def test_refusal_of_the_job_stands_on_the_page() -> None:
    report = quiet_month()
    stands = approved(report)
    sent("approver", "now/", seen=stands.content_hash)
    WarningReason.objects.all().delete()
    run(Job.objects.get().pk)
    assert "It was not published.</strong> The reconciliation book finds" in page()


def test_publication_is_planned_and_called_off() -> None:
    report = quiet_month()
    seen = approved(report).content_hash
    at = later()
    assert "It is planned for" in sent("approver", "planned/", seen=seen, due_at=at)[1]
    assert "It will be published on" in page()
    status, words = sent("approver", "call-off/", reason=" ")
    assert (status, "Say why it is called off." in words) == (409, True)
    assert "The planned publication is called off." in sent("approver", "call-off/", reason="Put off.")[1]
    assert PlannedPublication.objects.get().called_off_reason == "Put off."
    assert "was called off by approver on" in page()
    assert [": Put off.</p>" in page(name) for name in ("approver", "editor", "contributor")] == [True, True, False]


def test_report_taken_back_says_that_what_was_planned_is_called_off() -> None:
    report = quiet_month()
    sent("approver", "planned/", seen=approved(report).content_hash, due_at=later())
    back = browser("editor").post(f"{AT}review/", {"act": "recall", "reason": "A figure."}, follow=True)
    assert "It is a draft again, and what was planned of it is called off." in back.content.decode()
    assert "by editor on" in page()
    assert ": It was taken back from review: A figure.</p>" in page()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("soon", "Give the day and the time"),
        ("2021-10-08T16:00", "This time is past"),
        ("2099-10-08T16:00", "This is more than a year ahead"),
    ],
)
def test_time_that_is_none_comes_back_as_it_was_typed(typed: str, said: str) -> None:
    report = quiet_month()
    seen = approved(report).content_hash
    status, words = sent("approver", "planned/", seen=seen, due_at=typed)
    assert status == 409
    assert said in words
    assert f'value="{typed}"' in words


def test_correction_is_begun_and_given_up() -> None:
    published(quiet_month())
    words = {"reason": "Table 2 left a meeting out.", "changes": "It has it now."}
    status, shown = sent("editor", "correct/", **words, dated="never")
    assert (status, "Give the day that the correction carries" in shown) == (409, True)
    assert "Table 2 left a meeting out.</textarea>" in shown
    status, shown = sent("editor", "correct/", **words, dated=timezone.localdate().isoformat())
    assert "Version 2 is begun" in shown
    assert "Version 2: not ready" in shown
    assert sent("approver", "give-up/")[0] == 403
    Report.objects.update(author="Somebody Else")
    assert "<li>First page: Author: changed</li>" in page("editor")
    assert "<li>First page: Author: changed</li>" not in page("approver")
    status, shown = sent("editor", "give-up/", rows="kept")
    assert "1 of the report’s own rows stay otherwise than published: see below." in shown
    assert "<li>First page: Author: changed</li>" in shown
    sent("editor", "correct/", **words, dated=timezone.localdate().isoformat())
    assert "own rows are as they were published" in sent("editor", "give-up/", rows="published")[1]
    assert "First page: Author" not in page("editor")
    assert not Correction.objects.filter(given_up_at=None).exists()


def test_version_is_withdrawn_with_a_reason() -> None:
    published(quiet_month())
    status, words = sent("approver", "v1/withdraw/", reason="")
    assert (status, "Say why it is withdrawn" in words) == (409, True)
    assert sent("approver", "v7/withdraw/", reason="No.")[0] == 404
    said = sent("approver", "v1/withdraw/", reason="It was of another month.")[1]
    assert "Version 1 is withdrawn" in said
    assert "to publish the paper anew, begin a correction." in said
    assert "Version 1 was withdrawn, and no earlier version takes its place" in said
    assert browser("stranger").get(AT).status_code == 410
    assert "Withdrawn on" in browser("approver").get(AT).content.decode()


def test_superseded_version_is_named_so() -> None:
    report = quiet_month()
    published(report)
    services.begin_correction(
        report, by=person("editor"), reason="It was wrong.", changes="It is right.", dated=timezone.localdate()
    )
    WarningReason.objects.all().delete()
    published(Report.objects.get())
    words = page()
    assert ">Version 2</a>: published" in words
    assert ">Version 1</a>: superseded" in words
