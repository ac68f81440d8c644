"""Reading the report: at a desk and on a phone, with and without JavaScript, by keyboard, in the dark, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import ANY_FOCUS_SIGN, overflow, pale
from tests.browser.place import DESK, PHONE, REPORT, Complaints, Site
from tests.workers import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FIGURES = 7
Opener = Callable[..., Page]


@pytest.fixture
def report(site: Site, open_browser: Opener) -> Page:
    page = open_browser("editor")
    page.goto(site(REPORT))
    return page


def test_report_is_reached_from_the_library_and_read_by_its_references(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor")
    page.goto(site("/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Reports")
    expect(page.get_by_role("listitem").filter(has_text="SECP_97_1510_17")).to_contain_text("Draft")
    page.get_by_role("link", name="Operations Report — September 2021").click()

    contents = page.get_by_role("navigation", name="Contents")
    contents.get_by_role("link", name="Modifications and Releases update").click()
    expect(page.get_by_role("heading", name="Modifications and Releases update")).to_be_in_viewport()
    page.get_by_role("link", name="Table 6b").first.click()
    table = page.get_by_role("table", name="Table 6b")
    expect(table).to_be_in_viewport()
    row = table.get_by_role("row").filter(has_text="MP078")
    expect(row.get_by_role("cell")).to_have_text(["IA", "10 May 21", "40 WD", "104 WD", "Over by 64 WD"])
    durations = table.get_by_role("row").filter(has=page.get_by_role("cell")).locator("td:nth-child(5)")
    expect(durations).to_have_text(["104 WD", "66 WD", "66 WD", "32 WD", "14 WD", "11 WD"])


def test_figure_shows_its_data_and_each_chart_says_what_it_shows(report: Page) -> None:
    charts = report.locator("figure img")
    assert charts.count() == FIGURES
    assert all(len(words or "") > 40 for words in charts.evaluate_all("all => all.map(one => one.alt)"))
    data = report.get_by_role("table", name="Voting Groups by Party Category")
    expect(data).to_be_hidden()
    report.get_by_text("Data for Figure 1").click()
    expect(data.get_by_role("row").filter(has_text="Small Suppliers")).to_contain_text("102")


def test_problems_are_listed(report: Page) -> None:
    report.get_by_text(re.compile(r"\d+ things? to look at before this report is issued")).click()
    listed = report.locator(".problems").get_by_role("listitem")
    expect(listed.filter(has_text="Illustrative records stand in for some real ones")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360])
def test_report_on_a_phone_without_javascript_keeps_to_the_screen(width: int, site: Site, open_browser: Opener) -> None:
    page = open_browser("editor", viewport={**PHONE, "width": width}, java_script_enabled=False)
    page.goto(site(REPORT))
    assert overflow(page) == 0
    for summary in page.locator("details > summary").all():
        summary.click()
    assert overflow(page) == 0
    wide = page.locator("#assessments-completed .table-scroll")
    assert wide.evaluate("region => region.scrollWidth > region.clientWidth")
    assert wide.evaluate("region => { region.scrollLeft = 60; return region.scrollLeft }") == 60
    assert overflow(page) == 0


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_every_chart_loads_without_javascript_at_a_size_to_read(
    viewport: dict[str, int], site: Site, open_browser: Opener
) -> None:
    page = open_browser("editor", viewport=viewport, java_script_enabled=False)
    page.goto(site(REPORT))
    scales = page.locator("figure img").evaluate_all("all => all.map(one => one.clientWidth / one.naturalWidth)")
    assert len(scales) == FIGURES
    # One drawn for paper would be shrunk by half on a phone, and its words with it; one not loaded has no size.
    assert [scale for scale in scales if not 0.75 < scale < 1.5] == []


def test_keyboard_skips_to_the_text_and_finds_the_rest_in_reading_order(report: Page) -> None:
    report.keyboard.press("Tab")
    skip = report.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    order = []
    for _ in range(20):
        assert report.evaluate(ANY_FOCUS_SIGN), f"no sign of focus on {order[-1] if order else 'the skip link'}"
        report.keyboard.press("Tab")
        order.append(report.evaluate("document.activeElement.innerText.trim()"))
    assert order[:3] == ["SEC Reports", "Signed in as editor", "Sign out"]
    assert order[3:8] == ["Reports", "Registers", "Dashboard", "Paper packs", "Following"]
    assert order[8:13] == ["Month desk", "Records", "Jobs", "", "Search"], "the fourth is the field of search"
    assert order[13:16] == ["Reports", "Make the PDF", "Download for Word"]
    assert order[16:19] == ["Work on it at the month desk", "See the facts behind it", "Review and comments"]
    assert "to look at before this report is issued" in order[19]

    skip.focus()
    report.keyboard.press("Enter")
    report.keyboard.press("Tab")
    assert report.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_wide_table_is_scrolled_by_keyboard(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor", viewport=PHONE)
    page.goto(site(REPORT))
    region = page.locator("#assessments-completed .table-scroll")
    region.focus()
    assert page.evaluate(ANY_FOCUS_SIGN)
    page.keyboard.press("ArrowRight")
    wait_until(lambda: region.evaluate("region => region.scrollLeft") > 0, what="scrolling")


def test_text_stands_out_from_its_ground(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor")
    for path in (REPORT, "/reports/", "/admin/", "/admin/parties/party/"):
        page.goto(site(path))
        assert pale(page) == [], path
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            white = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
            assert white == (scheme == "light"), path


def test_print_leaves_the_site_out_and_the_paper_in(report: Page) -> None:
    report.emulate_media(media="print")
    for selector in (".site-header", ".govuk-breadcrumbs", ".actions", ".problems", ".site-footer"):
        expect(report.locator(selector)).to_be_hidden()
    expect(report.get_by_role("heading", level=1)).to_be_visible()
    expect(report.get_by_text("SECP_97_1510_17").first).to_be_visible()
    expect(report.locator(".classification").first).to_contain_text("White")


def test_refused_style_is_heard(report: Page, complaints: Complaints) -> None:
    complaints.expect("style-src")
    complaints.expect("Content Security Policy")
    report.evaluate("document.body.setAttribute('style', 'color: red')")

    def heard() -> bool:
        report.evaluate("0")  # what a browser says is heard while it is asked something
        return any("refused by the policy: style-src" in line for line in complaints.heard)

    wait_until(heard, what="the browser's complaint")
