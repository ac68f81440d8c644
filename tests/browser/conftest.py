"""A browser at the site. Every test here fails too when its browser complains of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from tests.browser.place import DESK, Complaints, Site, begin_again, empty_the_tables, serve_september

PATIENCE = 30_000
"""Milliseconds. Long enough for a machine that does other things besides."""

expect.set_options(timeout=PATIENCE)

shared = pytest.StashKey[Site]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A second try of a test begins with the records that the first began with, before anything that it asks for."""
    if getattr(item, "execution_count", 1) > 1 and shared in item.config.stash:
        with item.config.stash[blocking_manager_key].unblock():
            begin_again(item.config.stash[shared])


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker, pytestconfig: pytest.Config) -> Iterator[Site]:
    """The site with September 2021, loaded once for a module.

    What its tests change through the browser stays changed until the module ends, so each test changes rows of its
    own. Mark them with plain `django_db`: their transaction sees what the site has committed.
    """
    with django_db_blocker.unblock():
        try:
            with serve_september() as served:
                pytestconfig.stash[shared] = served
                yield served
                del pytestconfig.stash[shared]
        finally:
            empty_the_tables()


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
