"""The pure rules that checks judge by, over whatever numbers and words there are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.checks.declared.duplicates import same_name
from reports.checks.declared.naming import bare_titles_in, same_words
from reports.checks.declared.series import ENOUGH, unlike
from reports.checks.passages import FILLED, passages_of
from reports.checks.registry import Finding
from reports.engine.blocks import BulletItem, Bullets, FactRef, Mention, Narrative, Note, Paragraph, Text
from reports.engine.glossary import expansions
from reports.engine.values import count

NUMBERS = st.integers(0, 100_000).map(Decimal)
MONTHS = st.lists(NUMBERS, min_size=ENOUGH, max_size=12)
WORDS = st.text(max_size=40)
unhurried = settings(deadline=None)
"""A machine that does other things besides is no reason to fail."""


# --- Unlike the months before -----------------------------------------------------------------------------------------


@unhurried
@given(MONTHS, st.data())
def test_number_that_was_seen_before_is_never_unlike(before: list[Decimal], data: st.DataObject) -> None:
    inside = data.draw(st.integers(int(min(before)), int(max(before))).map(Decimal))
    assert unlike(before, inside) is None


@unhurried
@given(MONTHS)
def test_number_far_beyond_anything_seen_is_unlike_and_the_range_is_told(before: list[Decimal]) -> None:
    low, high = min(before), max(before)
    seen = unlike(before, high + (high - low) + 1000)
    assert seen is not None
    assert (seen.low, seen.high) == (low, high)
    assert low <= seen.middle <= high


@unhurried
@given(MONTHS, NUMBERS, NUMBERS)
def test_further_out_is_unlike_where_nearer_is(before: list[Decimal], nearer: Decimal, further: Decimal) -> None:
    out, beyond = max(before) + nearer, max(before) + nearer + further
    assert not (unlike(before, out) and not unlike(before, beyond))


@unhurried
@given(MONTHS, NUMBERS)
def test_order_of_the_months_does_not_matter(before: list[Decimal], now: Decimal) -> None:
    assert unlike(before, now) == unlike(before[::-1], now)


@unhurried
@given(st.lists(NUMBERS, max_size=ENOUGH - 1), NUMBERS)
def test_nothing_is_unlike_too_few_months(before: list[Decimal], now: Decimal) -> None:
    assert unlike(before, now) is None


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ([4, 4, 4, 4, 4, 4], 5, False),
        ([2, 7, 4, 3, 4, 5, 4], 10, False),
        ([24, 41, 33, 30, 35, 38, 31], 370, True),
        ([24, 41, 33, 30, 35, 38, 31], 3, True),
        ([20130, 25310, 22410, 23005, 22150, 21840], 24180, False),
        ([20130, 25310, 22410, 23005, 22150, 21840], 2418, True),
    ],
)
def test_slips_of_the_keyboard_are_told_from_an_ordinary_month(before: list[int], now: int, found: bool) -> None:
    assert (unlike([Decimal(one) for one in before], Decimal(now)) is not None) == found


# --- Names and titles -------------------------------------------------------------------------------------------------


@unhurried
@given(WORDS)
def test_names_alike_stay_alike(name: str) -> None:
    assert same_name(same_name(name)) == same_name(name)
    assert same_words(same_words(name)) == same_words(name)
    assert same_words(name.upper()) == same_words(name.upper().upper())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northbank Energy Limited", "Northbank Energy Ltd."),
        ("Northbank & Sons plc", "Northbank and Sons"),
        ("The Northbank Company", "NORTHBANK"),
    ],
)
def test_legal_forms_and_stops_make_no_other_party(one: str, other: str) -> None:
    assert same_name(one) == same_name(other)


def test_numbers_make_another_party() -> None:
    assert same_name("Example Supplier 01 Limited") != same_name("Example Supplier 02 Limited")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Security Sub-Committee (SSC) met", [("SSC", "Security Sub-Committee")]),
        ("We serve the National Cyber Security Centre (NCSC).", [("NCSC", "National Cyber Security Centre")]),
        ("In September The Testing Advisory Group (TAG) met", [("TAG", "Testing Advisory Group")]),
        ("the SSC (Security Sub-Committee) met", [("SSC", "Security Sub-Committee")]),
        ("SSCs (the Security Sub-Committees)", [("SSC", "Security Sub-Committees")]),
        ("a Preliminary Assessment (PA)", [("PA", "Preliminary Assessment")]),
        ("the Authority of the Key Infrastructure (KI PA)", []),
        (
            "the Plain Authority of the Key Infrastructure (KI PA)",
            [("KI PA", "Plain Authority of the Key Infrastructure")],
        ),
        ("the SSC (Change Board)", []),
        ("the SSC (which met twice)", []),
        ("gas meters (GSME)", []),
        ("see Appendix A (two pages)", []),
    ],
)
def test_abbreviations_are_read_with_the_words_they_stand_for(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.short, one.words) for one in expansions(text)] == found


@unhurried
@given(WORDS)
def test_reading_abbreviations_ends_on_any_text(text: str) -> None:
    assert all(one.words for one in expansions(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MP121 Something Else Entirely was approved", [("MP121", "Something Else Entirely")]),
        ("MP121 – Something Else was approved", [("MP121", "Something Else")]),
        ("MP121: Powers of the Panel", [("MP121", "Powers of the Panel")]),
        ("MP121 (Something else entirely) was approved", [("MP121", "Something else entirely")]),
        ("MP121 – Something else entirely – was approved", [("MP121", "Something else entirely")]),
        ("DP152 ‘Something else’ and MP121", []),
        ("MP121 was approved by the Change Board", []),
        ("MP121 Something was approved", []),
        ("MP121 – Parties were asked", []),
        ("MP121 (see below) and MP122, Somebody Else", []),
        ("MP121 (Something) was approved", []),
    ],
)
def test_titles_without_quotation_marks_are_read_where_they_can_be_nothing_else(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert list(bare_titles_in(text)) == found


# --- Fingerprints -----------------------------------------------------------------------------------------------------


@unhurried
@given(WORDS, WORDS, WORDS, WORDS)
def test_fingerprint_follows_subject_and_state_alone(subject: str, state: str, message: str, other: str) -> None:
    one = Finding(message, subject, state)
    assert one.fingerprint("a") == Finding(other, subject, state, "section", "block", "/mend/").fingerprint("a")
    assert one.fingerprint("a") != one.fingerprint("b")
    if other != state and "\0" not in f"{subject}{state}{other}":
        assert one.fingerprint("a") != Finding(message, subject, other).fingerprint("a")


# --- Passages ---------------------------------------------------------------------------------------------------------


def test_passages_tell_what_was_typed_from_what_was_filled_in() -> None:
    note = Note((Text("A note.", italic=True),))
    first = Paragraph((Text("There are "), FactRef("a.b", count(59)), Text(" open"), note, Text(".")))
    items = Bullets((BulletItem((Mention("MP121", "MP121", "A title"),), (BulletItem((Text("Below"),)),)),))
    one, two, three, four = passages_of("csc", Narrative("csc-text", (first, items)))
    assert (one.typed, one.printed) == (f"There are {FILLED} open.", "There are 59 open.")
    assert two.typed == "A note."
    assert (three.typed, three.printed) == (FILLED, "MP121 ‘A title’")
    assert four.typed == "Below"
    assert [fact.key for fact in one.facts] == ["a.b"]
