"""Search as a reader meets it: at a desk and on a phone, in light and dark, by keyboard, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pgtrigger
import pytest
from django.core.management import call_command
from django.db import transaction
from playwright.sync_api import Page, expect

from meetings.models import Meeting
from reports.models import PublishedFile, Report
from reports.models.publication import FileKind
from reports.packs import agenda
from reports.packs.agenda import Told, begin
from reports.packs.uploads import check_upload
from tests.access.cast import person
from tests.browser.axe import seen
from tests.browser.place import DESK, PHONE, Complaints, Site, empty_the_tables, serve_september
from tests.reports.packs.made import upload
from tests.reports.packs.test_issuing import issue
from tests.reports.publishing.life import made

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MINUTES = (
    "The Panel noted that the smart metering tariffs had not been consulted upon, and asked for a paper in November."
)
ADVICE = "Advice on smart metering tariffs, for members alone."
GOLDEN = Path(__file__).parents[1] / "reports" / "golden" / "operations-2021-09.json"


@pytest.fixture
def site(transactional_db: None) -> Iterator[Site]:
    with serve_september() as served:
        with transaction.atomic(), pgtrigger.ignore("reports.PublishedFile:frozen"):
            made(Report.objects.get(kind="operations"))
            data = PublishedFile.objects.filter(kind=FileKind.DATA)
            data.filter(part="").update(content=GOLDEN.read_bytes())
            data.exclude(part="").update(content=GOLDEN.read_bytes())
        _issue_minutes()
        call_command("index_for_search", stdout=StringIO())
        yield served
    empty_the_tables()


def _issue_minutes() -> None:
    """A PDF that somebody brought, of two pages, and one that is for the Panel."""
    pack = begin(Meeting.objects.get(committee__code="panel", number=97), person("editor"))
    for title, word, page in (("Minutes of meeting 96", "white", MINUTES), ("Tariff advice", "amber", ADVICE)):
        brought = check_upload(upload("Those present", page))
        agenda.add_paper(pack, Told(title, word), seen=pack.revision, by=person("editor"), file=brought)
    issue(pack)


def test_a_reader_searches(
    site: Site, open_browser: Callable[..., Page], complaints: Complaints, settings: Any
) -> None:
    complaints.expect("status of 400")
    complaints.expect("status of 429")
    for window in (DESK, PHONE):
        page = open_browser(viewport=window)
        page.context.route("**/*.js", lambda route: route.abort())
        page.goto(site("/search/"))
        seen(page, "search")
        field = page.get_by_label("Search papers, modifications")
        field.focus()
        page.keyboard.type("assessment")
        page.keyboard.press("Enter")
        expect(page.locator("#search-count")).to_contain_text("results")
        expect(page.locator(".search-results mark").first).to_be_visible()
        seen(page, "search-found")

        page.get_by_role("link", name="Published reports").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Chosen, take back: Published reports")).to_be_visible()
        page.get_by_label("Month").select_option("2021-09")
        page.get_by_role("button", name="Narrow").press("Enter")
        expect(page).to_have_url(site("/search/?q=assessment&kind=report&month=2021-09"))
        result = page.locator(".search-results a").first
        assert "/reports/operations/2021-09/v1/#" in (result.get_attribute("href") or "")

        field.fill("smart metering tariffs")
        field.press("Enter")
        seen(page, "search-page-of-a-paper")
        result = page.get_by_role("link", name="Minutes of meeting 96, pack page 5")
        assert result.get_attribute("href") == "/packs/97/p/5"
        expect(page.locator(".search-results__passage")).to_contain_text("the smart metering tariffs")
        opened = page.request.get(site("/packs/97/p/5"), max_redirects=0)
        assert opened.headers["location"].endswith("_white.pdf#page=5")

        field.fill("MP 121")
        field.press("Enter")
        expect(page.get_by_role("navigation", name="What it names")).to_contain_text("MP121")
        field.fill("assesment")
        field.press("Enter")
        seen(page, "search-nothing")
        page.get_by_role("link", name=re.compile("^assessments?$", re.IGNORECASE)).press("Enter")
        expect(page.locator("#search-count")).to_contain_text("results")
        field.fill("x" * 201)
        field.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("at most 200 characters")
        expect(field).to_have_value("x" * 201)
        seen(page, "search-refused")
        page.goto(site("/api/v1/"))
        seen(page, "interface")
    settings.SEARCHES_A_MINUTE = 0
    page.goto(site("/search/?q=assessment"))
    expect(page.get_by_role("heading", name="Too many requests")).to_be_visible()
    seen(page, "search-too-many")
