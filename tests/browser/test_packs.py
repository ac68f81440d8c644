"""The life of a pack in a browser, with a real worker: built, put in order, issued, added to, opened by its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looks import ANY_FOCUS_SIGN, CONTRAST, CUT_OFF, overflow
from tests.browser.place import DESK, PHONE, Site, serve_september
from tests.reports.packs.made import printed
from tests.workers import Worker

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

Opener = Callable[..., Page]
AGENDA, PACK = "/packs/97/arrange/", "/packs/97/"
MAKING_MILLISECONDS = 60_000


@pytest.fixture
def site(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Site]:
    settings.MEDIA_ROOT = tmp_path / "media"
    with serve_september() as served:
        yield served


def pdf(*words: str, name: str = "paper.pdf") -> dict[str, Any]:
    return {"name": name, "mimeType": "application/pdf", "buffer": printed(*words)}


def begin(page: Page, site: Site) -> None:
    page.goto(site("/packs/"))
    page.get_by_label("Meeting", exact=True).select_option("97")
    page.get_by_role("button", name="Begin its pack").click()
    expect(page.get_by_text("No paper is on the agenda yet.")).to_be_visible()


def add(page: Page, title: str, classification: str = "White", file: dict[str, Any] | None = None) -> None:
    new = page.locator("#add")
    new.get_by_label("Title").fill(title)
    new.get_by_label("Classification").select_option(classification)
    if file:
        new.get_by_label("PDF").set_input_files(file)
    new.get_by_role("button", name="Add the paper").click()


def row(page: Page, title: str) -> Locator:
    return page.locator(".packs-row", has=page.get_by_role("heading", name=title))


def expect_order(page: Page, *titles: str) -> None:
    expected = [f"{item}\u2002{title}" for item, title in enumerate(titles, start=1)]
    expect(page.locator(".packs-row h2")).to_have_text(expected)


def drag(page: Page, title: str, below: str) -> None:
    """By the handle, to the lower half of another paper."""
    handle = row(page, title).locator("[data-handle]").bounding_box()
    onto = row(page, below).bounding_box()
    assert handle is not None
    assert onto is not None
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(handle["x"] + 5, onto["y"] + onto["height"] * 0.7, steps=5)
    page.mouse.up()


def issue(page: Page, what: str) -> None:
    page.get_by_label("Send a mail with a link to").check()
    page.get_by_role("button", name=f"Issue {what}").click()
    issued = "It is issued, and its readers are told by mail."
    expect(page.get_by_role("status")).to_have_text(issued, timeout=MAKING_MILLISECONDS)


def leads(page: Page, address: str) -> str:
    """Where a page's address sends a browser: the file would only be downloaded here."""
    answer = page.request.get(address, max_redirects=0)
    return answer.headers.get("location", f"{answer.status}")


def test_editor_builds_orders_and_issues_a_pack_and_a_supplement_that_readers_open_by_page(
    site: Site, open_browser: Opener, start_worker: Callable[..., Worker], tmp_path: Path
) -> None:
    start_worker(SEC_STORAGE_DIR=str(tmp_path))
    page = open_browser("editor")
    begin(page, site)
    add(page, "Minutes", file=pdf("Minute one", "Minute two"))
    add(page, "Names of Parties", "Red", pdf("Secret names"))
    add(page, "Actions")
    expect_order(page, "Minutes", "Names of Parties", "Actions")

    row(page, "Actions").locator("[data-handle]").focus()
    page.keyboard.press("ArrowUp")
    expect_order(page, "Minutes", "Actions", "Names of Parties")
    expect(row(page, "Actions").locator("[data-handle]")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect_order(page, "Actions", "Minutes", "Names of Parties")
    drag(page, "Actions", below="Names of Parties")
    expect_order(page, "Minutes", "Names of Parties", "Actions")

    add(page, "A picture", file={"name": "paper.pdf", "mimeType": "application/pdf", "buffer": b"\x89PNG" + b"0" * 99})
    expect(page.get_by_role("alert")).to_contain_text("It is no PDF, whatever its name says.")
    expect(page.locator("#add").get_by_label("Title")).to_have_value("A picture")

    page.get_by_role("button", name="Look at each edition first").click()
    expect(page.get_by_role("link", name="Open the preview (PDF)")).to_have_count(2, timeout=MAKING_MILLISECONDS)
    for viewport in (DESK, PHONE):
        page.set_viewport_size(viewport)
        assert overflow(page) == 0
        assert page.evaluate(CUT_OFF) == []
        assert page.evaluate(CONTRAST, 4.5) == []
    page.set_viewport_size(DESK)
    page.get_by_role("link", name="Back to the agenda, to issue it").click()

    issue(page, "the pack")
    page.get_by_role("link", name="Open the pack").click()
    expect(page.get_by_role("heading", name="Pack: pages 1 to 8")).to_be_visible()
    assert leads(page, site(f"{PACK}p/7")) == "/packs/97/files/SECP_97_1510_pack_red.pdf#page=7"

    stranger = open_browser()
    stranger.goto(site(PACK))
    expect(stranger.get_by_text("A paper that is withheld")).to_be_visible()
    expect(stranger.get_by_text("Names of Parties")).to_have_count(0)
    assert leads(stranger, site(f"{PACK}p/7")) == "/packs/97/files/SECP_97_1510_pack_white.pdf#page=6"
    with stranger.expect_download() as download:
        stranger.get_by_role("link", name="Download the White edition").click()
    assert b"Secret names" not in Path(download.value.path()).read_bytes()

    page.goto(site(AGENDA))
    late = row(page, "Actions")
    late.locator("summary").click()
    late.get_by_label("PDF").set_input_files(pdf("Action one"))
    late.get_by_role("button", name="Add the PDF").click()
    expect(late).to_contain_text("paper.pdf, 1 page")
    former = row(page, "Minutes")
    former.locator("summary").click()
    former.get_by_label("PDF").set_input_files(pdf("Minute one, mended"))
    former.get_by_role("button", name="Replace it in a supplement").click()
    expect(former.first).to_contain_text("Replaced by item 4")
    issue(page, "supplement 1")
    stranger.goto(site(PACK))
    expect(stranger.get_by_role("heading", name="Supplement 1: pages 9 to 14")).to_be_visible()
    stranger.goto(site(f"{PACK}p/4"))
    expect(stranger.get_by_text("In its place:")).to_be_visible()
    expect(stranger.get_by_role("link", name="Open page 4 as it was issued")).to_be_visible()
    assert leads(stranger, site(f"{PACK}p/12")) == "/packs/97/files/SECP_97_1510_supplement_1_white.pdf#page=4"


def test_agenda_is_built_without_javascript_and_its_pages_keep_to_any_screen(site: Site, open_browser: Opener) -> None:
    plain = open_browser("editor", java_script_enabled=False)
    begin(plain, site)
    add(plain, "Minutes", file=pdf("Minute one"))
    add(plain, f"A paper {'W' * 90}", "Amber")
    row(plain, "A paper").get_by_role("button", name="up").click()
    expect_order(plain, f"A paper {'W' * 90}", "Minutes")
    expect(plain.locator("[data-handle]").first).to_be_hidden()
    row(plain, "Minutes").locator("summary").click()
    row(plain, "Minutes").get_by_role("button", name="Remove Minutes").click()
    expect_order(plain, f"A paper {'W' * 90}")

    for viewport in (DESK, PHONE):
        for scheme in ("light", "dark"):
            page = open_browser("editor", viewport=viewport, color_scheme=scheme)
            for address in ("/packs/", AGENDA):
                page.goto(site(address))
                for opening in page.locator("summary").all():
                    opening.click()
                assert overflow(page) == 0, (address, viewport)
                assert page.evaluate(CUT_OFF) == []
                assert page.evaluate(CONTRAST, 4.5) == []
    page.locator("summary").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate(ANY_FOCUS_SIGN)
