"""A later version of a paper that was issued: in a supplement, at its own pages, with the way to it from the former."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from reports.models import AgendaPaper, Pack, PackFile, Publication
from reports.packs import agenda
from reports.packs.agenda import Told, begin, papers_of
from reports.packs.issuing import next_issue
from reports.publishing.services import withdraw
from tests.access.cast import STRANGER, browser, person
from tests.reports.packs.made import meeting, published, report_to
from tests.reports.packs.test_issuing import file, issue

pytestmark = pytest.mark.django_db
REASON = "Table 2 had another month&#x27;s figures."


def issued_pack(classification: str = "white") -> tuple[Pack, Publication]:
    """Minutes (item 1, pages 3 and 4), then a report of ours (item 2, pages 5 to 7)."""
    pack = begin(meeting(97), person("editor"))
    agenda.add_paper(pack, Told("Minutes", "white"), seen=0, by=person("editor"), file=file("Minute one"))
    ours = published(report_to(pack.meeting, 9, classification), "Operations", "Old one", "Old two")
    agenda.add_publication(pack, ours, seen=pack.revision)
    issue(pack)
    return pack, ours


def corrected(ours: Publication, version: int = 2, **more: object) -> Publication:
    return published(ours.report, "Operations", f"Version {version} text", version=version, **more)


def replaced(pack: Pack, item: int, by: object) -> AgendaPaper:
    paper = pack.papers.get(position=item)
    return agenda.replace(pack, paper.pk, by, seen=pack.revision, by=person("editor"))


def words(made: PackFile) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(bytes(made.content))).pages]


def test_correction_is_issued_at_its_own_pages_and_says_what_it_takes_the_place_of() -> None:
    pack, ours = issued_pack()
    before = PackFile.objects.get().sha256
    withdraw(ours, by=person("approver"), reason="Table 2 had another month's figures.")
    again = replaced(pack, 2, corrected(ours))
    assert (again.number, again.position) == (9, 3)
    second = issue(pack)
    made = second.files.get()
    assert (second.first_page, second.last_page) == (8, 11)
    row = made.contents[0]
    assert (row["item"], row["reference"], row["first"]) == (3, f"{ours.reference}, version 2", 10)
    assert row["replaces"] == {"item": 2, "first": 5, "issue": 0}
    shown = words(made)
    assert "takes the place of one issued before" in shown[0].replace("\n", " ")
    for page in shown[1:3]:
        assert "In the place of item 2 of the pack, pack page 5" in page.replace("\n", " ")
    assert PackFile.objects.get(issue__number=0).sha256 == before


def test_readers_of_what_was_withdrawn_are_led_to_what_stands_in_its_place() -> None:
    pack, ours = issued_pack()
    withdraw(ours, by=person("approver"), reason="Table 2 had another month's figures.")
    client, gone = browser(STRANGER), PackFile.objects.get().name
    assert "Nothing was issued in its place yet." in client.get("/packs/97/p/6").content.decode()
    replaced(pack, 2, corrected(ours))
    issue(pack)
    for address in ("/packs/97/p/6", "/packs/97/p/4", f"/packs/97/files/{gone}"):
        answer = client.get(address)
        shown = answer.content.decode()
        assert answer.status_code == 410, address
        assert REASON in shown
        assert '<a class="govuk-link" href="/packs/97/p/10">Operations</a>, supplement 1, item 3' in shown
    replaced(pack, 1, file("Minute one, mended"))
    first = issue(pack).first_page + 2
    shown = client.get("/packs/97/p/4").content.decode()
    assert "of item 1, Minutes, which was replaced" in shown
    assert f'href="/packs/97/p/{first}">Minutes</a>, supplement 2' in shown
    shown = client.get("/packs/97/").content.decode()
    assert shown.count('href="/packs/97/p/10">Operations</a>, supplement 1') == 1
    assert "In the place of item 2 of the pack" in shown
    assert client.get("/packs/97/p/10").headers["Location"].endswith("supplement_1_white.pdf#page=3")


def test_page_of_what_was_corrected_leads_to_both_and_others_open() -> None:
    pack, ours = issued_pack()
    replaced(pack, 2, corrected(ours))
    issue(pack)
    client, name = browser(STRANGER), PackFile.objects.get(issue__number=0).name
    answer = client.get("/packs/97/p/6")
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert 'href="/packs/97/p/10"' in shown
    assert f'href="/packs/97/files/{name}#page=6"' in shown
    assert client.get("/packs/97/p/4").headers["Location"] == f"/packs/97/files/{name}#page=4"


def test_several_versions_lead_to_the_last_and_a_pdf_of_others_can_be_replaced() -> None:
    pack, ours = issued_pack()
    replaced(pack, 2, corrected(ours))
    replaced(pack, 1, file("Minute one, mended"))
    issue(pack)
    replaced(pack, 3, corrected(ours, 3))
    third = issue(pack)
    client = browser(STRANGER)
    first = third.files.get().contents[0]["first"]
    for page in (6, 10):
        shown = client.get(f"/packs/97/p/{page}").content.decode()
        assert f'href="/packs/97/p/{first}">Operations</a>, supplement 2' in shown
    assert "supplement 1" in client.get("/packs/97/p/4").content.decode()
    assert [paper.number for paper in papers_of(pack)] == [1, 9, 9, 1, 9]


def test_edition_tells_of_no_place_that_its_readers_may_not_know() -> None:
    """The former is Red and the correction White; then the other way round."""
    pack, ours = issued_pack("red")
    ours.report.classification = "white"
    replaced(pack, 2, corrected(ours))
    second = issue(pack)
    assert second.files.get(classification="white").contents[0]["replaces"] is None
    assert "In the place of" not in "".join(words(second.files.get(classification="white")))
    assert "In its place" not in browser(STRANGER).get("/packs/97/").content.decode()
    ours.report.classification = "red"
    replaced(pack, 3, corrected(ours, 3))
    agenda.add_paper(pack, Told("Other", "white"), seen=pack.revision, by=person("editor"), file=file("Other one"))
    third = issue(pack)
    assert third.files.get(classification="white").contents[0]["replaces"] is None
    assert third.files.get(classification="red").contents[0]["replaces"]["item"] == 3
    public = browser(STRANGER).get("/packs/97/").content.decode()
    assert "In its place" not in public
    assert "In its place" in browser("panel").get("/packs/97/").content.decode()


def test_only_a_later_version_of_what_was_issued_replaces_it_once() -> None:
    pack, ours = issued_pack()
    again = corrected(ours)
    other = published(report_to(pack.meeting, 4), "Other")
    fresh = agenda.add_paper(pack, Told("Late", "white"), seen=pack.revision, by=person("editor"), file=file("Late"))
    for item, version, said in (
        (fresh.position, file("x"), "It was not issued yet"),
        (2, other, "a version of another report"),
        (2, ours, "only a later one takes its place"),
        (2, file("x"), "publish a correction"),
        (1, again, "a version of another report"),
    ):
        with pytest.raises(ValidationError, match=said):
            replaced(pack, item, version)
    made = replaced(pack, 2, again)
    with pytest.raises(ValidationError, match="takes its place already"):
        replaced(pack, 2, again)
    agenda.remove(pack, made.pk, seen=pack.revision, at=ours.published_at)
    assert replaced(pack, 2, again).number == 9


def test_database_refuses_a_number_given_to_what_replaces_nothing_of_it() -> None:
    pack, ours = issued_pack()
    former = pack.papers.get(position=2)
    fields = {"pack": pack, "position": 9, "title": "t", "classification": "white", "publication": corrected(ours)}
    for wrong in (
        {"number": 10, "report": ours.report, "replaces": former},
        {"number": 9, "report": ours.report},
        {"number": 1, "report": ours.report, "replaces": pack.papers.get(position=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AgendaPaper.objects.create(**fields, **wrong)
    made = replaced(pack, 2, fields["publication"])
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaPaper.objects.filter(pk=made.pk).update(replaces=None)


def test_editor_replaces_from_the_page_of_the_agenda() -> None:
    pack, ours = issued_pack()
    corrected(ours)
    client, former = browser("editor"), pack.papers.get(position=2)
    shown = client.get("/packs/97/arrange/").content.decode()
    assert "Replace it in a supplement by version 2" in shown
    sent = {"act": "replace", "seen": pack.revision, "paper": former.pk}
    answer = client.post("/packs/97/arrange/", {**sent, "publication": ours.report.publications.get(version=2).pk})
    assert answer.status_code == 302
    shown = client.get("/packs/97/arrange/").content.decode()
    assert "In the place of item 2" in shown
    assert "Replace it in a supplement by version 2" not in shown
    pack.refresh_from_db()
    minutes = pack.papers.get(position=1)
    missing = client.post("/packs/97/arrange/", {**sent, "seen": pack.revision, "paper": minutes.pk})
    assert "Choose the PDF." in missing.content.decode()


def test_agenda_costs_the_same_for_one_that_replaces_and_three() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            browser("editor").get("/packs/97/arrange/")
        return len(found)

    pack = begin(meeting(97), person("editor"))
    for name in ("One", "Two", "Three"):
        agenda.add_paper(pack, Told(name, "white"), seen=pack.revision, by=person("editor"), file=file(name))
    issue(pack)
    replaced(pack, 1, file("First"))
    one = cost()
    replaced(pack, 2, file("Second"))
    replaced(pack, 3, file("Third"))
    assert cost() == one


# --- What reaches nobody ----------------------------------------------------------------------------------------------


def test_editor_is_told_before_issuing_what_reaches_nobody_and_why() -> None:
    pack = begin(meeting(97), person("editor"))
    agenda.add_paper(pack, Told("Minutes", "white"), seen=0, by=person("editor"), file=file("Minute one"))
    elsewhere = published(report_to(pack.meeting, 9, "red"), "Threats")
    agenda.add_publication(pack, elsewhere, seen=pack.revision)
    AgendaPaper.objects.filter(publication=elsewhere).update(audience=["ssc"])
    found = next_issue(pack, papers_of(pack))
    assert found.faults == []
    assert any("Threats is in no edition: it is Red for ssc" in said for said in found.warnings)
    shown = browser("editor").get("/packs/97/arrange/").content.decode()
    assert "Threats is in no edition: it is Red for ssc" in shown
    AgendaPaper.objects.filter(publication=elsewhere).update(audience=["panel"])
    assert not any("Threats" in said for said in next_issue(pack, papers_of(pack)).warnings)


def test_editor_is_told_which_pdf_is_not_tagged() -> None:
    pack = begin(meeting(97), person("editor"))
    agenda.add_paper(pack, Told("Minutes", "white"), seen=0, by=person("editor"), file=file("Minute one"))
    assert any(said.startswith("Minutes: not tagged as PDF/UA") for said in next_issue(pack, papers_of(pack)).warnings)
