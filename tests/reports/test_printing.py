"""Printing a draft: once for what it holds, by a real worker, and again when what it holds has changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from model_bakery import baker

from access.models import Role, RoleGrant, User
from jobs.models import Job, State
from jobs.tasks import run
from reports.engine.month import Month
from reports.models import DraftPaper, Report, ReportAttachment, SectionText
from reports.papers import delete_reports
from tests.conftest import SAMPLE_MONTH
from tests.workers import Worker, wait_until

ADDRESS = {"kind": "operations", "month": Month(2021, 9)}


@pytest.fixture
def editor(client: Client) -> Client:
    user = baker.make(User, username="editor", email="editor@example.org")
    RoleGrant.objects.create(user=user, role=Role.EDITOR)
    client.force_login(user)
    return client


@pytest.fixture
def month(transactional_db: None, settings: Any, tmp_path: Any) -> Report:
    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("load_month", str(SAMPLE_MONTH), stdout=StringIO())
    return Report.objects.get()


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_print_asked_for_on_the_page_is_made_by_a_worker(
    editor: Client, month: Report, start_worker: Callable[..., Worker], settings: Any
) -> None:
    start_worker(SEC_STORAGE_DIR=str(settings.MEDIA_ROOT.parent))
    asked = editor.post(reverse("reports:print", kwargs=ADDRESS))
    job = Job.objects.get()
    wait_until(lambda: Job.objects.get(pk=job.pk).state == State.DONE, 60, "the end of the print")

    progress = editor.get(asked["Location"]).content.decode()
    paper = DraftPaper.objects.get()
    assert "The PDF is ready" in progress
    response = editor.get(reverse("reports:draft-paper", args=(paper.pk,)))
    assert response["Content-Type"] == "application/pdf"
    assert "SECP_97_1510_17.pdf" in response["Content-Disposition"]
    assert b"".join(response).startswith(b"%PDF-")

    again = editor.post(reverse("reports:print", kwargs=ADDRESS))
    assert again["Location"] == reverse("reports:draft-paper", args=(paper.pk,))
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_print_asked_for_twice_is_one_job(editor: Client, month: Report) -> None:
    first = editor.post(reverse("reports:print", kwargs=ADDRESS))
    second = editor.post(reverse("reports:print", kwargs=ADDRESS))
    assert first["Location"] == second["Location"]
    job = Job.objects.get()
    assert first["Location"] in editor.get(reverse("jobs:job", args=(job.pk,))).content.decode()


@pytest.mark.django_db(transaction=True)
def test_print_after_a_change_is_another_job(editor: Client, month: Report) -> None:
    editor.post(reverse("reports:print", kwargs=ADDRESS))
    SectionText.objects.filter(section="smda").update(body="<p>Nothing to report.</p>")
    editor.post(reverse("reports:print", kwargs=ADDRESS))
    assert Job.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_progress_of_another_reports_print_is_not_found(editor: Client, month: Report) -> None:
    job = Job.objects.create(kind="reports.print_draft", arguments={"report": month.pk + 1, "fingerprint": ""})
    assert editor.get(reverse("reports:print-progress", kwargs={**ADDRESS, "job": job.pk})).status_code == 404


# --- What is handed over is what was asked for ----------------------------------------------------------------------


def ask(browser: Client) -> Job:
    """Ask for the print; the job it becomes, still waiting."""
    answer = browser.post(reverse("reports:print", kwargs=ADDRESS))
    return Job.objects.get(pk=int(answer["Location"].rstrip("/").rsplit("/", 1)[1]))


def work(job: Job) -> None:
    """What a worker does with the job, here and now."""
    run.apply(args=(job.pk,))
    job.refresh_from_db()


def status(browser: Client, paper: DraftPaper) -> int:
    with closing(browser.get(reverse("reports:draft-paper", args=(paper.pk,)))) as answer:
        return int(answer.status_code)


def write(words: str) -> None:
    SectionText.objects.filter(section="smda").update(body=f"<p>{words}</p>")


def progress(browser: Client, job: Job) -> str:
    return browser.get(reverse("reports:print-progress", kwargs={**ADDRESS, "job": job.pk})).content.decode()


@pytest.mark.django_db(transaction=True)
def test_print_of_a_report_that_changed_meanwhile_is_not_made(editor: Client, month: Report) -> None:
    write("First words.")
    job = ask(editor)
    write("Other words.")
    work(job)
    assert job.state == State.FAILED
    assert DraftPaper.objects.count() == 0
    assert "The PDF was not made" in progress(editor, job)

    write("First words.")
    again = ask(editor)
    work(again)
    assert (again.pk, again.state) == (job.pk, State.DONE)
    assert "The PDF is ready" in progress(editor, again)


@pytest.mark.django_db(transaction=True)
def test_print_whose_file_was_lost_is_offered_and_made_again(editor: Client, month: Report) -> None:
    job = ask(editor)
    work(job)
    paper = DraftPaper.objects.get()
    paper.file.storage.delete(paper.file.name)
    assert status(editor, paper) == 404
    assert "Make the PDF" in editor.get(reverse("reports:detail", kwargs=ADDRESS)).content.decode()
    work(ask(editor))
    assert status(editor, paper) == 200


@pytest.mark.django_db(transaction=True)
def test_print_made_while_red_stays_red_when_its_report_no_longer_is(editor: Client, month: Report) -> None:
    Report.objects.update(classification="red")
    work(ask(editor))
    Report.objects.update(classification="white")
    paper = DraftPaper.objects.get()
    contributor = Client()
    user = baker.make(User, username="contributor", email="contributor@example.org")
    RoleGrant.objects.create(user=user, role=Role.CONTRIBUTOR, scope="all")
    contributor.force_login(user)
    assert contributor.get(reverse("reports:detail", kwargs=ADDRESS)).status_code == 200
    assert status(contributor, paper) == 404
    assert status(editor, paper) == 200


@pytest.mark.django_db(transaction=True)
def test_report_deleted_and_loaded_again_leaves_no_file_and_can_be_printed(editor: Client, month: Report) -> None:
    work(ask(editor))
    paper = DraftPaper.objects.get()
    delete_reports([month])
    assert not paper.file.storage.exists(paper.file.name)
    call_command("load_month", str(SAMPLE_MONTH), stdout=StringIO())
    job = ask(editor)
    work(job)
    assert "The PDF is ready" in progress(editor, job)


@pytest.mark.django_db(transaction=True)
def test_red_attachment_is_not_named_in_a_white_paper(editor: Client, month: Report) -> None:
    ReportAttachment.objects.create(report=month, label="Appendix B", title="Secret matters", classification="red")
    page = editor.get(reverse("reports:detail", kwargs=ADDRESS)).content.decode()
    data = editor.get(reverse("reports:document", kwargs=ADDRESS)).content.decode()
    assert "Appendix B" in page
    assert "Secret matters" not in page + data


@pytest.mark.django_db(transaction=True)
def test_report_before_any_edition_is_not_found_at_every_address(editor: Client, month: Report) -> None:
    Report.objects.update(month="2017-01-01")
    early = {"kind": "operations", "month": Month(2017, 1)}
    assert editor.get(reverse("reports:detail", kwargs=early)).status_code == 404
    assert editor.get(reverse("reports:document", kwargs=early)).status_code == 404
    assert editor.post(reverse("reports:print", kwargs=early)).status_code == 404
