"""The pages of a Change Status Report: what the site says of any report it says of this one."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.models import Committee
from reports.building import build_report
from reports.desk.opening import open_month
from reports.desk.outline import owned_sections
from reports.engine.month import Month
from reports.forms import sections_of
from reports.models import Report, ReportAttachment, SectionText
from reports.narrative.services import digest
from reports.papers import ReportChanged, print_draft
from reports.papers import fingerprint as fingerprint_of
from tests.access.cast import browser, person
from tests.meetings.rooms import committee, meet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july_2020")]

DESK = "/desk/change-status/2020-07/"
PAGE = "/reports/change-status/2020-07/"


def opened(address: str, name: str = "editor") -> str:
    answer = browser(name).get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def test_page_has_the_body_and_the_appendix() -> None:
    page = opened(PAGE)
    assert "Change Status Report — August 2020" in page
    assert "New Draft Proposals" in page
    assert "What the DCC asked" in page


def test_appendix_that_is_bound_with_its_paper_stands_on_its_page() -> None:
    answer = browser("editor").get(f"{PAGE}parts/appendix-a/")
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}draft/")


def test_print_of_a_part_that_stands_apart_no_more_is_not_made() -> None:
    ReportAttachment.objects.update(classification="amber")
    report = Report.objects.select_related("meeting__committee").get()
    wanted = fingerprint_of(build_report(report).document, "appendix-a")
    ReportAttachment.objects.update(classification="white")
    with pytest.raises(ReportChanged):
        print_draft(Report.objects.select_related("meeting__committee").get(), wanted, "appendix-a")


def test_library_lists_it() -> None:
    assert "Change Status Report" in opened("/reports/")


def test_desk_lists_its_sections_and_lacks_nothing_of_another_report() -> None:
    page = opened(DESK)
    for title in ("New Draft Proposals", "Working Group meetings", "The DCC’s update"):
        assert title in page
    for not_its_own in ("No measure is set up", "no date of notice", "Highlight:"):
        assert not_its_own not in page


def test_desk_has_an_owner_for_every_section_of_body_and_appendix() -> None:
    owned = [place.id for place in owned_sections("change-status", Month(2020, 7))]
    assert owned[:2] == ["purpose", "recommendation"]
    assert owned[-3:] == ["dcc-update", "dcc-assessments", "dcc-questions"]
    (appendix,) = [place for place in owned_sections("change-status", Month(2020, 7)) if place.id == "dcc-update"]
    assert appendix.number == "A1"


def test_book_of_checks_opens() -> None:
    page = opened(f"{DESK}checks/")
    assert "SECMP0067 is put to the Panel" in page


@pytest.mark.parametrize("section", ["purpose", "summary", "dcc-update"])
def test_editor_of_a_section_opens(section: str) -> None:
    assert "<form" in opened(f"{DESK}text/{section}/")


def test_editor_of_a_section_of_another_report_is_not_found() -> None:
    assert browser("editor").get(f"{DESK}text/security/").status_code == 404


def test_text_of_the_appendix_is_saved_and_printed() -> None:
    before = SectionText.objects.get(section="dcc-update").body
    answer = browser("editor").post(
        f"{DESK}text/dcc-update/", {"body": "<p>All is in hand.</p>", "based_on": digest(before), "act": "save"}
    )
    assert answer.status_code in (200, 302)
    assert SectionText.objects.get(section="dcc-update").body == "<p>All is in hand.</p>"
    assert "All is in hand." in opened(PAGE)


def test_chips_of_the_editor_offer_its_tables_and_those_of_the_appendix() -> None:
    chips = browser("editor").get(f"{DESK}chips.json").json()
    assert {"timescales", "dcc-underway"} <= {one["id"] for one in chips["references"]}


@pytest.mark.parametrize("address", ["facts/", "facts.json", "facts/modifications.open/", "document.json"])
def test_facts_and_document_open(address: str) -> None:
    opened(f"{PAGE}{address}")


def test_texts_asked_for_are_those_of_its_sections() -> None:
    report = Report.objects.get()
    assert [id for id, _ in sections_of(report)] == ["purpose", "summary", "dcc-update"]


def test_appendix_takes_title_and_classification_from_its_attachment() -> None:
    ReportAttachment.objects.update(title="The DCC’s progress", classification="amber")
    part = build_report(Report.objects.get()).document.parts[1]
    assert (part.title, part.classification) == ("The DCC’s progress", "amber")


def test_appendix_is_announced_and_classified_by_the_edition_until_it_is_entered() -> None:
    ReportAttachment.objects.all().delete()
    document = build_report(Report.objects.get()).document
    (announced,) = document.header.attachments
    assert (announced.label, announced.classification) == ("Appendix A", "green")
    assert document.parts[1].classification == "green"


def test_print_is_classified_by_the_highest_of_its_parts() -> None:
    report = Report.objects.get()
    paper = print_draft(report, fingerprint_of(build_report(report).document))
    assert (paper.classification, paper.filename) == ("green", "SECP_83_1408_12.pdf")
    assert paper.problems[0]["code"] == "records.illustrative"
    assert len(paper.problems) == 1


# --- Opening the next month -------------------------------------------------------------------------------------------


def test_desk_opens_its_next_month() -> None:
    page = opened("/desk/")
    assert "Open the Change Status Report of August 2020" in page
    assert "/desk/open/change-status/2020-08/" in page


def test_another_month_of_either_report_can_be_asked_for() -> None:
    client = browser("editor")
    asked = {"month": "2020-10", "kind": "change-status"}
    assert client.get("/desk/", asked).headers["Location"] == "/desk/open/change-status/2020-10/"
    assert client.get("/desk/", {"month": "2020-10"}).headers["Location"] == "/desk/open/operations/2020-10/"


def test_month_that_is_opened_has_every_section_and_lacks_what_it_needs() -> None:
    before = Report.objects.get()
    panel = meet(before.meeting.committee, date(2020, 9, 18), 84)
    open_month(
        "change-status",
        Month(2020, 8),
        by=person("editor"),
        meeting=panel,
        paper_number=9,
        author="Lead",
        team="SECAS Team",
        with_attachments=True,
    )
    page = opened("/desk/change-status/2020-08/")
    assert "The DCC’s update" in page
    assert "No meeting of the CSC in August 2020 is entered: it met on 28 July." in page
    assert [one.label for one in Report.objects.get(month="2020-08-01").attachments.all()] == ["Appendix A"]
    group = Committee.objects.get(code="working-group")
    assert "The next meeting of the Working Group after 11 September is not entered." in page
    assert f"/admin/meetings/meeting/add/?committee={group.pk}&amp;kind=governance" in page


def test_desk_asks_for_no_meeting_of_a_committee_that_the_report_is_not_about() -> None:
    meet(committee("opsg"), date(2020, 6, 16), 41)
    assert "No meeting of the The opsg" not in opened(DESK)
