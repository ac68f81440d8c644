"""A report taken away to be commented on in Word: one press on its page, with JavaScript and without."""

from __future__ import annotations

from collections.abc import Callable

import docx
import pytest
from playwright.sync_api import Page

from tests.browser.place import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_editor_downloads_the_report_for_word(script: bool, site: Site, open_browser: Callable[..., Page]) -> None:
    page = open_browser("editor", java_script_enabled=script)
    page.goto(site("/reports/operations/2021-09/"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Download for Word").click()
    assert download.value.suggested_filename == "SECP_97_1510_17.docx"
    word = docx.Document(str(download.value.path()))
    assert [one.text for one in word.paragraphs if one.style.name == "Title"] == ["Operations Report — September 2021"]
    assert len(word.inline_shapes) >= 7
