"""The self-contained file in Chromium, so that no server is needed: what a reader sees at each width."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reports.renderers.html import render_file
from tests.reports.renderers.sample import document

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render_file(document()), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [320, 640, 768, 1360])
def test_page_never_scrolls_sideways(page: Any, file: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_wide_table_scrolls_in_its_own_region_by_keyboard(page: Any, file: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(file.as_uri())
    region = page.locator("#helpdesk .table-scroll")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('#helpdesk .table-scroll').scrollLeft > 0")
    assert region.locator("caption").inner_text().startswith("Table 4")


def test_contents_stand_beside_the_text_on_a_desk_and_above_it_on_a_phone(page: Any, file: Path) -> None:
    page.goto(file.as_uri())
    for width, beside in ((1360, True), (360, False)):
        page.set_viewport_size({"width": width, "height": 800})
        contents = page.locator(".report-contents").bounding_box()
        words = page.locator(".report-text").bounding_box()
        assert (contents["x"] + contents["width"] <= words["x"]) is beside
        assert (contents["y"] + contents["height"] <= words["y"]) is not beside


def test_charts_and_fonts_load_from_the_file_itself(page: Any, file: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    widths = page.evaluate("[...document.querySelectorAll('img.chart')].map(image => image.naturalWidth)")
    assert len(widths) == 3
    assert all(widths)
    assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"')")
    assert [url for url in asked if not url.startswith(("data:", "file:"))] == []
    assert sum(url.startswith("file:") for url in asked) == 1


def test_text_keeps_to_a_readable_measure(page: Any, file: Path) -> None:
    page.set_viewport_size({"width": 1360, "height": 800})
    page.goto(file.as_uri())
    widths = page.evaluate(
        """() => {
            const one = document.querySelector('#operations-text p'), range = document.createRange();
            const words = one.firstChild, lines = {};
            for (let place = 0; place < words.length; place++) {
                range.setStart(words, place); range.setEnd(words, place + 1);
                const top = Math.round(range.getBoundingClientRect().top);
                lines[top] = (lines[top] || 0) + 1;
            }
            return Object.values(lines).slice(0, -1);
        }"""
    )
    assert all(55 <= width <= 80 for width in widths), widths


def test_missing_and_links_keep_their_contrast_in_the_dark(page: Any, file: Path) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(file.as_uri())
    for selector in (".prose p", ".report a[href]", ".missing", ".basis", ".section-heading"):
        assert _contrast(page, selector) >= 4.5, selector


def test_text_keeps_its_contrast_in_the_light(page: Any, file: Path) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(file.as_uri())
    for selector in (".prose p", ".report a[href]", ".missing", ".basis", ".section-heading"):
        assert _contrast(page, selector) >= 4.5, selector


def _contrast(page: Any, selector: str) -> float:
    """Of the element's colour with the page's ground, as WCAG counts it."""
    ink, ground = page.evaluate(
        """selector => [getComputedStyle(document.querySelector(selector)).color,
                        getComputedStyle(document.body).backgroundColor]""",
        selector,
    )
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
