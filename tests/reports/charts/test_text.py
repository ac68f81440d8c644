from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.text import FONT_FOLDER, SIZE, SLACK, Face, clean, widest, width, wrap

words = st.text(st.characters(codec="utf-8"), max_size=60)


@given(words, st.floats(12, 200))
def test_wrapped_lines_fit_and_lose_nothing(text, room) -> None:
    lines = wrap(text, room)
    assert widest([line for line in lines if len(line) > 2]) <= room
    assert "".join(lines).replace("-", "").replace(" ", "") == clean(text).replace("-", "").replace(" ", "")


def test_wrap_keeps_words_whole_where_they_fit() -> None:
    lines = wrap("Pending implementation in a later release", 76)
    assert lines == ["Pending", "implementation", "in a later release"]


def test_wrap_breaks_a_word_that_cannot_fit() -> None:
    pieces = wrap("Telecommunications", 45)
    assert len(pieces) > 1
    assert all(piece.endswith("-") for piece in pieces[:-1])


@given(words)
def test_clean_text_can_stand_in_an_xml_file(text) -> None:
    element = ElementTree.Element("text")
    element.text = clean(text)
    assert (ElementTree.fromstring(ElementTree.tostring(element)).text or "") == clean(text)


def test_width_is_the_fonts_own_with_slack() -> None:
    # Figures of the regular face are 497 thousandths of an em wide, and each the same.
    assert width("0123456789") == pytest.approx(10 * 0.497 * SIZE * SLACK)
    assert width("0", face=Face.STRONG) > width("0") > width("0", face=Face.ITALIC)


def test_sign_the_font_lacks_counts_as_a_full_em() -> None:
    assert width("漢") == pytest.approx(SIZE * SLACK)


def test_every_face_has_its_file() -> None:
    assert {face.file.name for face in Face} <= {file.name for file in FONT_FOLDER.glob("*.ttf")}
