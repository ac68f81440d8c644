"""What the database itself refuses about modifications, whatever wrote the row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model, ProtectedError

from modifications.models import (
    AffectedCategoriesFrom,
    AssessmentKind,
    AssessmentTarget,
    BankHoliday,
    Consultation,
    DccAssessment,
    InformationRequest,
    LeadAnalystFrom,
    Modification,
    OnHold,
    ProposerFrom,
    ReferenceFrom,
    Release,
    ReleaseDateFrom,
    RouteFrom,
    SecVersion,
    Stage,
    StageFrom,
    TargetReleaseFrom,
    TitleFrom,
)
from tests.modifications.histories import assess, plan_release, raise_one

pytestmark = pytest.mark.django_db
DAY, LATER = date(2021, 9, 1), date(2021, 9, 2)
Rows = Callable[[], Iterable[Model]]


def one() -> Modification:
    return Modification.objects.get(code="121")


def assessment() -> DccAssessment:
    return DccAssessment.objects.get()


def release() -> Release:
    return Release.objects.get()


def twice(model: type[Model], **fields: Any) -> Rows:
    """Two rows alike in these fields; what must differ otherwise does."""
    return lambda: [model(**{name: value() if callable(value) else value for name, value in fields.items()})] * 2


def alone(model: type[Model], **fields: Any) -> Rows:
    return lambda: [model(**{name: value() if callable(value) else value for name, value in fields.items()})]


def hold(first: date | None, end: date | None, bounds: str = "[)") -> Rows:
    return alone(OnHold, modification=one, valid=DateRange(first, end, bounds))


def history(model: type[Model], **fields: Any) -> Rows:
    return twice(model, modification=one, since=date(2021, 12, 1), **fields)


BROKEN: dict[str, Rows] = {
    # Modifications
    "modification_code_form": alone(Modification, code="MP121", raised_on=DAY),
    "not_split_from_itself": lambda: [Modification(pk=999_999, code="900", raised_on=DAY, split_from_id=999_999)],
    "referencefrom_one_a_day": lambda: [
        ReferenceFrom(modification=one(), since=date(2021, 12, 1), reference=reference)
        for reference in ("MP121", "MP121A")
    ],
    "modification_reference_form": alone(ReferenceFrom, modification=one, since=LATER, reference="MP12"),
    "titlefrom_one_a_day": history(TitleFrom, title="A title"),
    "proposerfrom_one_a_day": history(ProposerFrom, organisation="A Supplier"),
    "leadanalystfrom_one_a_day": history(LeadAnalystFrom, analyst="An analyst"),
    "routefrom_one_a_day": history(RouteFrom, path="self_governance"),
    "modification_path_known": alone(RouteFrom, modification=one, since=LATER, path="slow"),
    "stagefrom_one_a_day": history(StageFrom, stage=Stage.REPORT),
    "modification_stage_known": alone(StageFrom, modification=one, since=LATER, stage="on_hold"),
    "modification_stage_body_known": alone(StageFrom, modification=one, since=LATER, stage=Stage.REPORT, body="nobody"),
    "targetreleasefrom_one_a_day": history(TargetReleaseFrom, release=release),
    "affectedcategoriesfrom_one_a_day": history(AffectedCategoriesFrom, categories=["large_supplier"]),
    "affected_categories_known_once": alone(
        AffectedCategoriesFrom, modification=one, since=LATER, categories=["nobody"]
    ),
    "hold_begins": hold(None, LATER),
    "one_hold_at_a_time": lambda: [
        OnHold(modification=one(), valid=DateRange(date(2021, 1, 1), DAY)),
        OnHold(modification=one(), valid=DateRange(date(2021, 8, 31), None)),
    ],
    # Consultations
    "consultation_round_once": twice(Consultation, modification=one, kind="refinement", opened_on=DAY),
    "consultation_kind_known": alone(Consultation, modification=one, kind="survey", opened_on=DAY),
    "consultation_week_is_a_monday": alone(
        Consultation, modification=one, kind="refinement", planned_week=date(2021, 9, 7)
    ),
    "consultation_planned_or_opened": alone(Consultation, modification=one, kind="refinement"),
    "consultation_closes_after_opening": alone(
        Consultation, modification=one, kind="refinement", opened_on=LATER, closed_on=DAY
    ),
    # DCC Assessments
    "assessment_once": twice(DccAssessment, modification=one, kind="IA", accepted_on=DAY),
    "assessment_kind_known": alone(DccAssessment, modification=one, kind="1A", accepted_on=DAY),
    "assessment_begins": alone(DccAssessment, modification=one, kind="IA"),
    "assessment_returned_after_accepted": alone(
        DccAssessment, modification=one, kind="IA", accepted_on=LATER, returned_on=DAY
    ),
    "assessment_accepted_after_requested": alone(
        DccAssessment, modification=one, kind="IA", requested_on=LATER, accepted_on=DAY
    ),
    "one_target_a_day": twice(AssessmentTarget, assessment=assessment, since=DAY, target=15),
    "target_is_a_working_day_at_least": alone(AssessmentTarget, assessment=assessment, since=DAY, target=0),
    "information_requested_once": twice(InformationRequest, assessment=assessment, asked_on=DAY, subject="Volumes"),
    "information_answered_after_asked": alone(
        InformationRequest, assessment=assessment, asked_on=LATER, answered_on=DAY, subject="Volumes"
    ),
    # Releases
    "release_kind_known": alone(Release, name="June", kind="urgent"),
    "one_release_date_a_day": twice(ReleaseDateFrom, release=release, since=LATER, go_live_on=date(2021, 11, 4)),
    "sec_version_number_once": lambda: [
        SecVersion(number="42.0", issued_on=DAY, description=text, cause="direction") for text in ("This", "That")
    ],
    "sec_version_described_once": twice(SecVersion, issued_on=DAY, description="This", cause="direction"),
    "sec_version_cause_known": alone(SecVersion, issued_on=DAY, description="This", cause="chance"),
}


@pytest.fixture(autouse=True)
def _records(db: None) -> None:
    assess(raise_one("121", date(2021, 1, 4)), AssessmentKind.PRELIMINARY, date(2021, 2, 1))
    plan_release("November 2021 SEC Release", (date(2021, 1, 4), date(2021, 11, 4)))


def write(rows: Iterable[Model]) -> None:
    """As an import writes: past every form and clean() method."""
    for row in rows:
        row.pk = row.pk if row.pk == 999_999 else None
        type(row)._default_manager.bulk_create([row])


@pytest.mark.parametrize("name", BROKEN)
def test_database_refuses_a_row_that_breaks(name: str) -> None:
    with pytest.raises(IntegrityError, match=f'constraint "{name}"'), transaction.atomic():
        write(BROKEN[name]())


def test_every_constraint_is_held_to_a_broken_row() -> None:
    declared = {
        constraint.name
        for model in apps.get_app_config("modifications").get_models()
        for constraint in model._meta.constraints
    }
    assert declared == set(BROKEN)


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Modification, {"code": "121", "raised_on": DAY}),
        (ReferenceFrom, {"modification": one, "since": LATER, "reference": "DP121"}),
        (Release, {"name": "November 2021 SEC Release", "kind": "scheduled"}),
        (BankHoliday, {"day": date(2090, 12, 25), "name": "Christmas Day"}),
    ],
)
def test_database_refuses_a_second_row_of_the_same_name(model: type[Model], fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="duplicate key"), transaction.atomic():
        write(twice(model, **fields)())


@pytest.mark.parametrize("stage", ["SELECT", ""])
def test_database_refuses_an_unknown_stage_from_raw_sql(stage: str) -> None:
    with (
        pytest.raises(IntegrityError, match="modification_stage_known"),
        transaction.atomic(),
        connection.cursor() as sql,
    ):
        sql.execute(
            "INSERT INTO modifications_stagefrom (modification_id, since, stage, body, illustrative)"
            " VALUES (%s, %s, %s, '', false)",
            [one().pk, LATER, stage],
        )


def test_database_refuses_an_empty_time_on_hold() -> None:
    with pytest.raises(IntegrityError, match="hold_begins"), transaction.atomic():
        write(hold(DAY, DAY)())


def test_holds_that_touch_are_kept_and_move_together() -> None:
    write(hold(date(2021, 1, 1), DAY)())
    write(hold(DAY, None)())
    first, second = OnHold.objects.order_by("valid")
    with transaction.atomic(), connection.cursor() as sql:
        sql.execute("SET CONSTRAINTS ALL DEFERRED")
        first.valid = DateRange(date(2021, 1, 1), LATER)
        first.save()  # overlaps the second until that one has moved too
        second.valid = DateRange(LATER, None)
        second.save()
    assert OnHold.objects.filter(valid__contains=DAY).count() == 1


def test_modification_named_elsewhere_is_not_deleted() -> None:
    with pytest.raises(ProtectedError):
        one().delete()


def test_constraints_speak_to_people_in_words() -> None:
    broken = DccAssessment(modification=one(), kind="IA", accepted_on=LATER, returned_on=DAY)
    with pytest.raises(ValidationError, match="returned on or after the day it was accepted"):
        broken.full_clean()


def test_reference_of_another_number_is_refused() -> None:
    wrong = ReferenceFrom(modification=one(), since=LATER, reference="MP999")
    with pytest.raises(IntegrityError, match="reference MP999 is not of modification"), transaction.atomic():
        write([wrong])
