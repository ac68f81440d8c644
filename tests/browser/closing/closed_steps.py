"""The closed month: its draft, its PDF, and the desk with nothing missing."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.closing.people import MONTH, Person

DRAFT = "/reports/operations/2021-10/"
PRINT_MILLISECONDS = 90_000


def draft_is_read(editor: Person) -> None:
    page = editor.go(DRAFT)
    expect(page.get_by_role("heading", name="Modifications and Releases update")).to_be_visible()
    text = page.locator("main").inner_text()
    for gone in ("MP194", "233,500", "Text not yet written"):
        assert gone not in text, gone
    for said in ("23,350", "392", "seven queries by telephone", "There were seven"):
        assert said in text, said
    editor.picture("22-draft")


def pdf_is_made(editor: Person) -> None:
    """By the worker."""
    page = editor.page
    editor.button("Make the PDF").first.click()
    expect(page.get_by_role("status").filter(has_text="The PDF is ready")).to_be_visible(timeout=PRINT_MILLISECONDS)
    with page.expect_download() as download:
        editor.link("Download the PDF").first.click()
    assert download.value.suggested_filename == "SECP_98_1911_12.pdf"
    printed = re.sub(
        r"\s+", " ", "".join(sheet.extract_text() for sheet in PdfReader(Path(download.value.path())).pages)
    )
    assert "SECP_98_1911_12" in printed
    assert "October 2021" in printed
    assert "MP194" not in printed


def month_is_closed(contributor: Person, editor: Person) -> None:
    page = contributor.go(f"{MONTH}?show=mine")
    _checks_are_run(contributor)
    for section in ("helpdesk", "market"):
        page.locator(f"#state-{section}-ready").click()
        expect(page.locator(f"#state-{section}-ready")).to_have_attribute("aria-pressed", "true")
    page = editor.go(MONTH)
    _checks_are_run(editor)
    glance = page.locator(".desk-glance")
    expect(glance.locator(".desk-figure", has_text="Still missing")).to_contain_text("0")
    expect(glance.locator(".desk-figure", has_text="Errors found by checks")).to_contain_text("0")
    expect(page.locator(".desk-gaps")).to_have_count(0)
    editor.picture("23-closed-month")


def _checks_are_run(person: Person) -> None:
    """The month's page runs them anew, and says that they hold. Nothing of the page is underway any more."""
    checks = person.page.locator("#checks")
    expect(checks).to_contain_text("Nothing has changed since.", timeout=PRINT_MILLISECONDS)
    expect(checks).to_contain_text(re.compile(r"\b(\d+) of \1 hold\."))
