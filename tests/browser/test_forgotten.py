"""What is forgotten at signing out stays forgotten, whatever pages stand open in other tabs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import TEXTS
from tests.browser.place import Complaints, Site
from tests.browser.test_signing_in import sign_in
from tests.browser.test_signing_out import is_out, kept, sign_out
from tests.workers import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Opener = Callable[..., Page]
LONGER_THAN_A_COPY_TAKES = 1_000
TEXT = f"{TEXTS}change-board/"
GRID = "/measures/2022-10/grid/"


@pytest.fixture
def desk(site: Site, open_browser: Opener, complaints: Complaints) -> Page:
    """One of the editor's tabs, in a session that ends with the test."""
    for words in ("ERR_FAILED", "status of 403", "status of 404"):
        complaints.expect(words)
    page = open_browser()
    page.goto(site("/accounts/login/?next=/desk/"))
    sign_in(page, "editor")
    expect(page.get_by_text("Signed in as editor")).to_be_visible()
    return page


def text_in_another_tab(desk: Page, site: Site) -> Page:
    """With words that could not be sent."""
    page = desk.context.new_page()
    page.goto(site(TEXT))
    expect(page.locator("#writing")).to_have_attribute("data-ready", "yes")
    page.route("**/save/", lambda route: route.abort())
    page.locator(".editor__text").click()
    page.keyboard.type("Not sent.")
    expect(page.locator(".state")).to_contain_text("kept on this computer")
    return page


def grid_in_another_tab(desk: Page, site: Site) -> Page:
    """With a number that could not be sent."""
    page = desk.context.new_page()
    page.goto(site(GRID))
    page.route("**/save/", lambda route: route.abort())
    page.get_by_label("Telephone queries", exact=True).fill("5")
    expect(page.locator("#grid-status")).to_contain_text("kept in this browser")
    return page


def forget_all(desk: Page) -> None:
    desk.bring_to_front()
    sign_out(desk)
    desk.get_by_role("button", name="Sign out and forget them").click()
    is_out(desk)


def test_text_typed_on_in_another_tab_is_not_written_down_again(desk: Page, site: Site) -> None:
    other = text_in_another_tab(desk, site)
    assert len(kept(desk)) == 1
    forget_all(desk)
    other.bring_to_front()
    other.locator(".editor__text").click()
    other.keyboard.type(" Nor is this.")
    other.wait_for_timeout(LONGER_THAN_A_COPY_TAKES)
    assert kept(desk) == []
    expect(other.locator(".editor__text")).to_contain_text("Nor is this.")
    other.close()
    assert kept(desk) == []


def test_tab_that_is_left_with_words_not_sent_writes_nothing(desk: Page, site: Site) -> None:
    other = text_in_another_tab(desk, site)
    forget_all(desk)
    other.on("dialog", lambda dialog: dialog.accept())
    other.goto(site("/reports/"))
    assert kept(desk) == []


def test_numbers_typed_on_in_another_tab_are_not_written_down_again(desk: Page, site: Site) -> None:
    other = grid_in_another_tab(desk, site)
    assert kept(desk) == ["measures:editor:2022-10"]
    forget_all(desk)
    other.bring_to_front()
    other.get_by_label("Telephone queries", exact=True).fill("57")
    other.get_by_label("Website visits", exact=True).fill("6")
    other.wait_for_timeout(LONGER_THAN_A_COPY_TAKES)
    assert kept(desk) == []


def test_older_tab_takes_nothing_away_of_a_page_opened_since(desk: Page, site: Site) -> None:
    older = grid_in_another_tab(desk, site)
    forget_all(desk)
    desk.goto(site("/accounts/login/?next=/desk/"))
    sign_in(desk, "editor")
    expect(desk.get_by_text("Signed in as editor")).to_be_visible()
    grid_in_another_tab(desk, site)
    older.bring_to_front()
    older.get_by_label("Telephone queries", exact=True).fill("57")
    older.get_by_label("Telephone queries", exact=True).fill("")
    older.wait_for_timeout(LONGER_THAN_A_COPY_TAKES)
    assert kept(desk) == ["measures:editor:2022-10"]
    assert '"5"' in desk.evaluate("localStorage.getItem('measures:editor:2022-10')")


def test_page_opened_after_signing_in_again_keeps_what_is_typed(desk: Page, site: Site) -> None:
    text_in_another_tab(desk, site)
    forget_all(desk)
    desk.goto(site("/accounts/login/?next=/desk/"))
    sign_in(desk, "editor")
    expect(desk.get_by_text("Signed in as editor")).to_be_visible()
    again = text_in_another_tab(desk, site)
    wait_until(lambda: len(kept(again)) == 1, what="the copy of a page that was opened since")


def test_what_is_kept_on_request_goes_on_being_kept_by_another_tab(desk: Page, site: Site) -> None:
    other = text_in_another_tab(desk, site)
    desk.bring_to_front()
    sign_out(desk)
    desk.get_by_role("button", name="Sign out and keep them for me").click()
    is_out(desk)
    other.bring_to_front()
    other.locator(".editor__text").click()
    other.keyboard.type(" And this is.")
    wait_until(lambda: "And this is." in other.evaluate("JSON.stringify(localStorage)"), what="the copy to grow")
