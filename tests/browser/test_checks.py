"""The reconciliation book in a browser: a planted mistake is found, put right by its link, and a warning let stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from measures.models import Observation
from meetings.models import Meeting
from reports.models import SectionText
from tests.browser.looks import CUT_OFF, overflow, pale
from tests.browser.place import DESK, PHONE, Complaints, Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

BOOK = "/desk/operations/2021-09/checks/"
ANNEX = f"{BOOK}annex/"

Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def planted(site: Site, django_db_blocker: object) -> Iterator[None]:
    """An unbound number, a number not entered, and the minutes of a meeting."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        text = SectionText.objects.get(section="website")
        SectionText.objects.filter(pk=text.pk).update(body="<p>The website had over 24,000 page views.</p>")
        Observation.objects.get(measure__code="newsletters-issued", month="2021-09-01").delete()
        Meeting.objects.filter(committee__code="opsg", number=56).update(minutes_issued_on=None)
        yield


def at_the_book(page: Page, site: Site) -> Page:
    page.goto(site(BOOK))
    expect(page.get_by_role("heading", level=1)).to_have_text("Reconciliation book")
    return page


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("address", [BOOK, ANNEX], ids=["book", "annex"])
def test_page_keeps_to_its_screen_and_can_be_read(
    site: Site, open_browser: Opener, size: dict[str, int], address: str
) -> None:
    page = open_browser("editor", viewport=size)
    page.goto(site(address))
    assert overflow(page) == 0
    assert page.evaluate(CUT_OFF) == []
    assert pale(page) == []


@pytest.mark.usefixtures("planted")
def test_planted_mistakes_are_found_and_a_click_leads_to_the_form(site: Site, open_browser: Opener) -> None:
    page = at_the_book(open_browser("editor"), site)
    errors = page.get_by_role("region", name="Errors", exact=False).first
    number = errors.get_by_role("listitem").filter(has_text="“24,000” is bound to no figure")
    expect(number).to_be_visible()
    number.get_by_role("link", name="Put it right").click()
    page.wait_for_url("**/text/website/")
    page = at_the_book(page, site)
    page.get_by_role("listitem").filter(has_text="“Newsletters issued” in the text is missing").get_by_role(
        "link", name="Put it right"
    ).click()
    page.wait_for_url("**/measures/2021-09/grid/")


@pytest.mark.usefixtures("planted")
def test_warning_is_let_stand_with_a_reason_without_javascript_and_asks_again_once_withdrawn(
    site: Site, open_browser: Opener, complaints: Complaints
) -> None:
    complaints.expect("422")  # a reason that is none is refused
    page = at_the_book(open_browser("editor", java_script_enabled=False), site)
    asked = page.get_by_role("listitem").filter(has_text="Operations Group Meeting 56: the day of the minutes")
    asked.get_by_label("Why may it stand?").fill("no")
    asked.get_by_role("button", name="Let it stand").click()
    expect(asked.get_by_text("Say in a few words why this may stand")).to_be_visible()
    expect(asked.get_by_label("Why may it stand?")).to_have_value("no")
    asked.get_by_label("Why may it stand?").fill("The minutes went out on paper; the day is being asked for.")
    asked.get_by_role("button", name="Let it stand").click()
    stands = page.get_by_role("region", name="Warnings with a reason").get_by_role("listitem")
    stands = stands.filter(has_text="Operations Group Meeting 56")
    expect(stands).to_contain_text("The minutes went out on paper")
    stands.get_by_role("button", name="Withdraw the reason").click()
    expect(asked.get_by_label("Why may it stand?")).to_have_value("")


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_reason_and_open_item_of_one_long_word_keep_to_the_screen(
    site: Site, open_browser: Opener, size: dict[str, int]
) -> None:
    page, word = at_the_book(open_browser("editor", viewport=size), site), "x" * 2_000
    page.get_by_role("listitem").filter(has_text="the day of the minutes").get_by_role("textbox").fill(word)
    page.get_by_role("listitem").filter(has_text="the day of the minutes").get_by_role("button").click()
    stands = page.get_by_role("region", name="Warnings with a reason").get_by_role("listitem").filter(has_text=word)
    expect(stands).to_have_count(1)
    assert overflow(page) == 0
    page.goto(site(ANNEX))
    expect(page.locator("#reasons-table")).to_contain_text(word)
    assert overflow(page) == 0
    page.goto(site("/desk/operations/2021-09/"))
    page.get_by_label("What is open?").fill(word)
    page.get_by_role("button", name="Add the item").click()
    expect(page.locator(".desk-items").first).to_contain_text(word)
    assert overflow(page) == 0
    page.locator(".desk-items").get_by_role("button", name="Settled").first.click()
    at_the_book(page, site)
    stands.get_by_role("button", name="Withdraw the reason").click()
    expect(stands).to_have_count(0)


@pytest.mark.usefixtures("planted")
def test_findings_of_one_section_are_shown_alone(site: Site, open_browser: Opener) -> None:
    page = at_the_book(open_browser("contributor"), site)
    page.get_by_label("Section").select_option(label="5.7.2 SECAS website (1)")
    page.get_by_role("button", name="Show").click()
    found = page.locator(".book-finding")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("24,000")
    expect(page.get_by_label("Why may it stand?")).to_have_count(0)


@pytest.mark.usefixtures("planted")
def test_month_page_shows_how_the_book_stands_now(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor")
    page.goto(site("/desk/operations/2021-09/"))
    panel = page.get_by_role("region", name="Checks")
    expect(panel).to_contain_text("Nothing has changed since.")
    expect(panel).to_contain_text("errors")


def _told(page: Page) -> tuple[int, int, int]:
    """The errors that the page tells of: at its head, among the checks, and beside all sections together."""
    head = page.locator(".desk-figure", has_text="Errors found by checks").locator("dd").inner_text()
    checks = page.locator("#checks .desk-verdict").inner_text()
    beside = page.locator(".desk-found").all_inner_texts()
    in_words = [re.search(r"(\d+) errors?", words) for words in (checks, *beside)]
    first, *others = [int(found[1]) if found else 0 for found in in_words]
    return int(head), first, sum(others)


def _write(section: str, body: str) -> str:
    """Write a section's text for all to see, outside the transaction of the test. Returns what stood there."""

    def write() -> str:
        with closing(connection):
            before = str(SectionText.objects.values_list("body", flat=True).get(section=section))
            SectionText.objects.filter(section=section).update(body=body)
            return before

    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(write).result()


@pytest.mark.usefixtures("planted")
def test_figures_of_the_month_page_are_all_of_one_run(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor")
    page.goto(site("/desk/operations/2021-09/"))
    expect(page.locator("#checks")).to_contain_text("Nothing has changed since.")
    before = _told(page)
    body = _write("smda", "<p>TBC</p>")
    still = open_browser("contributor", java_script_enabled=False)
    still.goto(site("/desk/operations/2021-09/"))
    assert _told(still) == before
    expect(still.locator("#checks")).to_contain_text("the numbers on this page are from before")
    expect(still.locator(".desk-glance")).to_contain_text("before the last changes")

    page.reload()
    expect(page.locator("#checks")).to_contain_text("Nothing has changed since.")
    expect(page.locator("#section-smda .desk-found")).to_contain_text("error")
    after = _told(page)
    assert after[0] == after[1] == before[0] + 1
    assert after[2] == before[2] + 1
    _write("smda", body)
    still.reload()
    still.get_by_role("link", name="Run them again").click()
    expect(still.locator("#checks")).to_contain_text("Nothing has changed since.")
    assert _told(still) == before
