"""A month's numbers on one person's screen while others store theirs: what they stored comes into view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.place import Site
from tests.browser.test_grid import comes_to_hold, field, open_month, row, status, type_elsewhere

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Opener = Callable[..., Page]


def both(site: Site, open_browser: Opener, month: str) -> tuple[Page, Page]:
    """The month before the contributor, and before the editor, who then enters two of its numbers."""
    mine = open_month(open_browser("contributor"), site, month)
    theirs = open_month(open_browser("editor"), site, month)
    expect(field(mine, "Website visits")).to_have_value("")
    type_elsewhere(theirs, "7")
    field(theirs, "Website visits").fill("1234")
    field(theirs, "Website visits").press("Enter")
    comes_to_hold(date.fromisoformat(f"{month}-01"), 1234, "website-visits")
    return mine, theirs


def test_refused_save_brings_the_numbers_of_others_into_view(site: Site, open_browser: Opener) -> None:
    mine, _ = both(site, open_browser, "2023-02")
    entered = mine.locator("[data-entered]").inner_text()
    field(mine, "Telephone queries").fill("6")
    field(mine, "Telephone queries").press("Enter")
    expect(row(mine, "Telephone queries")).to_contain_text("editor changed this while you typed. It is 7 now.")
    expect(field(mine, "Telephone queries")).to_have_value("6")
    expect(field(mine, "Website visits")).to_have_value("1,234")
    assert int(mine.locator("[data-entered]").inner_text()) == int(entered) + 1
    mine.get_by_role("button", name="Take theirs: 7").click()
    expect(status(mine)).to_have_text("All saved.")
    visits = field(mine, "Website visits")
    visits.fill("1235")
    visits.press("Enter")
    comes_to_hold(date(2023, 2, 1), 1235, "website-visits")  # what is in view has been seen, and may be changed


def test_page_that_is_come_back_to_shows_what_others_stored_and_keeps_what_is_typed(
    site: Site, open_browser: Opener
) -> None:
    mine = open_month(open_browser("contributor"), site, "2023-03")
    mine.clock.install()
    mine.reload()
    field(mine, "Assurance Statuses").fill("many")
    theirs = open_month(open_browser("editor"), site, "2023-03")
    type_elsewhere(theirs, "7")
    mine.clock.fast_forward(6_000)
    with mine.expect_response("**/grid/save/"):
        mine.evaluate("dispatchEvent(new Event('focus'))")
    expect(field(mine, "Telephone queries")).to_have_value("7")
    expect(field(mine, "Assurance Statuses")).to_have_value("many")


def test_page_without_script_shows_what_others_stored_beside_what_is_refused(site: Site, open_browser: Opener) -> None:
    mine = open_month(open_browser("contributor", java_script_enabled=False), site, "2023-04")
    theirs = open_month(open_browser("editor"), site, "2023-04")
    type_elsewhere(theirs, "7")
    field(mine, "Website visits").fill("many")
    mine.get_by_role("button", name="Save").click()
    expect(field(mine, "Website visits")).to_have_value("many")
    expect(field(mine, "Telephone queries")).to_have_value("7")
