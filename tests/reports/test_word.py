"""A report as a Word file: who is handed one, what of the report is in it, and what the trail keeps of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from access.models import Act, Role, RoleGrant, User
from reports import views
from reports.building import build_report
from reports.engine.build import BuildResult
from reports.engine.document import Document
from reports.engine.month import Month
from reports.models import DraftPaper, Report
from reports.renderers.docx import render_docx
from tests.reports.full_month import report_on
from tests.reports.month import quiet_month
from tests.reports.renderers.markup import parse
from tests.reports.renderers.sample import document
from tests.reports.renderers.wordfile import text_of_all

pytestmark = pytest.mark.django_db

ADDRESS = {"kind": "operations", "month": Month(2021, 9)}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def signed_in(role: str, scope: str = "") -> Client:
    user = baker.make(User, username=role, email=f"{role}@example.org")
    RoleGrant.objects.create(user=user, role=role, scope=scope)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db: None) -> Client:
    return signed_in(Role.EDITOR)


@pytest.fixture
def contributor(db: None) -> Client:
    return signed_in(Role.CONTRIBUTOR, "all")


def word_of(client: Client) -> Any:
    return client.get(reverse("reports:word", kwargs=ADDRESS))


def test_page_of_a_report_offers_it_beside_the_pdf(editor: Client) -> None:
    quiet_month()
    page = parse(editor.get(reverse("reports:detail", kwargs=ADDRESS)).content.decode().removeprefix("<!DOCTYPE html>"))
    actions = page.one("div", class_="actions")
    assert actions.one("button").text == "Make the PDF"
    (link,) = [one for one in actions.all("a") if one.text == "Download for Word"]
    assert link.attributes["href"] == "/reports/operations/2021-09/report.docx"


def test_file_is_the_report_as_it_stands_named_as_its_pdf(editor: Client) -> None:
    report = quiet_month()
    answer = word_of(editor)
    assert answer["Content-Type"] == WORD
    assert answer["Content-Disposition"] == 'attachment; filename="SECP_97_1510_17.docx"'
    assert "no-store" in answer["Cache-Control"]
    assert answer.content == render_docx(build_report(report).document)
    assert docx.Document(io.BytesIO(answer.content)).core_properties.title == "Operations Report — September 2021"


def test_download_is_kept_in_the_trail_as_that_of_a_pdf_is(editor: Client, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    paper = DraftPaper(report=quiet_month(), classification="white", fingerprint="0" * 64, pages=1)
    paper.file.save("paper.pdf", ContentFile(b"%PDF-1.7"))
    word_of(editor)
    answer = editor.get(reverse("reports:draft-paper", args=(paper.pk,)))
    kept = [(act.kind, act.by.username, act.detail) for act in Act.objects.order_by("pk")]
    assert kept == [
        ("download", "editor", {"file": "SECP_97_1510_17.docx"}),
        ("download", "editor", {"file": "SECP_97_1510_17.pdf"}),
    ]
    answer.close()  # and with it the connection, as at the end of every request


def test_refused_download_leaves_no_act(contributor: Client) -> None:
    quiet_month(classification="red")
    assert word_of(contributor).status_code == 404
    assert not Act.objects.exists()


def test_month_before_any_edition_is_not_found(editor: Client) -> None:
    quiet_month()
    Report.objects.update(month="2017-01-01")
    early = {"kind": "operations", "month": Month(2017, 1)}
    assert editor.get(reverse("reports:word", kwargs=early)).status_code == 404


@pytest.fixture
def holding(monkeypatch: pytest.MonkeyPatch) -> Callable[[Document], None]:
    """Has every report hold this document."""

    def hold(made: Document) -> None:
        monkeypatch.setattr(views, "build_report", lambda report: BuildResult(made, (), ()))

    return hold


def with_red_appendix(made: Document) -> Document:
    body, appendix = made.parts
    return replace(made, parts=(body, replace(appendix, classification="red")))


def test_part_that_a_person_may_not_read_is_not_in_their_file(
    contributor: Client, holding: Callable[[Document], None]
) -> None:
    quiet_month()
    made = with_red_appendix(document())
    holding(made)
    secrets = ("Ferncastle Metering Limited", "Witnessed remotely.")
    whole, told = text_of_all(render_docx(made)), text_of_all(word_of(contributor).content)
    assert all(secret in whole for secret in secrets)
    assert not any(secret in told for secret in secrets)
    assert "Meter reading &amp; storage" in told


def test_queries_are_as_many_for_three_rows_as_for_one(editor: Client) -> None:
    def asked(number: int) -> int:
        with transaction.atomic():
            report = report_on(number)
            address = reverse("reports:word", kwargs={"kind": report.kind, "month": report.covers})
            with CaptureQueriesContext(connection) as captured:
                assert editor.get(address).status_code == 200
            transaction.set_rollback(True)
        return len(captured)

    assert asked(1) == asked(3)


def test_command_writes_it_to_a_file(tmp_path: Path) -> None:
    report = quiet_month()
    file = tmp_path / "report.docx"
    quiet = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    call_command("build_report", "operations", "2021-09", format="docx", output=file, **quiet)
    assert file.read_bytes() == render_docx(build_report(report).document)
