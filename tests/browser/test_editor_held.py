"""What is half written is kept on this computer and not sent, until it is whole, or left, or a while has gone by."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.editing import TEXTS, Opener, emptied, opened, saved, stored
from tests.browser.place import Complaints, Site
from tests.workers import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LONGER_THAN_A_PAUSE = 2_500
LONGER_THAN_THE_HOLD = 21_000
SECTION = "csc"
KEPT = """() => Object.keys(localStorage).filter(key => key.startsWith("text:operations/"))
  .map(key => localStorage.getItem(key)).join(" ")"""


@pytest.fixture
def page(open_browser: Opener) -> Page:
    return open_browser("editor")


@pytest.fixture
def sent(page: Page) -> list[str]:
    """What the page asked to be saved."""
    found: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/save/"):
            found.append(request.post_data_json["body"])

    page.on("request", note)
    return found


def begun(page: Page, site: Site) -> None:
    emptied(page, site, SECTION)
    page.keyboard.type("Begun.")
    saved(page)


def held(page: Page, sent: list[str], words: str) -> None:
    """Nothing is sent of what was typed, and it is kept here."""
    before = len(sent)
    page.wait_for_timeout(LONGER_THAN_A_PAUSE)
    assert len(sent) == before
    expect(page.locator(".state")).to_contain_text("Not saved yet: a chip is half written")
    assert words in page.evaluate(KEPT)


def test_half_typed_token_is_not_sent_and_is_once_it_is_chosen(page: Page, site: Site, sent: list[str]) -> None:
    begun(page, site)
    page.keyboard.type(" Of {{proposals open (pre")
    held(page, sent, "{{proposals open (pre")
    page.keyboard.press("Enter")
    expect(page.locator(".state--saved")).to_be_visible()
    assert stored(SECTION) == "<p>Begun. Of {{modifications.open}}</p>"
    assert sent[-1] == stored(SECTION)
    assert not any("{{proposals" in body for body in sent)


def test_half_typed_token_in_a_note_is_not_sent_either(page: Page, site: Site, sent: list[str]) -> None:
    begun(page, site)
    page.keyboard.press("Control+Alt+f")
    note = page.get_by_role("textbox", name="New note")
    note.press_sequentially("Of {{proposals open (pre")
    held(page, sent, "{{note: Of {{proposals open (pre}}")
    page.keyboard.press("Enter")
    expect(page.locator(".state--saved")).to_be_visible()
    assert stored(SECTION) == "<p>Begun.{{note: Of {{modifications.open}}}}</p>"
    assert not any("{{proposals" in body for body in sent)


def test_what_was_typed_is_saved_once_the_list_is_closed(page: Page, site: Site, sent: list[str]) -> None:
    begun(page, site)
    page.keyboard.type(" Written to @MP12")
    expect(page.get_by_role("listbox")).to_be_visible()
    held(page, sent, "Written to @MP12")
    page.keyboard.press("Escape")
    expect(page.locator(".state--saved")).to_be_visible()
    assert stored(SECTION) == "<p>Begun. Written to @MP12</p>"


def test_what_is_half_typed_is_sent_when_the_text_is_left(
    page: Page, site: Site, sent: list[str], complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    begun(page, site)
    page.keyboard.type(" Of {{modif")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.get_by_role("button", name="Bold").focus()
    wait_until(lambda: bool(page.locator(".state--faulty").count()), what="the save of what was left")
    assert sent[-1] == "<p>Begun. Of {{modif</p>"
    assert "Of {{modif" in page.evaluate(KEPT)


def test_cursor_that_leaves_a_token_lets_the_rest_be_saved(
    page: Page, site: Site, sent: list[str], complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    begun(page, site)
    page.keyboard.type(" Of {{modif")
    held(page, sent, "Of {{modif")
    page.keyboard.press("Home")
    expect(page.locator(".state--faulty")).to_be_visible()
    assert stored(SECTION) == "<p>Begun.</p>"


def test_half_typed_token_is_tried_after_a_while(
    page: Page, site: Site, sent: list[str], complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    page.clock.install()
    begun(page, site)
    page.keyboard.type(" Of {{modif")
    held(page, sent, "Of {{modif")
    page.clock.fast_forward(LONGER_THAN_THE_HOLD)
    expect(page.locator(".state--faulty")).to_be_visible()
    assert sent[-1] == "<p>Begun. Of {{modif</p>"


def test_half_typed_token_outlives_the_page(page: Page, site: Site, complaints: Complaints) -> None:
    complaints.expect("status of 422")
    begun(page, site)
    page.keyboard.type(" Of {{modif")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(site("/reports/"))
    opened(page, site, SECTION)
    offer = page.get_by_role("group", name="Changes of yours were never saved")
    offer.get_by_role("button", name="Put them back").click()
    expect(page.locator(".editor__text")).to_have_text("Begun. Of {{modif")
    assert page.url.endswith(f"{TEXTS}{SECTION}/")
