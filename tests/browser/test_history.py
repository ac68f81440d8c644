"""What happened to a record, looked up by an editor; and the whole trail, looked through by an administrator."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from parties.models import Party
from tests.browser.looks import CUT_OFF, overflow, pale
from tests.browser.place import PHONE, Site
from tests.workers import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Opener = Callable[..., Page]
READABLE = 4.5


def rename(page: Page, site: Site, of: Party, name: str) -> None:
    page.goto(site(f"/admin/parties/party/{of.pk}/change/"))
    page.locator("#id_name").fill(name)
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()


def a_second_after_loading() -> datetime:
    """A whole second, as the field takes it, at which the sample month had been loaded."""
    loaded = timezone.now()
    wait_until(lambda: timezone.now().replace(microsecond=0) > loaded)
    return timezone.localtime().replace(microsecond=0)


def test_editor_sees_what_was_changed_and_what_was_known_before(site: Site, open_browser: Opener) -> None:
    of = Party.objects.order_by("code")[10]
    page = open_browser("editor")
    before = a_second_after_loading()
    rename(page, site, of, "Renamed Energy Limited")
    page.get_by_role("link", name="History").click()
    newest = page.locator(".trail-entry").first
    expect(newest).to_contain_text("Changed")
    expect(newest.locator(".trail-who")).to_contain_text(re.compile(r"editor\s+Change Party"))
    row = newest.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Name"))
    expect(row.get_by_role("cell")).to_have_text([of.name, "Renamed Energy Limited"])

    page.get_by_role("textbox", name="As known on").fill(f"{before:%d/%m/%Y %H:%M:%S}")
    page.get_by_role("button", name="Show").click()
    known = page.get_by_role("region", name="As known on")
    changed = known.locator("tr.differs").first
    expect(changed.get_by_role("cell").first).to_have_text(of.name)
    expect(changed.get_by_role("cell").last).to_contain_text("Renamed Energy Limited")

    page.get_by_role("textbox", name="As known on").fill("31/02/2021")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Write a day, or a day and a time")).to_be_visible()
    expect(page.get_by_role("textbox", name="As known on")).to_have_value("31/02/2021")


def test_administrator_asks_the_trail_and_takes_it_away(site: Site, open_browser: Opener) -> None:
    of = Party.objects.order_by("code")[11]
    rename(open_browser("editor"), site, of, "Another Energy Limited")
    page = open_browser("administrator")
    page.goto(site("/admin/"))
    page.get_by_role("main").get_by_role("link", name="Audit trail").click()
    expect(page.locator(".trail-entry")).to_have_count(40)
    page.get_by_role("link", name="Older").click()
    expect(page.get_by_role("link", name="Newest")).to_be_visible()
    page.get_by_label("Person").select_option("editor")
    page.get_by_label("Kind of record").select_option("Party")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".trail-entry").first).to_contain_text("Another Energy Limited")
    with page.expect_download() as download:
        page.get_by_role("button", name="Take all of it away as CSV").click()
    lines = list(csv.DictReader(StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert (lines[0]["Field"], lines[0]["Before"], lines[0]["After"]) == ("Name", of.name, "Another Energy Limited")
    assert {line["Who"] for line in lines} == {"editor"}
    page.get_by_role("link", name="Show all").click()
    expect(page.locator(".trail-entry").first).to_contain_text("audit exported")
    page.get_by_label("From").fill("nonsense")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("Please correct the error")).to_be_visible()


def test_histories_keep_to_a_phone_screen_and_can_be_read(site: Site, open_browser: Opener) -> None:
    page = open_browser("administrator", viewport=PHONE)
    soon = timezone.localtime() + timedelta(minutes=1)
    party = Party.objects.order_by("code")[12]
    for address in (
        f"/admin/parties/party/{party.pk}/history/?at={soon:%d/%m/%Y}",
        "/admin/audit/",
        "/admin/audit/?first=nonsense",
    ):
        page.goto(site(address))
        assert overflow(page) == 0, address
        assert page.evaluate(CUT_OFF) == [], address
        assert pale(page, READABLE) == [], address
