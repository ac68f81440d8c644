"""A month as a draft would lay it out: looked at, never kept, and with no word of what a person may not read."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.html import strip_tags

from access.models import Act
from jobs.models import Job
from parties.models import SecurityReview
from reports.building import build_report
from reports.engine.serialise import dumps
from reports.models import DraftPaper, Report
from tests.access.cast import CAST, STAFF, browser
from tests.reports.definitions.sub_committee.conftest import september_2018
from tests.reports.edition_making.laid import changed, draft_of, entitle, without

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("september_2018")]

PAPER = "/editions/sub-committee/new/preview/2018-09/"
PART = f"{PAPER}appendix-a/"
READS_RED = {"editor", "approver", "administrator"}

__all__ = ["september_2018"]


@pytest.fixture
def draft() -> Any:
    draft = without(draft_of("sub-committee", "2018"), "architecture")
    return changed(
        draft,
        lambda tree, catalogue: entitle(tree, "purpose", "Why, in {month}", page_break=False, catalogue=catalogue),
    )


def words(address: str, who: str = "editor") -> str:
    answer = browser(who).get(address)
    assert answer.status_code == 200
    return " ".join(strip_tags(answer.content.decode().replace("<", " <")).split())


def secrets() -> list[str]:
    rows = SecurityReview.objects.select_related("party")
    return [word for row in rows for word in (row.party.name, row.remark) if word]


@pytest.mark.usefixtures("draft")
def test_preview_is_the_month_in_the_draft_and_says_that_it_is_one() -> None:
    text = words(PAPER)
    assert "Preview of a draft : September 2018 as “The new edition” would lay it out." in text
    assert "Preview in the draft of an edition, “The new edition”. This is not the report, and it is not kept." in text
    assert "Why, in September 2018" in text
    assert "TABASC highlights" not in text
    assert "There is text for “tabasc-highlights”, which this edition does not print." in text


@pytest.mark.usefixtures("draft")
def test_preview_leaves_the_report_and_everything_stored_as_they_were() -> None:
    report = Report.objects.get()
    before = dumps(build_report(report).document)
    acts, jobs = Act.objects.count(), Job.objects.count()
    words(PAPER)
    words(PART)
    assert dumps(build_report(report).document) == before
    assert (DraftPaper.objects.count(), Act.objects.count(), Job.objects.count()) == (0, acts, jobs)
    assert "TABASC highlights" in words("/reports/sub-committee/2018-09/")


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("who", CAST)
def test_red_part_is_previewed_by_those_alone_who_may_read_it(who: str) -> None:
    client = browser(who)
    paper, part = client.get(PAPER), client.get(PART)
    assert paper.status_code == (200 if who in STAFF else 404)
    assert part.status_code == (200 if who in READS_RED else 404)
    told = secrets()
    assert len(told) > 5
    assert not [word for word in told if word in paper.content.decode()]
    if who in STAFF:
        assert (PART in paper.content.decode()) is (who in READS_RED)
    if who in READS_RED:
        assert [word for word in told if word not in part.content.decode().replace("&#x27;", "'")] == []
        assert "Preview of a draft" in words(PART, who)


def test_report_that_a_person_may_not_read_has_no_preview_for_them(draft: Any) -> None:
    Report.objects.update(classification="red")
    assert browser("contributor").get(PAPER).status_code == 404
    assert browser("editor").get(PAPER).status_code == 200
    assert PAPER not in browser("contributor").get("/editions/sub-committee/new/").content.decode()
    assert PAPER in browser("editor").get("/editions/sub-committee/new/").content.decode()


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(
    "address",
    [
        "/editions/sub-committee/new/preview/2018-10/",
        "/editions/sub-committee/nothing/preview/2018-09/",
        "/editions/operations/2021/preview/2018-09/",
        f"{PAPER}appendix-b/",
        f"{PAPER}body/",
    ],
)
def test_preview_of_what_is_not_there_is_not_found(address: str) -> None:
    assert browser("editor").get(address).status_code == 404


def test_part_that_the_draft_drops_is_not_announced_or_previewed(draft: Any) -> None:
    without(draft, "assurance-status-named", "verification-named", "letters-named")
    assert browser("editor").get(PART).status_code == 404
    assert PART not in browser("editor").get(PAPER).content.decode()


def test_draft_with_a_fault_has_no_preview_and_says_why(draft: Any) -> None:
    draft.sections.filter(section="purpose").update(taken_from="1999")
    assert "“purpose” of edition 1999 is not in the catalogue any more: drop it." in words(PAPER)


def test_section_of_the_red_part_stored_in_the_body_is_printed_nowhere(draft: Any) -> None:
    """As no page of ours would store it: what is made for the Red part is refused before a word of it is made."""
    draft.sections.filter(section="letters-named").update(part="")
    for address in (PAPER, PART):
        content = browser("editor").get(address).content.decode()
        assert "It belongs in Appendix A" in content
        assert not [word for word in secrets() if word in content]


def test_edition_in_force_in_code_is_previewed_too() -> None:
    text = words("/editions/sub-committee/2018/preview/2018-09/")
    assert "Preview : September 2018 as “Sub-Committee Report, 2018 edition” would lay it out." in text
