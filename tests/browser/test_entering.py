"""Staff at the records: a number corrected, a history refused, a text mended, and what the report then says.

Each test changes rows that no other test of this module reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from parties.models import CategoryPeriod, Membership, Party
from reports.models import SectionText
from tests.browser.place import REPORT, Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Opener = Callable[..., Page]


def open_from_menu(page: Page, site: Site, kind: str) -> None:
    page.goto(site("/admin/"))
    page.get_by_role("main").get_by_role("link", name=kind, exact=True).click()


def search(page: Page, words: str) -> Locator:
    """The rows found."""
    page.get_by_role("textbox", name="Search").fill(words)
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/?*q=*")
    return page.locator("#result_list tbody tr")


def september_of(page: Page, site: Site, measure: str) -> None:
    """Opens September 2021's number of the measure, as found by its name."""
    open_from_menu(page, site, "Observations")
    rows = search(page, measure).filter(has_text="September 2021")
    rows.get_by_role("link").first.click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def test_corrected_number_is_corrected_everywhere_in_the_report(site: Site, open_browser: Opener) -> None:
    page = open_browser("contributor")
    september_of(page, site, "New CPL entries")
    page.get_by_label("Value").fill("9")
    save(page)
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    page.get_by_role("link", name="Reports", exact=True).first.click()
    page.get_by_role("link", name="Operations Report — September 2021").click()
    tile = page.locator(".tile").filter(has_text="New CPL entries")
    expect(tile.get_by_role("definition")).to_have_text("9")
    expect(page.get_by_text("with nine new entries")).to_be_visible()


def test_number_taken_away_is_missing_in_words_and_a_problem_that_leads_there(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor")
    september_of(page, site, "Telephone queries")
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Yes, I’m sure").click()
    expect(page.get_by_text("was deleted successfully")).to_be_visible()
    page.goto(site(REPORT))
    helpdesk = page.get_by_role("paragraph").filter(has_text="queries by telephone")
    expect(helpdesk.locator(".missing")).to_have_text("missing")
    expect(helpdesk).not_to_contain_text(re.compile("There were (0|zero|no) "))
    page.get_by_text("before this report is issued").click()
    problem = page.locator(".problems").get_by_role("listitem").filter(has_text=re.compile("telephone", re.I))
    problem.get_by_role("link", name="Show where").first.click()
    expect(helpdesk).to_be_in_viewport()


def test_contributor_may_not_take_a_number_away(site: Site, open_browser: Opener) -> None:
    page = open_browser("contributor")
    september_of(page, site, "Newsletters issued")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Delete")).to_have_count(0)


def test_overlapping_category_is_refused_in_its_place_with_all_that_was_typed(site: Site, open_browser: Opener) -> None:
    page = open_browser("contributor")
    open_from_menu(page, site, "Parties")
    search(page, "rebel").get_by_role("link").first.click()
    page.get_by_label("Trading name").fill("Rebel Energy Supply")
    page.get_by_role("button", name="Add another Party Category period").click()
    row = page.locator("#category_periods-1")
    row.get_by_role("combobox").select_option(label="Large Suppliers")
    row.get_by_label("From").fill("2021-05-01")
    save(page)
    inside = page.locator("#category_periods-group")
    expect(inside.get_by_text("The Party is in another category for part of this time.")).to_be_visible()
    expect(page.get_by_text("was changed successfully")).to_have_count(0)
    expect(page.get_by_label("Trading name")).to_have_value("Rebel Energy Supply")
    expect(row.get_by_role("combobox").locator("option:checked")).to_have_text("Large Suppliers")
    expect(row.get_by_label("From")).to_have_value("2021-05-01")
    party = Party.objects.get(code="cilleni-energy-supply")
    assert party.trading_name == "Rebel Energy"
    assert CategoryPeriod.objects.filter(party=party).count() == 1


def test_day_that_does_not_exist_is_refused_even_where_none_is_needed(site: Site, open_browser: Opener) -> None:
    page = open_browser("contributor")
    open_from_menu(page, site, "Parties")
    search(page, "utility smart").get_by_role("link").first.click()
    left = page.locator("#id_memberships-0-exited_on")
    left.press_sequentially("31/02/2021")
    save(page)
    expect(page.locator("#memberships-0 td.field-exited_on .errorlist")).to_have_text("Enter a valid date.")
    expect(left).to_have_value("31/02/2021")
    assert Membership.objects.get(party__name="Utility Smart Metering Limited").exited_on is None


def test_text_among_the_records_leads_to_its_editor(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor")
    open_from_menu(page, site, "Section texts")
    search(page, "security").get_by_role("link", name="security", exact=True).click()
    expect(page.locator(".field-body .readonly")).to_contain_text(SectionText.objects.get(section="security").body[:40])
    expect(page.get_by_label("Body")).to_have_count(0)
    page.get_by_role("link", name="Write in the editor").click()
    expect(page.get_by_role("textbox", name="Text")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("MP 121", "Commissioning non-commissioned Devices after CoS"),
        ("dp152", "Consumption on Smart Polyphase Electricity Meters"),
        ("128b", "Incorrect Gas Network Operator Certificates"),
    ],
)
def test_modification_is_found_however_its_reference_is_written(
    typed: str, title: str, site: Site, open_browser: Opener
) -> None:
    page = open_browser("contributor")
    open_from_menu(page, site, "Modifications")
    rows = search(page, typed)
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(title)
    rows.get_by_role("link").first.click()
    expect(page.get_by_role("main")).to_contain_text(title)
