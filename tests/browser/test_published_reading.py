"""A Panel member with ten minutes: what changed, why, and what it rests on; at a desk and on a phone, in both colours,
by keyboard, and without JavaScript."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.test import Client
from playwright.sync_api import Page, expect

from reports.models import Report
from tests.access.cast import person
from tests.browser.axe import breaches
from tests.browser.looks import ANY_FOCUS_SIGN, overflow
from tests.browser.place import DESK, PHONE, REPORT, Site, empty_the_tables, serve_september
from tests.readers.reading.made import august, earlier, publish, with_block

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURES = os.environ.get("PICTURES", "")
"""A folder for pictures of the pages, where somebody wants to look at them."""
Opener = Callable[..., Page]
PAGES = {
    "paper": "",
    "changes": "changes/",
    "figure": "v2/figures/movements/",
    "table": "v2/tables/assessments-open/",
    "data": "v2/data/",
    "dictionary": "v2/data-dictionary/",
    "counted": "v2/facts/",
    "fact": "v2/facts/modifications.open/",
    "cite": "v2/cite/",
    "versions": "versions/",
    "superseded": "v1/tables/timescales/",
}


@pytest.fixture
def site(transactional_db: None) -> Iterator[Site]:
    with serve_september() as served:
        client = Client()
        client.force_login(person("panel"))
        served.sessions["panel"] = client.cookies[site_settings.SESSION_COOKIE_NAME].value
        report = Report.objects.select_related("meeting__committee").get(kind="operations", month=date(2021, 9, 1))
        publish(earlier(report), august())
        publish(report, with_block("timescales", lambda block: block))
        publish(report, version=2)
        yield served
    empty_the_tables()


def seen(page: Page, name: str) -> None:
    """At both widths and in both colours: nothing that axe finds wrong, and nothing wider than the window."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for colours in ("dark", "light"):
            page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
            assert breaches(page) == [], f"{name} at {size['width']} in {colours}"
            assert overflow(page) == 0, f"{name} at {size['width']}"
            if PICTURES:
                page.screenshot(path=str(Path(PICTURES) / f"{name}-{size['width']}-{colours}.png"), full_page=True)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]


def test_every_page_about_a_paper_is_sound_at_both_widths_and_in_both_colours(site: Site, open_browser: Opener) -> None:
    page = open_browser("panel")
    for name, address in PAGES.items():
        answer = page.goto(site(REPORT + address))
        assert answer is not None
        assert answer.status == 200, name
        seen(page, name)


def test_member_with_ten_minutes_finds_what_changed_why_and_what_it_rests_on(site: Site, open_browser: Opener) -> None:
    at_a_desk_by_keyboard(site, open_browser)
    on_paper(site, open_browser)
    on_a_phone(site, open_browser)
    without_javascript(site, open_browser)


def at_a_desk_by_keyboard(site: Site, open_browser: Opener) -> None:
    page = open_browser("panel", permissions=["clipboard-read", "clipboard-write"])
    page.goto(site(REPORT))
    contents = page.get_by_role("navigation", name="Contents")
    page.locator("#security").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#security').scrollIntoView()")
    expect(contents.locator("a[aria-current]")).to_have_text("5.2 Security and Privacy update")
    expect(contents.locator("a[aria-current]")).to_be_in_viewport()

    def press_on(name: str, role: str = "link") -> None:
        one = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
        one.focus()
        assert page.evaluate(ANY_FOCUS_SIGN), name
        page.keyboard.press("Enter")

    press_on("Next section: 6 SEC meeting details")
    expect(page.get_by_role("heading", name="SEC meeting details")).to_be_in_viewport()
    press_on("Back to contents")
    expect(contents.get_by_role("heading", name="Contents")).to_be_in_viewport()

    press_on("Link each figure in the text", "button")
    figure = page.locator("#parties-text").get_by_role("link", name="332", exact=True)
    assert (figure.get_attribute("href") or "").endswith("/v2/facts/parties.total/")
    press_on("Link each figure in the text", "button")
    expect(figure).to_have_count(0)

    press_on("What changed since last month")
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed since August 2021")
    expect(page.get_by_role("region", name="In short").get_by_role("listitem").first).to_contain_text("up")
    press_on("unchanged though")
    expect(page.get_by_role("heading", name="Text unchanged though its figure moved")).to_be_in_viewport()
    page.get_by_label("Earlier").select_option("2021-09-v1")
    press_on("Compare", "button")
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed between versions")

    page.goto(site(f"{REPORT}#movements"))
    doors = page.locator("#movements > details.block-doors")
    doors.locator("summary").focus()
    page.keyboard.press("Enter")
    press_on("Figure 2 at its own address")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Figure 2 Accessions, withdrawals, expulsions and Events of Default in the past 12 months"
    )
    press_on("Copy the citation", "button")
    expect(page.get_by_role("status")).to_have_text("Copied.")
    assert "SECP_97_1510_17" in page.evaluate("navigator.clipboard.readText()")

    page.goto(site(f"{REPORT}v2/facts/modifications.open/"))
    expect(page.get_by_role("table", name="The rows behind")).to_be_visible()


def on_a_phone(site: Site, open_browser: Opener) -> None:
    """The contents fold."""
    page = open_browser("panel", viewport=PHONE)
    page.goto(site(REPORT))
    toggle = page.get_by_role("button", name="Contents")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    toggle.focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("navigation", name="Contents").get_by_role("link", name="SEC meeting details")
    expect(link).to_be_visible()
    link.press("Enter")
    expect(page.get_by_role("heading", name="SEC meeting details")).to_be_in_viewport()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    assert overflow(page) == 0


def without_javascript(site: Site, open_browser: Opener) -> None:
    """The contents are a plain list, and everything is there."""
    bare = open_browser("panel", viewport=PHONE, java_script_enabled=False)
    for name, address in PAGES.items():
        bare.goto(site(REPORT + address))
        expect(bare.get_by_role("heading", level=1)).to_be_visible()
        assert overflow(bare) == 0, name
    bare.goto(site(REPORT))
    contents = bare.get_by_role("navigation", name="Contents")
    expect(contents.get_by_role("link", name="SEC meeting details")).to_be_visible()
    expect(bare.get_by_role("link", name="Cite Figure 2")).to_be_hidden()
    bare.locator("#movements > details.block-doors > summary").click()
    bare.get_by_role("link", name="Cite Figure 2").click()
    expect(bare.get_by_role("heading", name="Cite this")).to_be_in_viewport()


def on_paper(site: Site, open_browser: Opener) -> None:
    """What is printed is what the PDF shows, and none of the doors."""
    page = open_browser("panel")
    page.goto(site(REPORT))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for gone in (".paper-doors", ".block-doors", ".section-ways", ".actions", ".contents-toggle"):
        assert not page.locator(gone).first.is_visible(), gone
    for kept in (".paper-details", ".report-contents", "#movements img", "#movements-data table", "#timescales .basis"):
        expect(page.locator(kept).first).to_be_visible()
