"""From the open modifications before a period to those open at its end, by name as by number."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from modifications.models import Modification, OnHold, RouteFrom, Stage, TargetReleaseFrom
from modifications.queries import (
    aimed_at,
    aims_at,
    bridge_between,
    bridge_of,
    concluded_between,
    concluded_durations,
    concluded_timescale,
    implemented_releases,
    lives_between,
    on_hold_at,
    process_by_month,
    raised_between,
    split_between,
    urgent_at,
)
from tests.modifications.histories import plan_release, raise_one

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2021, 9, 1), date(2021, 9, 30)
SPRING = date(2021, 3, 1)


def codes(ids: object) -> list[str]:
    return sorted(Modification.objects.filter(pk__in=ids).values_list("code", flat=True))  # type: ignore[misc]


def test_bridge_names_what_each_step_counts() -> None:
    raise_one("101", SPRING)
    raise_one("102", FIRST)
    whole = raise_one("103", SPRING, (FIRST, Stage.SPLIT))
    raise_one("103A", FIRST, split_from=whole)
    raise_one("104", SPRING, (date(2021, 9, 2), Stage.APPROVED), (LAST, Stage.IMPLEMENTED))
    raise_one("105", SPRING, (date(2021, 9, 2), Stage.REJECTED))
    raise_one("106", SPRING, (date(2021, 4, 1), Stage.WITHDRAWN), (FIRST, Stage.REFINEMENT))
    raise_one("107", SPRING, (date(2021, 4, 1), Stage.APPROVED), (FIRST, Stage.IMPLEMENTED))
    raise_one("108", date(2021, 10, 1))
    found = bridge_between(FIRST, LAST)
    assert codes(found.opening) == ["101", "103", "104", "105"]
    assert (codes(found.raised), codes(found.parts), codes(found.split)) == (["102"], ["103A"], ["103"])
    assert codes(found.reopened) == ["106"]
    assert codes(found.concluded) == ["104", "105"]
    assert codes(found.concluded_as(Stage.APPROVED)) == ["104"]
    assert codes(found.concluded_as(Stage.REJECTED)) == ["105"]
    assert codes(found.closing) == ["101", "102", "103A", "106"]


@pytest.mark.parametrize(
    ("steps", "outcome"),
    [
        (((2, Stage.APPROVED), (20, Stage.WITHDRAWN)), Stage.WITHDRAWN),
        (((2, Stage.REJECTED), (20, Stage.APPROVED), (25, Stage.IMPLEMENTED)), Stage.APPROVED),
        (((2, Stage.APPROVED), (20, Stage.SPLIT)), Stage.APPROVED),
        (((2, Stage.WITHDRAWN), (3, Stage.REPORT), (20, Stage.REJECTED)), Stage.REJECTED),
    ],
)
def test_what_it_is_concluded_as_is_the_outcome_in_force_at_the_end(
    steps: tuple[tuple[int, Stage], ...], outcome: Stage
) -> None:
    raise_one("109", SPRING, *((date(2021, 9, day), stage) for day, stage in steps))
    assert list(bridge_between(FIRST, LAST).concluded.values()) == [outcome]
    assert [stage for stage, _ in concluded_durations(FIRST, LAST)] == [outcome]
    assert [event.into for event in concluded_between(FIRST, LAST)] == [outcome]


def test_two_periods_that_end_together_conclude_it_as_the_same() -> None:
    raise_one("109", SPRING, (date(2021, 9, 3), Stage.APPROVED), (date(2022, 1, 20), Stage.WITHDRAWN))
    march = date(2022, 3, 31)
    for first in (date(2021, 4, 1), FIRST):
        assert list(bridge_between(first, march).concluded.values()) == [Stage.WITHDRAWN]
        ((outcome, duration),) = concluded_durations(first, march)
        assert (outcome, duration) == (Stage.WITHDRAWN, 135), "as long as it took to leave the open stages"
    assert list(bridge_between(FIRST, LAST).concluded.values()) == [Stage.APPROVED], "as then known"


STEP = st.tuples(st.integers(1, 60), st.sampled_from(list(Stage)))
LIFE = st.tuples(st.integers(0, 60), st.lists(STEP, max_size=4, unique_by=lambda step: step[0]))


class BridgeTest(HypothesisTestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(LIFE, max_size=6))
    def test_bridge_holds_and_counts_as_the_process_of_the_month_does(self, lives: list) -> None:
        start = date(2021, 8, 1).toordinal()
        for number, (raised, steps) in enumerate(lives):
            days = [(date.fromordinal(start + raised + step), stage) for step, stage in sorted(steps)]
            raise_one(f"3{number:02d}", date.fromordinal(start + raised), *days)
        (process,) = process_by_month([FIRST])
        found = bridge_between(FIRST, LAST)
        counted = (len(found.raised), len(found.reopened), len(found.concluded), len(found.closing))
        assert counted == (process.raised, process.reopened, process.concluded, process.open)
        assert len(found.parts) - len(found.split) == process.split_net
        assert bridge_of(lives_between(date(2020, 4, 1), LAST), FIRST, LAST) == found, "lives of a longer time will do"
        stages = [stage for stage, _ in concluded_durations(FIRST, LAST)]
        assert sorted(stages) == sorted(found.concluded.values())
        assert {event.id: event.into for event in concluded_between(FIRST, LAST)} == found.concluded
        assert len(stages) == concluded_timescale(FIRST, LAST).count
        gained = len(found.raised) + len(found.parts) + len(found.reopened)
        assert len(found.opening) + gained - len(found.split) - len(found.concluded) == len(found.closing)


@pytest.mark.parametrize("size", [1, 3])
def test_bridge_and_lists_take_a_query_each(size: int) -> None:
    for number in range(size):
        raise_one(f"11{number}", SPRING)
    with CaptureQueriesContext(connection) as captured:
        bridge_between(FIRST, LAST)
        aimed_at(["June 2022 SEC Release"], LAST)
        aims_at([], LAST)
        on_hold_at(LAST)
        urgent_at(LAST)
        concluded_durations(FIRST, LAST)
        implemented_releases(FIRST, LAST)
    assert len(captured) == 7


def test_aimed_at_follows_the_aim_of_the_day() -> None:
    june, november = (plan_release(name, (SPRING, date(2022, 6, 30))) for name in ("June", "November"))
    moved, gone = raise_one("121", SPRING), raise_one("122", SPRING)
    TargetReleaseFrom.objects.create(modification=moved, since=SPRING, release=june)
    TargetReleaseFrom.objects.create(modification=moved, since=LAST, release=november)
    TargetReleaseFrom.objects.create(modification=gone, since=SPRING, release=june)
    TargetReleaseFrom.objects.create(modification=gone, since=FIRST, release=None)
    assert [row.code for row in aimed_at(["June"], date(2021, 9, 29))] == ["121"]
    assert aimed_at(["June"], LAST) == []
    assert aims_at(["June", "November"], LAST) == [("November", Stage.DEVELOPMENT)]
    assert [row.target_release for row in aimed_at(["June", "November"], LAST)] == ["November"]


def test_urgent_at_follows_the_path_of_the_day() -> None:
    hurried = raise_one("141", SPRING)
    RouteFrom.objects.create(modification=hurried, since=FIRST, path="self_governance", urgent=True)
    RouteFrom.objects.create(modification=hurried, since=LAST, path="self_governance", urgent=False)
    assert [[row.code for row in urgent_at(day)] for day in (SPRING, FIRST, LAST)] == [[], ["141"], []]


def test_implemented_releases_name_the_release_of_each() -> None:
    june = plan_release("June", (SPRING, date(2021, 6, 30)))
    for code, release in (("151", june), ("152", june), ("153", None)):
        one = raise_one(code, SPRING, (date(2021, 9, 2), Stage.APPROVED), (LAST, Stage.IMPLEMENTED))
        TargetReleaseFrom.objects.create(modification=one, since=SPRING, release=release)
    assert sorted(implemented_releases(FIRST, LAST)) == [("", ""), ("June", june.kind), ("June", june.kind)]
    assert [stage for stage, _ in concluded_durations(FIRST, LAST)] == [Stage.APPROVED] * 3


def test_on_hold_at_holds_the_first_day_and_not_the_last() -> None:
    resting, concluded = raise_one("131", SPRING), raise_one("132", SPRING, (FIRST, Stage.WITHDRAWN))
    for one in (resting, concluded):
        OnHold.objects.create(modification=one, valid=(FIRST, LAST))
    assert [row.code for row in on_hold_at(FIRST)] == ["131"]
    assert on_hold_at(LAST) == []


def test_bridge_agrees_with_the_lists_of_the_month(sample_month: None) -> None:
    found = bridge_between(FIRST, LAST)
    assert set(found.raised) == {row.id for row in raised_between(FIRST, LAST)}
    assert set(found.split) == {row.id for row in split_between(FIRST, LAST)}
    assert len(found.closing) == 59
