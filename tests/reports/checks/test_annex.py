"""The annex: every check with its result, and who let what stand; printed like a paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from access.classification import Classification
from jobs.models import Job
from reports.checks.annex import annex_document
from reports.checks.book import run_book
from reports.checks.reasons import give_reason
from reports.checks.registry import BY_CONSTRUCTION
from reports.engine.blocks import Table
from reports.engine.document import walk_blocks
from reports.engine.redact import strings_of
from reports.engine.serialise import dumps, loads
from reports.models import DraftPaper, Report, SectionText
from reports.papers import ANNEX, ReportChanged, fingerprint, print_draft
from tests.access.cast import browser, person
from tests.reports.checks.planting import september

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]
ANNEX_PAGE = "/desk/operations/2021-09/checks/annex/"


def test_annex_lists_every_check_with_its_result() -> None:
    book = run_book(september())
    document = annex_document(book)
    rows = [
        row
        for _, _, block in walk_blocks(document)
        if isinstance(block, Table) and block.id.startswith("checks-")
        for row in block.rows
    ]
    assert {row.cells[0].value.display for row in rows} == {one.check.title for one in book.results}
    assert len(rows) == len(book.results)
    assert book.summary in " ".join(strings_of(document))


def test_annex_tells_what_holds_by_construction_from_what_holds_of_the_month() -> None:
    book = run_book(september())
    document = annex_document(book)
    results = [
        row.cells[2].value.display
        for _, _, block in walk_blocks(document)
        if isinstance(block, Table) and block.id.startswith("checks-")
        for row in block.rows
    ]
    built = sum(one.check.by_construction for one in book.results)
    assert 0 < built < len(book.results) / 2
    assert results.count("Holds by construction") == built
    words = " ".join(strings_of(document))
    assert f"{built} of them by construction." in words
    assert BY_CONSTRUCTION in words


def test_annex_says_who_gave_which_reason() -> None:
    book = run_book(september())
    (found,) = book.warnings
    give_reason(book, found, "The sample is meant to be a sample.", person("editor"))
    words = " ".join(strings_of(annex_document(run_book(september()))))
    assert "The sample is meant to be a sample." in words
    assert "editor, " in words
    assert "Nothing stands against the report." in words


def test_annex_is_plain_data_and_the_same_while_nothing_changes() -> None:
    first, second = (annex_document(run_book(september())) for _ in range(2))
    assert first == second == loads(dumps(first))


def test_annex_is_amber_at_least() -> None:
    assert annex_document(run_book(september())).parts[0].classification == Classification.AMBER
    Report.objects.update(classification=Classification.RED)
    assert annex_document(run_book(september())).parts[0].classification == Classification.RED


def test_annex_prints_as_a_paper_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    report = september()
    wanted = fingerprint(annex_document(run_book(report)))
    paper = print_draft(report, wanted, ANNEX)
    assert paper.filename == "SECP_97_1510_17-annex.pdf"
    assert (paper.fingerprint, paper.classification, paper.problems) == (wanted, "amber", [])
    with paper.file.open("rb") as content:
        assert content.read(5) == b"%PDF-"
    assert print_draft(report, wanted, ANNEX) == paper
    SectionText.objects.get(section="website").delete()
    with pytest.raises(ReportChanged):
        print_draft(report, wanted, ANNEX)


def test_annex_asks_its_readers_for_nothing() -> None:
    """It is no paper for information or decision, so its cover says nothing of either."""
    markup = browser("editor").get(ANNEX_PAGE).content.decode()
    assert "<dt>Paper reference</dt>" in markup
    assert "<dt>Action</dt>" not in markup
    assert "<dt>Recommendation</dt>" not in markup
    assert "<dd></dd>" not in markup


def test_annex_page_asks_for_its_print(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    editor = browser("editor")
    assert "Make the PDF" in editor.get(ANNEX_PAGE).content.decode()
    progress = editor.post(f"{ANNEX_PAGE}print/", follow=True)
    assert progress.status_code == 200
    job = Job.objects.get()
    print_draft(september(), job.arguments["fingerprint"], job.arguments["of"])
    paper = DraftPaper.objects.get()
    assert f"/reports/drafts/{paper.pk}.pdf" in editor.get(ANNEX_PAGE).content.decode()
    assert editor.post(f"{ANNEX_PAGE}print/").url == f"/reports/drafts/{paper.pk}.pdf"
    sent = editor.get(f"/reports/drafts/{paper.pk}.pdf")
    assert sent["Content-Disposition"] == 'attachment; filename="SECP_97_1510_17-annex.pdf"'
    sent.close()
