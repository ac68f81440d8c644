"""The two who close the month, each in a browser of their own, and what they do on any page."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.place import DESK, PASSWORD, Site

MONTH = "/desk/operations/2021-10/"
BOOK = f"{MONTH}checks/"
PHONE = {"width": 390, "height": 844}
SHOTS = os.environ.get("SEC_SHOTS", "")
"""A folder for pictures of the journey; none are taken unless it is named."""


@dataclass(frozen=True)
class Person:
    """Somebody at their browser."""

    name: str
    page: Page
    site: Site

    def go(self, path: str) -> Page:
        self.page.goto(self.site(path))
        return self.page

    def sign_in(self) -> None:
        """From the front door to the desk."""
        self.go("/")
        self.page.get_by_role("link", name="Sign in").click()
        self.page.get_by_label("User name").fill(self.name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page).to_have_url(self.site("/desk/"))

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def picture(self, name: str) -> None:
        """As wide as a desk and as a phone."""
        if not SHOTS:
            return
        for size in (PHONE, DESK):
            self.page.set_viewport_size({"width": size["width"], "height": size["height"]})
            self.page.wait_for_timeout(150)
            self.page.screenshot(path=Path(SHOTS) / f"{name}-{size['width']}.png", full_page=True)
