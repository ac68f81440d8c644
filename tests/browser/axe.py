"""What axe finds wrong with a page, for people who use it otherwise than by eye and mouse."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

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
