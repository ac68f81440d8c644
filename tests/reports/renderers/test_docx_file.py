"""The Word file as a file: the same bytes, whole, and in the order that Word insists on, whatever is written in it."""

from __future__ import annotations

import hashlib
import io
import itertools
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from xml.etree.ElementTree import Element

import docx
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from reports.engine.blocks import (
    BulletItem,
    Bullets,
    Cell,
    Column,
    Link,
    Narrative,
    Row,
    Section,
    Subheading,
    Table,
    Text,
)
from reports.engine.document import Document, Part, walk_blocks
from reports.engine.values import Value, text
from reports.renderers.docx import render_docx
from reports.renderers.docx.xml import clean
from tests.reports.renderers.sample import document, note, paragraph, words
from tests.reports.renderers.wordfile import RELATIONSHIP, A, R, W, out_of_order, parts, trees

HOSTILE = "<w:p>&amp;\"'\x00\x08\x0b\x1b\x7f\x85\ud800\ufffe\uffff{{ x }}\r\n\ttail"
CLEANED = "<w:p>&amp;\"' {{ x }} tail"
LONG = "Pneumonoultramicroscopic" * 40

WRITE_AND_HASH = """
import hashlib, os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "secops.settings.test"
django.setup()
from reports.renderers.docx import render_docx
from tests.reports.renderers.sample import document
print(hashlib.sha256(render_docx(document())).hexdigest())
"""


def hostile(said: str = HOSTILE) -> Document:
    """A document that says the same dangerous thing wherever words may stand."""
    table = Table(
        said,
        said,
        (Column("a", said), Column("b", LONG, "number")),
        (Row((Cell(text(said), href=f"https://example.org/?q={said}"), Cell(Value(1, said), mark=said))),),
        basis=said,
        number="Table 1",
        wide=True,
    )
    prose = Narrative(
        "prose",
        (
            Subheading(words(said)),
            paragraph(Text(said, bold=True), Link(said, "https://example.org/\"><x y=' z|{}^`%zz"), note(said)),
            Bullets((BulletItem(words(LONG), (BulletItem(words(said)),)),)),
        ),
    )
    figures = tuple(
        replace(block, alt=said, caption=said) for *_, block in walk_blocks(document()) if getattr(block, "alt", "")
    )
    section = Section("only", said, (prose, table, *figures), number="1")
    header = replace(document().header, reference=said, author=said, committee=said, meeting=LONG)
    return replace(
        document(),
        header=header,
        title=said,
        classification_sentence=said,
        notices=(said,),
        parts=(Part("body", said, "white", (section,)),),
    )


every_file = pytest.mark.parametrize("make", [document, hostile], ids=["sample", "hostile"])


# --- the same bytes --------------------------------------------------------------------------------------------------


def test_written_twice_it_is_the_same_bytes() -> None:
    assert render_docx(document()) == render_docx(document())


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_written_by_another_process_it_is_the_same_bytes(seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland", "LANG": "C"}
    run = subprocess.run(
        [sys.executable, "-c", WRITE_AND_HASH],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == hashlib.sha256(render_docx(document())).hexdigest()


def test_zip_holds_no_time_of_its_own() -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(document()))) as file:
        assert {member.date_time for member in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.namelist()[0] == "[Content_Types].xml"


# --- what Word insists on --------------------------------------------------------------------------------------------


@every_file
def test_elements_stand_in_the_order_that_word_reads(make: type) -> None:
    wrong = {f"{name}: {found}" for name, tree in trees(render_docx(make())).items() for found in out_of_order(tree)}
    assert wrong == set()


def test_an_element_out_of_its_place_would_be_found() -> None:
    misplaced = Element(f"{W}pPr")
    misplaced.extend([Element(f"{W}jc"), Element(f"{W}pStyle")])
    assert list(out_of_order(misplaced)) == ["pPr holds ['jc', 'pStyle'] in that order"]


@every_file
def test_every_part_has_its_type_and_every_relationship_its_part(make: type) -> None:
    content = render_docx(make())
    files, members = trees(content), parts(content)
    types = {one.get("PartName") for one in files["[Content_Types].xml"]} - {None}
    assert types == {f"/{name}" for name in members if name.endswith(".xml")} - {"/[Content_Types].xml"}
    for part in ("document", "footnotes"):
        rows = files[f"word/_rels/{part}.xml.rels"].findall(RELATIONSHIP)
        known = {row.get("Id"): row for row in rows}
        inside = {row.get("Target") for row in rows if row.get("TargetMode") is None}
        assert {f"word/{target}" for target in inside} <= members.keys()
        used = {value for at in files[f"word/{part}.xml"].iter() for name, value in at.items() if name.startswith(R)}
        assert used <= known.keys()
        implicit = {"styles", "numbering", "settings", "footnotes", "fontTable", "theme"}
        assert {row.get("Id") for row in rows if row.get("Type", "").rsplit("/", 1)[1] not in implicit} == used


@every_file
def test_places_are_named_as_word_allows_and_once(make: type) -> None:
    tree = trees(render_docx(make()))["word/document.xml"]
    starts = list(tree.iter(f"{W}bookmarkStart"))
    names, ids = ([one.get(f"{W}{what}", "") for one in starts] for what in ("name", "id"))
    assert len(names) == len(set(names)) == len(set(ids))
    assert all(len(name) <= 40 and name.isascii() and name[0].isalpha() for name in names)
    assert all(name.replace("_", "").isalnum() for name in names)
    assert sorted(ids) == sorted(one.get(f"{W}id", "") for one in tree.iter(f"{W}bookmarkEnd"))
    assert {one.get(f"{W}anchor") for one in tree.iter(f"{W}hyperlink")} - {None} <= set(names)


@every_file
def test_tables_have_a_paragraph_in_each_cell_and_between_each_other(make: type) -> None:
    tree = trees(render_docx(make()))["word/document.xml"]
    assert all(cell[-1].tag == f"{W}p" for cell in tree.iter(f"{W}tc"))
    body = [one.tag for one in tree[0]]
    assert (f"{W}tbl", f"{W}tbl") not in set(itertools.pairwise(body))
    assert body[-1] == f"{W}sectPr"
    assert body[-2] == f"{W}p"


@every_file
def test_only_styles_that_there_are_are_used(make: type) -> None:
    files = trees(render_docx(make()))
    defined = {(one.get(f"{W}type"), one.get(f"{W}styleId")) for one in files["word/styles.xml"].iter(f"{W}style")}
    kinds = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
    used = {
        (kind, one.get(f"{W}val"))
        for tree in files.values()
        for tag, kind in kinds.items()
        for one in tree.iter(f"{W}{tag}")
    }
    assert used <= defined
    based = {one.get(f"{W}val") for one in files["word/styles.xml"].iter(f"{W}basedOn")}
    assert based <= {name for _, name in defined}


def test_picture_that_is_shown_twice_is_kept_once() -> None:
    figure = next(block for *_, block in walk_blocks(document()) if getattr(block, "alt", ""))
    twice = tuple(replace(figure, id=name) for name in ("a", "b"))
    made = replace(document(), parts=(Part("body", "Body", "white", (Section("s", "S", twice, number="1"),)),))
    content = render_docx(made)
    assert sum(name.endswith(".png") for name in parts(content)) == 1
    assert len(list(trees(content)["word/document.xml"].iter(f"{A}blip"))) == 2


# --- whatever is written in it ---------------------------------------------------------------------------------------


def test_hostile_words_are_words_everywhere() -> None:
    word = docx.Document(io.BytesIO(render_docx(hostile())))
    said = [one.text for one in word.paragraphs]
    assert f"1\t{CLEANED}" in said
    assert f"Table 1: {CLEANED}" in said
    assert said.count(CLEANED) >= 3
    assert LONG in said
    assert word.tables[1].rows[1].cells[1].text == f"{CLEANED}\n{CLEANED}"
    assert word.core_properties.author == f"{CLEANED}, Reporting Team"
    assert {one._inline.docPr.get("descr") for one in word.inline_shapes} == {CLEANED}
    assert word.sections[0].header.paragraphs[0].text == f"{CLEANED}\tWhite"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a%20b?q=1&r=2#place", "https://example.org/a%20b?q=1&r=2#place"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/?q=\"<x>'{}|^`", "https://example.org/?q=%22%3Cx%3E'%7B%7D%7C%5E%60"),
        ("https://example.org/%zz%", "https://example.org/%25zz%25"),
        ("https://example.org/#a#b", "https://example.org/#a%23b"),
        ("https://example.org/\ud800ü", "https://example.org/%C3%BC"),
        ("mailto:someone@example.org?subject=Two words", "mailto:someone@example.org?subject=Two%20words"),
    ],
)
def test_address_holds_only_signs_that_an_address_may(address: str, kept: str) -> None:
    prose = Narrative("prose", (paragraph(Link("here", address)),))
    made = replace(document(), parts=(Part("body", "Body", "white", (Section("s", "S", (prose,), number="1"),)),))
    rows = trees(render_docx(made))["word/_rels/document.xml.rels"]
    assert [row.get("Target") for row in rows if row.get("TargetMode") == "External"] == [kept]


@given(st.text())
@examples(max_examples=200)
def test_any_text_can_stand_in_a_file(said: str) -> None:
    cleaned = clean(said)
    assert clean(cleaned) == cleaned
    assert all(sign >= " " for sign in cleaned)
    cleaned.encode()


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"))))
@examples(max_examples=200)
def test_ordinary_text_stays_as_it_is(said: str) -> None:
    assert clean(said) == said
