"""Months under a stored edition: those before it are as they were, and desk, book and texts go by what it has."""

from __future__ import annotations

import json
from contextlib import suppress
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags

from meetings.models import Committee
from reports.building import build_report, built_in_context
from reports.checks.book import FAILED, run_book
from reports.desk.opening import open_month
from reports.desk.outline import outline
from reports.edition_making.layout import edition_from, faults_of
from reports.edition_making.rows import tree_like
from reports.edition_making.services import catalogue_for
from reports.editions import edition_of
from reports.engine.document import walk_sections
from reports.engine.month import Month
from reports.engine.serialise import to_dict
from reports.forms import sections_of
from reports.models import Report, SectionState, SectionText, StoredEdition
from reports.renderers.docx import render_docx
from tests.access.cast import browser, person
from tests.meetings.rooms import meet
from tests.reports.desk.desks import give, write
from tests.reports.edition_making.laid import OCTOBER, add, changed, draft_of, entitle, in_force, step, without

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]

GOLDEN = Path(__file__).parents[1] / "golden" / "operations-2021-09.json"
SEPTEMBER, ISSUED = Month(2021, 9), date(2021, 11, 12)
DESK = "/desk/operations/2021-10/"
LOST = ("smda", "testing", "helpdesk", "cacop")


def laid_out() -> StoredEdition:
    """Without some of its sections, one of them first under another title, another where it was not."""
    draft = without(draft_of(), *LOST, "committee-support")
    draft = changed(draft, lambda tree, catalogue: step(tree, "recommendation", "up"))
    draft = changed(
        draft,
        lambda tree, catalogue: entitle(tree, "security", "Security in {month}", page_break=True, catalogue=catalogue),
    )
    return changed(draft, lambda tree, catalogue: add(tree, ("2021", "committee-support"), "after:purpose", catalogue))


def october() -> Report:
    """Opened from September's, texts and owners along."""
    before = Report.objects.get()
    give(before, "smda", "contributor", SectionState.READY)
    give(before, "security", "contributor", SectionState.READY)
    panel = meet(before.meeting.committee, date(2021, 11, 19), 98)
    return open_month(
        "operations",
        OCTOBER,
        by=person("editor"),
        meeting=panel,
        paper_number=17,
        author="Reporting Lead",
        team="SECAS Team",
        issue_date=ISSUED,
        with_texts=True,
    )


def words(address: str, who: str = "editor") -> str:
    answer = browser(who).get(address)
    assert answer.status_code == 200
    return " ".join(strip_tags(answer.content.decode().replace("<", " <")).split())


def test_september_2021_is_the_golden_document_to_the_byte_after_an_edition_took_force_from_october() -> None:
    in_force(laid_out())
    document = build_report(Report.objects.get()).document
    made = json.dumps(to_dict(document), ensure_ascii=False, indent=1, sort_keys=True)
    assert f"{made}\n".encode() == GOLDEN.read_bytes()


def test_document_of_a_month_under_a_stored_edition_has_its_key_and_its_sections() -> None:
    in_force(laid_out())
    document = build_report(october()).document
    assert (document.report, document.edition) == ("operations", "new")
    sections = list(walk_sections(document.parts[0].sections))
    assert [one.id for one in document.parts[0].sections][:3] == ["recommendation", "purpose", "committee-support"]
    assert {one.id for one in sections}.isdisjoint(LOST)
    security = next(one for one in sections if one.id == "security")
    assert (security.title, security.page_break, security.number) == ("Security in October 2021", True, "6.2")
    assert render_docx(document)


def test_month_is_opened_with_the_sections_and_texts_of_its_own_edition() -> None:
    in_force(laid_out())
    report = october()
    known = {place.id for place in outline("operations", OCTOBER)}
    assert set(report.duties.values_list("section", flat=True)) <= known
    assert not report.texts.filter(section__in=LOST).exists()
    assert report.texts.filter(section="security").exists()
    assert dict(sections_of(report)).keys().isdisjoint(LOST)


def test_desk_of_a_month_shows_the_sections_of_its_edition_and_asks_for_nothing_that_they_do_not_need() -> None:
    october()
    asked = f"The next meeting of the {Committee.objects.get(code='cacop')} after"
    assert asked in words(DESK)
    in_force(laid_out())
    text = words(DESK)
    assert "Security in October 2021" in text
    assert "numbers of Security and Privacy" in text
    assert "Device Assurance (SMDA) update" not in text
    assert asked not in text
    assert "Device Assurance (SMDA) update" in words("/desk/operations/2021-09/")


def test_desk_counts_no_section_ready_that_the_edition_has_dropped() -> None:
    report = october()
    give(report, "smda", "contributor", SectionState.READY)
    give(report, "security", "contributor", SectionState.READY)
    of_all = sum(place.owned for place in outline("operations", OCTOBER))
    assert f"2 of {of_all}" in words("/desk/")
    in_force(laid_out())
    assert f"1 of {of_all - len(LOST)}" in words("/desk/")


def test_book_of_a_month_finds_the_texts_that_are_printed_no_more_and_fails_nowhere() -> None:
    report = Report.objects.get()
    edition = laid_out()
    before = {(one.check.id, one.fingerprint) for one in run_book(report).found}
    in_force(edition, SEPTEMBER)
    book = run_book(Report.objects.get())
    new = [one for one in book.found if (one.check.id, one.fingerprint) not in before]
    assert not [one for one in book.found if one.finding.subject == FAILED]
    assert sorted(one.finding.message for one in new) == [
        f"There is text for “{section}”, which this edition does not print." for section in sorted(LOST)
    ]
    for address in ("/desk/operations/2021-09/checks/", "/reports/operations/2021-09/", "/desk/operations/2021-09/"):
        assert words(address)


def test_text_of_a_dropped_section_is_kept_and_comes_back_with_it() -> None:
    report = Report.objects.get()
    stored = SectionText.objects.get(report=report, section="smda").body
    edition = in_force(laid_out(), SEPTEMBER)
    address = "/desk/operations/2021-09/text/smda/"
    assert browser("editor").get(address).status_code == 404
    StoredEdition.objects.filter(pk=edition.pk).update(in_force_from=None, taken_by=None, taken_at=None)
    assert browser("editor").get(address).status_code == 200
    assert SectionText.objects.get(report=report, section="smda").body == stored


def test_section_that_only_the_draft_has_is_owned_and_written_in_its_months() -> None:
    in_force(laid_out())
    draft = draft_of(source="new", key="newer")
    draft = changed(draft, lambda tree, catalogue: add(tree, ("2021", "smda"), "end:", catalogue))
    report = october()
    in_force(draft, Month(2021, 11), date(2021, 10, 5))
    assert "smda" not in {place.id for place in outline("operations", OCTOBER)}
    november = Report.objects.create(
        kind="operations",
        month=date(2021, 11, 1),
        meeting=meet(report.meeting.committee, date(2021, 12, 17), 99),
        paper_number=17,
        author="x",
        issue_date=date(2021, 12, 10),
    )
    write(november, "smda", "<p>Devices were assured.</p>")
    give(november, "smda", "contributor")
    assert "Smart Meter Device Assurance (SMDA) update" in words("/desk/operations/2021-11/")
    assert browser("contributor").get("/desk/operations/2021-11/text/smda/").status_code == 200
    assert "Devices were assured." in words("/reports/operations/2021-11/")


def test_every_section_of_the_catalogue_that_can_be_added_is_printed_in_a_later_month() -> None:
    report, base = Report.objects.get(), edition_of("operations", SEPTEMBER)
    tree, catalogue = tree_like(base), catalogue_for("operations")
    added = []
    for reference, entry in catalogue.items():
        before = deepcopy(tree)
        with suppress(ValidationError):
            add(tree, reference, "end:", catalogue)
            if faults_of(tree, catalogue, base):
                tree[:] = before
            else:
                added.append(entry.spec)
    assert added
    edition = edition_from(tree, catalogue, base, key="all", name="All", begins=SEPTEMBER)
    result, _ = built_in_context(report, edition)
    sections = {one.id: one for one in walk_sections(result.document.parts[0].sections)}
    for spec in added:
        assert spec.id in sections
        assert sections[spec.id].blocks or sections[spec.id].children
    assert not [problem for problem in result.problems if problem.code == "id.duplicate"]
