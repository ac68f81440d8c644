"""From signing in to the PDF in hand, with a real worker, with JavaScript and without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.place import PASSWORD, Site, serve_september
from tests.workers import Worker

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

PRINT_MILLISECONDS = 60_000


@pytest.fixture
def site(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Site]:
    """As elsewhere, but emptied after the one test, and with its files in a folder that the worker knows."""
    settings.MEDIA_ROOT = tmp_path / "media"
    with serve_september() as served:
        yield served


def look_until(page: Page, ready: re.Pattern[str]) -> None:
    """Without JavaScript nothing moves by itself: the reader looks again."""
    for _ in range(PRINT_MILLISECONDS // 500):
        if ready.search(page.get_by_role("status").inner_text()):
            return
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Look again").click()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_editor_asks_for_the_pdf_and_gets_it(
    script: bool, site: Site, open_browser: Callable[..., Page], start_worker: Callable[..., Worker], tmp_path: Path
) -> None:
    start_worker(SEC_STORAGE_DIR=str(tmp_path))
    page = open_browser(java_script_enabled=script)
    page.goto(site("/"))
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("User name").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Reports", exact=True).first.click()
    page.get_by_role("link", name="Operations Report — September 2021").click()
    page.get_by_role("button", name="Make the PDF").click()

    expect(page).to_have_title("PDF of the Operations Report, September 2021 — SEC Reports")
    ready = re.compile(r"The PDF is ready: (\d+) pages\.")
    if not script:
        look_until(page, ready)
    expect(page.get_by_role("status")).to_have_text(ready, timeout=PRINT_MILLISECONDS)
    said = ready.search(page.get_by_role("status").inner_text())
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the PDF").click()
    assert download.value.suggested_filename == "SECP_97_1510_17.pdf"
    file = Path(download.value.path())
    assert file.read_bytes().startswith(b"%PDF-")
    pages = PdfReader(file).pages
    assert said is not None
    assert len(pages) == int(said[1])
    assert "SECP_97_1510_17" in pages[0].extract_text()

    page.get_by_role("link", name="Back to the report").click()
    expect(page.get_by_role("link", name="Download the PDF")).to_be_visible()
    expect(page.get_by_role("button", name="Make the PDF")).to_have_count(0)
