"""Numbers in narrative that nothing ties to the data."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.engine.markup import sanitise
from reports.engine.unbound import CONTEXT, find_in_text, find_unbound, suggest
from reports.engine.unbound_rules import javascript
from reports.engine.values import MISSING, count, decimal, long_date, percentage, working_days
from reports.engine.words import cardinal, figure_in_words
from tests.reports.engine.unbound_cases import Case, cases


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.text[:40])
def test_number_is_listed_as_the_case_says(case: Case) -> None:
    found = [(one.start, one.text, None if one.value is None else str(one.value)) for one in find_in_text(case.text)]
    assert found == list(case.found)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>There were <strong>5</strong>0 of them.</p>", ["5</strong>0"]),
        ("<p>There were <em>five</em> of them.</p>", ["five"]),
        ("<p>There were &#53;&#x39; of them.</p>", ["&#53;&#x39;"]),
        ("<p>It took 19&nbsp;Working&nbsp;Days.</p>", ["19&nbsp;Working&nbsp;Days"]),
        ('<p>See <a href="https://example.org/2021/7?a=5">all 12 of them</a>.</p>', ["12"]),
        ("<p>MP<strong>121</strong> and SMETS&#50;</p>", []),
        ("<h4>Five</h4><ul><li>twenty</li><li>one<ul><li>six</li></ul></li></ul>", ["Five", "twenty", "one", "six"]),
        ("<p>twenty</p><p>two</p>", ["twenty", "two"]),
        ("<p>on 1\nOctober\n2021</p>", []),
        ("<p>3 &lt; 5 &amp; 6</p>", ["3", "5", "6"]),
        ("<p>{{quoted: five | it&#39;s the Code&amp;s own 5 days}} and {{@MP121}}</p>", []),
        ("<p>Yes.{{note: <em>By</em> 5 of <strong>six</strong>.}}</p>", ["5", "six"]),
        ("loose 5 <p>six</p> and seven", ["5", "six", "seven"]),
        ("", []),
    ],
)
def test_number_in_a_stored_text_is_placed_in_its_source(source: str, found: list[str]) -> None:
    assert [source[one.start : one.end] for one in find_unbound(source)] == found


def test_number_is_told_as_a_reader_sees_it() -> None:
    [found] = find_unbound("<p>There were <strong>5</strong>9&nbsp;% of&nbsp;them.</p>")
    assert (found.text, found.value, found.unit) == ("59\u00a0%", Decimal(59), "%")
    assert found.context == "There were 59\u00a0% of them."


def test_context_is_cut_at_words_of_the_same_paragraph() -> None:
    words = "proposals have come a long way " * 5
    [found] = find_unbound(f"<p>Before.</p><p>{words}five {words}</p><p>After.</p>")
    assert found.context.startswith("…")
    assert found.context.endswith("…")
    assert "five" in found.context
    assert len(found.context) < 2 * CONTEXT + 10
    assert set(found.context.strip("…").split()) <= {*words.split(), "five"}


@pytest.mark.parametrize(
    ("written", "form"), [("5", ""), ("five", "words"), ("Five", "Words"), ("98%", ""), ("One Party", "Words")]
)
def test_form_is_that_of_a_fact_that_prints_alike(written: str, form: str) -> None:
    [found] = find_in_text(written)
    assert found.form == form


VALUES = {
    "open": count(59),
    "users": count(42000),
    "late": MISSING,
    "on_time": percentage(59, 100),
    "day": long_date(date(2021, 9, 30)),
    "age": working_days(59),
    "days": decimal(Decimal("12.50"), 2),
    "other": count(59),
}


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("59", ["open", "other", "age"]),
        ("fifty-nine", ["open", "other", "age"]),
        ("59%", ["on_time"]),
        ("fifty-nine per cent", ["on_time"]),
        ("59 WD", ["age", "open", "other"]),
        ("59WD", ["age", "open", "other"]),
        ("fifty-nine Working Days", ["age", "open", "other"]),
        ("42,000", ["users"]),
        ("forty-two thousand", ["users"]),
        ("12.5", ["days"]),
        ("60", []),
        ("£59", []),
        ("59th", []),
        ("59x", []),
        ("50-59", []),
        ("30", []),
    ],
)
def test_facts_of_the_same_figure_are_suggested(written: str, keys: list[str]) -> None:
    [found] = find_in_text(written)
    assert suggest(found, VALUES) == keys


@pytest.mark.parametrize("number", [0, 1, 12, 21, 59, 100, 101, 261, 1_000, 42_000, 42_101, 999_999])
def test_every_fact_in_words_is_read_back(number: int) -> None:
    for value in (count(number), working_days(number)):
        printed = figure_in_words(value.display)
        [found] = find_in_text(f"There were {printed} proposals.")
        assert (found.text, suggest(found, {"it": value})) == (printed, ["it"])


def test_rules_of_the_browser_are_the_servers() -> None:
    """If this fails: python -m reports.engine.unbound_rules > static/js/unbound_rules.js"""
    written = Path(__file__).parents[3] / "static" / "js" / "unbound_rules.js"
    assert written.read_text(encoding="utf-8") == javascript()


# --- what hypothesis finds --------------------------------------------------------------------------------------------

FILLERS = ("the Panel noted", "it was agreed that", "Parties told us", "see", "we looked at", "with thanks;")
CLEAN = st.sampled_from(
    [
        *("{{modifications.open|words}}", "{{@MP121}}", "{{#voting-groups}}", "{{quoted: five | the Code says so}}"),
        *("1 October 2021", "30 September", "in 2021", "2021-10-15", "15/10/2021", "2021/22", "Q3 2021", "10:30"),
        *("11am", "MP121", "DP152", "SECMP0007", "SECP_97_1510_17", "version 20.1", "SMETS2", "Section M8.1", "4G"),
        *("020 7090 7755", "desk5@example.org", "https://example.org/5", "one of the", "<em>this one</em>", "H3.4"),
    ]
)
TEXTS = st.lists(st.tuples(st.sampled_from(FILLERS), CLEAN), max_size=6).map(
    lambda pairs: [word for pair in pairs for word in pair]
)
NUMBERS = st.one_of(
    st.integers(0, 999_999).map(lambda number: f"{number:,}"),
    st.integers(0, 999_999).map(cardinal),
    st.integers(0, 100).map(lambda number: f"{number}%"),
    st.integers(2, 999).map(lambda number: f"{number} WD"),
    st.decimals(0, 99, places=1).map(str),
)


@given(TEXTS)
def test_text_of_tokens_dates_and_references_alone_lists_nothing(pieces: list[str]) -> None:
    assert find_unbound(f"<p>{' '.join([*pieces, 'as before'])}</p>") == []


@given(TEXTS, NUMBERS, TEXTS)
def test_number_put_into_such_a_text_is_listed_once_at_its_place(
    before: list[str], number: str, after: list[str]
) -> None:
    head = f"<p>{' '.join([*before, 'there were'])} "
    source = f"{head}{number} proposals and {' '.join([*after, 'as before'])}</p>"
    [found] = find_unbound(source)
    assert (found.start, source[found.start : found.end]) == (len(head), number)


@given(st.text(alphabet="{}|@#:. ax<>/pulinote15,-–&;½²one twohundred%£\n", max_size=80))
def test_places_lie_within_any_text_and_in_order(source: str) -> None:
    for found in (find_unbound(sanitise(source)), find_in_text(source)):
        places = [place for one in found for place in (one.start, one.end)]
        assert places == sorted(places)
        assert all(one.start < one.end for one in found)


@pytest.mark.parametrize(
    "piece",
    ["five and two hundred thousand ", "1, ", "1,", "a.", "a@", "(0", "1-", "{{", "<a", "version 1.", "twenty-", "A_"],
)
def test_long_text_is_read_in_time(piece: str) -> None:
    started = perf_counter()
    find_unbound(piece * (20_000 // len(piece)))
    assert perf_counter() - started < 5
