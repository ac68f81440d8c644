"""The library: what each reader may know of, and no more."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.models import Report, Withdrawal
from tests.access.cast import CAST, browser, person
from tests.reports.month import quiet_month
from tests.reports.publishing.life import made

pytestmark = pytest.mark.django_db

STAFF_OF_RED = {"editor", "approver", "administrator"}


def page(name: str, **asked: str) -> Any:
    return browser(name).get("/reports/", asked)


def words(name: str, **asked: str) -> str:
    return " ".join(page(name, **asked).content.decode().split())


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("word", ["green", "amber", "red"])
def test_what_is_classified_above_the_reader_is_withheld_or_absent(name: str, word: str) -> None:
    """Red is named in Red papers alone. Of the rest a stranger hears the name, and neither reference nor address."""
    report = quiet_month()
    Report.objects.update(classification="red")
    made(report, classification=word, audience=("ssc",) if word == "red" else ())
    shown = words(name)
    reads = report.paper_reference in shown
    withheld = "Withheld: not for everybody to read" in shown
    assert withheld == (word != "red" and not reads)
    assert ("library__title" in shown) == (reads or withheld)
    if not reads:
        assert "/reports/operations/" not in shown
        assert report.meeting.title not in shown
        assert "paper.pdf" not in shown


def test_a_part_apart_is_named_to_those_who_may_know_of_it() -> None:
    """The Red appendix of a White paper is listed with its address for its committee and for staff, for nobody else."""
    made(quiet_month())
    for name in CAST:
        assert ("parts/appendix-a/" in words(name)) == (name in STAFF_OF_RED | {"sub-committee"}), name
        assert "withheld" not in words(name)


def test_it_narrows_by_report_year_and_meeting_and_says_what_there_is_not() -> None:
    report = quiet_month()
    made(report)
    assert "1 paper of 2021" in words("stranger")
    assert "1 paper of 2021, as narrowed" in words("stranger", type="operations", year="2021")
    assert "1 paper, as narrowed" in words("stranger", meeting=str(report.meeting_id))
    assert "0 papers of 2021, as narrowed" in words("stranger", type="change-status")
    for asked, said in (
        ({"type": "minutes"}, "There is no report of this type."),
        ({"year": "1066"}, "There are no reports of this year."),
        ({"meeting": "x"}, "No report went to such a meeting."),
    ):
        wrong = page("stranger", **asked)
        assert wrong.status_code == 400
        assert said in wrong.content.decode()


def test_a_meeting_tells_of_no_paper_that_is_withheld() -> None:
    report = quiet_month()
    made(report, classification="amber")
    assert report.meeting.title not in words("stranger")
    assert page("stranger", meeting=str(report.meeting_id)).status_code == 400


def test_latest_leaves_out_what_was_withdrawn() -> None:
    publication = made(quiet_month())
    assert 'id="latest"' in words("stranger")
    Withdrawal.objects.create(publication=publication, reason="It was of another month.", by=person("approver"))
    assert 'id="latest"' not in words("stranger")
    assert "<dd>Withdrawn</dd>" in words("stranger")


def test_latest_shows_no_version_that_a_withdrawn_one_superseded() -> None:
    report = quiet_month()
    made(report)
    Withdrawal.objects.create(publication=made(report, 2), reason="It was wrong.", by=person("approver"))
    page = words("stranger")
    assert 'id="latest"' not in page
    assert "<dd>Withdrawn, version 2</dd>" in page
    assert "</a>, superseded</dd>" in page


def test_many_years_stand_on_pages_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.library.views.MONTHS_A_PAGE", 1)
    report = quiet_month()
    made(report)
    report.pk, report.month, report.paper_number = None, report.covers.back(13).first, 40
    report.save()
    made(report)
    newest = words("stranger", year="all")
    assert "2 papers" in newest
    assert 'id="m2021-09"' in newest
    assert 'id="m2020-08"' not in newest
    assert 'href="?year=all&amp;page=2#all" rel="next"' in newest
    for past in ("2", "9"):
        older = words("stranger", year="all", page=past)
        assert 'id="m2020-08"' in older
        assert 'id="m2021-09"' not in older
        assert 'href="?year=all&amp;page=1#all" rel="prev"' in older


def test_queries_stay_as_many_however_long_the_shelf() -> None:
    report = quiet_month()
    made(report)
    client = browser("panel")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/reports/")
    for version in (2, 3):
        made(report, version)
    other = Report.objects.get(pk=report.pk)
    other.pk, other.kind, other.paper_number = None, "change-status", 40
    other.save()
    made(other)
    with CaptureQueriesContext(connection) as more:
        client.get("/reports/")
    assert len(more) == len(one)
