"""The desk's pages: who sees what, what each change does, and what is said where it is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone

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
from tests.reports.publishing.life import made

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


def test_closed_month_offers_no_filter_of_what_is_to_do() -> None:
    report = september()
    names, to_do = ("all", "mine"), ("unready", "unowned")
    offered = words(browser("contributor").get(ADDRESS))
    assert all(f"?show={name}#sections" in offered for name in (*names, *to_do))
    made(report)
    for asked in to_do:
        page = words(browser("contributor").get(f"{ADDRESS}?show={asked}"))
        assert all(f"?show={name}#sections" in page for name in names)
        assert not any(f"?show={name}#sections" in page for name in to_do)
        assert '?show=all#sections" aria-current="true"' in page
        assert ('id="section-helpdesk"' in page, 'id="section-purpose"' in page) == (True, True)


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
    sent = {"act": "state", "section": "helpdesk", "state": "in_hand", "seen": "to_do"}
    answer = browser("contributor").post(f"{ADDRESS}?show=mine", sent)
    assert answer["Location"] == f"{ADDRESS}?show=mine#section-helpdesk"


# --- Owners -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CAST)
def test_owner_is_given_by_editors_alone(name: str) -> None:
    report = september()
    to = person("contributor").pk
    allowed = name in ("editor", "administrator")
    assert send(name, "owner", section="smda", owner=to, seen="").status_code == (302 if allowed else 404)
    assert owner_of(report, "smda") == (to if allowed else None)


def test_owner_set_meanwhile_is_not_overwritten() -> None:
    report = september()
    send("editor", "owner", section="helpdesk", owner=person("editor").pk, seen="")
    assert owner_of(report, "helpdesk") == person("contributor").pk


@pytest.mark.parametrize("owner", ["party", "approver", 0, "nobody at all"])
def test_owner_who_could_not_write_is_refused(owner: str | int) -> None:
    report = september()
    key = person(owner).pk if owner in CAST else owner
    assert send("editor", "owner", section="smda", owner=key, seen="").status_code == 302
    assert owner_of(report, "smda") is None


# --- Items --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CAST)
def test_item_is_raised_by_those_who_work_on_the_month(name: str) -> None:
    september()
    answer = send(name, "add", text="Ask the DCC.", section="helpdesk")
    assert answer.status_code == (302 if name in WRITERS else 404)
    assert OpenItem.objects.count() == (name in WRITERS)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": "", "section": ""}, "Say what is open."),
        ({"text": "Ask <b>them</b>.", "section": "monthly"}, "Select a valid choice"),
        ({"text": "Ask." + "x" * 2000, "section": ""}, "Keep it to 2,000 characters: this is 2,004."),
    ],
)
def test_item_that_is_refused_keeps_what_was_typed(sent: dict[str, str], said: str) -> None:
    september()
    page = words(send("contributor", "add", **sent))
    assert said in page
    assert sent["text"].replace("<", "&lt;").replace(">", "&gt;") in page
    assert OpenItem.objects.count() == 0


@pytest.mark.parametrize(
    ("raised_by", "section", "name", "may"),
    [
        ("contributor", "", "contributor", True),
        ("editor", "helpdesk", "contributor", True),
        ("editor", "smda", "contributor", False),
        ("editor", "", "contributor", False),
        ("contributor", "", "editor", True),
        ("approver", "", "approver", False),
        ("contributor", "", "party", False),
    ],
)
def test_item_is_settled_by_whoever_raised_it_owns_its_section_or_edits(
    raised_by: str, section: str, name: str, may: bool
) -> None:
    raised = item(september(), by=raised_by, section=section)
    assert send(name, "settle", item=raised.pk).status_code == (302 if may else 404)
    raised.refresh_from_db()
    assert (raised.settled_by == person(name)) == may
    if may:
        assert send(name, "reopen", item=raised.pk).status_code == 302
        raised.refresh_from_db()
        assert raised.settled_at is None


def test_item_of_another_report_is_not_found() -> None:
    report = september()
    other = item(
        Report.objects.create(
            kind="operations",
            month=date(2021, 8, 1),
            meeting=report.meeting,
            paper_number=3,
            author="x",
            issue_date=date(2021, 9, 8),
        )
    )
    assert send("editor", "settle", item=other.pk).status_code == 404


def test_item_carried_over_says_from_where() -> None:
    before = september()
    item(before)
    meeting = panel_98(before)
    answer = browser("editor").post("/desk/open/operations/2021-10/", opening(meeting), follow=True)
    assert "carried over from September 2021" in words(answer)


@pytest.mark.parametrize("act", ["", "delete", "owner "])
def test_nothing_else_is_done_at_the_desk(act: str) -> None:
    september()
    assert send("administrator", act).status_code == 404


# --- Opening a month ----------------------------------------------------------------------------------


def opening(meeting: Meeting, **fields: Any) -> dict[str, Any]:
    return {"meeting": meeting.pk, "paper_number": 12, "author": "Reporting Lead", "team": "SECAS Team", **fields}


@pytest.mark.parametrize("name", CAST)
def test_month_is_opened_by_editors_alone(name: str) -> None:
    meeting = panel_98(september())
    client, allowed = browser(name), name in ("editor", "administrator")
    assert client.get("/desk/open/operations/2021-10/").status_code == (200 if allowed else 404)
    answer = client.post("/desk/open/operations/2021-10/", opening(meeting))
    assert answer.status_code == (302 if allowed else 404)
    assert Report.objects.filter(month=date(2021, 10, 1)).exists() == allowed


def test_opening_offers_the_next_meetings_and_says_what_comes_along() -> None:
    meeting = panel_98(september())
    page = words(browser("editor").get("/desk/open/operations/2021-10/"))
    assert f"{meeting}, Friday 19 November 2021" in page
    assert "papers due 12 November 2021" in page
    assert 'value="Reporting Lead"' in page
    assert "The last report’s was 17." in page
    assert "Left blank: the day the papers are due." in page


def test_opening_says_what_was_carried_over() -> None:
    before = september()
    write(before, "helpdesk")
    item(before)
    sent = opening(panel_98(before), with_texts="on")
    answer = browser("editor").post("/desk/open/operations/2021-10/", sent, follow=True)
    assert "October 2021 is open. 1 of 29 sections have their owner. Carried over: 1 open item, 1 text." in words(
        answer
    )


def test_month_opened_twice_says_so_and_leads_to_it() -> None:
    meeting = panel_98(september())
    client = browser("editor")
    client.post("/desk/open/operations/2021-10/", opening(meeting))
    page = words(client.post("/desk/open/operations/2021-10/", opening(meeting, paper_number=13)))
    assert "The Operations Report of October 2021 is open already." in page
    assert 'href="/desk/operations/2021-10/"' in page
    assert Report.objects.count() == 2


def test_opening_that_is_refused_keeps_what_was_typed() -> None:
    meeting = panel_98(september())
    sent = opening(meeting, paper_number="seventeen", author="A. Writer", issue_date="31/02/2021", with_texts="on")
    page = words(browser("editor").post("/desk/open/operations/2021-10/", sent))
    for typed in (
        'value="seventeen"',
        'value="A. Writer"',
        'value="31/02/2021"',
        'name="with_texts" id="id_with_texts" checked',
    ):
        assert typed in page
    assert "October 2021 was not opened" in page
    assert Report.objects.count() == 1


def test_paper_number_that_is_taken_is_refused() -> None:
    before = september()
    meeting = panel_98(before)
    Report.objects.create(
        kind="operations",
        month=date(2021, 8, 1),
        meeting=meeting,
        paper_number=12,
        author="x",
        issue_date=date(2021, 9, 8),
    )
    page = words(browser("editor").post("/desk/open/operations/2021-10/", opening(meeting)))
    assert "already exists" in page


def test_month_without_a_meeting_after_it_asks_for_one() -> None:
    report = september()
    page = words(browser("editor").get("/desk/open/operations/2021-10/"))
    assert "none after October 2021 is entered" in page
    assert f"/admin/meetings/meeting/add/?committee={report.meeting.committee_id}" in page
    assert "&amp;back=%2Fdesk%2Fopen%2Foperations%2F2021-10%2F" in page


@pytest.mark.parametrize(
    ("back", "pressed", "leads_to"),
    [
        ("/desk/open/operations/2021-10/", "_save", "/desk/open/operations/2021-10/"),
        ("/desk/open/operations/2021-10/", "_addanother", "/admin/meetings/meeting/add/"),
        ("https://elsewhere.example/", "_save", "/admin/meetings/meeting/"),
        ("//elsewhere.example/", "_save", "/admin/meetings/meeting/"),
    ],
)
def test_meeting_that_was_asked_for_leads_back_to_where_it_was(back: str, pressed: str, leads_to: str) -> None:
    report = september()
    address = f"/admin/meetings/meeting/add/?back={back}"
    page = browser("editor").get(address)
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


def test_other_months_say_where_their_errors_may_be_mended_since() -> None:
    report = september()
    august = Report.objects.get(pk=report.pk)
    august.pk, august.month, august.paper_number = None, date(2021, 8, 1), 30
    august.save()
    CheckRun.objects.create(report=august, run_at=timezone.now(), checks=9, hold=8, errors=1, warnings=0, findings=[])
    assert '<td class="number">1</td>' in words(browser("editor").get("/desk/"))
    write(august, "helpdesk")
    assert '<td class="number">1, before the last changes</td>' in words(browser("editor").get("/desk/"))


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
