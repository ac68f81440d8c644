"""Running text in the cells of a table: on the page, on paper, in Word, and for whoever reads the text."""

from __future__ import annotations

import re
from io import BytesIO

from pypdf import PdfReader

from reports.checks.passages import passages_in, was_typed
from reports.engine.blocks import (
    BulletItem,
    Bullets,
    Cell,
    Column,
    CrossRef,
    Note,
    Paragraph,
    Row,
    Section,
    Subheading,
    Table,
    Text,
)
from reports.engine.document import Document, walk_blocks
from reports.engine.numbering import number
from reports.engine.problems import ProblemLog
from reports.engine.serialise import dumps, loads
from reports.engine.values import text
from reports.renderers.docx import render_docx
from reports.renderers.html import render_page
from reports.renderers.pdf import render_pdf
from tests.reports.engine.samples import a_document, a_table, body
from tests.reports.renderers.wordfile import parts

NOTES = (
    Paragraph((Text("Met by what "), CrossRef("table"), Text(" shows"), Note((Text("As at the end."),)))),
    Subheading((Text("What was done"),)),
    Bullets((BulletItem((Text("The <first> thing"),), (BulletItem((Text("and its part"),)),)),)),
)


def document() -> Document:
    columns = (Column("what", "Objective"), Column("notes", "Notes"))
    prose = Table("table", "Objectives", columns, (Row((Cell(text("One")), Cell(text(""), prose=NOTES, text="one"))),))
    made = a_document(body(Section("objectives", "Objectives", (prose, a_table("plain", text("x"))))))
    return number(made, ProblemLog())


def test_cell_with_running_text_is_written_as_paragraphs_and_bullets() -> None:
    page = render_page(document())
    assert "<p>Met by what" in page
    assert "<p><strong>What was done</strong></p>" in page
    assert "<li>The &lt;first&gt; thing<ul" in page
    assert page.count('<tr class="of-prose heads-text">') == 1


def test_row_is_set_apart_only_over_text_that_is_written_about_it() -> None:
    made = (Paragraph((Text("Made from records"),)),)
    assert not Row((Cell(text("One")), Cell(text("Two"), prose=made))).heads_text
    assert Row((Cell(text("One"), prose=made), Cell(text("Two")))).heads_text
    assert Row((Cell(text("One")), Cell(text(""), prose=made, text="one"))).heads_text


def test_cell_with_running_text_has_its_references_and_notes_numbered() -> None:
    table = next(block for _, _, block in walk_blocks(document()) if isinstance(block, Table))
    _, reference, _, note = table.rows[0].cells[1].prose[0].content
    assert (reference.text, note.number) == ("Table 1", 1)


def test_cell_with_running_text_is_read_again_as_it_was_stored() -> None:
    stored = dumps(document())
    assert loads(stored) == document()
    assert stored.count('"prose"') == 1


def test_cell_with_running_text_is_read_as_the_text_it_was_written_under() -> None:
    found = passages_in(document())
    assert {passage.section for passage in found} == {"one"}
    assert all(map(was_typed, found))
    assert [passage.printed for passage in found][-2:] == ["The <first> thing", "and its part"]


def test_cell_with_running_text_is_paragraphs_and_bullets_in_word() -> None:
    written = parts(render_docx(document()))["word/document.xml"].decode()
    for style in ("TableText", "TableBullet", "TableBullet2"):
        assert f'w:pStyle w:val="{style}"' in written
    assert "What was done" in written
    assert re.search(r"<w:b/>[^t]*</w:rPr><w:t[^>]*>One</w:t>", written)
    assert written.count("<w:cantSplit/>") == written.count("<w:tr>") - 1


def test_cell_with_running_text_of_more_than_a_page_is_printed_to_its_end() -> None:
    long = tuple(Paragraph((Text(f"Paragraph {place} says what was done in so many words."),)) for place in range(150))
    columns = (Column("what", "Objective"), Column("notes", "Notes"))
    table = Table("table", "Objectives", columns, (Row((Cell(text("One")), Cell(text(""), prose=long, text="one"))),))
    made = number(a_document(body(Section("objectives", "Objectives", (table,)))), ProblemLog())
    pages = [page.extract_text() for page in PdfReader(BytesIO(render_pdf(made).content)).pages]
    assert len(pages) > 2
    assert "Paragraph 149 says" in " ".join(pages)
