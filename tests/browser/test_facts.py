"""The facts of a report, in a browser: found, opened, traced to their rows, at a desk and on a phone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import overflow, pale
from tests.browser.place import DESK, PHONE, REPORT, Complaints, Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FACTS = f"{REPORT}facts/"
Opener = Callable[..., Page]


def test_fact_is_found_by_its_words_and_traced_to_a_record(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor")
    page.goto(site(FACTS))
    page.get_by_role("searchbox", name="Find a fact").fill("open average")
    page.get_by_role("button", name="Find").click()
    row = page.get_by_role("row").filter(has_text="modifications.open_average")
    expect(row.get_by_role("cell")).to_have_text(["339 WD", "WD", "modifications.open_average"])
    row.get_by_role("link", name="Average age of open proposals").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Average age of open proposals")
    expect(page.get_by_text("three hundred and thirty-nine Working Days")).to_be_visible()
    expect(page.get_by_text("The figure is the average of the rows' numbers")).to_be_visible()
    rows = page.get_by_role("region", name="The rows behind it").get_by_role("row")
    expect(rows).to_have_count(60)
    rows.nth(1).get_by_role("link").click()
    expect(page).to_have_url(re.compile("/admin/modifications/modification/"))


def test_number_is_searched_for_among_the_values(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor")
    page.goto(site(f"{FACTS}?q=261"))
    keys = page.locator(".facts-key code")
    expect(keys).to_have_text(["parties.voting_groups", "parties.voting_groups_with_dcc"])
    page.get_by_role("link", name="Show all").click()
    expect(page.get_by_role("navigation", name="Groups of facts")).to_be_visible()
    assert keys.count() > 400


def test_rows_are_downloaded_as_they_stand(site: Site, open_browser: Opener, tmp_path: Path) -> None:
    page = open_browser("editor", accept_downloads=True)
    page.goto(site(f"{FACTS}parties.expelled_12_months/"))
    with page.expect_download() as told:
        page.get_by_role("link", name="Download the rows (CSV)").click()
    told.value.save_as(tmp_path / "rows.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "rows.csv").read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["Party", "Party Category", "Change", "Date"]
    shown = page.get_by_role("region", name="The rows behind it").get_by_role("row")
    assert len(rows) == shown.count()


def test_month_that_was_not_entered_is_missing(site: Site, open_browser: Opener) -> None:
    page = open_browser("contributor")
    page.goto(site(f"{FACTS}measure.telephone-queries.year_before/"))
    expect(page.locator(".fact-figure")).to_have_text("missing")
    expect(page.get_by_role("row").filter(has_text="April 2020")).to_contain_text("missing")


def test_reader_is_not_found_the_facts(site: Site, open_browser: Opener, complaints: Complaints) -> None:
    complaints.expect("404")
    response = open_browser("reader").goto(site(FACTS))
    assert response is not None
    assert response.status == 404


PAGES = ("", "?q=open", "modifications.open/", "measure.helpdesk-emails/", "testing.srept/", "defaults.standing/")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_fit_and_can_be_read(site: Site, open_browser: Opener, size: dict) -> None:
    page, wrong = open_browser("editor", viewport=size), {}
    for place in PAGES:
        page.goto(site(FACTS + place))
        wrong[place] = overflow(page), pale(page)
    assert wrong == dict.fromkeys(PAGES, (0, []))


def test_keyboard_reaches_search_and_a_table_that_scrolls(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor", viewport=PHONE)
    page.goto(site(f"{FACTS}modifications.open/"))
    region = page.get_by_role("region", name="The rows behind it")
    region.focus()
    expect(region).to_be_focused()
