"""A published report's own rows are closed, wherever they are written, until a correction of it is in hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from model_bakery import baker

from importing.models import RunState
from reports.checks.book import run_book
from reports.checks.reasons import give_reason, withdraw_reason
from reports.models import Report, ReportAttachment, SectionText
from reports.narrative.services import Faulty, Saved, accept_text, digest, save_text
from reports.review.services import may_be_changed
from tests.access.cast import browser, person
from tests.importing.files import load
from tests.importing.runs import reasons, saved, undone
from tests.reports.month import quiet_month
from tests.reports.packs.made import meeting
from tests.reports.review.rounds import correct, published

pytestmark = pytest.mark.django_db

CLOSED = "is published, so nothing of it was changed: begin a correction of it first."


@pytest.fixture
def quiet() -> Report:
    return quiet_month()


def test_report_is_closed_from_its_publication_until_its_correction(quiet: Report) -> None:
    assert may_be_changed(quiet)
    published(quiet)
    assert not may_be_changed(quiet)
    correction = correct(quiet)
    assert may_be_changed(quiet)
    correction.given_up_at = timezone.now()
    correction.save()
    assert not may_be_changed(quiet)


def test_published_correction_closes_the_report_again(quiet: Report) -> None:
    published(quiet)
    published(quiet, 2)
    assert not may_be_changed(quiet)


def test_text_of_a_published_report_is_not_saved(quiet: Report) -> None:
    published(quiet)
    result = save_text(quiet, "security", "<p>New.</p>", based_on=digest(""), by=person("editor"))
    assert isinstance(result, Faulty)
    assert CLOSED in result.faults[0]
    assert isinstance(accept_text(quiet, "security", based_on=digest(""), by=person("editor")), Faulty)
    assert not SectionText.objects.exists()
    correct(quiet)
    assert isinstance(save_text(quiet, "security", "<p>New.</p>", based_on=digest(""), by=person("editor")), Saved)


def test_what_was_typed_for_a_published_report_comes_back_with_the_reason(quiet: Report) -> None:
    published(quiet)
    address = reverse("text:text", args=("operations", quiet.covers, "security"))
    answer = browser("editor").post(address, {"body": "<p>Do not lose this.</p>", "based_on": digest("")})
    assert answer.status_code == 422
    assert CLOSED in answer.content.decode()
    assert "Do not lose this." in answer.content.decode()


def sent(report: Report, **fields: Any) -> dict[str, Any]:
    return {
        "kind": report.kind,
        "month": f"{report.month:%Y-%m}",
        "meeting": report.meeting_id,
        "paper_number": report.paper_number,
        "action": report.action,
        "recommendation": report.recommendation,
        "author": report.author,
        "team": report.team,
        "issue_date": report.issue_date,
        "classification": report.classification,
        "attachments-INITIAL_FORMS": 0,
        "attachments-TOTAL_FORMS": 0,
        **fields,
    }


def test_first_page_of_a_published_report_is_not_changed_in_its_form(quiet: Report) -> None:
    published(quiet)
    address = reverse("admin:reports_report_change", args=(quiet.pk,))
    attachment = {
        "attachments-TOTAL_FORMS": 1,
        "attachments-0-report": quiet.pk,
        "attachments-0-label": "Appendix Z",
        "attachments-0-title": "Late",
        "attachments-0-classification": "white",
    }
    answer = browser("editor").post(address, sent(quiet, author="Somebody else", **attachment))
    assert CLOSED in answer.content.decode()
    quiet.refresh_from_db()
    assert (quiet.author, ReportAttachment.objects.count()) == ("Reporting Lead", 0)
    correct(quiet)
    assert browser("editor").post(address, sent(quiet, author="Somebody else", **attachment)).status_code == 302
    assert ReportAttachment.objects.count() == 1
    moved = browser("editor").post(address, sent(quiet, kind="sub-committee", month="2021-08")).content.decode()
    assert moved.count("is published: no correction makes another one of it.") == 2


def test_text_of_a_published_report_is_neither_added_nor_deleted_in_the_admin(quiet: Report) -> None:
    text = SectionText.objects.create(report=quiet, section="security", body="<p>Old.</p>")
    published(quiet)
    client = browser("editor")
    page = client.post(
        reverse("admin:reports_sectiontext_add"), {"report": quiet.pk, "section": "smda", "body": "<p>New.</p>"}
    )
    assert CLOSED in page.content.decode()
    address = reverse("admin:reports_sectiontext_delete", args=(text.pk,))
    assert client.post(address, {"post": "yes"}).status_code == 403
    assert SectionText.objects.get() == text


@pytest.mark.parametrize(
    ("name", "head", "row"),
    [
        ("section_texts", "report,month,section,body", "operations,2021-09,security,<p>New.</p>"),
        (
            "report_attachments",
            "report,month,label,title,classification",
            "operations,2021-09,Appendix Z,Late,white",
        ),
    ],
)
def test_import_changes_nothing_of_a_published_report(quiet: Report, name: str, head: str, row: str) -> None:
    published(quiet)
    assert [CLOSED in one.message for one in load(check_only=True, **{name: (head, row)}).problems] == [True]
    correct(quiet)
    assert load(check_only=True, **{name: (head, row)}).problems == ()


def test_import_of_what_a_published_report_says_already_is_taken(quiet: Report) -> None:
    SectionText.objects.create(report=quiet, section="security", body="<p>Old.</p>")
    published(quiet)
    head, row = "report,month,section,body", "operations,2021-09,security,<p>Old.</p>"
    assert load(check_only=True, section_texts=(head, row)).problems == ()
    marked = load(check_only=True, section_texts=(f"{head},illustrative", f"{row},yes"))
    assert [CLOSED in one.message for one in marked.problems] == [True]


@pytest.mark.parametrize("stood_before", [False, True])
def test_import_is_not_undone_in_a_published_report(quiet: Report, stood_before: bool) -> None:
    """Neither what it added is taken away, nor what it changed put back, until a correction is in hand."""
    if stood_before:
        SectionText.objects.create(report=quiet, section="security", body="<p>Old.</p>")
    row = ("report,month,section,body", "operations,2021-09,security,<p>New.</p>")
    run = saved(person("editor"), section_texts=row)
    published(quiet)
    undone(run, person("editor"))
    assert [CLOSED in reason for reason in reasons(run)] == [True]
    assert SectionText.objects.get().body == "<p>New.</p>"
    correct(quiet)
    assert undone(run, person("editor")).state == RunState.UNDONE
    assert [one.body for one in SectionText.objects.all()] == (["<p>Old.</p>"] if stood_before else [])


def test_database_keeps_the_rows_of_a_published_report(quiet: Report) -> None:
    """Whoever asks it, and however; where a text was carried from may still be forgotten."""
    other = Report.objects.get(pk=quiet.pk)
    other.pk, other.month, other.paper_number, other._state.adding = None, date(2021, 8, 1), 18, True
    other.save()
    text = SectionText.objects.create(report=quiet, section="security", body="<p>Old.</p>", carried_from=other)
    elsewhere = SectionText.objects.create(report=other, section="security", body="<p>Old.</p>")
    rows: list[Model] = [
        text,
        ReportAttachment.objects.create(report=quiet, label="Appendix Z", title="T", classification="white"),
        baker.make("reports.WarningReason", report=quiet),
        baker.make("reports.ObjectiveStatus", report=quiet, status="meets", objective__code="general-9"),
    ]
    published(quiet)
    tables = [row._meta.db_table for row in rows]
    asked = [f"UPDATE {table} SET report_id = report_id + 0, id = id + 1000" for table in tables]
    asked += [f"DELETE FROM {table}" for table in tables]
    asked += [f"UPDATE reports_sectiontext SET report_id = {quiet.pk}, section = 'x' WHERE id = {elsewhere.pk}"]
    asked += [
        f"INSERT INTO reports_sectiontext (report_id, section, body, illustrative) VALUES ({quiet.pk}, 'x', '', false)"
    ]
    for statement in asked:
        refused(statement, "a correction of it is begun first")
    _run(f"UPDATE reports_sectiontext SET carried_from_id = NULL WHERE id = {text.pk}")
    _run(f"UPDATE reports_sectiontext SET body = '<p>New.</p>' WHERE id = {elsewhere.pk}")
    correct(quiet)
    for statement in asked[len(rows) :]:
        _run(statement)


def test_database_keeps_the_first_page_of_a_published_report(quiet: Report) -> None:
    """Every column of it until a correction is in hand; and for good which report it is, and that it is there."""
    row = Report.objects.filter(pk=quiet.pk).values().get()
    changes = {
        **{name: f"{name} + 1" for name in ("paper_number", "issue_date")},
        **{name: f"'{name}'" for name in ("author", "team")},
        "action": "'decision'",
        "recommendation": "'AGREE'",
        "classification": "'red'",
        "illustrative": "true",
        "meeting_id": str(meeting(98).pk),
    }
    for_good = {"id": "id + 1", "kind": "'sub-committee'", "month": "month - interval '1 month'"}
    assert {*changes, *for_good} == row.keys()
    published(quiet)
    closed, stays = "a correction of it is begun first", "so it stays what it is"
    for name, value in {**changes, **for_good}.items():
        refused(f"UPDATE reports_report SET {name} = {value}", closed)
    refused("DELETE FROM reports_report", closed)
    _run("UPDATE reports_report SET author = author")
    correct(quiet)
    for name, value in for_good.items():
        refused(f"UPDATE reports_report SET {name} = {value}", stays)
    refused("DELETE FROM reports_report", stays)
    _run(f"UPDATE reports_report SET {', '.join(f'{name} = {value}' for name, value in changes.items())}")
    assert all(now != row[name] for name, now in Report.objects.values(*changes).get().items())


def refused(statement: str, why: str) -> None:
    with pytest.raises(DatabaseError, match=why), transaction.atomic():
        _run(statement)


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_reasons_of_a_published_report_stay(report: Report) -> None:
    book = run_book(report)
    found = book.warnings[0]
    given = give_reason(book, found, "It is a sample, and meant to be.", person("editor"))
    published(report)
    for write in (
        lambda: give_reason(book, found, "Another reason altogether.", person("editor")),
        lambda: withdraw_reason(given),
    ):
        with pytest.raises(ValidationError, match="is published"):
            write()
    answer = browser("editor").post(
        reverse("checks:withdraw", args=("operations", report.covers, given.pk)), follow=True
    )
    assert CLOSED in answer.content.decode()
    given.refresh_from_db()
    assert given.reason == "It is a sample, and meant to be."
