"""A spreadsheet with planted mistakes, on its way into the records and out again, with a real worker."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from importing.package import Format
from parties.models import CategoryPeriod, Party
from tests.browser.looks import CUT_OFF, overflow, pale
from tests.browser.place import DESK, PHONE, Site, serve_september
from tests.importing.books import PARTIES, ods, xlsx
from tests.importing.files import csv
from tests.workers import Worker

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

Opener = Callable[..., Page]
WORK_MILLISECONDS = 60_000
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CATEGORIES = ("party,category,from,until", "lantern-power,small_supplier,2021-09-01,")
MISTAKEN = ("party,category,from,until", "lantern-power,small_suplier,2021-09-31,", "lantern-pwer,other,2021-09-01,")


@pytest.fixture
def site(transactional_db: None) -> Iterator[Site]:
    with serve_september() as served:
        yield served


@pytest.fixture
def known(site: Site) -> Party:
    """A stored Party whose name the file corrects, with a trading name that it blanks."""
    return Party.objects.create(code="harbour-gas", name="Harbor Gas Limited", trading_name="Harbour")


def parties(*rows: tuple[str, str, str]) -> FilePayload:
    return {"name": "parties.xlsx", "mimeType": Format.XLSX.mime, "buffer": xlsx(PARTIES, *rows)}


def categories(*lines: str) -> FilePayload:
    return {"name": "party_categories.csv", "mimeType": "text/csv", "buffer": csv(*lines)}


def send(page: Page, *files: FilePayload) -> None:
    page.get_by_label("Files").set_input_files(list(files))


def row(page: Page, words: str) -> Locator:
    return page.locator("table.rows tbody tr").filter(has_text=words)


def look_at(page: Page, name: str) -> None:
    """Nothing hangs over or is too pale, at both widths, light and dark; with SEC_SHOTS set, pictures are kept to look
    at."""
    for width, size in (("desk", DESK), ("phone", PHONE)):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        assert overflow(page) == 0, f"{name} is wider than a {width}"
        assert page.evaluate(CUT_OFF) == []
        assert pale(page) == [], name
        if shots := os.environ.get("SEC_SHOTS"):
            for colours in COLOURS:
                page.emulate_media(color_scheme=colours)
                page.screenshot(path=Path(shots) / f"import-{name}-{width}-{colours}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})


def comes_to(page: Page, state: str) -> None:
    """By itself, without a click."""
    expect(page.locator(".run-facts .state")).to_have_text(state, timeout=WORK_MILLISECONDS)


def test_mistakes_are_seen_by_row_corrected_accepted_and_undone(
    site: Site, known: Party, open_browser: Opener, start_worker: Callable[..., Worker]
) -> None:
    start_worker()
    page = open_browser("editor")
    page.goto(site("/admin/"))
    page.get_by_role("main").get_by_role("link", name="Parties", exact=True).click()
    page.get_by_role("link", name="Import", exact=True).click()
    expect(page.get_by_label("Kind of record")).to_have_value("parties")
    page.get_by_label("Kind of record").select_option("")
    look_at(page, "upload")

    good = ("harbour-gas", "Harbour Gas Limited", "")
    send(page, parties(good, ("Lantern-Power", "Lantern Power Limited", "")), categories(*MISTAKEN))
    page.get_by_role("button", name="Check the files").click()
    comes_to(page, "To be corrected")
    expect(page.locator(".verdict-words")).to_have_text("3 rows refused, nothing is saved yet")
    sent = row(page, "parties.xlsx, sheet parties")
    expect(sent.filter(has_text="line 3")).to_contain_text("Write lantern-power.")
    expect(row(page, "small_suplier")).to_contain_text("Was small_supplier meant?")
    expect(row(page, "small_suplier")).to_contain_text("There is no such day.")
    expect(sent.filter(has_text="line 2")).to_contain_text("Harbor Gas Limited → Harbour Gas Limited")
    expect(page.get_by_role("button", name=re.compile("Accept"))).to_have_count(0)
    assert not Party.objects.filter(code="lantern-power").exists()
    look_at(page, "refused")
    first = page.locator("table.rows").first.locator("tbody tr").first
    assert first.bounding_box() is not None
    assert (first.bounding_box() or {"y": 0})["y"] < DESK["height"] / 2, "what is refused is seen without scrolling"
    expect(page.get_by_role("button", name="Leave out parties.xlsx")).to_be_hidden()
    page.get_by_text("2 files").click()
    expect(page.get_by_role("button", name="Leave out parties.xlsx")).to_be_visible()
    page.get_by_label("Show").select_option("refused")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("table.rows tbody tr")).to_have_count(3)

    send(page, parties(good, ("lantern-power", "Lantern Power Limited", "")), categories(*CATEGORIES))
    page.get_by_role("button", name="Check again").click()
    comes_to(page, "Waiting to be accepted")
    expect(page.locator(".verdict-words")).to_have_text("Ready: 2 added, 1 changed")
    expect(page.get_by_text("1 row would take a stored value away")).to_be_visible()
    expect(row(page, "harbour-gas")).to_contain_text("Harbor Gas Limited → Harbour Gas Limited")
    look_at(page, "preview")

    page.get_by_role("button", name="Accept and save 3 rows").click()
    comes_to(page, "Saved")
    known.refresh_from_db()
    assert (known.name, known.trading_name) == ("Harbour Gas Limited", "")
    look_at(page, "saved")
    address = page.url
    page.get_by_role("link", name="Lantern Power Limited (lantern-power)", exact=True).first.click()
    expect(page.locator("#id_name")).to_have_value("Lantern Power Limited")

    page.goto(address)
    page.get_by_text("Undo this import").click()
    page.get_by_role("button", name="Undo all of it").click()
    comes_to(page, "Undone")
    known.refresh_from_db()
    assert (known.name, known.trading_name) == ("Harbor Gas Limited", "Harbour")
    assert not Party.objects.filter(code="lantern-power").exists()
    assert not CategoryPeriod.objects.filter(party__code="lantern-power").exists()
    look_at(page, "undone")


def test_import_goes_without_script_in_an_opendocument(
    site: Site, open_browser: Opener, start_worker: Callable[..., Worker]
) -> None:
    start_worker()
    page = open_browser("contributor", java_script_enabled=False)
    page.goto(site("/import/"))
    content = ods(PARTIES, ("lantern-power", "Lantern Power Limited", ""))
    send(page, {"name": "parties.ods", "mimeType": Format.ODS.mime, "buffer": content})
    page.get_by_role("button", name="Check the files").click()

    def look_until(state: str) -> None:
        for _ in range(WORK_MILLISECONDS // 500):
            if page.locator(".run-facts .state").inner_text() == state:
                return
            page.wait_for_timeout(500)
            page.goto(page.url)

    look_until("Waiting to be accepted")
    page.get_by_role("button", name="Accept and save 1 row").click()
    look_until("Saved")
    assert Party.objects.filter(code="lantern-power").exists()


def test_list_is_exported_as_it_is_filtered(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor")
    page.goto(site("/admin/parties/party/"))
    page.get_by_role("textbox", name="Search").fill("energy")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Export", exact=True).click()
    look_at(page, "export")
    with page.expect_download() as download:
        page.get_by_role("link", name="Parties as CSV").click()
    assert download.value.suggested_filename == "parties.csv"
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()[2:]
    assert lines
    assert all("energy" in line.lower() for line in lines)
    page.goto(site("/import/kinds/"))
    look_at(page, "kinds")
    with page.expect_download() as download:
        page.get_by_role("link", name="Empty XLSX file of Meetings").click()
    assert download.value.suggested_filename == "meetings.xlsx"
