"""A Party follows a modification from the day it was raised to its implementation, and reads the dashboard: at a desk
and on a phone, in light and dark, with and without scripts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from meetings.models import AgendaItem, Committee, DecidingBody, Decision, Meeting, MeetingKind, Outcome, Question
from modifications.models import (
    AssessmentKind,
    Body,
    Consultation,
    ConsultationKind,
    Modification,
    OnHold,
    ProposerFrom,
    RouteFrom,
    SecVersion,
    Stage,
    TitleFrom,
)
from modifications.models import (
    Path as ModificationPath,
)
from modifications.models.releases import VersionCause
from reports.models import Report
from tests.browser.axe import breaches
from tests.browser.looks import overflow
from tests.browser.place import DESK, PHONE, Complaints, Site, empty_the_tables, serve_september
from tests.modifications.histories import assess, raise_one, rename
from tests.readers.published import figures, publish, saying

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("PICTURES", "")
Opener = Callable[..., Page]


@pytest.fixture
def site(transactional_db: None) -> Iterator[Site]:
    with serve_september() as served:
        publish_months()
        yield served
    empty_the_tables()


def implemented() -> Modification:
    """Raised in January 2020, implemented in September 2021."""
    one = raise_one(
        "301",
        date(2020, 1, 13),
        (date(2020, 4, 6), Stage.REFINEMENT),
        (date(2021, 2, 8), Stage.REPORT),
        (date(2021, 5, 26), Stage.APPROVED),
        (date(2021, 9, 29), Stage.IMPLEMENTED),
        title="Firmware notices",
    )
    one.stages.filter(stage=Stage.REFINEMENT).update(body=Body.CSC)
    rename(one, date(2020, 4, 6), "MP301")
    TitleFrom.objects.create(modification=one, since=date(2020, 9, 7), title="Notices of new firmware to Users")
    ProposerFrom.objects.create(
        modification=one, since=one.raised_on, person="Pat Example", organisation="Aspen Energy"
    )
    RouteFrom.objects.create(modification=one, since=one.raised_on, path=ModificationPath.SELF_GOVERNANCE)
    OnHold.objects.create(modification=one, valid=(date(2020, 12, 14), date(2021, 1, 4)), reason="The DCC was asked")
    assess(one, AssessmentKind.PRELIMINARY, date(2020, 5, 4), date(2020, 6, 12))
    assess(one, AssessmentKind.IMPACT, date(2020, 9, 21), date(2020, 11, 6), targets=((date(2020, 9, 21), 40),))
    consulted = {"planned_week": date(2020, 7, 6), "opened_on": date(2020, 7, 13), "closed_on": date(2020, 7, 31)}
    Consultation.objects.create(modification=one, kind=ConsultationKind.REFINEMENT, **consulted)
    board = Committee.objects.get(code="change-board")
    met = Meeting.objects.create(
        committee=board, kind=MeetingKind.GOVERNANCE, number=901, title="Change Board 901", held_on=date(2021, 5, 26)
    )
    AgendaItem.objects.create(meeting=met, position=2, modification=one)
    Decision.objects.create(
        body=DecidingBody.CHANGE_BOARD,
        meeting=met,
        decided_on=met.held_on,
        modification=one,
        question=Question.FINAL_DECISION,
        outcome=Outcome.APPROVE,
        route=ModificationPath.SELF_GOVERNANCE,
    )
    version = SecVersion.objects.create(
        number="99.0",
        issued_on=date(2021, 9, 29),
        description="Notices of new firmware",
        cause=VersionCause.MODIFICATION,
    )
    version.modifications.add(one)
    return one


def publish_months() -> None:
    """September and the months back to January, May not among them."""
    implemented()
    september = Report.objects.get(kind="operations")
    shared = {name: getattr(september, name) for name in ("author", "team", "kind")}
    for number, month in enumerate((1, 2, 3, 4, 6, 7, 8)):
        meeting = Meeting.objects.create(
            committee=september.meeting.committee,
            kind=MeetingKind.GOVERNANCE,
            number=800 + month,
            title=f"SEC Panel {800 + month}",
            held_on=date(2021, month + 1, 12),
        )
        report = Report.objects.create(
            month=date(2021, month, 1), meeting=meeting, paper_number=5, issue_date=date(2021, month + 1, 5), **shared
        )
        publish(report, saying("MP301 went on.", section="modifications"), facts=month_of(number))
    publish(september, facts=month_of(8))


def month_of(number: int) -> dict[str, dict[str, str]]:
    """The telephone queries of the fourth were missing."""
    page_views = 23_000 + 350 * number
    values = {
        "parties__total": 318 + number,
        "parties__voting_groups": 255 + number // 2,
        "modifications__open__development": 9 + number % 4,
        "modifications__open__refinement": 31 - number % 3,
        "modifications__open__report": 11 + number % 5,
        "modifications__open__authority": number % 3,
        "modifications__raised": 3 + number % 4,
        "modifications__decided": number % 3,
        "modifications__implemented": 4 if number in (1, 8) else 0,
        "assessments__pa_open": 2 + number % 2,
        "assessments__ia_open": 3,
        "assessments__pa_open_average": 19 + number,
        "assessments__ia_open_average": 70 + 2 * number,
        "measure__helpdesk-emails": 240 + 13 * (number % 5),
        "measure__telephone-queries": 5 + number,
        "measure__website-visits": 9_000 + 210 * number,
        "measure__website-page-views": page_views,
        "meetings__papers_in_time": 100 - number % 3,
        "meetings__minutes_in_time": 93 + number % 5,
    }
    if number == 3:
        del values["measure__telephone-queries"]
    shares = {"meetings__papers_in_time": "%", "meetings__minutes_in_time": "%"}
    return figures(**{key: (str(value), f"{value:,}{shares.get(key, '')}") for key, value in values.items()})


def seen(page: Page, name: str) -> None:
    """In light colours at a desk, in dark ones on a phone, in both where pictures are taken: nothing that axe finds
    wrong, and nothing wider than the window."""
    size = page.viewport_size or DESK
    own = "light" if size == DESK else "dark"
    for colours in ("light", "dark") if PICTURES else (own,):
        page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
        assert breaches(page) == [], f"{name} in {colours}"
        assert overflow(page) == 0, name
        if PICTURES:
            page.screenshot(path=str(Path(PICTURES) / f"{name}-{size['width']}-{colours}.png"), full_page=True)
    page.emulate_media(color_scheme="light")


def test_a_party_follows_a_modification_from_raised_to_implemented(
    site: Site, open_browser: Opener, complaints: Complaints
) -> None:
    complaints.expect("status of 400")
    for window, who in ((DESK, "reader"), (PHONE, "")):
        page = open_browser(who, viewport=window)
        if not who:
            page.context.route("**/*.js", lambda route: route.abort())
            complaints.expect("net::ERR_FAILED")
        page.goto(site("/registers/modifications/"))
        seen(page, "modifications")
        page.get_by_label("Title or reference").fill("dp 301")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_role("rowheader")).to_have_text("MP301")
        page.get_by_role("link", name="MP301").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("MP301 Notices of new firmware to Users")
        expect(page.get_by_role("term").filter(has_text="Stage")).to_be_visible()
        expect(page.get_by_role("img", name="Timeline of MP301 from 13 January 2020")).to_be_visible()
        over = page.get_by_role("row").filter(has_text="Preliminary Assessment")
        expect(over).to_contain_text("over target")
        seen(page, "life")
        for day, said in (
            ("13/01/2020", "Development Stage since 13 January 2020, 1 WD"),
            ("06/04/2020", "Refinement Process since 6 April 2020, 1 WD"),
            ("25/05/2021", "Report Phase since 8 February 2021"),
            ("28/09/2021", "Pending implementation since 26 May 2021"),
            ("30/09/2021", "Implemented since 29 September 2021"),
        ):
            page.get_by_label("As at", exact=True).fill(day)
            page.get_by_role("button", name="Show").click()
            expect(page.get_by_role("definition").filter(has_text=said)).to_be_visible()
        page.get_by_label("As at", exact=True).fill("01/10/2021")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_role("alert")).to_contain_text("The records are shown up to 30 September 2021")
        seen(page, "life-wrong-day")
        page.goto(site("/registers/modifications/mp0301/"))
        page.get_by_role("link", name="5.2 Security update").first.click()
        assert "/reports/operations/2021-08/v1/#modifications" in page.url

        page.goto(site("/registers/dcc-assessments/?against=over"))
        expect(page.get_by_role("row").filter(has_text="MP301")).to_contain_text("▲ 15 WD over target")
        seen(page, "assessments")

        page.goto(site("/dashboard/"))
        panel = page.get_by_role("region", name="Helpdesk queries", exact=True)
        expect(panel.get_by_role("img")).to_be_visible()
        seen(page, "dashboard")
        panel.get_by_text("Data").first.click()
        expect(panel.get_by_role("row").filter(has_text="May 21")).to_contain_text("not published")
        expect(panel.get_by_role("row").filter(has_text="Apr 21")).to_contain_text("missing")
        panel.get_by_role("link", name="Helpdesk queries", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Helpdesk queries")
        seen(page, "dashboard-figure")
