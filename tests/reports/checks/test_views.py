"""The book's page: what was found with its form, a reason given, refused, lost and withdrawn, and who may."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from measures.models import Observation
from meetings.models import Meeting
from reports.checks import views
from reports.checks.book import Book, run_book
from reports.checks.registry import BY_CONSTRUCTION
from reports.models import CheckRun, Report, SectionText, WarningReason
from tests.access.cast import browser, person
from tests.reports.checks.planting import SEPTEMBER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]
BOOK = "/desk/operations/2021-09/checks/"
WHY = "The sample is meant to be a sample."


def page(client: Client, query: str = "") -> str:
    response = client.get(BOOK + query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def sent(markup: str, title: str) -> dict[str, str]:
    """The hidden fields of the form that asks for a reason under that title."""
    form = markup[markup.index(f"<strong>{title}</strong>") :]
    form = form[: form.index("</form>")]
    return dict(re.findall(r'type="hidden" name="(check|finding)" value="([^"]+)"', form))


ILLUSTRATIVE = "No illustrative record stands in for a real one"


@pytest.fixture
def editor() -> Client:
    return browser("editor")


def test_page_lists_findings_with_the_form_that_mends_each(editor: Client) -> None:
    Observation.objects.get(measure__code="newsletters-issued", month=SEPTEMBER).delete()
    markup = page(editor)
    assert "The figure “Newsletters issued” in the text is missing." in markup
    assert f'href="{reverse("measures:grid", args=(SEPTEMBER,))}">Put it right</a>' in markup
    assert "The report cannot be published: 1 error stands" in markup


def test_page_says_which_checks_hold_by_construction(editor: Client) -> None:
    markup = page(editor)
    checks = [result.check for result in run_book(Report.objects.get()).results]
    built = sum(check.by_construction for check in checks)
    assert f"<dt>Of them by construction</dt><dd>{built}</dd>" in markup
    assert markup.count('<span class="book-mark">Holds by construction</span>') == built
    assert BY_CONSTRUCTION in markup


def test_page_keeps_what_it_found_for_the_month_page(editor: Client) -> None:
    page(editor)
    run = CheckRun.objects.get(report__month=SEPTEMBER)
    assert (run.run_by, run.errors, run.warnings) == (person("editor"), 0, 1)
    assert run.hold == run.checks - 1
    assert [one["check"] for one in run.findings] == ["paper.illustrative"]
    page(browser("contributor"))
    assert CheckRun.objects.get().run_by == person("contributor")


def test_reason_lets_a_warning_stand_and_can_be_withdrawn(editor: Client) -> None:
    fields = sent(page(editor), ILLUSTRATIVE)
    response = editor.post(f"{BOOK}reason/", {**fields, "reason": WHY}, follow=True)
    markup = unescape(response.content.decode())
    assert "Nothing stands against the report." in markup
    assert f"<q>{WHY}</q> editor" in markup
    reason = WarningReason.objects.get()
    assert (reason.check_id, reason.given_by) == ("paper.illustrative", person("editor"))
    assert CheckRun.objects.get().warnings == 0
    response = editor.post(f"{BOOK}reason/{reason.pk}/withdraw/", follow=True)
    assert "1 warning still needs a reason" in unescape(response.content.decode())
    assert not WarningReason.objects.exists()


def test_reason_that_says_nothing_is_refused_at_its_place_with_what_was_typed(editor: Client) -> None:
    fields = sent(page(editor), ILLUSTRATIVE)
    response = editor.post(f"{BOOK}reason/", {**fields, "reason": "n/a"})
    markup = unescape(response.content.decode())
    assert response.status_code == 422
    assert "Say in a few words why this may stand" in markup
    assert ">n/a</textarea>" in markup
    assert not WarningReason.objects.exists()


def test_reason_too_long_is_refused_at_its_place_with_what_was_typed(editor: Client) -> None:
    typed = "x" * 2_001
    response = editor.post(f"{BOOK}reason/", {**sent(page(editor), ILLUSTRATIVE), "reason": typed})
    assert response.status_code == 422
    markup = unescape(response.content.decode())
    assert "Keep it to 2,000 characters: this is 2,001." in markup
    assert f">{typed}</textarea>" in markup
    assert not WarningReason.objects.exists()


def test_reason_for_what_has_changed_meanwhile_is_not_kept_and_not_lost(editor: Client) -> None:
    Meeting.objects.filter(committee__code="opsg", number=56).update(minutes_issued_on=None)
    fields = sent(page(editor), "Every meeting that is due has its dates")
    Meeting.objects.filter(committee__code="opsg", number=56).update(minutes_issued_on="2021-09-10")
    response = editor.post(f"{BOOK}reason/", {**fields, "reason": WHY})
    markup = unescape(response.content.decode())
    assert response.status_code == 422
    assert f"<blockquote>{WHY}</blockquote>" in markup
    assert not WarningReason.objects.exists()


def test_no_reason_is_kept_for_an_error(editor: Client) -> None:
    SectionText.objects.get(section="website").delete()
    page(editor)
    (error,) = [one for one in CheckRun.objects.get().findings if one["severity"] == "error"]
    fields = {"check": error["check"], "finding": error["fingerprint"], "reason": WHY}
    response = editor.post(f"{BOOK}reason/", fields)
    assert response.status_code == 422
    assert not WarningReason.objects.exists()


def test_contributor_sees_the_book_and_gives_no_reason() -> None:
    contributor = browser("contributor")
    markup = page(contributor)
    assert ILLUSTRATIVE in markup
    assert "<textarea" not in markup
    assert "an editor gives it" in markup
    fields = sent(page(browser("editor")), ILLUSTRATIVE)
    assert contributor.post(f"{BOOK}reason/", {**fields, "reason": WHY}).status_code == 403
    assert not WarningReason.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "party", "panel", "sub-committee"])
def test_reader_is_not_found_the_book(who: str) -> None:
    for address in (BOOK, f"{BOOK}renew/", f"{BOOK}annex/"):
        assert browser(who).get(address).status_code == 404


def test_reason_of_another_report_is_not_withdrawn_here(editor: Client) -> None:
    page(editor)
    fields = sent(page(editor), ILLUSTRATIVE)
    editor.post(f"{BOOK}reason/", {**fields, "reason": WHY})
    reason = WarningReason.objects.get()
    other = Report.objects.create(
        kind="operations",
        month="2021-08-01",
        meeting=Meeting.objects.get(committee__code="panel", number=96),
        paper_number=17,
        author="Reporting Lead",
        issue_date="2021-09-10",
    )
    WarningReason.objects.filter(pk=reason.pk).update(report=other)
    assert editor.post(f"{BOOK}reason/{reason.pk}/withdraw/").status_code == 404


def test_findings_are_narrowed_to_a_section(editor: Client) -> None:
    SectionText.objects.get(section="website").delete()
    whole, website = page(editor), page(editor, "?section=website")
    assert "Every section's text is written" in whole.partition("Every check")[0]
    assert ILLUSTRATIVE not in website.partition("Every check")[0]
    assert "5.7.2 SECAS website" in website
    assert ILLUSTRATIVE in page(editor, "?section=whole").partition("Every check")[0]
    assert ILLUSTRATIVE in page(editor, "?section=nonsense")


def test_renewing_runs_the_book_and_leads_back_to_the_month(editor: Client) -> None:
    answer = editor.get(f"{BOOK}renew/?show=mine")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/operations/2021-09/?show=mine#checks")
    markup = unescape(editor.get(answer["Location"]).content.decode())
    run = CheckRun.objects.get()
    assert f"<strong>{run.hold} of {run.checks}</strong> hold" in markup
    assert "Nothing has changed since." in markup
    assert "data-renew" not in markup


def test_book_that_would_come_to_the_same_is_not_run_again(editor: Client) -> None:
    editor.get(f"{BOOK}renew/")
    first = CheckRun.objects.get()
    with CaptureQueriesContext(connection) as captured:
        editor.get(f"{BOOK}renew/")
    assert len(captured) < 10
    assert CheckRun.objects.get().run_at == first.run_at
    SectionText.objects.get(section="website").delete()
    markup = unescape(editor.get("/desk/operations/2021-09/?show=mine").content.decode())
    assert f"<strong>{first.hold} of {first.checks}</strong> held" in markup, "it says of what it no longer knows"
    assert "Errors found by checks, before the last changes" in markup
    assert f'data-renew="{BOOK}renew/?show=mine"' in markup
    editor.get(f"{BOOK}renew/")
    assert CheckRun.objects.get().errors == 1


def test_report_that_is_deleted_while_its_book_runs_is_not_found(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_and_lose(report: Report) -> Book:
        book = run_book(report)
        Report.objects.filter(pk=report.pk).delete()
        return book

    monkeypatch.setattr(views, "run_book", run_and_lose)
    for address in (f"{BOOK}renew/", BOOK):
        with transaction.atomic():
            assert editor.get(address).status_code == 404
            transaction.set_rollback(True)
    assert not CheckRun.objects.exists()


def test_finding_shows_text_and_never_runs_it(editor: Client) -> None:
    SectionText.objects.filter(section="website").update(
        body="<p>TBC &lt;script&gt;alert(1)&lt;/script&gt; 77 apes</p>"
    )
    response = editor.get(BOOK)
    assert b"<script>alert" not in response.content


def test_draft_lists_each_finding_once(editor: Client) -> None:
    SectionText.objects.get(section="website").delete()
    markup = unescape(editor.get("/reports/operations/2021-09/").content.decode())
    listed = markup[markup.index('class="problems"') : markup.index("</details>")]
    assert listed.count("The text is not yet written.") == 1
    assert f'href="{BOOK}"' in listed


def test_command_lists_each_finding_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    SectionText.objects.get(section="website").delete()
    call_command("build_report", "operations", "2021-09", format="json", output=tmp_path / "r.json")
    assert capsys.readouterr().err.count("The text is not yet written.") == 1


def test_command_ends_with_a_status_for_errors_where_it_is_asked_to(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    wanted = ("build_report", "operations", "2021-09", "--format=json")
    call_command(*wanted, "--strict", output=tmp_path / "fine.json")
    SectionText.objects.get(section="website").delete()
    call_command(*wanted, output=tmp_path / "lax.json")
    with pytest.raises(CommandError, match=r"^It has 1 error: see above\.$"):
        call_command(*wanted, "--strict", output=tmp_path / "strict.json")
    assert (tmp_path / "strict.json").read_bytes() == (tmp_path / "lax.json").read_bytes()
    assert capsys.readouterr().err.count("The text is not yet written.") == 2
