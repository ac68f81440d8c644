"""What every print of the suite is held to fires on each fault, and a print of every kind of block has none."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from reports.renderers.pdf import print_markup
from tests.pdf_structure import faults, tables

ROWS = "".join(f'<tr><th scope="row">Row {n}</th><td>{n}</td></tr>' for n in range(90))
MARKUP = f"""<html lang="en-GB"><head><title>Title</title></head><body>
<h1>One</h1><h2>Two</h2><ul><li>First</li></ul><p>See <a href="#end">the <strong>end</strong></a>.</p>
<div><p class="caption">Rows</p><table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>
<tbody>{ROWS}</tbody></table></div>
<p>Called<span class="note" data-number="1">The note</span> and done.</p><h2 id="end">The end</h2></body></html>"""


@cache
def small() -> bytes:
    return print_markup(MARKUP).content


def roles(content: bytes, role: str) -> list[str]:
    """Of each element of that role the roles of its parts."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return ["".join(str(kid.S) for kid in one.K.as_list() if isinstance(kid, Dictionary)) for one in of(pdf, role)]


def of(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == f"/{role}" and "/P" in one]


def test_table_over_pages_is_one_with_its_caption_and_one_head() -> None:
    assert faults(small()) == []
    ((pages, rows),) = tables(small())
    assert pages > 1
    assert rows == 91
    assert roles(small(), "Table") == ["/Caption/THead/TBody"]
    assert len(roles(small(), "TH")) == 92


def test_note_is_read_after_its_call_and_named() -> None:
    with pikepdf.open(BytesIO(small())) as pdf:
        (note,) = of(pdf, "Note")
        kids = [kid.objgen for kid in note.P.K.as_list()]
        assert note.P.S == "/P"
        assert kids.index(note.objgen) == 2
        assert str(note.ID) == "note-000001"


def test_link_is_told_by_its_words() -> None:
    with pikepdf.open(BytesIO(small())) as pdf:
        told = {str(note.Contents) for page in pdf.pages for note in page.obj.get("/Annots", Array()).as_list()}
    assert told == {"the end"}


def _rename(role: str, to: str) -> Callable[[pikepdf.Pdf], None]:
    def act(pdf: pikepdf.Pdf) -> None:
        of(pdf, role)[0].S = Name(f"/{to}")

    return act


def _in_root(*keys: str) -> Callable[[pikepdf.Pdf], None]:
    def act(pdf: pikepdf.Pdf) -> None:
        holder: Any = pdf.Root
        for key in keys[:-1]:
            holder = holder[key]
        del holder[keys[-1]]

    return act


def _drawn_loose(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 9 9 re f", prepend=False)


def _drawn_without_a_holder(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"/P <</MCID 9999>> BDC 0 0 9 9 re f EMC", prepend=False)


def _walked_anyhow(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/Tabs"]


def _cell_lost(pdf: pikepdf.Pdf) -> None:
    row = of(pdf, "TD")[0].P
    row.K = Array(row.K.as_list()[:1])


def _without_scope(pdf: pikepdf.Pdf) -> None:
    del of(pdf, "TH")[0].A["/Scope"]


def _without_headers(pdf: pikepdf.Pdf) -> None:
    del of(pdf, "TD")[0].A["/Headers"]


def _header_of_no_table(pdf: pikepdf.Pdf) -> None:
    of(pdf, "TD")[0].A.Headers = Array([pikepdf.String("nowhere")])


def _unnamed_note(pdf: pikepdf.Pdf) -> None:
    del of(pdf, "Note")[0]["/ID"]


def _second_head(pdf: pikepdf.Pdf) -> None:
    of(pdf, "TBody")[0].S = Name.THead


def _link_of_no_words(pdf: pikepdf.Pdf) -> None:
    next(page for page in pdf.pages if "/Annots" in page.obj).obj.Annots[0].Contents = ""


def _link_astray(pdf: pikepdf.Pdf) -> None:
    del next(page for page in pdf.pages if "/Annots" in page.obj).obj.Annots[0]["/StructParent"]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (_in_root("/MarkInfo"), "it does not say that it is marked"),
        (_in_root("/Lang"), "it has no language"),
        (_in_root("/ViewerPreferences", "/DisplayDocTitle"), "viewers show its name"),
        (_in_root("/Metadata"), "it does not claim to be PDF/UA-1"),
        (_in_root("/Outlines"), "it has no bookmarks"),
        (_in_root("/StructTreeRoot", "/IDTree"), "are not both listed and there"),
        (_in_root("/StructTreeRoot"), "it has no structure"),
        (_drawn_loose, "f draws what is neither content nor artifact"),
        (_drawn_without_a_holder, "content 9999 is drawn 1 times and held 0 times"),
        (_walked_anyhow, "page 1 is not walked in the order"),
        (_rename("H2", "H4"), "H4 comes after H1"),
        (_rename("LBody", "P"), "a P stands in a LI"),
        (_rename("P", "Paragraph"), "Paragraph is no role that is known"),
        (_rename("P", "Figure"), "a Figure is not described"),
        (_rename("Link", "Span"), "the area of a link is held by a Span"),
        (_link_of_no_words, "a link is not told in words"),
        (_link_astray, "does not lead to its tag and back"),
        (_unnamed_note, "a Note has no name"),
        (_header_of_no_table, "cells name headers that are not there"),
        (_cell_lost, "a table has rows of different widths"),
        (_without_scope, "does not say which way it points"),
        (_without_headers, "a table has a cell without headers"),
        (_second_head, "a table has more than one head"),
    ],
)
def test_each_fault_is_found(act: Callable[[pikepdf.Pdf], None], said: str) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(small())) as pdf:
        act(pdf)
        pdf.save(out)
    assert any(said in fault for fault in faults(out.getvalue()))
