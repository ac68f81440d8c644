"""A month is published, its records are mended, the next month's paper says so, and the month is corrected."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader

from parties import services as parties
from parties.models import PartyCategory
from reports.building import build_report
from reports.checks.book import Found, run_book
from reports.engine.blocks import Figure
from reports.engine.document import walk_blocks
from reports.engine.serialise import loads
from reports.models import Publication, PublishedRestatement, Report, Restatement
from reports.models.publication import FileKind
from reports.publishing.services import begin_correction
from reports.publishing.verifying import verify
from reports.renderers.docx import render_docx
from tests.access.cast import browser, person
from tests.parties.cast import party
from tests.reports.four_months import MONTHS, day, four_months
from tests.reports.publishing.life import published

pytestmark = pytest.mark.django_db
APRIL, MAY = MONTHS[2], MONTHS[3]
REGISTER = "/reports/restatements/"
WHY = "A Party’s form of accession was found after the paper had gone out."
NOTE = "Accessions, April 2022: revised from 0, published in {paper}, to 1. "


def report_of(month: Any) -> Report:
    return Report.objects.select_related("meeting__committee").get(kind="operations", month=month.first)


def findings(report: Report) -> list[Found]:
    return [one for one in run_book(report).found if one.check.id.startswith("restated.")]


def marks(report: Report) -> list[str]:
    """The notes under the figure of accessions, whose point of April is marked with them."""
    figure = next(one for _, _, one in walk_blocks(build_report(report).document) if one.id == "movements")
    assert isinstance(figure, Figure)
    marked = [place for one in figure.chart.series for place in one.revised]
    notes = [one.words for one in figure.data.revisions]
    assert marked == [MAY.window(12).index(APRIL)] * len(notes)
    assert sum(cell.mark == "[r]" for row in figure.data.rows for cell in row.cells) == len(notes)
    return notes


def text_of(name: str) -> str:
    answer = browser(name).get(REGISTER)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def accede_late() -> None:
    late = party("Late", category=None, acceded=None)
    parties.accede(late, day(4, 20), category=PartyCategory.OTHER, voting_group=None)


def assert_editor_gives_the_reason_where_the_book_leads(found: Found, paper: Publication) -> None:
    client = browser("editor")
    form = client.get(found.finding.mend).content.decode()
    assert 'value="2022-04"' in form
    assert "parties.acceded" in form
    sent = {"month": "2022-04", "fact": "parties.acceded", "restated_on": "2022-05-20", "reason": WHY}
    address = found.finding.mend.partition("?")[0]
    other = client.post(address, {**sent, "published": "3"}).content.decode()
    assert f"0 was published in {paper.reference}, version 1, April 2022." in other
    assert "enter what was published" in client.post(address, {**sent, "month": "2022-03"}).content.decode()
    assert client.post(address, {**sent, "reason": ""}).status_code == 200
    assert not Restatement.objects.exists()
    assert client.post(address, sent).status_code == 302
    assert [(one.published, one.classification) for one in Restatement.objects.all()] == [(0, "white")]


def assert_every_file_carries_the_mark(paper: Publication, note: str) -> None:
    files = {file.kind: bytes(file.content) for file in paper.files.exclude(kind=FileKind.TABLE)}
    page = files[FileKind.PAGE].decode()
    assert '<span class="mark">[r]<span class="govuk-visually-hidden"> revised</span></span>' in page
    assert f"[r] {note}" in page
    pdf = " ".join("".join(one.extract_text() for one in PdfReader(io.BytesIO(files[FileKind.PDF])).pages).split())
    assert f"[r] {note}" in pdf
    with zipfile.ZipFile(io.BytesIO(render_docx(loads(paper.payload)))) as word:
        assert note in word.read("word/document.xml").decode()
    table = bytes(paper.files.get(kind=FileKind.TABLE, name__contains="movements").content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(row["Accessions"], row["Accessions (mark)"]) for row in rows if row["Accessions (mark)"]] == [("1", "[r]")]


def test_month_that_is_mended_after_it_was_published_is_restated_until_it_is_corrected() -> None:
    four_months()
    first = published(report_of(APRIL))
    assert findings(report_of(MAY)) == []
    assert marks(report_of(MAY)) == []

    accede_late()
    (found,) = findings(report_of(MAY))
    assert (found.check.id, found.severity, found.finding.block) == ("restated.unexplained", "error", "movements")
    note = NOTE.format(paper=first.reference)
    assert marks(report_of(MAY)) == [f"{note}No reason has been given."]

    assert_editor_gives_the_reason_where_the_book_leads(found, first)
    assert findings(report_of(MAY)) == []
    assert marks(report_of(MAY)) == [note + WHY]
    assert WHY not in text_of("stranger")
    assert WHY in text_of("contributor")

    second = published(report_of(MAY))
    assert_every_file_carries_the_mark(second, note + WHY)
    assert [one.words for one in verify(second) if one.faulty] == []
    (row,) = PublishedRestatement.objects.all()
    assert (row.publication, row.source, row.block, row.part) == (second, first, "movements", "")
    for name in ("stranger", "contributor"):
        listed = text_of(name)
        assert WHY in listed
        assert "Pending" not in listed
        assert f'/v1/#movements">{second.reference}, version 1<' in listed
        assert f'/v1/">{first.reference}, version 1<' in listed
    taken = browser("stranger").get(f"{REGISTER}restatements.csv", {"month": "April 2022"}).content.decode("utf-8-sig")
    (kept,) = csv.DictReader(io.StringIO(taken))
    assert (kept["Month"], kept["As published"], kept["As it stands"], kept["Reason"]) == ("2022-04", "0", "1", WHY)

    words = {"reason": "A Party was missing.", "changes": "It is in.", "dated": timezone.localdate()}
    begin_correction(report_of(APRIL), by=person("editor"), **words)
    corrected = published(report_of(APRIL))
    assert (corrected.version, corrected.facts["parties.acceded"]["value"]) == (2, "1")
    assert marks(report_of(MAY)) == []
    (left,) = findings(report_of(MAY))
    assert (left.check.id, left.severity) == ("restated.equal", "warning")
    assert WHY in text_of("stranger")


def test_restatement_of_what_is_the_figure_now_is_refused_where_it_is_entered() -> None:
    four_months()
    sent = {"month": "2022-04", "fact": "parties.acceded", "restated_on": "2022-05-20", "reason": WHY, "published": "0"}
    answer = browser("editor").post("/admin/reports/restatement/add/", sent).content.decode()
    assert "0 is the figure of April 2022 now as well: nothing was restated." in answer
    assert "enter what was published" not in answer
