"""The pages of a Sub-Committee Report: what the site says of any report it says of this one."""

from __future__ import annotations

import pytest

from meetings.models import DccReportDelivery
from reports.desk.outline import owned_sections
from reports.engine.month import Month
from reports.forms import sections_of
from reports.models import Report, SectionText
from reports.narrative.services import digest
from tests.access.cast import browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("september_2018")]

DESK = "/desk/sub-committee/2018-09/"
PAGE = "/reports/sub-committee/2018-09/"
WRITTEN = ("purpose", "opsg-highlights", "ssc-highlights", "smki-pma-highlights", "tabasc-highlights", "tag-highlights")


def opened(address: str, name: str = "editor") -> str:
    answer = browser(name).get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def test_page_has_the_body_with_its_note() -> None:
    page = opened(PAGE)
    assert "Sub-Committee Report — October 2018" in page
    assert "Reports of the DCC reviewed in September 2018" in page
    assert "was raised on 2 October 2018" in page


def test_library_lists_it() -> None:
    assert "Sub-Committee Report" in opened("/reports/")


def test_desk_lists_its_sections_and_lacks_nothing_of_another_report() -> None:
    page = opened(DESK)
    for title in ("DCC reporting", "Operations Group highlights", "TAG highlights", "Assurance statuses"):
        assert title in page
    for not_its_own in ("No measure is set up", "no date of notice", "has no Party Category", "Highlight:"):
        assert not_its_own not in page


def test_desk_asks_for_a_delivery_that_nobody_has_entered() -> None:
    assert "no delivery is entered" not in opened(DESK)
    DccReportDelivery.objects.filter(report__code="csr-variance").delete()
    assert "Certificate Signing Request (CSR) Variance Report for August 2018 fell due on 14 September" in opened(DESK)


def test_desk_says_of_a_report_without_a_day_in_which_month_it_was_to_come() -> None:
    DccReportDelivery.objects.filter(report__code="rdp-incidents").delete()
    assert "Incident Report for August 2018 was to come in September: no delivery is entered." in opened(DESK)


def test_desk_leads_from_a_section_of_the_red_part_to_its_page() -> None:
    assert f'href="{PAGE}parts/appendix-a/#letters-named"' in opened(DESK)
    assert f'href="{PAGE}draft/#letters"' in opened(DESK)


def test_desk_names_a_section_of_the_red_part_and_leads_nobody_there_who_may_not_read_it() -> None:
    page = opened(DESK, "contributor")
    assert "parts/appendix-a/" not in page
    row = page.partition('id="section-letters-named"')[2].partition("</li>")[0]
    assert "Director’s Letters" in row.partition("</h3>")[0]
    assert f'href="{PAGE}draft/#letters"' in page


def test_desk_has_an_owner_for_every_section_of_body_and_appendix() -> None:
    places = owned_sections("sub-committee", Month(2018, 9))
    assert [place.id for place in places[:3]] == ["purpose", "dcc-reporting", "opsg-highlights"]
    assert [place.number for place in places[-3:]] == ["A1", "A2", "A3"]
    assert [place.id for place in places if place.has_text] == list(WRITTEN)


def test_book_of_checks_opens() -> None:
    page = opened(f"{DESK}checks/")
    assert "Illustrative records" in page
    assert "could not be made" not in page


@pytest.mark.parametrize("section", WRITTEN)
def test_editor_of_a_section_opens(section: str) -> None:
    assert "<form" in opened(f"{DESK}text/{section}/")


def test_editor_of_a_section_of_another_report_is_not_found() -> None:
    assert browser("editor").get(f"{DESK}text/letters-named/").status_code == 404


def test_text_is_saved_and_printed() -> None:
    before = SectionText.objects.get(section="tag-highlights").body
    sent = {"body": "<p>All is tested.</p>", "based_on": digest(before), "act": "save"}
    assert browser("editor").post(f"{DESK}text/tag-highlights/", sent).status_code in (200, 302)
    assert "All is tested." in opened(PAGE)


def test_chips_of_the_editor_offer_its_tables() -> None:
    chips = browser("editor").get(f"{DESK}chips.json").json()
    offered = {one["id"] for one in chips["references"]}
    assert {"dcc-reports", "dcc-figures"} <= offered
    assert not {"appendix-a", "letter-parties"} & offered, "a reference to the Red part is withheld"


@pytest.mark.parametrize("address", ["facts/", "facts.json", "facts/security.directors_letters/", "document.json"])
def test_facts_and_document_open(address: str) -> None:
    opened(f"{PAGE}{address}")


def test_texts_asked_for_are_those_of_its_sections() -> None:
    assert [id for id, _ in sections_of(Report.objects.get())] == list(WRITTEN)
