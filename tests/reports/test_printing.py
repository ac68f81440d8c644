"""Printing a draft: once for what it holds, by a real worker, and again when what it holds has changed."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from model_bakery import baker

from access.models import Role, RoleGrant, User
from jobs.models import Job, State
from reports.engine.month import Month
from reports.models import DraftPaper, Report, SectionText
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
    assert b"".join(response).startswith(b"%PDF-")  # type: ignore[arg-type]

    again = editor.post(reverse("reports:print", kwargs=ADDRESS))
    assert again["Location"] == reverse("reports:draft-paper", args=(paper.pk,))
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_print_asked_for_twice_is_one_job(editor: Client, month: Report) -> None:
    first = editor.post(reverse("reports:print", kwargs=ADDRESS))
    second = editor.post(reverse("reports:print", kwargs=ADDRESS))
    assert first["Location"] == second["Location"]
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_print_after_a_change_is_another_job(editor: Client, month: Report) -> None:
    editor.post(reverse("reports:print", kwargs=ADDRESS))
    SectionText.objects.filter(section="smda").update(body="<p>Nothing to report.</p>")
    editor.post(reverse("reports:print", kwargs=ADDRESS))
    assert Job.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_progress_of_another_reports_print_is_not_found(editor: Client, month: Report) -> None:
    job = Job.objects.create(kind="reports.print_draft", arguments={"report": month.pk + 1})
    assert editor.get(reverse("reports:print-progress", kwargs={**ADDRESS, "job": job.pk})).status_code == 404
