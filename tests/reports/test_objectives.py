"""The SEC's objectives and how a report says they stand: what is refused, who reads it, and where it is entered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from access import policy
from access.events import events_of
from reports.definitions.regulatory_year.codes import OBJECTIVES, objective_text
from reports.models import Evaluation, Objective, ObjectiveGroup, ObjectiveStatus, Report
from tests.access.cast import CAST, STAFF, reader
from tests.importing.files import load
from tests.reports.month import quiet_month

pytestmark = pytest.mark.django_db
FILE = "report,month,objective,status"


def objective(rank: int = 1, **fields: Any) -> Objective:
    sound = {"code": f"general-{rank}", "rank": rank, "group": ObjectiveGroup.GENERAL, "name": f"Objective {rank}"}
    return Objective.objects.create(**{**sound, "wording": "It works.", "since": date(2013, 9, 23), **fields})


def status(of: Report, on: Objective | None = None, **fields: Any) -> ObjectiveStatus:
    return ObjectiveStatus.objects.create(
        report=of, objective=on or objective(), **{"status": Evaluation.MEETS, **fields}
    )


# --- What is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("objective_rank_once", {"code": "general-2", "name": "Second", "rank": 1}),
        ("objective_rank_from_one", {"code": "general-2", "name": "Second", "rank": 0}),
        ("objective_group_known", {"code": "general-2", "name": "Second", "group": "wishes"}),
        ("objective_code_in_small_letters", {"code": "General-2", "name": "Second"}),
    ],
)
def test_objective_against_its_rules_refused(constraint: str, fields: dict[str, Any]) -> None:
    objective()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        objective(**{"rank": 2, **fields})
    objective(2)


def test_status_given_twice_or_unheard_of_refused() -> None:
    one = status(quiet_month())
    with pytest.raises(IntegrityError, match="one_status_an_objective"), transaction.atomic():
        status(one.report, one.objective, status=Evaluation.NOT_MET)
    with pytest.raises(IntegrityError, match="objective_status_known"), transaction.atomic():
        status(one.report, objective(2), status="perhaps")


def test_objective_that_a_report_evaluated_is_not_deleted() -> None:
    one = status(quiet_month())
    with pytest.raises(ProtectedError):
        one.objective.delete()


def test_objectives_stand_by_their_rank_and_change_places_at_once() -> None:
    first, second = objective(1), objective(2)
    Objective.objects.bulk_update([Objective(pk=first.pk, rank=2), Objective(pk=second.pk, rank=1)], ["rank"])
    assert list(Objective.objects.all()) == [second, first]


def test_note_beside_a_status_is_a_text_of_the_year_report() -> None:
    assert [objective(rank, code=code).text_section for rank, (code, _) in enumerate(OBJECTIVES, start=1)] == [
        objective_text(code) for code, _ in OBJECTIVES
    ]


# --- Who reads and writes it --------------------------------------------------------------------------


@pytest.mark.parametrize("role", CAST)
@pytest.mark.parametrize("classification", ["white", "amber", "red"])
def test_status_is_read_by_whoever_may_read_its_report(role: str, classification: str) -> None:
    made = status(quiet_month(classification=classification))
    may = policy.may_read(reader(role), made.report)
    assert list(policy.visible_to(reader(role), ObjectiveStatus.objects.all())) == ([made] if may else [])
    assert policy.may_read(reader(role), made) is may


@pytest.mark.parametrize("role", STAFF)
def test_status_is_given_by_those_who_open_reports(role: str) -> None:
    gives = role in ("editor", "administrator")
    for model in (Objective, ObjectiveStatus):
        assert policy.may(reader(role), "change", model) is gives


def test_status_leaves_its_trail() -> None:
    one = status(quiet_month())
    one.status = Evaluation.NOT_MET
    one.save()
    assert [event.status for event in events_of(ObjectiveStatus, [one.pk])] == ["meets", "not_met"]


# --- Where it is entered -----------------------------------------------------------------------------


def test_statuses_load_by_report_and_objective_and_an_unknown_one_is_refused_at_its_place() -> None:
    report, _ = quiet_month(), objective()
    row = f"{report.kind},{report.month:%Y-%m}"
    assert load(objective_statuses=(FILE, f"{row},general-1,meets")).problems == ()
    assert [one.status for one in report.objective_statuses.all()] == ["meets"]
    (problem,) = load(objective_statuses=(FILE, f"{row},general-9,meets")).problems
    assert (problem.line, problem.column) == (2, "objective")
    (problem,) = load(objective_statuses=(FILE, f"{row},general-1,met")).problems
    assert (problem.line, problem.column) == (2, "status")
