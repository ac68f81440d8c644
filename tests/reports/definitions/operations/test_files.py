"""June 2019 as files: which pages lie, and that each note stands with its call."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from reports.engine.build import BuildResult
from reports.renderers.docx import render_docx
from reports.renderers.pdf import render_pdf
from tests.reports.renderers.wordfile import W, trees, words

pytestmark = pytest.mark.django_db

NOTES = 12


@pytest.fixture(scope="module")
def pages(june: BuildResult) -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(june.document).content))


def test_helpdesk_alone_lies_on_a_landscape_page(pages: PdfReader) -> None:
    lying = [page for page in pages.pages if page.mediabox.width > page.mediabox.height]
    assert len(lying) == 1
    assert "SECAS Helpdesk" in lying[0].extract_text()
    assert "Jun 18" in lying[0].extract_text()
    assert "Jun 19" in lying[0].extract_text()


def test_paper_prints_without_a_problem(june: BuildResult) -> None:
    assert render_pdf(june.document).problems == ()


def test_note_numbers_are_parted_from_the_number_they_stand_behind(pages: PdfReader) -> None:
    """Two were expelled in March 2019, with notes 3 and 4."""
    text = " ".join(page.extract_text() for page in pages.pages)
    row = re.search(r"March 2019\s+1\s+1\s+0\s+(.{1,12}?)\s+April 2019", text, re.DOTALL)
    assert row is not None
    assert re.sub(r"\s+", " ", row[1].replace("\N{NARROW NO-BREAK SPACE}", " ")).strip() == "2 3, 4"


def test_word_file_has_the_notes_and_a_landscape_section(june: BuildResult) -> None:
    tree = trees(render_docx(june.document))
    body = tree["word/document.xml"]
    assert len(list(body.iter(f"{W}footnoteReference"))) == NOTES
    turned = [one for one in body.iter(f"{W}pgSz") if one.get(f"{W}orient") == "landscape"]
    assert len(turned) == 1
    assert "Tariffs that arrive before a change of supplier" in words(tree["word/footnotes.xml"])
