"""The library as readers meet it: at a desk and on a phone, in light and dark, by keyboard, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from meetings.models import Committee, Meeting, MeetingKind
from reports.models import Report
from tests.access.cast import person
from tests.browser.axe import seen
from tests.browser.place import DESK, PHONE, Complaints, Site, empty_the_tables, serve_september
from tests.reports.publishing.life import made

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Opener = Callable[..., Page]


@pytest.fixture
def site(transactional_db: None) -> Iterator[Site]:
    with serve_september() as served:
        yield served
    empty_the_tables()


def test_a_reader_finds_papers_meetings_and_news(site: Site, open_browser: Opener, complaints: Complaints) -> None:
    complaints.expect("status of 400")
    report = Report.objects.get(kind="operations")
    made(report)
    made(report, 2)
    amber = Report.objects.create(
        **{
            field: getattr(report, field)
            for field in ("month", "meeting", "action", "recommendation", "author", "team", "issue_date")
        },
        kind="sub-committee",
        paper_number=44,
    )
    made(amber, classification="amber")
    panel = Committee.objects.get(code="panel")
    day = timezone.localdate() + timedelta(days=30)
    Meeting.objects.create(committee=panel, kind=MeetingKind.GOVERNANCE, number=190, title="SEC Panel 190", held_on=day)
    called_off = {"title": "SEC Panel 191", "held_on": day + timedelta(days=28), "cancelled": True}
    Meeting.objects.create(committee=panel, kind=MeetingKind.GOVERNANCE, number=191, **called_off)
    person("party")

    for window, script in ((DESK, True), (PHONE, False)):
        page = open_browser(viewport=window, java_script_enabled=True)
        if not script:
            page.context.route("**/*.js", lambda route: route.abort())
        page.goto(site("/reports/"))
        expect(page.get_by_role("heading", name="Latest")).to_be_visible()
        withheld = page.get_by_role("listitem").filter(has_text="Withheld: not for everybody to read")
        expect(withheld).to_contain_text("Amber")
        expect(withheld.get_by_role("link")).to_have_count(0)
        seen(page, "library")
        page.get_by_label("Report", exact=True).select_option("Operations Report")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_role("status")).to_have_text("1 paper of 2021, as narrowed")
        expect(withheld).to_have_count(0)
        seen(page, "library-narrowed")
        page.goto(site("/reports/?type=minutes"))
        expect(page.get_by_text("There is no report of this type.")).to_be_visible()
        seen(page, "library-wrong")
        page.goto(site("/calendar/"))
        row = page.get_by_role("row").filter(has_text="SEC Panel 190")
        expect(row).to_contain_text(f"{day:%A}")
        expect(page.get_by_role("row").filter(has_text="SEC Panel 191")).to_contain_text("called off")
        seen(page, "calendar")

    page = open_browser("editor", viewport=PHONE)
    page.goto(site("/following/"))
    page.get_by_label("Its reference").fill("MP0121X!")
    page.get_by_role("button", name="Follow", exact=True).click()
    expect(page.get_by_label("Its reference")).to_have_value("MP0121X!")
    expect(page.get_by_text("Write a reference such as MP121")).to_be_visible()
    page.get_by_label("Its reference").fill("mp 078")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("You follow MP078")
    page.get_by_role("button", name="Follow the Operations Report").click()
    expect(page.get_by_role("button", name="Stop following Operations Report")).to_be_visible()
    seen(page, "following")
