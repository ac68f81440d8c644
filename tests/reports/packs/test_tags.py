"""A bound file is read aloud as its papers are: every tag leads to its place, and it claims no more than it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, NumberTree
from weasyprint import HTML

from reports.packs.assembling import Made, assemble
from reports.packs.layout import Paper, Piece
from reports.packs.tags import claims_pdf_ua
from reports.renderers.tagging import finish_tags
from tests.pdf_structure import faults
from tests.reports.packs.made import printed
from tests.reports.packs.test_assembling import ABOUT, quiet

DOT = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E%3C/svg%3E"


@cache
def tagged(word: str) -> bytes:
    """Two pages as our own papers are printed: headings, a list, a table, a figure and a link from one to the other."""
    markup = f"""<html lang="en-GB"><head><title>{word}</title></head><body><h1>{word} one</h1><ul><li>First</li></ul>
    <table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>
    <tbody><tr><th scope="row">{word} row</th><td>1</td></tr></tbody></table><img src="{DOT}" alt="{word} chart">
    <p><a href="#two">To the second page</a></p><h2 id="two" style="break-before: page">{word} two</h2></body></html>"""
    return bytes(HTML(string=markup).write_pdf(finisher=finish_tags, pdf_variant="pdf/ua-1"))


def changed(content: bytes, act: Any) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        act(pdf)
        pdf.save(out)
    return out.getvalue()


def _custom_role(pdf: pikepdf.Pdf) -> None:
    headings = [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == "/H1"]
    headings[0].S = pikepdf.Name("/Heading#20One")
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Heading#20One": pikepdf.Name("/H1")})


def _unknown_role(pdf: pikepdf.Pdf) -> None:
    _custom_role(pdf)
    del pdf.Root.StructTreeRoot["/RoleMap"]


def _leaves_a_turn(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"q 0 1 -1 0 0 0 cm", prepend=False)


def _leads_nowhere(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.StructParents = 99


CONTENTS = {
    ("t", 1): tagged("Alpha"),
    ("t", 2): tagged("Beta"),
    ("t", 3): printed("Gamma one", "Gamma two"),
    ("t", 4): changed(tagged("Delta"), _custom_role),
    ("t", 5): changed(tagged("Epsilon"), _unknown_role),
    ("t", 6): changed(tagged("Zeta"), _leaves_a_turn),
    ("t", 7): changed(tagged("Eta"), _leads_nowhere),
}


@cache
def bound(*sources: int, ours: bool = True) -> Made:
    pieces = [Piece(f"Title {n}", "white", (), 2, ("t", n), ours=ours) for n in sources]
    papers = [Paper(item, f"R_{item:02d}", one.title, "white", (), (one,)) for item, one in enumerate(pieces, start=1)]
    later = Paper(len(papers) + 1, "R_99", "Later", "white", (), ())
    return assemble(ABOUT, [*papers, later], 1, CONTENTS.__getitem__, quiet).files[0]


@pytest.fixture
def pdf(request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(bound(*request.param, ours=False).content)) as opened:
        yield opened


def elements(parent: Any) -> Iterator[Any]:
    kids = parent.get("/K", Array())
    for kid in kids.as_list() if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


everything = pytest.mark.parametrize("pdf", [(1, 2), (1, 3, 4), (3, 5, 6, 7)], indirect=True)


@pytest.mark.parametrize("sources", [(1, 2), (1, 3, 4), (3, 5, 6, 7)])
def test_structure_is_that_of_pdf_ua_but_for_the_links_of_papers_without_tags(sources: tuple[int, ...]) -> None:
    found = faults(bound(*sources, ours=False).content)
    assert [fault for fault in found if "link" not in fault and "claim" not in fault] == []
    assert bool(found) == (3 in sources)


@everything
def test_every_link_of_a_tagged_paper_leads_to_its_tag_and_back(pdf: pikepdf.Pdf) -> None:
    parents = dict(NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
    notes = [note for page in pdf.pages for note in page.obj.get("/Annots", Array()).as_list()]
    led = [(note, parents[int(note.StructParent)]) for note in notes if "/StructParent" in note]
    assert led
    for note, link in led:
        objects = [kid.Obj.objgen for kid in link.K.as_list() if isinstance(kid, Dictionary) and "/Obj" in kid]
        assert note.objgen in objects
    assert all(page.obj.Tabs == "/S" for page in pdf.pages)


@everything
def test_document_says_its_language_and_title_and_that_viewers_show_it(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == str(pdf.docinfo.Title) == "SEC Panel Meeting 97: paper pack, White"


@pytest.mark.parametrize(
    ("sources", "ours", "claims"),
    [
        ((1, 2), True, True),
        ((1, 4), True, True),
        ((1, 3), True, False),
        ((1, 2), False, True),
        ((1, 5), False, False),
        ((1, 6), False, False),
        ((1, 7), False, False),
    ],
)
def test_file_claims_to_be_pdf_ua_only_where_all_of_it_is(sources: tuple[int, ...], ours: bool, claims: bool) -> None:
    file = bound(*sources, ours=ours)
    with pikepdf.open(BytesIO(file.content)) as pdf:
        assert claims_pdf_ua(pdf) == claims == file.claims_ua
        titles = [str(one.T) for one in elements(pdf.Root.StructTreeRoot) if "/T" in one]
    assert titles == [f"Title {n}" for n in sources]


def test_paper_is_read_in_the_order_of_the_file() -> None:
    with pikepdf.open(BytesIO(bound(1, 3).content)) as pdf:
        pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        order = [pages[one.Pg.objgen] for one in elements(pdf.Root.StructTreeRoot) if "/Pg" in one]
    assert order == sorted(order)
    assert set(order) == set(range(len(pages)))


def test_tags_of_what_an_edition_leaves_out_are_not_in_it() -> None:
    secret = Piece("Secret", "red", ("panel",), 2, ("t", 2), ours=True)
    first = Paper(1, "R_01", "First", "white", (), (Piece("First", "white", (), 2, ("t", 1), ours=True), secret))
    made = assemble(ABOUT, [first], 1, CONTENTS.__getitem__, quiet)
    for file, there in zip(made.files, (False, True), strict=True):
        with pikepdf.open(BytesIO(file.content)) as pdf:
            alts = [str(one.Alt) for one in elements(pdf.Root.StructTreeRoot) if "/Alt" in one]
        assert alts == ["Alpha chart", *(["Beta chart"] if there else [])]
