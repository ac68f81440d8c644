"""From the approved draft to the paper in a reader's hand, its correction, and a copy that is checked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.test import Client
from playwright.sync_api import Page, expect

from jobs.models import Job
from jobs.tasks import run
from reports.models import Report, WarningReason
from tests.access.cast import person
from tests.browser.place import PHONE, REPORT, Site, empty_the_tables, serve_september
from tests.reports.publishing.life import approved, publish_now

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURES = os.environ.get("PICTURES", "")
"""A folder for pictures of the pages, where somebody wants to look at them."""


@pytest.fixture
def site(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Site]:
    settings.MEDIA_ROOT = tmp_path / "media"
    with serve_september() as served:
        client = Client()
        client.force_login(person("approver"))
        served.sessions["approver"] = client.cookies[site_settings.SESSION_COOKIE_NAME].value
        yield served
    empty_the_tables()


def report() -> Report:
    return Report.objects.select_related("meeting__committee").get(kind="operations")


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


def test_paper_is_published_corrected_and_checked(
    site: Site, open_browser: Callable[..., Page], tmp_path: Path, complaints: Any
) -> None:
    complaints.expect("status of 410")
    approved(report())
    approver = open_browser("approver")
    approver.goto(site(f"{REPORT}publish/"))
    expect(approver.get_by_role("heading", name="Version 1: approved")).to_be_visible()
    picture(approver, "1-ready")
    approver.get_by_role("button", name="Publish it now").click()
    expect(approver.get_by_text("It is being published.")).to_be_visible()
    picture(approver, "2-publishing")
    run(Job.objects.get(kind="reports.publish").pk)
    expect(approver.get_by_role("heading", name="What was published")).to_be_visible()
    picture(approver, "3-published")

    reader = open_browser()
    reader.goto(site("/reports/"))
    reader.get_by_role("link", name="Operations Report — September 2021").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Operations Report")
    picture(reader, "4-read")
    with reader.expect_response(lambda answer: answer.url.endswith("SECP_97_1510_17.pdf")) as asked:
        reader.evaluate("fetch(document.querySelector('.actions a').href)")
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(asked.value.body())
    assert copy.read_bytes().startswith(b"%PDF-")

    editor = open_browser("editor")
    editor.goto(site(f"{REPORT}publish/"))
    editor.get_by_label("What was wrong").fill("Table 2 left a meeting out.")
    editor.get_by_label("What has changed").fill("It has the meeting now.")
    editor.get_by_role("button", name="Begin a correction").click()
    expect(editor.get_by_text("Version 2 is begun")).to_be_visible()
    picture(editor, "5-correction")
    WarningReason.objects.all().delete()
    stands = approved(report())
    publish_now(report(), stands.content_hash, 2)
    reader.goto(site(REPORT))
    expect(reader.get_by_text("Version 2, corrected on")).to_be_visible()
    reader.goto(site(f"{REPORT}v1/"))
    expect(reader.get_by_text("This is version 1, which is superseded")).to_be_visible()
    picture(reader, "6-superseded")

    for script in (True, False):
        checker = open_browser(java_script_enabled=script)
        checker.goto(site("/reports/check-file/"))
        checker.get_by_label("File, up to").set_input_files(copy)
        checker.get_by_role("button", name="Check it").click()
        expect(checker.get_by_text("Ours, and superseded.")).to_be_visible()
        picture(checker, f"7-checked-{script}")

    approver.goto(site(f"{REPORT}publish/"))
    approver.get_by_text("Withdraw this version").first.click()
    approver.get_by_label("Why, for every reader of it").first.fill("Its figures are of another month.")
    approver.get_by_role("button", name="Withdraw it for good").first.click()
    expect(approver.get_by_text("Version 2 is withdrawn")).to_be_visible()
    picture(approver, "8-withdrawn-desk")
    reader.goto(site(REPORT))
    expect(reader.get_by_text("Its figures are of another month.")).to_be_visible()
    picture(reader, "9-withdrawn")

    phone = open_browser(viewport=PHONE)
    phone.goto(site(f"{REPORT}v1/"))
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    picture(phone, "10-phone")
