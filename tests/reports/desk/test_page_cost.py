"""What the desk costs in queries: as many for three of everything as for one, and for a year as for three."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.records import Volume, fill
from measures.models import Measure, MeasureCategory, MeasureGroup, RankedEntry
from meetings.models import Committee, DccReport
from modifications.models import AssessmentKind
from reports.desk.outline import owned_sections
from reports.engine.month import Month
from reports.models import CheckRun, Deadline, DraftPaper, Report
from tests.access.cast import browser, person
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import assess, raise_one
from tests.parties.cast import party
from tests.reports.desk.desks import NOON, give, item, september, write

pytestmark = pytest.mark.django_db

MOST = 45
A_FEW = Volume(modifications=24, accessions=12)


def cost(address: str, name: str = "editor") -> tuple[int, str]:
    """How many queries the page takes, and the page. Asked once before, so that no cache is filled on the way."""
    client = browser(name)
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(captured), answer.content.decode()


def desk_with(number: int) -> Report:
    """A month with so many of everything that its page lists."""
    report = september()
    report.duties.all().delete()
    for place, section in enumerate(owned_sections("operations", report.covers)[: number * 4]):
        give(report, section.id, ("contributor", "editor", "administrator")[place % number])
        if section.has_text:
            write(report, section.id, carried_from=report)
    for place in range(number):
        _records(report, place)
        _matter(report, place)
    CheckRun.objects.create(
        report=report,
        run_at=NOON,
        run_by=person("editor"),
        checks=60,
        hold=59,
        errors=1,
        warnings=0,
        findings=[{"severity": "error", "section": "smda", "reason": ""}] * number,
    )
    return report


def _records(report: Report, place: int) -> None:
    for kind, ranked in (("numbers", False), ("list", True)):
        code = f"{kind}-{place}"
        measure = Measure.objects.create(code=code, name=code, group=MeasureGroup.HELPDESK, ranked=ranked)
        if ranked:
            RankedEntry.objects.create(measure=measure, month=report.month, rank=2, label="Second")
        else:
            MeasureCategory.objects.create(measure=measure, code="one", name="One")
    meet(committee(f"tag-{place}"), date(2021, 9, 28), 80 + place)
    meet(Committee.objects.get(code="csc"), date(2021, 9, 21 + place), 10 + place)
    meet(committee(f"ssc-{place}"), date(2021, 8, 24), 80 + place)
    DccReport.objects.create(
        code=f"dcc-{place}",
        name=f"DCC report {place}",
        frequency="monthly",
        delivery_clause="H14.43",
        due_rule="working_days_after",
        due_days=10,
    )
    party(f"Lost {place}")
    assess(raise_one(f"1{place}0", date(2021, 3, 1)), AssessmentKind.IMPACT, date(2021, 9, 6))


def _matter(report: Report, place: int) -> None:
    item(report, f"Open {place}", section="smda")
    item(report, f"Settled {place}", settled_by=person("editor"), settled_at=NOON)
    Deadline.objects.create(code=f"step-{place}", name=f"Step {place}", working_days=place)
    DraftPaper.objects.create(
        report=report, fingerprint=f"{place}" * 64, classification="white", file=f"drafts/{place}.pdf", pages=9
    )
    for month in ((2021, 8 - place, 1), (2022, 1 + place, 1)):
        day = date(*month)
        Report.objects.create(
            kind="operations",
            month=day,
            meeting=report.meeting,
            paper_number=30 + 2 * place + (day.year > 2021),
            author="x",
            issue_date=day.replace(year=2023),
        )


def measured(address: str, number: int, name: str = "editor") -> tuple[int, str]:
    with transaction.atomic():
        desk_with(number)
        found = cost(address, name)
        transaction.set_rollback(True)
    return found


MONTH, FIRST, OPENING = "/desk/operations/2021-09/", "/desk/", "/desk/open/operations/2021-10/"


@pytest.mark.parametrize(
    ("address", "name"),
    [*((page, name) for page in (MONTH, FIRST) for name in ("editor", "contributor", "approver")), (OPENING, "editor")],
)
def test_queries_are_as_many_for_three_of_everything_as_for_one(address: str, name: str) -> None:
    (for_one, _), (for_three, page) = measured(address, 1, name), measured(address, 3, name)
    assert for_one == for_three <= MOST
    assert "Open 2" in page or address != MONTH


def test_queries_are_as_many_after_three_years_as_after_one() -> None:
    found = []
    for years in (1, 3):
        with transaction.atomic():
            fill(Month(2029, 9), years, A_FEW)
            found.append(cost("/desk/operations/2029-09/")[0])
            transaction.set_rollback(True)
    assert found[0] == found[1] <= MOST


def test_page_builds_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def built(*args: object, **kwargs: object) -> None:
        raise AssertionError("the month page built its report")

    for place in ("reports.building.build", "reports.building.context_for", "reports.views.build_report"):
        monkeypatch.setattr(place, built)
    september()
    assert cost("/desk/operations/2021-09/")[0] > 0
