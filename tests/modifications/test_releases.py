"""Releases as they were planned on a day, and the versions of the SEC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from modifications.models import SecVersion, VersionCause
from modifications.queries import release_at, releases_at, sec_versions
from tests.modifications.histories import plan_release, raise_one, rename

pytestmark = pytest.mark.django_db
NOVEMBER = "November 2019 SEC Release"
SEPTEMBER = (date(2021, 9, 1), date(2021, 9, 30))


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (date(2019, 1, 6), None),
        (date(2019, 1, 7), date(2019, 11, 7)),
        (date(2019, 10, 31), date(2019, 11, 7)),
        (date(2019, 11, 1), date(2019, 11, 24)),
        (date(2019, 11, 19), date(2019, 11, 24)),
        (date(2019, 11, 20), date(2019, 11, 29)),
        (date(2021, 9, 30), date(2019, 11, 29)),
    ],
)
def test_release_date_that_moved_twice_is_the_one_known_on_the_day(day: date, known: date | None) -> None:
    plan_release(
        NOVEMBER,
        (date(2019, 1, 7), date(2019, 11, 7)),
        (date(2019, 11, 1), date(2019, 11, 24)),
        (date(2019, 11, 20), date(2019, 11, 29)),
    )
    assert release_at(NOVEMBER, day) == known


def test_release_that_does_not_exist_has_no_date() -> None:
    assert release_at("June 1999 SEC Release", date(2021, 9, 30)) is None


def test_releases_at_keeps_to_those_planned_for_a_period() -> None:
    plan_release("February 2022 SEC Release", (date(2021, 1, 4), date(2022, 2, 24)))
    plan_release("November 2021 SEC Release", (date(2021, 1, 4), date(2021, 11, 4)))
    plan_release("June 2022 SEC Release", (date(2021, 10, 1), date(2022, 6, 30)))  # planned after the day
    day = date(2021, 9, 30)
    assert [row.name for row in releases_at(day)] == ["November 2021 SEC Release", "February 2022 SEC Release"]
    in_2022 = releases_at(day, going_live=(date(2022, 1, 1), date(2022, 12, 31)))
    assert [(row.name, row.go_live_on) for row in in_2022] == [("February 2022 SEC Release", date(2022, 2, 24))]


def test_sec_versions_name_what_caused_them_as_at_the_end_of_the_period() -> None:
    one = raise_one("161", date(2021, 1, 4), title="Consolidation")
    rename(one, date(2021, 3, 1), "MP161")
    by_modification = SecVersion.objects.create(
        number="42.0", issued_on=date(2021, 9, 1), description="Several Sections", cause=VersionCause.MODIFICATION
    )
    by_modification.modifications.add(one)
    SecVersion.objects.create(issued_on=date(2021, 9, 22), description="Appendix AK", cause=VersionCause.DIRECTION)
    SecVersion.objects.create(issued_on=date(2021, 10, 1), description="Later", cause=VersionCause.DESIGNATION)
    first, second = sec_versions(*SEPTEMBER)
    assert (first.number, first.modifications) == ("42.0", (("MP161", "Consolidation"),))
    assert (second.number, second.issued_on, second.cause, second.modifications) == (
        "",
        date(2021, 9, 22),
        VersionCause.DIRECTION,
        (),
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_release_reads_take_a_fixed_number_of_queries(
    rows: int, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(rows):
        plan_release(f"Release {number}", (date(2021, 1, 4), date(2021, 11, 4)))
        version = SecVersion.objects.create(
            issued_on=date(2021, 9, 1), description=f"Change {number}", cause=VersionCause.MODIFICATION
        )
        version.modifications.add(raise_one(f"{300 + number}", date(2021, 1, 4)))
    for queries, read in (
        (1, lambda: release_at("Release 0", SEPTEMBER[1])),
        (1, lambda: releases_at(SEPTEMBER[1])),
        (2, lambda: sec_versions(*SEPTEMBER)),
    ):
        with django_assert_num_queries(queries):
            assert read()
