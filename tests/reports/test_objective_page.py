"""Where the statuses of the objectives are entered: on the page of the report that evaluates them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import Objective, ObjectiveStatus, Report
from tests.access.cast import browser
from tests.reports.month import quiet_month
from tests.reports.test_objectives import objective, status

pytestmark = pytest.mark.django_db
YEAR = "regulatory-year"


def page(report: Report) -> str:
    return reverse("admin:reports_report_change", args=(report.pk,))


def sent(report: Report, on: Objective, how: str) -> dict[str, Any]:
    kept = ("kind", "meeting_id", "paper_number", "action", "recommendation", "author", "team", "issue_date")
    return {
        **{name.removesuffix("_id"): getattr(report, name) for name in (*kept, "classification")},
        "month": f"{report.month:%Y-%m}",
        "attachments-INITIAL_FORMS": 0,
        "attachments-TOTAL_FORMS": 0,
        "objective_statuses-INITIAL_FORMS": 0,
        "objective_statuses-TOTAL_FORMS": 1,
        "objective_statuses-0-report": report.pk,
        "objective_statuses-0-objective": on.pk,
        "objective_statuses-0-status": how,
    }


def test_statuses_are_entered_on_the_page_of_a_report_that_evaluates_them() -> None:
    report, on = quiet_month(kind=YEAR), objective()
    answer = browser("editor").post(page(report), sent(report, on, "will_meet"))
    assert answer.status_code == 302
    assert [(one.report, one.objective, one.status) for one in ObjectiveStatus.objects.all()] == [
        (report, on, "will_meet")
    ]


@pytest.mark.parametrize(("kind", "asked"), [(YEAR, True), ("operations", False), ("change-status", False)])
def test_statuses_are_asked_for_by_the_report_that_has_texts_on_objectives(kind: str, asked: bool) -> None:
    answer = browser("editor").get(page(quiet_month(kind=kind)))
    assert ("tatuses of the objectives" in answer.content.decode()) is asked


def test_objective_evaluated_twice_on_the_page_is_said_there() -> None:
    one = status(quiet_month(kind=YEAR))
    answer = browser("editor").post(page(one.report), sent(one.report, one.objective, "not_met"))
    assert "has a status of this objective already" in answer.content.decode()
    assert [each.status for each in ObjectiveStatus.objects.all()] == ["meets"]


def test_page_of_statuses_takes_as_many_queries_for_one_as_for_three() -> None:
    report, client, taken = quiet_month(kind=YEAR), browser("editor"), []
    for rows in (1, 3):
        for rank in range(ObjectiveStatus.objects.count() + 1, rows + 1):
            status(report, objective(rank))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page(report)).status_code == 200
        taken.append(len(captured))
    assert taken[0] == taken[1]
