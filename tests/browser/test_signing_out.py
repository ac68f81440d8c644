"""What a browser keeps for somebody when they sign out: nothing that was stored, and the rest only if they wish."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from access.models import User
from reports.models import SectionText
from tests.browser.editing import TEXTS
from tests.browser.place import Complaints, Site
from tests.browser.test_signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Opener = Callable[..., Page]
SECTION = "operations/2021-09/testing"
NUMBERS = "measures:editor:2021-09-01"
OTHERS = "measures:contributor:2021-09-01"


@pytest.fixture
def page(site: Site, open_browser: Opener) -> Page:
    """The desk, in a browser where the editor signs in anew: signing out ends this session and no other test's."""
    page = open_browser()
    page.goto(site("/accounts/login/?next=/desk/"))
    sign_in(page, "editor")
    expect(page.get_by_text("Signed in as editor")).to_be_visible()
    return page


def text_key() -> str:
    return f"text:{SECTION}:{User.objects.get(username='editor').pk}:1"


def keep(page: Page, held: dict[str, object]) -> None:
    """Leave this as unsaved pages leave it behind."""
    page.evaluate(
        "held => Object.entries(held).forEach(([key, one]) => localStorage.setItem(key, JSON.stringify(one)))", held
    )


def unsent(body: str = "<p>Never sent.</p>", section: str = "testing") -> dict[str, object]:
    key = text_key().replace("testing", section)
    return {key: {"body": body, "based_on": "", "at": "2021-10-04T10:00:00.000Z"}}


def kept(page: Page) -> list[str]:
    found: list[str] = json.loads(page.evaluate("JSON.stringify(Object.keys(localStorage).sort())"))
    return [key for key in found if key.startswith(("text:", "measures:"))]


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).click()


def is_out(page: Page) -> None:
    expect(page.get_by_text("There are no reports that you may see without signing in.")).to_be_visible()


def test_unsent_text_and_numbers_are_forgotten_on_request_and_those_of_others_stay(page: Page) -> None:
    cells = {"tickets": {"value": "5", "was": ""}}
    keep(page, {**unsent(), NUMBERS: cells, OTHERS: cells})
    sign_out(page)
    asked = page.get_by_role("dialog", name="Not everything that you typed was saved")
    expect(asked.get_by_role("listitem")).to_have_text(["Text of September 2021: testing", "Numbers of September 2021"])
    asked.get_by_role("button", name="Stay signed in").click()
    expect(asked).to_have_count(0)
    assert len(kept(page)) == 3
    sign_out(page)
    asked.get_by_role("button", name="Sign out and forget them").click()
    is_out(page)
    assert kept(page) == [OTHERS]


def test_unsent_text_is_kept_on_request_and_offered_back(page: Page, site: Site) -> None:
    keep(page, unsent())
    sign_out(page)
    page.get_by_role("button", name="Sign out and keep them for me").click()
    is_out(page)
    assert kept(page) == [text_key()]
    page.goto(site(f"/accounts/login/?next={TEXTS}testing/"))
    sign_in(page, "editor")
    expect(page.get_by_role("group", name="Changes of yours were never saved")).to_contain_text("Never sent.")


def test_copy_of_what_was_saved_is_removed_unasked(page: Page) -> None:
    keep(page, unsent(SectionText.objects.get(section="parties").body, "parties"))
    sign_out(page)
    is_out(page)
    assert kept(page) == []


def test_text_that_is_forgotten_from_its_own_page_is_not_kept_again(
    page: Page, site: Site, complaints: Complaints
) -> None:
    complaints.expect("ERR_FAILED")
    page.goto(site(f"{TEXTS}change-board/"))
    expect(page.locator("#writing")).to_have_attribute("data-ready", "yes")
    page.route("**/save/", lambda route: route.abort())
    page.locator(".editor__text").click()
    page.keyboard.type("Not sent.")
    expect(page.locator(".state")).to_contain_text("kept on this computer")
    sign_out(page)
    page.get_by_role("button", name="Sign out and forget them").click()
    is_out(page)
    assert kept(page) == []


def test_signing_out_of_the_records_asks_too(page: Page, site: Site) -> None:
    page.goto(site("/admin/"))
    keep(page, unsent())
    sign_out(page)
    page.get_by_role("button", name="Sign out and forget them").click()
    is_out(page)
    assert kept(page) == []
