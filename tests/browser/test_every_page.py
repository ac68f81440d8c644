"""Every page of the records, on a phone: it answers, keeps to the screen, and the browser has nothing against it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import CUT_OFF, overflow
from tests.browser.place import PHONE, Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

KINDS_OF_RECORD = 25
"""At least so many are in the menu: a test that found none would pass over all of them."""


def see(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    assert overflow(page) == 0, address
    assert page.evaluate(CUT_OFF) == [], address


def test_every_list_and_form_of_the_records_keeps_to_a_phone_screen(
    site: Site, open_browser: Callable[..., Page]
) -> None:
    page = open_browser("administrator", viewport=PHONE)
    see(page, site("/admin/"))
    lists = page.locator(".job li a:not(.addlink)").evaluate_all("all => all.map(one => one.href)")
    assert len(lists) >= KINDS_OF_RECORD
    for address in lists:
        see(page, address)
        if not re.search(r"/admin/\w+/\w+/$", address):  # no list of one kind of record
            continue
        first = page.locator("#result_list tbody th a").first
        see(page, first.evaluate("one => one.href") if first.count() else f"{address}add/")


def test_pages_about_oneself_and_of_what_is_done_to_a_record_keep_to_a_phone_screen(
    site: Site, open_browser: Callable[..., Page]
) -> None:
    page = open_browser("administrator", viewport=PHONE)
    see(page, site("/admin/password_change/"))
    see(page, site("/admin/parties/party/?q=rebel"))
    page.locator("#result_list tbody th a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change Party")
    verbs = page.locator(".object-tools a").evaluate_all("all => all.map(one => one.href)")
    assert len(verbs) >= 6
    for address in verbs:
        see(page, address)
