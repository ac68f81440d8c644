"""What a build of the Sub-Committee Report costs in queries, and what its blocks say of little and of much."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from meetings.models import DccReport, DccReportDelivery, DccReportFigure, DueRule
from parties.models import ReviewKind
from reports.building import build_report
from reports.checks.book import run_book
from reports.engine.blocks import ReferenceList, Table
from reports.engine.build import BuildResult
from reports.engine.document import Document, walk_blocks
from reports.models import Report
from tests.meetings.rooms import committee, meet
from tests.parties.cast import outcome, party, review
from tests.reports.month import block, printed, words

pytestmark = pytest.mark.django_db

MOST_QUERIES = 21
MOST_OF_THE_BOOK = 64
SEPTEMBER = date(2018, 9, 1)


def owed(code: str, **fields: object) -> DccReport:
    about = {"frequency": "monthly", "delivery_clause": "L8.9", "due_rule": DueRule.NTH_WORKING_DAY, "due_days": 10}
    return DccReport.objects.create(**{**about, **fields}, code=code, name=f"Report {code}")


def delivered(of: DccReport, on: date | None = date(2018, 9, 13), *, label: str = "Requests") -> DccReportDelivery:
    made = DccReportDelivery.objects.create(report=of, period=date(2018, 8, 1), delivered_on=on)
    DccReportFigure.objects.create(delivery=made, label=label, actual=10, forecast=20)
    return made


def month() -> Report:
    panel = committee("panel", name="SEC Panel", paper_prefix="SECP")
    meet(panel, date(2018, 9, 14), 60)
    return Report.objects.create(
        kind="sub-committee",
        month=SEPTEMBER,
        meeting=meet(panel, date(2018, 10, 12), 61),
        paper_number=19,
        author="Reporting Lead",
        issue_date=date(2018, 10, 5),
    )


def with_rows(number: int) -> Report:
    """So many of everything that the report lists."""
    for place in range(number):
        delivered(owed(f"due-{place}"), label=f"Requests {place}")
        owed(f"quarterly-{place}", frequency="quarterly", due_rule=DueRule.NO_DAY, due_days=None)
        for kind in ReviewKind:
            came = outcome(kind, f"Outcome {place} of {kind.label}", f"{kind.value.replace('_', '-')}-{place}")
            review(party(), SEPTEMBER, came)
    return month()


def measured_with(number: int) -> tuple[int, int, Document]:
    with transaction.atomic():
        report = Report.objects.select_related("meeting__committee").get(pk=with_rows(number).pk)
        with CaptureQueriesContext(connection) as building:
            document = build_report(report).document
        with CaptureQueriesContext(connection) as checking:
            run_book(report)
        transaction.set_rollback(True)
    return len(building), sum("SAVEPOINT" not in one["sql"] for one in checking), document


def lengths(document: Document) -> dict[str, int]:
    blocks = [one for _, _, one in walk_blocks(document)]
    tables = {one.id: len(one.rows) for one in blocks if isinstance(one, Table)}
    return tables | {one.id: len(one.items) for one in blocks if isinstance(one, ReferenceList)}


def test_queries_are_as_many_for_three_rows_as_for_one() -> None:
    (for_one, checked_one, one), (for_three, checked_three, three) = measured_with(1), measured_with(3)
    assert set(lengths(one).values()) == {1}
    assert set(lengths(three).values()) == {3}
    assert len(lengths(one)) == 7
    assert for_one == for_three <= MOST_QUERIES
    assert checked_one == checked_three <= MOST_OF_THE_BOOK


# --- A quiet month, and odd ones --------------------------------------------------------------------------------------


def built() -> BuildResult:
    return build_report(month())


def test_quiet_month_says_that_nothing_was_reviewed() -> None:
    told = built()
    assert words(block(told, "assurance-statuses").content[0]).startswith("security.assurance_statusesNo")
    assert block(told, "directors-letters").items == ()
    assert block(told, "directors-letters").empty.startswith("No Director’s Letter was reviewed")
    for id in ("dcc-reports", "dcc-figures", "dcc-reports-not-due", "letter-parties"):
        assert block(told, id).rows == ()


def test_report_that_did_not_come_is_said_so() -> None:
    delivered(owed("csr"), None)
    told = built()
    assert printed(block(told, "dcc-reports"))[0][2] == "Not delivered"
    assert "has not come." in words(block(told, "dcc-reports-told").content[0])


def test_delivery_that_nobody_entered_is_missing_and_never_on_time() -> None:
    owed("csr")
    told = built()
    ((name, due, came, _, observed),) = printed(block(told, "dcc-reports"))
    assert (name, due, came, observed) == ("Report csr, August 2018", "By 14 September 2018.", "missing", "missing")
    assert "missing" in words(block(told, "dcc-reports-told").content[0])
    assert {"value.missing", "fact.missing"} & {problem.code for problem in told.problems}
    assert block(told, "dcc-reports-not-due").rows == ()


@pytest.mark.parametrize(
    ("actual", "forecast", "shown"),
    [
        (30, 20, ("30", "20", "+10", "50% over")),
        (20, 20, ("20", "20", "0", "as forecast")),
        (5, 0, ("5", "0", "+5", "none")),
        (None, 20, ("missing", "20", "missing", "missing")),
        (5, None, ("5", "–", "–", "–")),
        (1999, 2000, ("1,999", "2,000", "−1", "1% under")),
    ],
)
def test_variance_is_computed(actual: int | None, forecast: int | None, shown: tuple[str, ...]) -> None:
    made = delivered(owed("csr"))
    made.figures.update(actual=actual, forecast=forecast)
    assert printed(block(built(), "dcc-figures"))[0][1:] == shown
