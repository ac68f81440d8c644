"""The running site with September 2021 loaded, the people who use it, and what their browser complains of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage
from pytest_django.live_server_helper import LiveServer

from access.models import Area, Role, RoleGrant, User
from tests.conftest import SAMPLE_MONTH, plan_by_what_is_there
from tests.laid_down import restore_laid_down_rows
from tests.loaded import load_month

REPORT = "/reports/operations/2021-09/"
PASSWORD = "a long enough password"
PEOPLE = {
    "reader": Role.PARTY,
    "contributor": Role.CONTRIBUTOR,
    "editor": Role.EDITOR,
    "administrator": Role.ADMINISTRATOR,
}

DESK = {"width": 1360, "height": 900}
PHONE = {"width": 360, "height": 740}

_REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", event =>
  console.error(`refused by the policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`))
"""


@dataclass(frozen=True)
class Site:
    """Where the site answers, and a session for each of the people."""

    url: str
    sessions: dict[str, str]

    def __call__(self, path: str) -> str:
        return self.url + path

    def admit(self, context: BrowserContext, name: str) -> None:
        """Signs the person in, in this browser, without the page for it (which has tests of its own)."""
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": self.sessions[name], "url": self.url}
        context.add_cookies([cookie])


@contextmanager
def serve_september() -> Iterator[Site]:
    """Load the sample month for good, and serve it. Whoever calls this empties the tables afterwards."""
    sessions = _loaded()
    server = LiveServer("localhost")
    try:
        yield Site(server.url, sessions)
    finally:
        server.stop()


def begin_again(site: Site) -> None:
    """The records of the site as they were at first. Its people keep their names, and get new sessions."""
    empty_the_tables()
    site.sessions.update(_loaded())


def empty_the_tables() -> None:
    call_command("flush", interactive=False, verbosity=0)
    restore_laid_down_rows()


def _loaded() -> dict[str, str]:
    # The test database is made only for a run in which some test is marked as needing one.
    assert str(connection.settings_dict["NAME"]).startswith("test_"), "mark the tests with django_db"
    load_month(SAMPLE_MONTH)
    plan_by_what_is_there()
    return {name: _session_of(name, role) for name, role in PEOPLE.items()}


def _session_of(name: str, role: str) -> str:
    person = User.objects.create_user(name, f"{name}@example.org", PASSWORD)
    RoleGrant.objects.create(user=person, role=role, scope=Area.EVERY if role == Role.CONTRIBUTOR else "")
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@dataclass
class Complaints:
    """What browsers said against our pages: errors, warnings, and whatever the content security policy refused."""

    heard: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        context.add_init_script(_REPORT_VIOLATIONS)
        context.on("console", self._note)
        context.on("weberror", lambda error: self.heard.append(f"{error.error}"))

    def expect(self, words: str) -> None:
        """This test does what a browser complains of in these words: asking for a page that isn't there, say."""
        self.expected.append(words)

    def unexpected(self) -> list[str]:
        return [line for line in self.heard if not any(words in line for words in self.expected)]

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert"):
            self.heard.append(f"{message.location.get('url')}: {message.text}")
