"""Two texts side by side: what is gone and what is new, in bounded time."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.narrative.compare import Comparison, Line, compare
from reports.narrative.matching import Matcher

LOREM = "The Panel noted the month's figures and asked for the reasons behind the change in open proposals. "


def text_of(lines: list[Line], *kinds: str) -> str:
    return "".join(piece.text for line in lines for piece in line.pieces if piece.kind in kinds)


def gone_and_new(found: Comparison) -> tuple[str, str]:
    return text_of(found.old, "gone"), text_of(found.new, "new")


def test_a_changed_number_is_all_that_is_marked() -> None:
    found = compare("<p>There were 59 proposals.</p><p>Same.</p>", "<p>There were 61 proposals.</p><p>Same.</p>")
    assert gone_and_new(found) == ("59", "61")
    assert (found.removed, found.added) == (1, 1)


def test_a_passage_written_anew_is_one_though_small_words_of_it_stayed() -> None:
    found = compare(
        "<p>The Panel noted the report of the DCC on outages.</p>",
        "<p>The Panel asked TABASC to review the costs of remedies on outages.</p>",
    )
    assert gone_and_new(found) == ("noted the report of the DCC", "asked TABASC to review the costs of remedies")


def test_words_that_stayed_between_two_changed_numbers_are_no_change() -> None:
    found = compare(
        "<p>There were 3 Draft Proposals and 4 left.</p>", "<p>There were 5 Draft Proposals and 6 left.</p>"
    )
    assert gone_and_new(found) == ("34", "56")
    assert (found.removed, found.added) == (2, 2)


def test_a_paragraph_put_between_leaves_its_neighbours_unmarked() -> None:
    found = compare("<p>One.</p><p>Three.</p>", "<p>One.</p><p>Two of them.</p><p>Three.</p>")
    assert gone_and_new(found) == ("", "Two of them.")
    assert found.removed == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("<p>" + "a " * 5000 + "</p>", "<p>" + "a b " * 2500 + "</p>", id="words-that-repeat"),
        pytest.param("<p>a</p>" * 4000, "<p>a</p><p>b</p>" * 2000, id="paragraphs-that-repeat"),
        pytest.param(f"<p>{LOREM * 20}</p>" * 20, f"<p>{LOREM * 20}</p>" * 19 + f"<p>{LOREM * 19}</p>", id="long"),
    ],
)
def test_any_two_texts_are_compared_in_seconds(old: str, new: str) -> None:
    began = process_time()
    compare(old, new)
    assert process_time() - began < 5


def test_past_its_steps_a_matcher_still_knows_what_begins_and_ends_alike() -> None:
    assert Matcher(steps=3).pairs("abXYcd", "abYXcd") == [(0, 0), (1, 1), (4, 4), (5, 5)]


@given(st.text("abc", max_size=12), st.text("abc", max_size=12))
def test_pairs_rise_and_are_alike(old: str, new: str) -> None:
    pairs = Matcher().pairs(old, new)
    assert all(old[here] == new[there] for here, there in pairs)
    assert pairs == sorted(set(pairs))
    assert len({there for _, there in pairs}) == len(pairs)
    assert [there for _, there in pairs] == sorted(there for _, there in pairs)


@given(st.lists(st.sampled_from(["59", "Panel", "the", "of"]), max_size=8), st.data())
def test_nothing_of_either_text_is_lost(words: list[str], data: st.DataObject) -> None:
    other = data.draw(st.permutations(words))
    old, new = (" ".join(side) for side in (words, other))
    found = compare(f"<p>{old}</p>", f"<p>{new}</p>")
    assert text_of(found.old, "same", "gone") == old
    assert text_of(found.new, "same", "new") == new
