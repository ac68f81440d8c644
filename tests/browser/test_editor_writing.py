"""Writing a section's text: what can be typed and pasted, and that all of it is kept as it was made."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from reports.engine.narrative import sanitise, validate
from reports.models import SectionText
from tests.browser.editing import Opener, alike, at_rest, emptied, opened, paste, saved, selected, stored
from tests.browser.place import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def page(open_browser: Opener) -> Page:
    return open_browser("editor")


def test_text_is_made_by_the_keys_that_word_has(page: Page, site: Site) -> None:
    emptied(page, site, "cacop")
    keys = page.keyboard
    keys.press("Control+Alt+2")
    keys.type("What was heard")
    keys.press("Enter")
    keys.type("It was ")
    keys.press("Control+b")
    keys.type("bold, ")
    keys.press("Control+i")
    keys.type("both")
    keys.press("Control+b")
    keys.press("Control+i")
    keys.type(" & <plain>.")
    keys.press("Enter")
    keys.press("Control+Shift+l")
    for depth, words in enumerate(("First", "Second", "Third")):
        keys.type(words)
        keys.press("Enter")
        if depth < 2:
            keys.press("Tab")
    keys.type("Deeper than third")
    keys.press("Tab")
    saved(page)
    assert stored("cacop") == (
        "<h4>What was heard</h4>\n"
        "<p>It was <strong>bold, <em>both</em></strong> &amp; &lt;plain&gt;.</p>\n"
        "<ul><li>First<ul><li>Second<ul><li>Third</li><li>Deeper than third</li></ul></li></ul></li></ul>"
    )
    assert sanitise(stored("cacop")) == stored("cacop")


def test_text_is_saved_a_moment_after_typing_stops(page: Page, site: Site) -> None:
    emptied(page, site, "smda")
    page.keyboard.type("Nobody pressed a button.")
    expect(page.locator(".state")).to_have_text("Not saved yet")
    expect(page.locator(".state")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    assert stored("smda") == "<p>Nobody pressed a button.</p>"


def test_text_that_is_only_read_is_not_written_anew(page: Page, site: Site) -> None:
    before = stored("committee-support")
    opened(page, site, "committee-support")
    page.locator(".editor__text").click()
    page.keyboard.press("Control+s")
    page.locator("h1").click()
    page.wait_for_timeout(2000)
    assert stored("committee-support") == before


def test_link_is_made_and_a_dangerous_one_refused(page: Page, site: Site) -> None:
    emptied(page, site, "website")
    page.keyboard.type("See our site")
    page.keyboard.press("Control+Shift+ArrowLeft")
    selected(page, "site")
    at_rest(page)
    page.keyboard.press("Control+k")
    address = page.get_by_label("Address")
    address.fill("javascript:alert(1)")
    address.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="begins with https://")).to_be_visible()
    address.fill("https://smartenergycodecompany.co.uk/?a=1&b=2")
    address.press("Enter")
    saved(page)
    assert stored("website") == ('<p>See our <a href="https://smartenergycodecompany.co.uk/?a=1&amp;b=2">site</a></p>')


def test_note_is_written_with_a_fact_in_it_and_read_again(page: Page, site: Site) -> None:
    emptied(page, site, "csc")
    page.keyboard.type("A claim")
    page.keyboard.press("Control+Alt+f")
    note = page.get_by_role("textbox", name="New note")
    note.press_sequentially("Of {{modifications.open}} open, ")
    page.keyboard.press("Control+b")
    note.press_sequentially("most")
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".editor__text")).to_be_focused()
    at_rest(page)
    page.keyboard.type(".")
    saved(page)
    body = "<p>A claim{{note: Of {{modifications.open}} open, <strong>most</strong>}}.</p>"
    assert stored("csc") == body
    assert validate(body) == []
    page.reload()
    page.locator(".chip--note").click()
    expect(page.get_by_role("textbox", name="Note")).to_have_text("Of 59 open, most")


def test_note_that_is_being_typed_is_kept_before_it_is_done(page: Page, site: Site) -> None:
    emptied(page, site, "csc")
    page.keyboard.type("A claim")
    page.keyboard.press("Control+Alt+f")
    page.get_by_role("textbox", name="New note").press_sequentially("half a no")
    saved(page)
    assert stored("csc") == "<p>A claim{{note: half a no}}</p>"
    expect(page.get_by_role("textbox", name="New note")).to_be_focused()
    for key in ("Control+a", "Delete", "Escape", "Escape"):  # the first leaves the note, the second does nothing
        at_rest(page)
        page.keyboard.press(key)
    at_rest(page)
    page.keyboard.type(" alone.")
    saved(page)
    assert stored("csc") == "<p>A claim alone.</p>"


# --- what the editor can make, the server keeps -----------------------------------------------------------------------

WORDS = st.text(alphabet="ab é&<>\"'\u00a0.-", min_size=1, max_size=12).filter(str.strip)
TOKENS = st.sampled_from(
    [
        "{{modifications.open}}",
        "{{modifications.open|words}}",
        "{{@MP121}}",
        "{{@MP121|ref}}",
        "{{#stages}}",
        "{{quoted: five | a target they set}}",
        "{{ odd . token }}",
        "{{@nobody &amp; co}}",
    ]
)
ESCAPED = WORDS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
STYLED = st.tuples(st.sampled_from(["strong", "em"]), ESCAPED).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>")
LINKS = ESCAPED.map(lambda words: f'<a href="https://example.org/?a=1&amp;b=%22">{words}</a>')
PLAIN = st.one_of(ESCAPED, TOKENS, STYLED, LINKS)
NOTES = st.lists(st.one_of(ESCAPED, TOKENS, STYLED), min_size=1, max_size=3).map(
    lambda run: f"{{{{note: {''.join(run)}}}}}"
)
RUN = st.lists(st.one_of(PLAIN, NOTES), min_size=1, max_size=5).map("".join)
ITEMS = st.recursive(
    RUN.map(lambda run: f"<li>{run}</li>"),
    lambda inner: st.tuples(RUN, st.lists(inner, min_size=1, max_size=2)).map(
        lambda pair: f"<li>{pair[0]}<ul>{''.join(pair[1])}</ul></li>"
    ),
    max_leaves=4,
)
BLOCKS = st.one_of(
    RUN.map(lambda run: f"<p>{run}</p>"),
    RUN.map(lambda run: f"<h4>{run}</h4>"),
    st.lists(ITEMS, min_size=1, max_size=3).map(lambda items: f"<ul>{''.join(items)}</ul>"),
)
TEXTS = st.lists(BLOCKS, max_size=4).map("\n".join)
SOUP = st.text(alphabet="<>/puliha4h=\"' &{}|#@:b", max_size=80)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TEXTS | SOUP, min_size=20, max_size=40))
def check_kept(page: Page, sources: list[str]) -> None:
    for source, (once, twice) in zip(sources, alike(page, sources), strict=True):
        assert twice == once, source
        assert sanitise(once) == once, source


def test_whatever_the_editor_makes_the_server_keeps_letter_by_letter(page: Page, site: Site) -> None:
    opened(page, site, "meetings")
    check_kept(page)


def test_texts_of_the_sample_month_are_read_and_written_without_loss(page: Page, site: Site) -> None:
    opened(page, site, "meetings")
    bodies = list(SectionText.objects.values_list("body", flat=True))
    for body, (once, twice) in zip(bodies, alike(page, bodies), strict=True):
        assert twice == once
        assert sanitise(once) == once
        assert re.sub(r"\s+", "", once) == re.sub(r"\s+", "", body)


# --- pasting ----------------------------------------------------------------------------------------------------------

FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0cm}</style>
<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head><body lang=EN-GB>
<h1 style='mso-pagination:none'><span lang=EN-US>Security <b>update</b><o:p></o:p></span></h1>
<p class=MsoNormal style='margin-bottom:8pt'><st1:place w:st="on">London</st1:place> said&nbsp;<b
style='mso-bidi-font-weight:normal'>loudly</b> and <span style='font-style:italic'>softly</span>.<o:p>&nbsp;</o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7pt "Times New Roman"'>&nbsp;</span></span
></span><![endif]>One thing</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o&nbsp;</span>Within it</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp;</span>Another</p>
<table class=MsoTable><tr><td><p class=MsoNormal>Left</p></td><td><p class=MsoNormal>Right</p></td></tr>
<tr><td>Low</td><td><b>High</b></td></tr></table>
<p class=MsoNormal><a href="https://example.org/x" style='color:blue'>A link</a>
<img src="data:image/png;base64,iVBORw0KGgo="><u>underlined</u></p></body></html>"""


def test_paste_from_word_becomes_the_subset(page: Page, site: Site) -> None:
    emptied(page, site, "helpdesk")
    paste(page, html=FROM_WORD, plain="unused")
    expect(
        page.get_by_text("Left out of what you pasted: a table: its rows are paragraphs now; a picture.")
    ).to_be_visible()
    saved(page)
    assert stored("helpdesk").split("\n") == [
        "<h4>Security update</h4>",
        "<p>London said <strong>loudly</strong> and <em>softly</em>.</p>",
        "<ul><li>One thing<ul><li>Within it</li></ul></li><li>Another</li></ul>",
        "<p>Left | Right</p>",
        "<p>Low | <strong>High</strong></p>",
        '<p><a href="https://example.org/x">A link</a> underlined</p>',
    ]


HOSTILE = """<p onclick="window.hit=1">a<script>window.hit=1</script></p><img src=x onerror="window.hit=1">
<svg onload="window.hit=1"><script>window.hit=1</script></svg><a href="javascript:window.hit=1">b</a>
<iframe srcdoc="<script>parent.hit=1</script>"></iframe><style>*{display:none}</style>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.hit=1&gt;">
<form action="https://evil.example"><input name=q><button>c</button></form>
<p style="background:url(https://evil.example/x)">d</p><object data="https://evil.example"></object>"""


def test_paste_of_hostile_html_runs_nothing_and_asks_nobody(page: Page, site: Site) -> None:
    emptied(page, site, "technical-operations")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    paste(page, html=HOSTILE, plain="unused")
    saved(page)
    page.wait_for_timeout(500)
    assert page.evaluate("window.hit") is None
    assert not [address for address in asked if not address.startswith(site(""))]
    body = stored("technical-operations")
    assert set(re.findall(r"<[^>]*>", body)) <= {"<p>", "</p>"}
    assert re.sub(r"<[^>]*>|\s", "", body) in ("abd", "ab")


def test_paste_of_plain_lines_makes_paragraphs_and_bullets_and_keeps_tokens(page: Page, site: Site) -> None:
    emptied(page, site, "change-board")
    paste(page, plain="There are {{modifications.open}} open.\r\n\r\n• one\n• two\nThe end <b>")
    saved(page)
    assert stored("change-board") == (
        "<p>There are {{modifications.open}} open.</p>\n<ul><li>one</li><li>two</li></ul>\n<p>The end &lt;b&gt;</p>"
    )
    expect(page.locator(".chip--fact")).to_have_text("59")


def test_copied_text_keeps_its_chips_when_pasted(page: Page, site: Site) -> None:
    emptied(page, site, "ccsg")
    page.keyboard.type("Open: {{modifications.open|words}}, see {{#stages}}{{note: a note}}.")
    for key in ("Control+a", "Control+c", "ArrowRight", "Enter", "Control+v"):
        at_rest(page)
        page.keyboard.press(key)
    saved(page)
    line = "<p>Open: {{modifications.open|words}}, see {{#stages}}{{note: a note}}.</p>"
    assert stored("ccsg") == f"{line}\n{line}"
