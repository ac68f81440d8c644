"""The jobs pages in a browser: progress that comes by itself, calling a job off, and how the list looks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from access.models import User
from jobs.models import Job, State
from jobs.services import enqueue
from tests.browser.looks import CUT_OFF, overflow, pale
from tests.browser.place import DESK, PHONE, Site, serve_september

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opener = Callable[..., Page]
KIND = "reports.print_draft"
UNTOUCHED = "document.body.dataset.untouched"


@pytest.fixture
def site(transactional_db: None) -> Iterator[Site]:
    with serve_september() as served:
        yield served


def begin(job: Job, **fields: object) -> None:
    begun = {"state": State.RUNNING, "started_at": timezone.now(), "attempts": 1, "starts": 1}
    Job.objects.filter(pk=job.pk).update(**{**begun, **fields})


def look_at(page: Page, name: str) -> None:
    for width, size in (("desk", DESK), ("phone", PHONE)):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        assert overflow(page) == 0, f"{name} is wider than a {width}"
        assert page.evaluate(CUT_OFF) == []
        assert pale(page) == []
        if shots := os.environ.get("SEC_SHOTS"):
            page.screenshot(path=Path(shots) / f"jobs-{name}-{width}.png", full_page=True)


def test_progress_comes_by_itself_and_the_end_shows_the_page_anew(site: Site, open_browser: Opener) -> None:
    job = enqueue(KIND, {}, user=User.objects.get(username="editor"))
    page = open_browser("editor")
    page.goto(site(f"/jobs/{job.pk}/"))
    status = page.get_by_role("main").get_by_role("status")
    expect(status).to_have_text("Waiting.")
    page.evaluate(f"{UNTOUCHED} = 'yes'")
    begin(job, percent=40, progress="Drawing the pages")
    expect(status).to_have_text("In hand: drawing the pages (40%).")
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 40)
    assert page.evaluate(UNTOUCHED) == "yes", "the page was not asked for again"
    look_at(page, "job")
    Job.objects.filter(pk=job.pk).update(state=State.DONE, percent=100, finished_at=timezone.now())
    expect(status).to_have_text("Done.")
    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(page.get_by_text("Attempts")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_job_is_called_off_by_who_asked_for_it(script: bool, site: Site, open_browser: Opener) -> None:
    job = enqueue(KIND, {}, user=User.objects.get(username="editor"))
    page = open_browser("editor", java_script_enabled=script)
    page.goto(site("/jobs/"))
    page.get_by_role("link", name=f"PDF of a report {job.pk}").click()
    begin(job, percent=70)
    if not script:
        page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("In hand (70%).")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled.", exact=True)).to_be_visible()
    assert Job.objects.get(pk=job.pk).state == State.CANCELLED


def test_operator_finds_what_failed_and_has_it_tried_again(site: Site, open_browser: Opener) -> None:
    now, editor = timezone.now(), User.objects.get(username="editor")
    ended = {"started_at": now - timedelta(minutes=3), "finished_at": now, "attempts": 3, "starts": 3}
    reason = "Attempt 3: OSError: [Errno 28] No space left on device: " + "/a/long/name" * 12
    failed = Job.objects.create(kind=KIND, state=State.FAILED, requested_by=editor, error=reason, **ended)
    Job.objects.create(kind="importing.check", state=State.DONE, requested_by=editor, percent=100, **ended)
    begin(enqueue("importing.save", {}, user=editor), percent=30, progress="Checking the rows")
    page = open_browser("administrator")
    page.goto(site("/jobs/"))
    expect(page.get_by_text("No worker has been heard yet")).to_be_visible()
    look_at(page, "list")
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    page.get_by_label("State").select_option("Failed")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name=f"PDF of a report {failed.pk}").click()
    expect(page.get_by_text("No space left on device")).to_be_visible()
    look_at(page, "failed")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("main").get_by_role("status")).to_have_text("Waiting.")
    assert Job.objects.get(pk=failed.pk).attempts == 0
