"""The registers as readers meet them: at a desk and on a phone, in light and dark, by keyboard, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from access.classification import Classification
from meetings.models import Action, Meeting
from parties.models import Membership
from reports.models import Report
from tests.browser.axe import seen
from tests.browser.place import DESK, PHONE, Complaints, Site, empty_the_tables, serve_september
from tests.reports.publishing.life import made

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Opener = Callable[..., Page]


@pytest.fixture
def site(transactional_db: None) -> Iterator[Site]:
    with serve_september() as served:
        yield served
    empty_the_tables()


def test_a_reader_asks_the_registers(site: Site, open_browser: Opener, complaints: Complaints) -> None:
    complaints.expect("status of 400")
    made(Report.objects.get(kind="operations"))
    held = Meeting.objects.filter(committee__code="panel", held_on__lte="2021-09-30").latest("held_on")
    Action.objects.create(
        committee=held.committee, meeting=held, reference="A1", description="To report.", raised_on=held.held_on
    )
    count = Membership.objects.filter(acceded_on__lte="2021-09-30").exclude(exited_on__lte="2021-09-30").count() - 1

    for window, script in ((DESK, True), (PHONE, False)):
        page = open_browser(viewport=window, java_script_enabled=True)
        if not script:
            page.context.route("**/*.js", lambda route: route.abort())
        page.goto(site("/registers/"))
        expect(page.get_by_text("up to 30 September 2021")).to_be_visible()
        seen(page, "registers")

        page.get_by_role("link", name="Parties", exact=True).click()
        expect(page.locator("#count")).to_have_text(f"{count:,} Parties, excluding the DCC, as at 30 September 2021")
        page.get_by_role("region", name="Parties: rows").focus()
        expect(page.get_by_role("region", name="Parties: rows")).to_be_focused()
        seen(page, "register-of-parties")
        page.get_by_role("link", name="Acceded").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("columnheader", name="Acceded (ascending)")).to_have_attribute("aria-sort", "ascending")
        page.get_by_label("Name contains").fill("no such name")
        page.get_by_label("As at").fill("31/02/2021")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("As at: There is no such day")
        expect(page.get_by_label("Name contains")).to_have_value("no such name")
        seen(page, "register-refused")
        page.get_by_role("link", name="As at: There is no such day").click()
        expect(page.get_by_label("As at")).to_be_focused()
        page.get_by_label("As at").fill("31/08/2021")
        page.keyboard.press("Enter")
        expect(page.get_by_text("No Parties, excluding the DCC, as at 31 August 2021")).to_be_visible()
        page.get_by_role("link", name="Take away the filter Name contains").click()
        page.get_by_role("rowheader").first.get_by_role("link").click()
        expect(page.get_by_role("heading", name="As at 31 August 2021")).to_be_visible()
        seen(page, "party")

        page.goto(site("/registers/meetings/?committee=panel"))
        page.get_by_role("link", name=held.title).click()
        expect(page.get_by_role("row").filter(has_text="Papers issued")).to_be_visible()
        seen(page, "meeting")
        page.goto(site("/registers/releases/"))
        seen(page, "register-of-releases")
        page.get_by_role("rowheader").first.get_by_role("link").click()
        expect(page.get_by_role("heading", name="Dates that were set")).to_be_visible()
        seen(page, "release")
        page.goto(site("/registers/about/sec-versions/"))
        seen(page, "columns")
        page.goto(site("/registers/actions/"))
        expect(page.get_by_text("for people who are signed in")).to_be_visible()
        expect(page.get_by_text("To report.")).to_have_count(0)
        seen(page, "actions-for-strangers")

    page = open_browser("editor", viewport=DESK)
    page.goto(site("/registers/actions/"))
    expect(page.get_by_role("cell", name="To report.")).to_be_visible()
    expect(page.get_by_text(Classification.GREEN.label, exact=True)).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    assert "To report." in Path(taken.value.path()).read_text(encoding="utf-8-sig")
    seen(page, "register-of-actions")
