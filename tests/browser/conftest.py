"""A browser at the site. Every test here fails too when its browser complains of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from tests.browser.place import DESK, Complaints, Site, serve_september
from tests.laid_down import restore_laid_down_rows

PATIENCE = 15_000
"""Milliseconds. Long enough for a machine that does other things besides."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """The site with September 2021, loaded once for a module.

    What its tests change through the browser stays changed until the module ends, so each test changes rows of its
    own. Mark them with plain `django_db`: their transaction sees what the site has committed.
    """
    with django_db_blocker.unblock():
        try:
            with serve_september() as served:
                yield served
        finally:
            call_command("flush", interactive=False, verbosity=0)
            restore_laid_down_rows()


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    kept = Complaints()
    yield kept
    assert kept.unexpected() == []


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture
def open_browser(
    complaints: Complaints, new_context: Callable[..., BrowserContext], request: pytest.FixtureRequest
) -> Callable[..., Page]:
    """Call it for a page of a new browser: whose (by name; nobody's unless given), and how wide, with or without
    JavaScript, in what colours (as Playwright's `new_context` names them)."""

    def opened(who: str = "", **kind: Any) -> Page:
        context = new_context(**{"viewport": DESK, **kind})
        context.set_default_timeout(PATIENCE)
        complaints.listen(context)
        if who:
            request.getfixturevalue("site").admit(context, who)
        return context.new_page()

    return opened
