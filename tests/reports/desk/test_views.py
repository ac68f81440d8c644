"""The desk's pages: who sees what, what each change does, and what is said where it is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse

from access.classification import Classification
from meetings.models import Meeting
from reports.desk.duties import owner_of
from reports.desk.opening import open_month
from reports.engine.month import Month
from reports.models import CheckRun, DraftPaper, OpenItem, Report, SectionState
from reports.models.paper import draft_path
from reports.narrative.services import digest, save_text
from tests.access.cast import CAST, STAFF, browser, person
from tests.reports.desk.desks import ADDRESS, NOON, give, item, panel_98, september, write

pytestmark = pytest.mark.django_db

WRITERS = ("contributor", "editor", "administrator")


def send(name: str, act: str, **fields: Any) -> HttpResponse:
    return browser(name).post(ADDRESS, {"act": act, **fields})


def words(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


# --- Who sees what ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CAST)
def test_month_is_seen_by_staff_alone(name: str) -> None:
    september()
    assert browser(name).get(ADDRESS).status_code == (200 if name in STAFF else 404)


@pytest.mark.parametrize("name", CAST)
def test_desk_is_seen_by_staff_alone(name: str) -> None:
    september()
    assert browser(name).get("/desk/").status_code == (200 if name in STAFF else 404)


def test_report_that_a_contributor_may_not_read_is_not_found() -> None:
    september(classification=Classification.RED)
    assert browser("contributor").get(ADDRESS).status_code == 404
    assert "September 2021" not in browser("contributor").get("/desk/").content.decode()


@pytest.mark.parametrize("address", ["/desk/operations/2021-10/", "/desk/novel/2021-09/", "/desk/operations/2021-13/"])
def test_month_that_is_not_open_is_not_found(address: str) -> None:
    september()
    assert browser("editor").get(address).status_code == 404


@pytest.mark.parametrize("name", CAST)
def test_people_land_where_their_work_is(name: str) -> None:
    landed = browser(name).get("/desk/arrive/")
    assert landed["Location"] == ("/desk/" if name in STAFF else "/reports/")


def test_staff_find_the_desk_in_every_header() -> None:
    assert 'href="/desk/"' in browser("contributor").get("/reports/").content.decode()
    assert 'href="/desk/"' not in browser("party").get("/reports/").content.decode()


# --- What the page says -------------------------------------------------------------------------------


def test_ones_own_sections_come_first() -> None:
    september()
    page = words(browser("contributor").get(ADDRESS))
    assert page.index('id="group-yours"') < page.index('id="section-helpdesk"') < page.index('id="section-purpose"')


def test_page_of_mine_has_no_other_section() -> None:
    september()
    page = words(browser("contributor").get(f"{ADDRESS}?show=mine"))
    assert 'id="section-helpdesk"' in page
    assert 'id="section-purpose"' not in page


def test_text_says_who_wrote_it_and_whose_it_still_is() -> None:
    report = september()
    write(report, "helpdesk", "<p>There were {{measure.helpdesk-emails}} e-mails.</p>", carried_from=report)
    page = words(browser("editor").get(ADDRESS))
    assert "4 words" in page
    assert "Still September 2021’s, word for word" in page


def test_text_that_came_along_is_said_to_be_carried_and_not_to_be_of_who_opened_the_month() -> None:
    report = september()
    write(report, "helpdesk", "<p>There were {{measure.helpdesk-emails}} e-mails.</p>")
    october = open_month(
        report.kind,
        Month(2021, 10),
        by=person("editor"),
        meeting=panel_98(report),
        paper_number=12,
        author="Reporting Lead",
        team="SECAS Team",
        with_texts=True,
    )
    address = ADDRESS.replace("2021-09", "2021-10")
    page = words(browser("editor").get(address))
    assert "4 words, carried from September 2021 on" in page
    assert "words, by editor" not in page
    assert "Still September 2021’s, word for word" in page

    text = october.texts.get(section="helpdesk")
    changed = f"{text.body}<p>Busy.</p>"
    save_text(october, "helpdesk", changed, based_on=digest(text.body), by=person("administrator"))
    page = words(browser("editor").get(address))
    assert "5 words, by administrator," in page
    assert "Part of it is still September 2021’s" in page


def test_latest_print_is_offered_and_never_the_annex_of_its_checks() -> None:
    report = september()
    prints = [
        DraftPaper.objects.create(
            report=report,
            fingerprint=letter * 64,
            classification="white",
            file=draft_path(letter * 64, annex=letter == "c"),
            pages=9,
        )
        for letter in "abc"
    ]
    page = words(browser("editor").get(ADDRESS))
    assert f'href="/reports/drafts/{prints[1].pk}.pdf"' in page


def test_findings_of_a_section_lead_to_the_book_of_that_section() -> None:
    found = [{"severity": severity, "section": "helpdesk", "reason": ""} for severity in ("error", "warning", "error")]
    counts = {"checks": 60, "hold": 57, "errors": 2, "warnings": 1}
    CheckRun.objects.create(report=september(), run_at=NOON, run_by=person("editor"), findings=found, **counts)
    page = words(browser("editor").get(ADDRESS))
    assert f'href="{ADDRESS}checks/?section=helpdesk">2 errors, 1 warning</a>' in page
    assert f'href="{ADDRESS}checks/">See what they found</a>' in page


def test_what_a_person_may_not_do_is_not_offered() -> None:
    report = september()
    item(report)
    page = words(browser("approver").get(ADDRESS))
    assert 'name="act"' not in page
    assert 'name="act" value="owner"' not in words(browser("contributor").get(ADDRESS))


# --- States -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "section"), [("contributor", "helpdesk"), ("editor", "smda")])
def test_state_is_set_by_the_owner_and_by_editors(name: str, section: str) -> None:
    report = september()
    answer = send(name, "state", section=section, state="ready", seen="to_do")
    assert answer["Location"] == f"{ADDRESS}#section-{section}"
    assert report.duties.get(section=section).state == SectionState.READY


@pytest.mark.parametrize(
    ("name", "section"), [(name, "smda") for name in CAST if name not in ("editor", "administrator")]
)
def test_state_of_anothers_section_is_not_found(name: str, section: str) -> None:
    report = september()
    assert send(name, "state", section=section, state="ready", seen="to_do").status_code == 404
    assert not report.duties.filter(section=section).exists()


def test_state_set_meanwhile_is_refused_in_words() -> None:
    report = september()
    give(report, "helpdesk", "contributor", SectionState.IN_HAND)
    client = browser("contributor")
    answer = client.post(
        ADDRESS, {"act": "state", "section": "helpdesk", "state": "ready", "seen": "to_do"}, follow=True
    )
    assert "Meanwhile it was set to “in hand”" in words(answer)
    assert report.duties.get(section="helpdesk").state == SectionState.IN_HAND


@pytest.mark.parametrize("sent", [{"state": "done", "seen": "to_do"}, {"state": "ready"}, {}])
def test_state_that_is_none_changes_nothing(sent: dict[str, str]) -> None:
    report = september()
    assert send("contributor", "state", section="helpdesk", **sent).status_code == 302
    assert report.duties.get(section="helpdesk").state == SectionState.TO_DO


@pytest.mark.parametrize(("name", "status"), [("contributor", 404), ("editor", 302)])
def test_state_of_a_section_with_a_sign_that_no_page_sends_changes_nothing(name: str, status: int) -> None:
    report = september()
    assert send(name, "state", section="help\x00desk", state="ready", seen="to_do").status_code == status
    assert not report.duties.exclude(state=SectionState.TO_DO).exists()


def test_page_comes_back_as_it_was_asked_for() -> None:
    september()
    histories = [one.formset.prefix for one in page.context["inline_admin_formsets"]]
    blank = {f"{prefix}-{name}_FORMS": "0" for prefix in histories for name in ("TOTAL", "INITIAL")}
    meeting = {
        "committee": report.meeting.committee_id,
        "kind": "governance",
        "held_on": "2021-11-19",
        "number": "98",
        "title": "Panel 98",
        "headline": "",
    }
    answer = browser("editor").post(address, {**blank, **meeting, pressed: "1"})
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, leads_to)
    assert report.meeting.committee.meetings.filter(number=98).exists()


def test_month_before_the_first_edition_is_not_opened() -> None:
    september()
    assert "No edition" in words(browser("editor").get("/desk/open/operations/2017-05/"))


def test_report_of_an_unknown_kind_is_not_found() -> None:
    assert browser("editor").get("/desk/open/novel/2021-10/").status_code == 404


# --- The first page -----------------------------------------------------------------------------------


def test_first_page_offers_the_month_after_the_latest() -> None:
    september()
    assert "Open October 2021" in words(browser("editor").get("/desk/"))
    assert "Open October 2021" not in words(browser("contributor").get("/desk/"))


@pytest.mark.parametrize(("typed", "leads"), [("2021-12", True), ("12/2021", True), ("13/2021", False), ("", False)])
def test_another_month_is_asked_for_by_name(typed: str, leads: bool) -> None:
    answer = browser("editor").get("/desk/", {"month": typed})
    if leads:
        assert answer["Location"] == "/desk/open/operations/2021-12/"
    else:
        assert answer.status_code == 200
        assert f'value="{typed}"' in words(answer) or not typed


def test_first_page_without_a_month_says_so() -> None:
    assert "No month has been opened yet." in words(browser("contributor").get("/desk/"))
