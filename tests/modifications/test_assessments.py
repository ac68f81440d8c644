"""DCC Assessments underway and completed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from modifications.models import AssessmentKind, DccAssessment, InformationRequest, Stage
from modifications.queries import (
    Timescale,
    assessment_timescale,
    assessments_completed,
    assessments_open,
    assessments_requested,
    information_requested,
)
from tests.modifications.histories import assess, enter, raise_one, rename

pytestmark = pytest.mark.django_db
PA, IA = AssessmentKind.PRELIMINARY, AssessmentKind.IMPACT
SEPTEMBER_END = date(2021, 9, 30)
YEAR = (date(2020, 10, 1), SEPTEMBER_END)


def test_assessments_underway_at_the_end_of_september_2021() -> None:
    for code, kind, accepted in (
        ("166", PA, date(2021, 9, 16)),
        ("078", IA, date(2021, 5, 10)),
        ("141", IA, date(2021, 7, 1)),
        ("140", IA, date(2021, 7, 1)),
        ("134B", PA, date(2021, 8, 18)),
        ("143", PA, date(2021, 9, 13)),
    ):
        one = raise_one(code, date(2020, 1, 6))
        rename(one, date(2020, 6, 1), f"MP{code}")
        assess(one, kind, accepted)
    rows = assessments_open(SEPTEMBER_END)
    assert [(row.reference, row.duration, row.target, row.over_target) for row in rows] == [
        ("MP078", 104, 40, True),
        ("MP140", 66, 40, True),
        ("MP141", 66, 40, True),
        ("MP134B", 32, 15, True),
        ("MP143", 14, 15, False),
        ("MP166", 11, 15, False),
    ]
    assert assessment_timescale(rows, PA) == Timescale(3, Decimal(19))
    assert assessment_timescale(rows, IA) == Timescale(3, Decimal(236) / 3)  # printed as 79


def test_assessment_is_open_from_the_day_accepted_until_the_day_before_it_is_returned() -> None:
    assess(raise_one("143", date(2021, 1, 4)), PA, date(2021, 9, 13), date(2021, 10, 4))
    assert assessments_open(date(2021, 9, 12)) == []
    assert [row.returned_on for row in assessments_open(date(2021, 10, 3))] == [None]
    assert assessments_open(date(2021, 10, 4)) == []
    assert assessments_completed(*YEAR) == []
    (row,) = assessments_completed(date(2021, 10, 1), date(2021, 10, 31))
    assert (row.returned_on, row.duration, row.over_target) == (date(2021, 10, 4), 16, True)


def test_assessment_only_requested_is_not_underway() -> None:
    made = assess(raise_one("143", date(2021, 1, 4)), PA, date(2021, 9, 13))
    made.requested_on, made.accepted_on = made.accepted_on, None
    made.save()
    assert assessments_open(SEPTEMBER_END) == []


def test_target_is_the_one_in_force_and_the_standard_one_before_any() -> None:
    one = raise_one("078", date(2020, 1, 6))
    assess(one, IA, date(2021, 5, 10), targets=((date(2021, 6, 1), 60), (date(2021, 10, 1), 90)))
    assert [assessments_open(day)[0].target for day in (date(2021, 5, 31), SEPTEMBER_END, date(2021, 10, 1))] == [
        40,
        60,
        90,
    ]


def test_completed_assessment_is_held_against_the_target_it_was_returned_under() -> None:
    one = raise_one("078", date(2020, 1, 6))
    assess(
        one,
        PA,
        date(2021, 9, 1),
        date(2021, 9, 30),
        targets=((date(2021, 9, 10), 22), (date(2021, 10, 10), 10)),
    )
    (row,) = assessments_completed(date(2021, 9, 1), date(2021, 12, 31))
    assert (row.duration, row.target, row.over_target) == (22, 22, False)


def test_unsplit_number_keeps_its_assessments_after_the_split() -> None:
    whole = raise_one("128", date(2020, 4, 1))
    rename(whole, date(2020, 5, 1), "MP128")
    assess(whole, PA, date(2021, 7, 1), date(2021, 8, 10))
    enter(whole, (date(2021, 9, 6), Stage.SPLIT))
    for code in ("128A", "128B"):
        raise_one(code, date(2021, 9, 6), split_from=whole).references.update(reference=f"MP{code}")
    assert [(row.reference, row.code) for row in assessments_completed(*YEAR)] == [("MP128", "128")]


def test_assessments_are_named_as_at_the_end_of_the_period() -> None:
    one = raise_one("152", date(2021, 5, 10))
    rename(one, date(2021, 10, 1), "MP152")
    assess(one, PA, date(2021, 6, 1), date(2021, 6, 30))
    assess(one, PA, date(2021, 7, 1), sequence=2)
    assert [row.reference for row in assessments_completed(*YEAR)] == ["DP152"]
    assert [row.reference for row in assessments_open(SEPTEMBER_END)] == ["DP152"]
    assert [row.reference for row in assessments_open(date(2021, 10, 1))] == ["MP152"]


def test_completed_are_ordered_by_the_day_returned_then_reference() -> None:
    for code, returned in (("203", date(2021, 3, 1)), ("202", date(2021, 3, 1)), ("201", date(2021, 4, 1))):
        assess(raise_one(code, date(2020, 1, 6)), PA, date(2021, 2, 1), returned)
    assert [row.code for row in assessments_completed(*YEAR)] == ["202", "203", "201"]


def test_timescale_of_a_kind_without_rows_has_no_average() -> None:
    assert assessment_timescale([], PA) == Timescale(0, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_assessment_reads_take_one_query(rows: int, django_assert_num_queries: Callable[..., object]) -> None:
    for number in range(rows):
        one = raise_one(f"{300 + number}", date(2021, 1, 4))
        assess(one, PA, date(2021, 6, 1), date(2021, 7, 1), targets=((date(2021, 6, 1), 20),))
        assess(one, IA, date(2021, 6, 1), targets=((date(2021, 6, 1), 50),))
    with django_assert_num_queries(1):
        assert len(assessments_open(SEPTEMBER_END)) == rows
    with django_assert_num_queries(1):
        assert len(assessments_completed(*YEAR)) == rows


def test_assessment_is_requested_until_the_day_before_it_is_accepted() -> None:
    one = raise_one("143", date(2021, 1, 4))
    DccAssessment.objects.create(
        modification=one, kind=PA, requested_on=date(2021, 9, 6), accepted_on=date(2021, 9, 13)
    )
    DccAssessment.objects.create(modification=one, kind=IA, requested_on=date(2021, 9, 8))
    assert assessments_requested(date(2021, 9, 5)) == []
    found = assessments_requested(date(2021, 9, 12))
    assert [(row.kind, row.requested_on.day) for row in found] == [(PA, 6), (IA, 8)]
    assert [row.kind for row in assessments_requested(date(2021, 9, 13))] == [IA]


def test_information_is_asked_for_in_every_period_until_the_one_in_which_it_is_answered() -> None:
    assessment = assess(raise_one("143", date(2021, 1, 4)), PA, date(2021, 8, 2))
    InformationRequest.objects.create(
        assessment=assessment, subject="How often", asked_on=date(2021, 8, 9), answered_on=date(2021, 9, 6)
    )
    assert information_requested(date(2021, 7, 1), date(2021, 7, 31)) == []
    (in_august,) = information_requested(date(2021, 8, 1), date(2021, 8, 31))
    assert (in_august.subject, in_august.kind, in_august.answered_on) == ("How often", PA, None)
    (in_september,) = information_requested(date(2021, 9, 1), SEPTEMBER_END)
    assert in_september.answered_on == date(2021, 9, 6)
    assert information_requested(date(2021, 10, 1), date(2021, 10, 31)) == []


def test_queries_of_what_was_requested_and_asked_are_as_many_for_three_rows_as_for_one(
    django_assert_num_queries: Callable[..., object],
) -> None:
    for place in range(1, 4):
        one = raise_one(f"14{place}", date(2021, 1, 4))
        DccAssessment.objects.create(modification=one, kind=IA, requested_on=date(2021, 9, 8))
        InformationRequest.objects.create(
            assessment=assess(one, PA, date(2021, 8, 2)), subject="How often", asked_on=date(2021, 9, 9)
        )
        with django_assert_num_queries(1):
            assert len(assessments_requested(SEPTEMBER_END)) == place
        with django_assert_num_queries(1):
            assert len(information_requested(date(2021, 9, 1), SEPTEMBER_END)) == place
