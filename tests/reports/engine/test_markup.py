import re
from html import unescape
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.engine import narrative
from reports.engine.markup import TAGS, dropped, is_safe_href, is_too_deep, normal_href, sanitise
from reports.renderers.medium import Medium

fragments = st.lists(
    st.sampled_from(
        [f"<{tag}>" for tag in (*TAGS, "div", "b", "table", "td", "span", "svg", "h1")]
        + [f"</{tag}>" for tag in (*TAGS, "div", "b", "table")]
        + ["1st", " 2nd ", "&amp;", "&nbsp;", "<", ">", '"', "<!-- x -->", "{{a.b}}", "<img src=x onerror=alert(1)>"]
        + ["<a href='javascript:alert(1)'>", "<a href=/x>", "<p class=x>", "<script>", "</script>", "<br/>"]
    ),
    max_size=20,
).map("".join)


def test_allowed_subset_is_kept_as_written():
    source = (
        '<h4>Votes</h4><p>See <a href="https://example.org/x">the list</a>, <strong>all</strong> <em>of</em> it.</p>'
        "<ul><li>one<ul><li>two</li></ul></li></ul>"
    )
    assert sanitise(source) == source
    assert dropped(source) == []


def test_dropped_tags_are_named_and_their_text_kept():
    source = "<table><tr><td>59</td><td>open</td></tr></table><p>af<b>ter</b><br>all</p>"
    assert sanitise(source).split() == ["59", "open", "<p>after", "all</p>"]
    assert dropped(source) == [f"the tag <{tag}>" for tag in ("table", "tr", "td", "b", "br")]


def test_scripts_and_styles_go_with_what_they_hold():
    source = "<script>alert('<p>')</script><style>p{}</style><p>safe</p>"
    assert sanitise(source).strip() == "<p>safe</p>"
    assert dropped(source) == ["the tag <script>", "the tag <style>"]


def test_attributes_other_than_a_safe_address_are_taken_off():
    source = '<p style="color:red" onclick="x()">a <a href="javascript:alert(1)" class="b">link</a></p>'
    assert sanitise(source) == "<p>a <a>link</a></p>"
    assert dropped(source) == ["the link to “javascript:alert(1)”"]


@pytest.mark.parametrize(
    "href", ["https://example.org", "http://example.org/a?b=c", "mailto:secas@example.org", "/modifications/MP121",
     "HTTPS://example.org/x", " https://example.org/y\n", "Mailto:secas@example.org", " /modifications/MP121"],
)  # fmt: skip
def test_address_of_a_known_kind_is_safe(href):
    assert is_safe_href(href)


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "//example.org", "/\\example.org", "", "page",
     "http:", "https://", "https:///x", "https:example.org", "file:///etc/passwd", "java\tscript:x",
     "/\t/example.org", "https://example.org\\@example.com", "/a\\b", "https://exa\x00mple.org", "ht\ntps://example.org",
     "/\x85/example.org", " //example.org"],
)  # fmt: skip
def test_address_of_another_kind_is_refused(href):
    assert not is_safe_href(href)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("HTTPS://example.org/A?b=C", "https://example.org/A?b=C"),
        (" https://example.org/y ", "https://example.org/y"),
        ("Mailto:a@example.org", "mailto:a@example.org"),
        ("&#32;/modifications/MP121", "/modifications/MP121"),
    ],
)
def test_address_is_kept_as_it_is_printed(typed, kept):
    source = f'<p><a href="{typed}">word</a></p>'
    assert narrative.validate(source) == []
    assert sanitise(source) == f'<p><a href="{kept}">word</a></p>'
    assert Medium(lambda figure: "", frozenset()).resolve(kept) == kept


@given(
    st.lists(st.sampled_from(["http", "HTTPS", "mailto", "javascript", ":", "/", "//", "\\", "\t", " ", "a.b", "#"]))
)
def test_no_accepted_address_is_printed_as_plain_words(pieces):
    href = "".join(pieces)
    resolved = Medium(lambda figure: "", frozenset()).resolve(href)
    assert bool(resolved) is is_safe_href(href)
    assert resolved == normal_href(resolved)
    assert not re.match(r"//|.*[\\\t]", resolved)


@pytest.mark.parametrize("text", ["x <y", "3 < 4 & 5 > 2", "{{modifications.open|words}}", "“quoted” – MP121’s"])
def test_text_survives_whatever_it_looks_like(text):
    assert unescape(sanitise(text)) == text


@given(fragments)
@example("<h4><a><h4><a>")
def test_sanitise_is_idempotent_and_leaves_only_the_subset(source):
    clean = sanitise(source)
    assert sanitise(clean) == clean
    assert dropped(clean) == []
    assert set(re.findall(r"</?([a-zA-Z0-9]+)", clean)) <= TAGS
    assert not re.search(r"<[^>]*(javascript|onerror|class)", clean)


@given(fragments.filter(lambda source: "script" not in source and "<!--" not in source))
def test_sanitise_loses_no_word(source):
    def count(text: str) -> int:
        return len(re.findall("1st|2nd", re.sub(r"<[^<>]*>", "", text)))

    assert count(sanitise(source)) == len(re.findall("1st|2nd", source))


@pytest.mark.parametrize("nested", ["<ul><li>", "<em>", "<strong><em>", "<UL\n><li>"])
def test_nesting_without_end_is_read_as_words_at_once(nested: str) -> None:
    began = process_time()
    cleaned = sanitise(nested * 20_000 + "the words")
    assert process_time() - began < 5
    assert cleaned.split() == ["the", "words"]
    assert sanitise(cleaned) == cleaned


def test_nesting_that_a_person_makes_is_kept() -> None:
    source = "<ul><li>One<ul><li>Two <strong>and <em>more</em></strong></li></ul></li></ul>"
    assert not is_too_deep(source)
    assert sanitise(source) == source
