"""The files of a pack: pages that keep their numbers in every edition, and nothing of what an edition leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from access.classification import Classification
from reports.packs.assembling import Assembled, Made, assemble
from reports.packs.layout import Paper, Piece, sheet_of
from reports.packs.printing import About
from tests.reports.packs.made import printed

ABOUT = About("SEC Panel", "panel", "SEC Panel Meeting 97", date(2021, 10, 15), "SECP_97_1510", 0)
SECRETS = {
    Classification.GREEN: ("Greenword one", "Greenword two"),
    Classification.AMBER: ("Amberword one",),
    Classification.RED: ("Redword one", "Redword two", "Redword three"),
}
APPENDIX = ("Appendixword one", "Appendixword two")
FILES = {("t", 0): ("Whiteword one", "Whiteword two"), ("t", 9): APPENDIX}
FILES |= {("t", number): words for number, words in enumerate(SECRETS.values(), start=1)}


def read(source: tuple[str, int]) -> bytes:
    return printed(*FILES[source])


def paper(item: int, title: str, classification: str, *sources: int) -> Paper:
    audience = ("panel",) if classification in (Classification.AMBER, Classification.RED) else ()
    pieces = [Piece(title, classification, audience, len(FILES["t", source]), ("t", source)) for source in sources]
    return Paper(item, f"SECP_97_1510_{item:02d}", title, classification, audience, tuple(pieces))


def papers() -> list[Paper]:
    """A White paper with a Red appendix, one of each other classification, and one that is to follow."""
    first = paper(1, "Whitetitle", "white", 0)
    appendix = Piece("Appendixtitle", "red", ("panel",), 2, ("t", 9))
    first = Paper(1, first.reference, first.title, "white", (), (*first.pieces, appendix))
    others = [paper(n, f"{word.title()}title", word, n - 1) for n, word in enumerate(("green", "amber", "red"), 2)]
    return [first, *others, paper(5, "Latertitle", "white")]


def quiet(percent: int, text: str) -> None:
    """Nobody follows these."""


@cache
def assembled() -> Assembled:
    return assemble(ABOUT, papers(), 1, read, quiet)


def edition(classification: str) -> Made:
    return next(file for file in assembled().files if file.level.classification == classification)


def pages(file: Made) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(file.content)).pages]


def numbers(file: Made) -> list[int]:
    """As they are stamped."""
    found = [re.findall(r"Pack page (\d+)", text) for text in pages(file)]
    return [int(one[-1]) for one in found]


def everything(file: Made) -> str:
    """Whatever a reader or a program could find in the file, unpacked: streams, strings, names, text as it is drawn."""
    found = list(pages(file))
    with pikepdf.open(BytesIO(file.content)) as pdf:
        for obj in (*pdf.objects, pdf.trailer):
            found.append(" ".join(_strings(obj)))
            if isinstance(obj, pikepdf.Stream):
                try:
                    found.append(obj.read_bytes().decode("latin-1"))
                except pikepdf.PdfError:
                    found.append(obj.read_raw_bytes().decode("latin-1"))
    return "\n".join(found)


def _strings(obj: Any, deep: int = 0) -> Iterator[str]:
    if isinstance(obj, pikepdf.String | pikepdf.Name):
        yield str(obj)
    elif deep < 9 and isinstance(obj, pikepdf.Array):
        for one in obj.as_list():
            yield from _strings(one, deep + 1) if not getattr(one, "is_indirect", False) else ()
    elif deep < 9 and isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
        for key, one in obj.items():
            yield key
            yield from _strings(one, deep + 1) if not getattr(one, "is_indirect", False) else ()


# --- Who gets what ----------------------------------------------------------------------------------------------------

HELD_BY = {
    Classification.WHITE: {"Whiteword"},
    Classification.GREEN: {"Whiteword", "Greenword"},
    Classification.AMBER: {"Whiteword", "Greenword", "Amberword"},
    Classification.RED: {"Whiteword", "Greenword", "Amberword", "Redword", "Appendixword"},
}
NAMED_BY = {
    Classification.WHITE: {"Whitetitle", "Greentitle", "Ambertitle", "Latertitle"},
    Classification.GREEN: {"Whitetitle", "Greentitle", "Ambertitle", "Latertitle"},
    Classification.AMBER: {"Whitetitle", "Greentitle", "Ambertitle", "Latertitle"},
    Classification.RED: {"Whitetitle", "Greentitle", "Ambertitle", "Latertitle", "Redtitle", "Appendixtitle"},
}


@pytest.mark.parametrize("classification", Classification.values)
def test_edition_holds_nothing_of_what_it_leaves_out(classification: str) -> None:
    found = everything(edition(classification))
    for word in HELD_BY[Classification.RED]:
        assert (word in found) == (word in HELD_BY[Classification(classification)]), word
    for title in NAMED_BY[Classification.RED]:
        assert (title in found) == (title in NAMED_BY[Classification(classification)]), title


def test_contents_that_are_kept_beside_a_file_tell_no_more_than_it_does() -> None:
    told = str(edition("amber").contents)
    assert "Redtitle" not in told
    assert "Appendixtitle" not in told
    assert "SECP_97_1510_04" not in told
    assert "A paper that is withheld" in told
    assert "Redtitle" in str(edition("red").contents)


def test_edition_says_which_pages_and_papers_it_leaves_out() -> None:
    text = "\n".join(pages(edition("white")))
    assert "This edition leaves out 4 papers or parts of papers" in text
    assert "Pack pages 6 to 7 are withheld from this edition" in text
    assert "A part that is withheld" in text
    assert "Greentitle" in text
    assert "This edition is complete" in pages(edition("red"))[0]


def test_edition_is_made_only_for_those_who_may_read_more() -> None:
    only = assemble(ABOUT, [paper(1, "Whitetitle", "white", 0)], 1, read, quiet)
    assert [file.level.classification for file in only.files] == ["white"]
    red = assemble(ABOUT, [paper(1, "Redtitle", "red", 3)], 1, read, quiet)
    assert [(file.level.classification, file.level.audience) for file in red.files] == [("red", ["panel"])]


def test_confidential_committee_has_no_edition_below_amber() -> None:
    made = assemble(ABOUT, papers(), 1, read, quiet, confidential=True)
    assert [file.level.classification for file in made.files] == ["amber", "red"]


def test_red_paper_for_another_committee_is_in_no_edition() -> None:
    other = Paper(2, "R", "Othertitle", "red", ("ssc",), (Piece("Othertitle", "red", ("ssc",), 3, ("t", 3)),))
    made = assemble(ABOUT, [*papers()[:1], other], 1, read, quiet)
    assert all("Othertitle" not in everything(file) and "Redword" not in everything(file) for file in made.files)


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_every_page_has_its_number_and_the_word_of_the_file() -> None:
    for file in assembled().files:
        word = file.level.classification.label
        assert all(f"{word} · Pack page" in text for text in pages(file))
        assert numbers(file) == sorted(set(numbers(file)))
        assert file.pages == len(numbers(file))


def test_page_has_the_same_number_in_every_edition() -> None:
    whole = dict(zip(numbers(edition("red")), pages(edition("red")), strict=True))
    assert list(whole) == list(range(1, assembled().last_page + 1))
    for classification, word in (("white", "Whiteword"), ("green", "Greenword"), ("amber", "Amberword")):
        file = edition(classification)
        for number, text in zip(numbers(file), pages(file), strict=True):
            if word in text:
                assert word in whole[number]


def test_page_map_leads_to_the_page_or_to_what_says_that_it_is_left_out() -> None:
    for file in assembled().files:
        stamped = numbers(file)
        for page in range(1, assembled().last_page + 1):
            sheet = sheet_of(file.page_map, page)
            assert sheet is not None
            if page in stamped:
                assert stamped[sheet - 1] == page
            else:
                assert "withheld from this edition" in pages(file)[sheet - 1]
    assert sheet_of(edition("white").page_map, assembled().last_page + 1) is None


def test_supplement_goes_on_with_the_numbers() -> None:
    later = About(*[getattr(ABOUT, name) for name in ("committee", "code", "meeting", "held_on", "reference")], 1)
    made = assemble(later, [paper(5, "Latertitle", "white", 0)], 40, read, quiet)
    assert numbers(made.files[0]) == [40, 41, 42, 43, 44]
    assert (made.first_page, made.last_page) == (40, 44)
    assert "Supplement 1\nto the paper pack" in pages(made.files[0])[0]
    assert made.files[0].name == "SECP_97_1510_supplement_1_white.pdf"


def test_long_contents_move_the_papers_and_agree_with_them() -> None:
    many = [paper(item, f"Paper {item} of many with a title of some length", "white", 0) for item in range(1, 41)]
    made = assemble(ABOUT, many, 1, read, quiet)
    text = pages(made.files[0])
    assert "Contents" in text[1]
    assert numbers(made.files[0]) == list(range(1, made.last_page + 1))
    last = made.files[0].contents[-1]
    assert "Item 40" in text[last["first"] - 1]
    assert f"{last['first']}" in "".join(text[1:4])


def test_viewer_counts_as_the_pack_does() -> None:
    file = edition("white")
    assert PdfReader(BytesIO(file.content)).page_labels == [str(number) for number in numbers(file)]


# --- Bookmarks and links ----------------------------------------------------------------------------------------------


def outline(file: Made) -> list[tuple[int, str, int]]:
    """Depth, title, and the pack page that it leads to."""
    reader, stamped = PdfReader(BytesIO(file.content)), numbers(file)

    def walk(items: list[Any], depth: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, depth + 1)
            else:
                yield depth, str(item.title), stamped[reader.get_destination_page_number(item)]

    return list(walk(reader.outline, 0))


def test_each_papers_own_bookmarks_stand_beneath_it() -> None:
    assert outline(edition("red"))[:7] == [
        (0, "Contents", 2),
        (0, "1  Whitetitle", 3),
        (1, "Whiteword one", 4),
        (1, "Whiteword two", 5),
        (1, "Appendixtitle", 6),
        (2, "Appendixword one", 6),
        (2, "Appendixword two", 7),
    ]
    assert (1, "A part that is withheld (left out)", 6) in outline(edition("white"))
    assert (0, "5  Latertitle (to follow)", assembled().last_page) in outline(edition("white"))


def links(file: Made) -> list[tuple[int, int]]:
    """From which pack page to which."""
    stamped, found = numbers(file), []
    with pikepdf.open(BytesIO(file.content)) as pdf:
        by_page = {page.obj.objgen: stamped[index] for index, page in enumerate(pdf.pages)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        for index, page in enumerate(pdf.pages):
            for note in page.obj.get("/Annots", pikepdf.Array()).as_list():
                target = note.get("/Dest") or note.A.D
                target = names[str(target)] if isinstance(target, pikepdf.String) else target
                target = target.D if isinstance(target, pikepdf.Dictionary) else target
                found.append((stamped[index], by_page[target[0].objgen]))
    return found


def test_links_of_the_contents_and_inside_papers_lead_where_they_did() -> None:
    found = links(edition("red"))
    divider = [row["first"] for row in edition("red").contents]
    assert {to for page, to in found if page == 2} == set(divider)
    inside = [(page, to) for page, to in found if page != 2]
    assert inside == [(4, 5), (6, 7), (9, 10), (12, 12), (14, 16)]


# --- The same bytes, and an end when asked ----------------------------------------------------------------------------


def test_same_papers_give_the_same_bytes() -> None:
    again = assemble(ABOUT, papers(), 1, read, quiet)
    assert [file.sha256 for file in again.files] == [file.sha256 for file in assembled().files]


def test_assembling_asks_between_papers_whether_to_go_on() -> None:
    class Enough(Exception):
        pass

    said: list[str] = []

    def stop(percent: int, text: str) -> None:
        said.append(text)
        if "paper 3 of 5" in text:
            raise Enough

    with pytest.raises(Enough):
        assemble(ABOUT, papers(), 1, read, stop)
    assert said[-1] == "Reading paper 3 of 5"
