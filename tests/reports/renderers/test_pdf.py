"""The paper as it comes out: read with pypdf and pikepdf, not from our own boxes."""

from __future__ import annotations

import gc
import hashlib
import io
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from pypdf import PdfReader

from reports.engine.blocks import Cell, Column, Narrative, Row, Section, Subheading, Table
from reports.engine.document import Document, Part
from reports.engine.problems import ProblemLog
from reports.engine.values import count, text
from reports.renderers import pdf
from reports.renderers.fetcher import AllowListFetcher
from reports.renderers.pdf import RenderedPdf, print_markup, render_pdf
from reports.renderers.stylesheets import STATIC
from tests.pdf_structure import faults, tables
from tests.reports.renderers.noted import APART, GLUED, noted_figures
from tests.reports.renderers.sample import document, note, paragraph, words

PRINT_AND_HASH = """
import hashlib, os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "secops.settings.test"
django.setup()
from reports.renderers.pdf import render_pdf
from tests.reports.renderers.sample import document
print(hashlib.sha256(render_pdf(document()).content).hexdigest())
"""


@pytest.fixture(scope="module")
def paper() -> RenderedPdf:
    return render_pdf(document())


@pytest.fixture(scope="module")
def pages(paper: RenderedPdf) -> list[str]:
    return page_texts(paper.content)


def page_texts(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def page_of(pages: list[str], wanted: str) -> int:
    """The number of the one page that holds these words."""
    (found,) = [number for number, words in enumerate(pages, 1) if wanted in words]
    return found


def with_sections(*sections: Section) -> Document:
    part = Part("body", "Body", "white", tuple(replace(one, number=str(n)) for n, one in enumerate(sections, 1)))
    return replace(document(), parts=(part,), notices=())


# --- the same bytes --------------------------------------------------------------------------------------------------


def test_second_print_in_one_process_is_the_same_bytes(paper: RenderedPdf) -> None:
    assert render_pdf(document()).content == paper.content


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_print_in_another_process_is_the_same_bytes(paper: RenderedPdf, seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland", "LANG": "C"}
    run = subprocess.run(
        [sys.executable, "-c", PRINT_AND_HASH],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == hashlib.sha256(paper.content).hexdigest()


def test_only_the_fonts_of_the_repository_are_embedded(paper: RenderedPdf) -> None:
    names = set(re.findall(rb"/FontName\s*/([A-Za-z0-9+-]+)", _uncompressed(paper.content)))
    assert names
    assert all(b"Source" in name for name in names), names


def _uncompressed(content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


# --- what the file says of itself ------------------------------------------------------------------------------------


def test_metadata_comes_from_the_document(paper: RenderedPdf) -> None:
    with pikepdf.open(io.BytesIO(paper.content)) as opened:
        info = {name: str(value) for name, value in opened.docinfo.items()}
        assert str(opened.Root.Lang) == "en-GB"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
    assert info["/Title"] == "Operations Report — March 2031"
    assert info["/Author"] == "A. N. Author, Reporting Team"
    assert info["/Subject"].endswith("For Information. Classification: White, Amber")
    assert "SECP_211_1104_09" in info["/Keywords"]
    assert info["/CreationDate"] == info["/ModDate"] == "D:20310403"


def test_file_claims_pdf_ua_and_nothing_else(paper: RenderedPdf) -> None:
    with pikepdf.open(io.BytesIO(paper.content)) as opened:
        claims = opened.Root.Metadata.read_bytes()
    assert b'pdfuaid:part="1"' in claims
    assert b"pdfaid" not in claims


def test_pages_and_timings_are_reported(paper: RenderedPdf, pages: list[str]) -> None:
    assert paper.pages == len(pages) > 8
    assert set(paper.timings) == {"html", "layout", "write", "total"}
    assert paper.problems == ()


# --- every page ------------------------------------------------------------------------------------------------------


def test_every_page_has_reference_classification_and_number(pages: list[str]) -> None:
    for number, words_ in enumerate(pages, 1):
        assert "SECP_211_1104_09" in words_
        assert f"Page {number} of {len(pages)}" in words_
        assert re.search(r"\bWhite\b|\bAmber\b", words_)


def test_sentence_of_the_body_is_not_printed_on_a_part_classified_otherwise(pages: list[str]) -> None:
    *body, appendix = pages
    assert all("may be shared with the public" in one for one in body)
    assert "may be shared with the public" not in appendix
    assert "Amber" in appendix


def test_cover_holds_what_every_paper_opens_with(pages: list[str]) -> None:
    for wanted in ("Operations Report — March 2031", "For Information", "NOTE", "A. N. Author", "3 April 2031"):
        assert wanted in pages[0]
    assert "Appendix B: A list that is kept elsewhere (Red)" in pages[0]
    assert "samples and stand in for real ones" in pages[0]


def test_contents_give_the_page_of_every_section(pages: list[str]) -> None:
    listed = dict(re.findall(r"(\d+(?:\.\d+)?) ([A-Z][A-Za-z ,]+?) (?:\. )+", pages[0]))
    assert listed["4.2"] == "Market entry and exit"
    numbers = re.search(r"9 Meetings (?:\. )+(\d+)", pages[0])
    assert numbers is not None
    assert "Meetings held in March 2031" in pages[int(numbers[1]) - 1]


def test_bookmarks_follow_the_sections(paper: RenderedPdf) -> None:
    with pikepdf.open(io.BytesIO(paper.content)) as opened, opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
        children = [item.title for item in outline.root[3].children]
    assert titles[0] == "1 Purpose"
    assert titles[-1] == "Appendix A: Testing notifications"
    assert children == ["4.1 SEC Parties", "4.2 Market entry and exit"]


def test_every_link_inside_the_file_leads_somewhere(paper: RenderedPdf) -> None:
    with pikepdf.open(io.BytesIO(paper.content)) as opened:
        names = pikepdf.NameTree(opened.Root.Names.Dests)
        links = [link for page in opened.pages for link in page.get("/Annots", [])]
        inside = [str(link.A.D if "/A" in link else link.Dest) for link in links if "/URI" not in link.get("/A", {})]
        assert len(inside) > 15
        assert all(name in names for name in inside)


# --- tables over pages -----------------------------------------------------------------------------------------------


def test_table_over_pages_repeats_its_heads(pages: list[str]) -> None:
    first, last = page_of(pages, "MP800 "), page_of(pages, "MP863 ")
    assert last > first
    assert all("Modification Title Accepted Duration" in pages[number - 1] for number in range(first, last + 1))


def test_wide_table_lies_across_with_its_heading_and_the_next_section_stands(paper: RenderedPdf) -> None:
    reader = PdfReader(io.BytesIO(paper.content))
    across = [page.extract_text() for page in reader.pages if page.mediabox.width > page.mediabox.height]
    assert len(across) == 1
    assert "Helpdesk" in across[0]
    assert "By topic." in across[0]
    assert "Mar 30" in across[0]
    assert "Meetings held" not in across[0]


@pytest.mark.parametrize("lines", range(26, 44, 2))
def test_heading_and_caption_never_stay_behind_at_the_foot(lines: int) -> None:
    """Filler of one line each, so that the heading and the caption fall on every place near the foot in turn."""
    filler = Narrative("filler", tuple(paragraph(f"Filler {n}.") for n in range(lines)))
    rows = tuple(Row((Cell(text(f"Row {n}x")), Cell(count(n)))) for n in range(6))
    table = Table("t", "The caption", (Column("a", "A"), Column("b", "B", "number")), rows, number="Table 1")
    start = Narrative("start", (Subheading(words("The subheading")), paragraph("The first words. " * 30)))
    pages = page_texts(
        render_pdf(
            with_sections(Section("s1", "Lines", (filler,)), Section("s2", "Heading two", (start, table)))
        ).content
    )[1:]
    assert page_of(pages, "The subheading") == page_of(pages, "Heading two")
    assert "The first words." in pages[page_of(pages, "The subheading") - 1]
    assert page_of(pages, "The caption") == page_of(pages, "Row 0x")


# --- notes -----------------------------------------------------------------------------------------------------------


def noted_report(seed: int) -> Document:
    """Paragraphs and tables of many lengths whose calls and notes can be found again: call17x, note17x."""
    dice = random.Random(seed)
    numbers = iter(range(1, 1000))

    def called() -> tuple[object, ...]:
        n = next(numbers)
        return (f" call{n}x", replace(note(f"note{n}x " + "more of it " * dice.randint(0, 20)), number=n))

    def table(ident: int) -> Table:
        rows = []
        for line in range(dice.randint(4, 30)):
            notes = (called()[1],) if dice.random() < 0.15 else ()
            label = f"call{notes[0].number}x" if notes else f"line {line}"
            rows.append(Row((Cell(text(f"{label} " + "words " * dice.randint(0, 20)), notes=notes), Cell(count(line)))))
        columns = (Column("a", "A", width=60), Column("b", "B", "number"))
        return Table(f"table-{ident}", "A table", columns, tuple(rows))

    def text_block(ident: int) -> Narrative:
        filler = "some words of filler "
        parts = [filler * dice.randint(1, 25), *called(), ". ", filler * dice.randint(1, 25)]
        return Narrative(f"text-{ident}", (paragraph(*parts),))

    blocks = tuple(table(n) if dice.random() < 0.3 else text_block(n) for n in range(40))
    return with_sections(Section("s", "Everything", blocks))


@pytest.mark.parametrize("seed", [2, 5, 7])
def test_every_note_stands_on_the_page_of_its_call(seed: int) -> None:
    printed = render_pdf(noted_report(seed))
    calls, notes = {}, {}
    for number, words_ in enumerate(page_texts(printed.content), 1):
        calls |= dict.fromkeys(re.findall(r"call(\d+)x", words_), number)
        notes |= dict.fromkeys(re.findall(r"note(\d+)x", words_), number)
    assert len(calls) > 30
    assert notes == calls
    assert printed.problems == ()


def test_note_is_never_glued_to_a_figure() -> None:
    printed = render_pdf(with_sections(Section("s", "Noted", noted_figures())))
    read = " ".join(page_texts(printed.content))
    assert not re.search(GLUED, read)
    assert len(re.findall(APART, read)) == 6
    assert printed.problems == ()


def test_note_that_cannot_be_mended_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MOST_LAYOUTS", 1)
    problems = [problem for seed in (2, 5) for problem in render_pdf(noted_report(seed)).problems]
    assert {problem.code for problem in problems} == {"pdf.note-moved"}
    assert re.fullmatch(r"Note \d+, called on page \d+, is printed on page \d+\.", problems[0].message)


# --- tags ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def structure(paper: RenderedPdf) -> Iterator[list[tuple[str, pikepdf.Dictionary]]]:
    """Each structure element with the role of its parent, in reading order."""
    with pikepdf.open(io.BytesIO(paper.content)) as opened:
        yield list(_elements(opened.Root.StructTreeRoot, "root"))


def _elements(parent: pikepdf.Object, role: str) -> Iterator[tuple[str, pikepdf.Dictionary]]:
    kids = parent.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield role, kid
            yield from _elements(kid, str(kid.S))


def test_table_headers_say_which_way_they_point(structure: list[tuple[str, pikepdf.Dictionary]]) -> None:
    headers = [(role, str(one.A.Scope)) for role, one in structure if one.S == "/TH"]
    assert {scope for _, scope in headers} == {"/Column", "/Row"}
    cells = [one for _, one in structure if one.S == "/TD"]
    assert len(cells) > 200
    assert all(len(one.A.Headers) >= 2 for one in cells)


def test_every_figure_has_alternative_text(structure: list[tuple[str, pikepdf.Dictionary]]) -> None:
    texts = [str(one.get("/Alt", "")) for _, one in structure if one.S == "/Figure"]
    assert len(texts) == 3
    assert all(texts)


def test_structure_is_that_of_pdf_ua_and_each_table_of_the_document_is_one(paper: RenderedPdf) -> None:
    assert faults(paper.content) == []
    assert max(tables(paper.content)) == (4, 66)
    assert len(tables(paper.content)) == 6


def test_running_heads_are_artifacts_of_their_pages(paper: RenderedPdf) -> None:
    with pikepdf.open(io.BytesIO(paper.content)) as opened:
        for page in opened.pages:
            marks = [one.operands for one in pikepdf.parse_content_stream(page, "BDC")]
            artifacts = [about for tag, about in marks if str(tag) == "/Artifact"]
            assert sum(about.get("/Type") == "/Pagination" for about in artifacts) >= 3


def test_terms_of_the_snapshot_are_labels(structure: list[tuple[str, pikepdf.Dictionary]]) -> None:
    assert sum(one.S == "/Lbl" for _, one in structure) >= 12


# --- parts, sites ----------------------------------------------------------------------------------------------------


def test_part_alone_holds_nothing_of_the_body() -> None:
    printed = render_pdf(document(), parts=["appendix-a"])
    words_ = " ".join(page_texts(printed.content))
    assert "Appendix A: Testing notifications" in words_
    assert "Ferncastle" in words_
    assert "Highlights" not in words_
    assert "may be shared with the public" not in words_
    assert printed.problems == ()
    with pikepdf.open(io.BytesIO(printed.content)) as opened:
        assert str(opened.docinfo.Subject).endswith("Classification: Amber")


def test_body_alone_holds_nothing_of_the_appendix() -> None:
    content = render_pdf(document(), parts=["body"]).content
    assert "Ferncastle" not in " ".join(page_texts(content))
    assert b"Ferncastle" not in _uncompressed(content)


def test_part_that_is_not_in_the_document_is_refused() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        render_pdf(document(), parts=["nowhere"])


def test_links_into_the_site_take_its_address() -> None:
    reader = PdfReader(io.BytesIO(render_pdf(document(), site="https://sec.example").content))
    links = {link["/A"].get("/URI") for page in reader.pages for link in page.annotations or [] if "/A" in link}
    assert "https://sec.example/modifications/MP901/" in links


# --- what it may load, and what it leaves behind ---------------------------------------------------------------------


def fetched(address: str) -> tuple[bool, ProblemLog]:
    problems = ProblemLog()
    try:
        AllowListFetcher(STATIC, problems).fetch(address).close()
    except (PermissionError, OSError):
        return False, problems
    return True, problems


@pytest.mark.parametrize("address", ["data:text/plain,x", (STATIC / "img/icon.svg").as_uri()])
def test_own_data_and_static_files_may_be_loaded(address: str) -> None:
    loaded, problems = fetched(address)
    assert loaded
    assert problems.found == []


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "ftp://example.org/x.png",
        "file:///etc/passwd",
        f"{STATIC.as_uri()}/../manage.py",
        f"{STATIC.as_uri()}/%2e%2e/manage.py",
        "file://server/share/x.png",
        f"{STATIC.as_uri()}-other/x.png",
    ],
)
def test_anything_else_is_blocked_and_reported(address: str) -> None:
    loaded, problems = fetched(address)
    assert not loaded
    assert [problem.code for problem in problems.found] == ["pdf.blocked-address"]


def test_link_out_of_the_static_folder_is_followed_to_where_it_leads(tmp_path: Path) -> None:
    root = tmp_path / "static"
    root.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    problems = ProblemLog()
    with pytest.raises(PermissionError):
        AllowListFetcher(root, problems).fetch((root / "link.txt").as_uri())
    assert problems.found


def test_blocked_image_is_a_problem_of_every_print_of_it() -> None:
    markup = '<html lang="en"><title>t</title><p><img src="http://127.0.0.1:9/x.png" alt="x"></p></html>'
    for _ in range(2):
        codes = [problem.code for problem in print_markup(markup).problems]
        assert codes == ["pdf.blocked-address", "pdf.renderer"]


def test_what_the_renderer_grumbles_about_is_a_problem() -> None:
    problems = print_markup('<html lang="en"><title>t</title><p><a href="#nowhere">x</a></p></html>').problems
    assert [problem.code for problem in problems] == ["pdf.renderer"]
    assert "nowhere" in problems[0].message


def test_collector_is_on_again_after_a_print_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        assert not gc.isenabled()
        raise MemoryError

    monkeypatch.setattr(pdf, "moved_notes", fail)
    with pytest.raises(MemoryError):
        print_markup('<html lang="en"><title>t</title></html>')
    assert gc.isenabled()


# --- figures ---------------------------------------------------------------------------------------------------------


def test_figures_that_a_stacked_chart_cannot_print_stand_beneath_it(pages: list[str]) -> None:
    page = pages[page_of(pages, "Figure 3:") - 1]
    assert "Refinement Process 14 15 16 17 18 14 15 16 17 18 14 15" in page


def test_short_table_is_never_broken() -> None:
    filler = Narrative("filler", tuple(paragraph(f"Filler {n}.") for n in range(27)))
    rows = tuple(Row((Cell(text(f"Row {n}x")), Cell(count(n)))) for n in range(10))
    table = Table("t", "The caption", (Column("a", "A"), Column("b", "B", "number")), rows, number="Table 1")
    pages = page_texts(render_pdf(with_sections(Section("s", "Lines", (filler, table)))).content)
    assert page_of(pages, "The caption") == page_of(pages, "Row 0x") == page_of(pages, "Row 9x")


@pytest.mark.parametrize("lines", [22, 24, 26])
def test_long_table_leaves_no_row_alone(lines: int) -> None:
    filler = Narrative("filler", tuple(paragraph(f"Filler {n}.") for n in range(lines)))
    for length in range(11, 17):
        rows = tuple(Row((Cell(text(f"Row {n}x")), Cell(count(n)))) for n in range(length))
        table = Table("t", "The caption", (Column("a", "A"), Column("b", "B", "number")), rows)
        pages = page_texts(render_pdf(with_sections(Section("s", "Lines", (filler, table)))).content)
        for words_ in pages:
            assert len(re.findall(r"Row \d+x", words_)) != 1
