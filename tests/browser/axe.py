"""What axe finds wrong with a page, for people who use it otherwise than by eye and mouse."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.looks import overflow
from tests.browser.place import DESK

STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@cache
def _script() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def breaches(page: Page) -> list[str]:
    """Each rule of WCAG 2.2 AA, and of axe's own good practice, that the page breaks, with where."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_script())
    options = {"runOnly": {"type": "tag", "values": list(STANDARDS)}, "resultTypes": ["violations"], "preload": False}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{one['id']}: {node['target']}: {node['html'][:90]}" for one in found["violations"] for node in one["nodes"]
    ]


PICTURES = os.environ.get("PICTURES", "")
"""A folder for pictures of the pages, where somebody wants to look at them."""


def seen(page: Page, name: str) -> None:
    """In both colours: nothing that axe finds wrong, and nothing wider than the window."""
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
        assert breaches(page) == [], f"{name} in {colours}"
        assert overflow(page) == 0, name
        if PICTURES:
            width = (page.viewport_size or DESK)["width"]
            page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}-{colours}.png"), full_page=True)
    page.emulate_media(color_scheme="light")
