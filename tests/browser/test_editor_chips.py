"""Facts, records, references and numbers in the text: found by typing, shown with their values, bound or quoted."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, Page, Route, expect

from reports.engine.narrative import validate
from tests.browser.editing import Opener, at_end, at_rest, emptied, paste, saved, selected, stored
from tests.browser.place import Complaints, Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

TYPING_BUDGET = 25
"""Milliseconds that the page may work for a key, on average. Of work, not of waiting for a turn: the machine does other
things besides."""


@pytest.fixture
def page(open_browser: Opener) -> Page:
    return open_browser("editor")


def test_fact_is_found_by_typing_and_put_in_by_the_keyboard(page: Page, site: Site) -> None:
    emptied(page, site, "csc")
    page.keyboard.type("There are {{proposals open (pre")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_contain_text("59")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.keyboard.type(" of them.")
    saved(page)
    assert stored("csc") == "<p>There are {{modifications.open}} of them.</p>"
    expect(page.locator(".chip")).to_have_text("59")


def test_facts_are_offered_before_records_and_references_between_braces(page: Page, site: Site) -> None:
    """The references of a section are called by the words that its facts are, and stand after them."""
    emptied(page, site, "csc")
    page.keyboard.type("Of {{voting")
    kinds = page.get_by_role("listbox").locator(".suggest__kind")
    expect(kinds.first).to_have_text("Fact")
    found = kinds.all_text_contents()
    assert found == sorted(found, key=["Fact", "Record", "Reference"].index)
    assert "Reference" in found, "those that come after can still be found"
    page.keyboard.press("Escape")


def test_chips_of_the_stored_text_show_their_figures_before_anything_is_fetched(
    page: Page, site: Site, complaints: Complaints
) -> None:
    complaints.expect("ERR_FAILED")
    emptied(page, site, "csc")
    page.keyboard.type("There are {{modifications.open}}, of @MP121")
    expect(page.get_by_role("option").first).to_contain_text("MP121")
    page.keyboard.press("Tab")
    page.keyboard.type(", see {{#voting-groups}}.")
    saved(page)
    shown = page.locator(".editor__text .chip").all_text_contents()
    page.route("**/chips.json", lambda route: route.abort())
    page.reload()
    expect(page.locator("#writing")).to_have_attribute("data-values", "unknown")
    expect(page.locator(".editor__text .chip")).to_have_text(shown)
    assert shown[0] == "59"


def test_record_and_reference_are_found_by_their_signs(page: Page, site: Site) -> None:
    emptied(page, site, "csc")
    page.keyboard.type("Of @MP121")
    expect(page.get_by_role("option").first).to_contain_text("MP121")
    page.keyboard.press("Tab")
    page.keyboard.type(" in #voting")
    expect(page.get_by_role("option").first).to_contain_text("Figure 1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.keyboard.type(", write to a@b.example.")
    expect(page.get_by_role("listbox")).to_be_hidden()
    saved(page)
    assert stored("csc") == "<p>Of {{@MP121}} in {{#voting-groups}}, write to a@b.example.</p>"


def test_list_asked_for_by_key_leaves_nothing_behind_when_it_is_left(page: Page, site: Site) -> None:
    emptied(page, site, "csc")
    page.keyboard.type("Words ")
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.get_by_role("button", name="Fact or record").click()
    expect(page.get_by_role("listbox")).to_be_visible()
    at_rest(page)
    page.keyboard.type("working group")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.type("alone.")
    saved(page)
    assert stored("csc") == "<p>Words alone.</p>"


def test_chip_is_opened_by_the_keyboard_and_printed_in_words(page: Page, site: Site) -> None:
    emptied(page, site, "csc")
    page.keyboard.type("{{modifications.open}}")
    for key in ("ArrowLeft", "Enter"):
        at_rest(page)
        page.keyboard.press(key)
    details = page.get_by_role("dialog", name="Fact: Proposals open (pre-decision)")
    expect(details.get_by_role("link")).to_have_attribute(
        "href", "/reports/operations/2021-09/facts/modifications.open/"
    )
    details.get_by_role("radio", name="Fifty-nine", exact=True).check()
    page.keyboard.press("Escape")
    expect(page.locator(".editor__text")).to_be_focused()
    at_rest(page)
    page.keyboard.type(" are open.")
    saved(page)
    assert stored("csc") == "<p>{{modifications.open|Words}} are open.</p>"


def test_faulty_tokens_are_shown_kept_and_mended(page: Page, site: Site) -> None:
    emptied(page, site, "csc")
    page.keyboard.type("{{no.such_fact}} and {{@Nobody at all}} and {{#nowhere}}.")
    expect(page.locator(".chip--faulty")).to_have_count(3)
    saved(page)
    assert stored("csc") == "<p>{{no.such_fact}} and {{@Nobody at all}} and {{#nowhere}}.</p>"
    page.reload()
    expect(page.locator(".chip--faulty")).to_have_count(3)
    page.locator(".chip--faulty").first.click()
    page.get_by_label("What stands between the braces").fill("modifications.open")
    page.get_by_role("button", name="Mend it").click()
    page.keyboard.press("Escape")
    expect(page.locator(".chip--known")).to_have_text("59")
    saved(page)
    assert stored("csc").startswith("<p>{{modifications.open}} and ")


def test_fact_without_its_records_says_missing(page: Page, site: Site) -> None:
    page.route("**/chips.json", _without_open_modifications)
    emptied(page, site, "csc")
    page.keyboard.type("Open: {{modifications.open}}.")
    expect(page.locator(".chip--missing")).to_have_text("missing")
    page.locator(".chip--missing").click()
    expect(page.get_by_role("dialog")).to_contain_text("have not been entered")


def _without_open_modifications(route: Route) -> None:
    answer = route.fetch()
    told = answer.json()
    for fact in told["facts"]:
        if fact["key"] == "modifications.open":
            fact.update(missing=True, figure="missing", words="", Words="")
    route.fulfill(response=answer, json=told)


def test_half_a_token_is_said_to_be_one_and_nothing_typed_is_lost(
    page: Page, site: Site, complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    emptied(page, site, "csc")
    page.keyboard.type("Half {{a token")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("alert")).to_contain_text("“{{” has no partner")
    expect(page.locator(".state")).to_contain_text("Kept on this computer")
    page.reload()
    kept = page.get_by_role("group", name="Changes of yours were never saved")
    kept.get_by_role("button", name="Put them back").click()
    expect(page.locator(".editor__text")).to_have_text("Half {{a token")
    at_end(page, page.locator(".editor__text"))
    page.keyboard.press("Control+a")
    at_rest(page)
    page.keyboard.type("Whole.")
    saved(page)
    assert stored("csc") == "<p>Whole.</p>"


# --- numbers ----------------------------------------------------------------------------------------------------------


def test_number_is_listed_as_it_is_typed_and_bound_by_one_press(page: Page, site: Site) -> None:
    emptied(page, site, "uep")
    page.keyboard.type("We counted Fifty-nine proposals in September 2021, and 4,321 of something else.")
    numbers = page.get_by_role("region", name="Numbers not bound")
    expect(numbers.get_by_role("status")).to_have_text("2 numbers to bind or to quote.")
    expect(page.locator(".unbound")).to_have_text(["Fifty-nine", "4,321"])
    numbers.get_by_role("button", name="Proposals open (pre-decision)").first.click()
    expect(numbers.get_by_role("status")).to_have_text("1 number to bind or to quote.")
    numbers.get_by_role("button", name="Quote it").click()
    reason = numbers.get_by_label("Why it is no fact of the month")
    reason.press("Enter")
    expect(reason).to_be_visible()
    reason.fill("told so")
    reason.press("Enter")
    expect(reason).to_be_visible()
    expect(reason).to_have_js_property(
        "validationMessage", "Say why in 10 characters or more: the book of checks lists it."
    )
    reason.fill("from the DCC’s own report")
    reason.press("Enter")
    expect(numbers.get_by_role("status")).to_have_text("Every number is bound or quoted.")
    page.locator(".editor__text").click()
    saved(page)
    assert stored("uep") == (
        "<p>We counted {{modifications.open|Words}} proposals in September 2021, and "
        "{{quoted: 4,321 | from the DCC’s own report}} of something else.</p>"
    )


def test_number_in_a_note_is_bound_in_the_note(page: Page, site: Site) -> None:
    emptied(page, site, "uep")
    page.keyboard.type("A claim{{note: of 59 proposals}}.")
    numbers = page.get_by_role("region", name="Numbers not bound")
    numbers.get_by_role("button", name="Proposals open (pre-decision)").first.click()
    page.locator(".editor__text").click()
    saved(page)
    assert stored("uep") == "<p>A claim{{note: of {{modifications.open}} proposals}}.</p>"
    assert validate(stored("uep")) == []


def test_numbers_are_gone_through_by_key(page: Page, site: Site) -> None:
    emptied(page, site, "uep")
    page.keyboard.type("With 71 and 72 here.")
    expect(page.locator(".unbound")).to_have_count(2)
    for number in ("71", "72", "71"):
        page.keyboard.press("F8")
        selected(page, number)


def test_typing_in_two_thousand_words_waits_for_nothing(page: Page, site: Site) -> None:
    emptied(page, site, "testing")
    words = "<p>" + "Of the proposals {{modifications.open}} are open, and 17 of them are old enough. " * 10 + "</p>"
    paste(page, html=words * 16, plain="")
    expect(page.locator(".unbound").first).to_be_visible()
    assert page.evaluate("document.querySelector('.editor__text').textContent.split(/\\s+/).length") > 2000
    saved(page)
    page.route("**/desk/**", _never_answered)
    page.locator(".editor__text p").nth(8).click()
    at_rest(page)
    letters = "typed 23 while the server is silent, then {{mod"
    work = page.context.new_cdp_session(page)
    work.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = milliseconds(work)
    for letter in letters:
        page.keyboard.press(letter if letter != " " else "Space")
    expect(page.locator(".editor__text")).to_contain_text(letters)
    expect(page.get_by_role("listbox")).to_be_visible()
    spent = (milliseconds(work) - before) / len(letters)
    assert 0 < spent < TYPING_BUDGET, f"{spent:.0f} ms of work for each key"
    page.unroute("**/desk/**")


def milliseconds(work: CDPSession) -> float:
    """How long the page has worked since this was first asked, as its processor counts it."""
    found = {one["name"]: one["value"] for one in work.send("Performance.getMetrics")["metrics"]}
    return float(found["TaskDuration"]) * 1000


def _never_answered(route: Route) -> None:
    """Whatever the page asks for meanwhile hangs."""
