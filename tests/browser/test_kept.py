"""Signed out in another tab while something is typed, and signed in again there: nothing of it is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from meetings.models import Meeting
from modifications.models import BankHoliday
from reports.models import OpenItem, WarningReason
from tests.browser.looks import CONTRAST, CUT_OFF, overflow
from tests.browser.place import PASSWORD, PHONE, Complaints, Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MONTH = "/desk/operations/2021-09/"
HOLIDAY = "/admin/modifications/bankholiday/add/"
LEAST_CONTRAST = 4.5

Opener = Callable[..., Page]


def at(site: Site, page: Page, name: str, address: str) -> Page:
    """The person at the address, in a session of this test's own, which ends with it."""
    page.goto(f"{site('/accounts/login/')}?next={address}")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(site(address))
    return page


def signed_out_elsewhere(page: Page, site: Site) -> None:
    other = page.context.new_page()
    other.goto(site("/reports/"))
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("link", name="Sign in")).to_be_visible()
    other.close()


def sign_in_on(door: Page, name: str) -> None:
    door.get_by_label("User name").fill(name)
    door.get_by_label("Password").fill(PASSWORD)
    door.get_by_role("button", name="Sign in").click()
    expect(door.get_by_text(f"Signed in as {name}")).to_be_visible()
    door.close()


def signed_in_elsewhere(page: Page, site: Site, name: str) -> None:
    other = page.context.new_page()
    other.goto(site("/accounts/login/"))
    sign_in_on(other, name)


def sent_again_after_signing_in(page: Page, name: str, typed: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Not saved yet")
    expect(page.get_by_role("definition").filter(has_text=typed)).to_be_visible()
    with page.expect_popup() as door:
        page.get_by_role("link", name="sign in in another tab").click()
    sign_in_on(door.value, name)
    page.get_by_role("button", name="Send it again").click()


def test_open_item_outlives_signing_out_and_in(site: Site, open_browser: Opener, complaints: Complaints) -> None:
    complaints.expect("the server responded with a status of 40")
    page = at(site, open_browser(), "editor", MONTH)
    page.get_by_label("What is open?").fill("Kept, and sent from the same page.")
    signed_out_elsewhere(page, site)
    page.get_by_role("button", name="Add the item").click()
    expect(page.get_by_text("Nothing was saved: you may be signed out")).to_be_visible()
    signed_in_elsewhere(page, site, "editor")
    page.get_by_role("button", name="Add the item").click()
    expect(page.locator("#items").get_by_text("Kept, and sent from the same page.", exact=True)).to_be_visible()


def test_open_item_sent_without_javascript_outlives_signing_out_and_in(
    site: Site, open_browser: Opener, complaints: Complaints
) -> None:
    complaints.expect("the server responded with a status of 403")
    page = at(site, open_browser(java_script_enabled=False), "editor", MONTH)
    page.get_by_label("What is open?").fill("Kept without scripts.")
    signed_out_elsewhere(page, site)
    page.get_by_role("button", name="Add the item").click()
    sent_again_after_signing_in(page, "editor", "Kept without scripts.")
    # The token is the one from before signing in, which takes the script to put right: the page comes back once more.
    expect(page.get_by_text("You are signed in as editor.")).to_be_visible()
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator("#items").get_by_text("Kept without scripts.", exact=True)).to_be_visible()
    assert OpenItem.objects.filter(text="Kept without scripts.").count() == 1


def test_reason_outlives_signing_out_and_in(site: Site, open_browser: Opener, complaints: Complaints) -> None:
    complaints.expect("the server responded with a status of 403")
    Meeting.objects.filter(committee__code="opsg", number=56).update(minutes_issued_on=None)
    page = at(site, open_browser(), "editor", f"{MONTH}checks/")
    reason = page.get_by_label("Why may it stand?").first
    reason.fill("The committee agreed its minutes by e-mail.")
    signed_out_elsewhere(page, site)
    page.get_by_role("button", name="Let it stand").first.click()
    sent_again_after_signing_in(page, "editor", "The committee agreed its minutes by e-mail.")
    expect(page.get_by_text("The committee agreed its minutes by e-mail.")).to_be_visible()
    assert WarningReason.objects.get().given_by.username == "editor"


def test_form_of_the_admin_outlives_a_new_session(site: Site, open_browser: Opener, complaints: Complaints) -> None:
    complaints.expect("the server responded with a status of 403")
    page = at(site, open_browser(viewport=PHONE), "administrator", HOLIDAY)
    page.locator("input[name=day]").fill("2035-06-01")
    page.get_by_label("Name").fill("A day for “everybody” & <all>")
    signed_out_elsewhere(page, site)
    signed_in_elsewhere(page, site, "administrator")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("You are signed in as administrator.")).to_be_visible()
    assert overflow(page) == 0
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(CONTRAST, LEAST_CONTRAST) == []
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert BankHoliday.objects.get(day=date(2035, 6, 1)).name == "A day for “everybody” & <all>"
