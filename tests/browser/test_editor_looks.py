"""The editor in use: last month beside it, on a phone, in the dark, by keyboard alone, and as it is released."""

from __future__ import annotations

import mimetypes
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from playwright.sync_api import Route, expect
from pytest_django.plugin import DjangoDbBlocker

from meetings.models import Meeting
from reports.models import Report, SectionText
from tests.browser.editing import TEXTS, Opener, at_end, at_rest, emptied, opened, saved, stored
from tests.browser.looks import ANY_FOCUS_SIGN, CUT_OFF, overflow, pale
from tests.browser.place import DESK, Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"width": 390, "height": 844}
AUGUST = (
    "<p>In August we counted {{parties.total}} Parties.</p>\n<p>It was a quiet month.</p>\n<ul><li>Nothing</li></ul>"
)


@pytest.fixture(scope="module")
def august(site: Site, django_db_blocker: DjangoDbBlocker) -> None:
    """The report of the month before, with a text; and this month's text carried from it."""
    with django_db_blocker.unblock():
        september = Report.objects.get()
        meeting = Meeting.objects.filter(committee=september.meeting.committee, held_on__lt="2021-10-01").last()
        assert meeting is not None
        before = Report.objects.create(
            kind="operations",
            month=date(2021, 8, 1),
            meeting=meeting,
            paper_number=91,
            author="Reporting Lead",
            issue_date=date(2021, 9, 10),
        )
        for section in ("parties", "market", "security"):
            SectionText.objects.create(report=before, section=section, body=AUGUST)
        texts = SectionText.objects.filter(report=september, section__in=("market", "security"))
        texts.update(body=AUGUST, carried_from=before)
        connection.close()


def test_last_month_is_read_beside_and_a_passage_copied_is_marked(
    august: None, site: Site, open_browser: Opener
) -> None:
    page = open_browser("editor")
    emptied(page, site, "parties")
    page.keyboard.type("Written now.")
    saved(page)
    beside = page.locator(".before")
    expect(beside.locator("summary")).to_have_text("August 2021’s text")
    expect(beside).to_contain_text(re.compile(r"In August we counted \d+ Parties\."))
    banner = page.locator("#carried")
    expect(banner).to_be_hidden()
    beside.get_by_role("button", name="Copy this paragraph").nth(1).click()
    expect(banner).to_be_visible()
    expect(page.locator(".editor__text .as-before")).to_have_text("It was a quiet month.")
    saved(page)
    assert stored("parties") == "<p>Written now.</p>\n<p>It was a quiet month.</p>"
    assert SectionText.objects.get(report__month="2021-09-01", section="parties").carried_from is not None
    at_end(page, page.locator(".editor__text .as-before"))
    page.keyboard.type(" Until now.")
    saved(page)
    expect(banner).to_be_hidden()
    assert SectionText.objects.get(report__month="2021-09-01", section="parties").carried_from is None


def test_carried_text_says_so_until_it_is_accepted(august: None, site: Site, open_browser: Opener) -> None:
    page = open_browser("editor")
    opened(page, site, "market")
    banner = page.locator("#carried")
    expect(banner).to_contain_text("This is still August 2021’s text.")
    expect(page.locator(".editor__text .as-before")).to_have_count(3)
    banner.get_by_role("button", name="Accept it as it stands").click()
    expect(banner).to_be_hidden()
    page.reload()
    expect(page.locator("#writing")).to_have_attribute("data-ready", "yes")
    expect(banner).to_be_hidden()
    assert stored("market") == AUGUST


def test_carried_text_that_is_edited_is_partly_last_months_until_it_is_written_anew(
    august: None, site: Site, open_browser: Opener
) -> None:
    page = open_browser("editor")
    opened(page, site, "security")
    at_end(page, page.locator(".editor__text p").first)
    page.keyboard.type(" And more.")
    saved(page)
    expect(page.locator("#carried")).to_contain_text("Part of this is still August 2021’s text.")
    assert SectionText.objects.get(report__month="2021-09-01", section="security").carried_from is not None
    page.locator(".editor__text").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("All of it is new.")
    saved(page)
    expect(page.locator("#carried")).to_be_hidden()
    assert SectionText.objects.get(report__month="2021-09-01", section="security").carried_from is None


def test_versions_are_compared_and_restored_in_the_browser(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor")
    before = stored("website")
    emptied(page, site, "website")
    page.keyboard.type("Another text, of 41 words.")
    saved(page)
    page.get_by_role("link", name="Versions").click()
    page.get_by_role("button", name="Compare the two chosen").click()
    expect(page.locator(".comparison__sides ins")).to_contain_text(["Another text, of 41 words."])
    assert overflow(page) == 0
    page.get_by_role("row").nth(2).get_by_role("button", name="Restore").click()
    expect(page.get_by_role("status").filter(has_text="is the text again")).to_be_visible()
    assert stored("website") == before


# --- looks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_editor_keeps_to_the_screen_and_can_be_read(
    viewport: dict[str, int], august: None, site: Site, open_browser: Opener
) -> None:
    page = open_browser("editor", viewport=viewport)
    emptied(page, site, "testing")
    page.keyboard.type("Of {{modifications.open}}, {{no.such}} and {{@MP121}}: 59 in {{#stages}}{{note: a note}}. ")
    page.keyboard.type("{{quoted: seven | a target they set}} @MP1")
    expect(page.get_by_role("option").first).to_contain_text("MP1")
    expect(page.get_by_role("region", name="Numbers not bound").get_by_role("listitem")).to_have_count(1)
    assert overflow(page) == 0
    assert page.evaluate(CUT_OFF) == []
    assert pale(page) == []
    page.keyboard.press("Escape")
    page.locator(".chip--fact").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert overflow(page) == 0
    assert pale(page) == []


def test_editor_is_used_by_keyboard_alone(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor")
    opened(page, site, "uep")
    page.get_by_role("button", name="Bold").focus()
    assert page.evaluate(ANY_FOCUS_SIGN)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Italic")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".editor__text")).to_be_focused()
    assert page.evaluate(ANY_FOCUS_SIGN)
    page.keyboard.press("Control+a")
    at_rest(page)
    page.keyboard.type("Of 59.")
    numbers = page.get_by_role("region", name="Numbers not bound")
    expect(numbers.get_by_role("listitem")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(numbers.get_by_role("button", name="Show 59 in the text")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_text("59")
    expect(numbers.get_by_role("status")).to_have_text("Every number is bound or quoted.")
    expect(page.locator(".state--saved")).to_be_visible()


def test_page_without_javascript_keeps_to_a_phone(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor", viewport=PHONE, java_script_enabled=False)
    page.goto(site(f"{TEXTS}security/"))
    expect(page.get_by_role("textbox", name="Text")).to_be_visible()
    assert overflow(page) == 0
    page.goto(site(f"{TEXTS}security/versions/"))
    assert overflow(page) == 0


# --- as released ------------------------------------------------------------------------------------------------------


NOT_PACKED = ["css", "html", "js", "json", "map", "md", "svg", "ttf", "txt", "woff2"]
"""To pack the files as well takes twenty seconds, and nothing here asks for one that is."""


def test_editor_runs_from_the_hashed_files_of_a_release(site: Site, open_browser: Opener, tmp_path: Path) -> None:
    released: Any = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "secops.static_files.ModuleStaticFilesStorage"},
    }
    page = open_browser("editor")
    asked: list[str] = []

    def serve(route: Route) -> None:
        path = route.request.url.partition("/static/")[2]
        asked.append(path)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        route.fulfill(body=(tmp_path / path).read_bytes(), content_type=kind)

    page.route("**/static/**", serve)
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=released, WHITENOISE_SKIP_COMPRESS_EXTENSIONS=NOT_PACKED):
        call_command("collectstatic", interactive=False, verbosity=0)
        emptied(page, site, "smda")
        page.keyboard.type("Released: {{modifications.open}}.")
        expect(page.locator(".chip")).to_have_text("59")
        saved(page)
    modules = [path for path in asked if path.endswith(".js")]
    assert len(modules) > 15
    assert [path for path in modules if not re.search(r"\.[0-9a-f]{12}\.js$", path)] == []
