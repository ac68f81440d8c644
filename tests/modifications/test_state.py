"""What modifications were, and were called, on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from modifications.models import (
    LeadAnalystFrom,
    Modification,
    Path,
    ProposerFrom,
    RouteFrom,
    Stage,
    TargetReleaseFrom,
    TitleFrom,
)
from modifications.queries import modifications_at, open_at, open_by_stage, references_at
from tests.modifications.histories import enter, plan_release, raise_one, rename

pytestmark = pytest.mark.django_db
SEPTEMBER = date(2021, 9, 30)


def reference_of(code: str, day: date) -> str:
    (found,) = modifications_at(day, codes=[code])
    return found.reference


def test_reference_changes_on_the_day_of_conversion() -> None:
    one = raise_one("152", date(2021, 5, 10))
    rename(one, date(2021, 9, 28), "MP152")
    assert reference_of("152", date(2021, 9, 27)) == "DP152"
    assert reference_of("152", date(2021, 9, 28)) == "MP152"


def test_reference_falls_back_to_the_earliest_when_none_was_in_force_yet() -> None:
    one = Modification.objects.create(code="160", raised_on=date(2021, 1, 4))
    rename(one, date(2021, 2, 1), "DP160")
    rename(one, date(2021, 3, 1), "MP160")
    assert reference_of("160", date(2021, 1, 31)) == "DP160"


def test_modification_without_any_history_row_is_still_named_and_open() -> None:
    Modification.objects.create(code="161", raised_on=date(2021, 1, 4))
    (found,) = open_at(date(2021, 1, 4))
    assert (found.reference, found.title, found.stage, found.stage_since) == (
        "161",
        "",
        Stage.DEVELOPMENT,
        date(2021, 1, 4),
    )
    assert (found.organisation, found.person, found.path, found.urgent) == ("", "", "", False)


def test_modification_is_invisible_before_it_was_raised() -> None:
    raise_one("184", date(2021, 9, 15))
    assert modifications_at(date(2021, 9, 14)) == []
    assert len(modifications_at(date(2021, 9, 15))) == 1


def test_old_series_keeps_its_reference_while_proposer_and_release_change() -> None:
    one = raise_one("SECMP0007", date(2016, 9, 2), title="Firmware updates")
    june = plan_release("June 2020 SEC Release", (date(2019, 1, 1), date(2020, 6, 25)))
    november = plan_release("November 2021 SEC Release", (date(2019, 1, 1), date(2021, 11, 4)))
    ProposerFrom.objects.create(modification=one, since=date(2016, 9, 2), person="A", organisation="First Supplier")
    ProposerFrom.objects.create(modification=one, since=date(2019, 3, 1), person="B", organisation="Second Supplier")
    TargetReleaseFrom.objects.create(modification=one, since=date(2018, 1, 1), release=june)
    TargetReleaseFrom.objects.create(modification=one, since=date(2020, 2, 1), release=november)
    (before,) = modifications_at(date(2019, 2, 28))
    (after,) = modifications_at(date(2020, 2, 1))
    assert before.reference == after.reference == "SECMP0007"
    assert (before.organisation, before.person) == ("First Supplier", "A")
    assert (after.organisation, after.person) == ("Second Supplier", "B")
    assert (before.target_release, before.target_go_live) == ("June 2020 SEC Release", date(2020, 6, 25))
    assert (after.target_release, after.target_go_live) == ("November 2021 SEC Release", date(2021, 11, 4))


def test_target_go_live_is_the_date_known_on_the_day() -> None:
    one = raise_one("107", date(2019, 6, 3))
    release = plan_release(
        "November 2019 SEC Release",
        (date(2019, 1, 7), date(2019, 11, 7)),
        (date(2019, 10, 14), date(2019, 11, 24)),
        (date(2019, 11, 18), date(2019, 11, 29)),
    )
    TargetReleaseFrom.objects.create(modification=one, since=date(2019, 7, 1), release=release)
    known = {
        day: modifications_at(day)[0].target_go_live
        for day in (date(2019, 6, 30), date(2019, 10, 13), date(2019, 10, 14), date(2019, 11, 18))
    }
    assert list(known.values()) == [None, date(2019, 11, 7), date(2019, 11, 24), date(2019, 11, 29)]


def test_target_release_given_up_is_none_again() -> None:
    one = raise_one("108", date(2019, 6, 3))
    release = plan_release("June 2020 SEC Release", (date(2019, 1, 7), date(2020, 6, 25)))
    TargetReleaseFrom.objects.create(modification=one, since=date(2019, 7, 1), release=release)
    TargetReleaseFrom.objects.create(modification=one, since=date(2019, 9, 2), release=None)
    (found,) = modifications_at(date(2019, 9, 30))
    assert (found.target_release, found.target_go_live) == ("", None)


def test_title_route_and_analyst_are_as_at_the_day() -> None:
    one = raise_one("109", date(2020, 1, 6), title="First title")
    TitleFrom.objects.create(modification=one, since=date(2020, 6, 1), title="Second title")
    RouteFrom.objects.create(modification=one, since=date(2020, 1, 6), path=Path.SELF_GOVERNANCE)
    RouteFrom.objects.create(modification=one, since=date(2020, 6, 1), path=Path.AUTHORITY_DETERMINED, urgent=True)
    LeadAnalystFrom.objects.create(modification=one, since=date(2020, 6, 1), analyst="An Analyst")
    (before,) = modifications_at(date(2020, 5, 31))
    (after,) = modifications_at(date(2020, 6, 1))
    assert (before.title, before.path, before.urgent, before.lead_analyst) == (
        "First title",
        "self_governance",
        False,
        "",
    )
    assert (after.title, after.path, after.urgent, after.lead_analyst) == (
        "Second title",
        "authority_determined",
        True,
        "An Analyst",
    )


def test_split_names_both_parts_and_ends_the_unsplit_number() -> None:
    whole = raise_one("128", date(2020, 4, 1), (date(2020, 5, 1), Stage.REFINEMENT))
    rename(whole, date(2020, 5, 1), "MP128")
    enter(whole, (date(2021, 9, 6), Stage.SPLIT))
    for code in ("128A", "128B"):
        part = raise_one(code, date(2021, 9, 6), (date(2021, 9, 6), Stage.REFINEMENT), split_from=whole)
        part.references.update(reference=f"MP{code}")
    assert [(one.reference, one.stage) for one in open_at(date(2021, 9, 5))] == [("MP128", Stage.REFINEMENT)]
    after = open_at(date(2021, 9, 6))
    assert [(one.reference, one.split_from_code) for one in after] == [("MP128A", "128"), ("MP128B", "128")]
    (unsplit,) = modifications_at(SEPTEMBER, codes=["128"])
    assert (unsplit.reference, unsplit.stage) == ("MP128", Stage.SPLIT)


def test_open_by_stage_has_every_open_stage_in_order_and_no_other() -> None:
    raise_one("201", date(2021, 1, 4))
    raise_one("202", date(2021, 1, 4), (date(2021, 2, 1), Stage.REPORT))
    raise_one("203", date(2021, 1, 4), (date(2021, 2, 1), Stage.WITHDRAWN))
    raise_one("204", date(2021, 1, 4), (date(2021, 10, 1), Stage.WITHDRAWN))  # after the day
    assert list(open_by_stage(SEPTEMBER).items()) == [
        (Stage.DEVELOPMENT, 2),
        (Stage.REFINEMENT, 0),
        (Stage.REPORT, 1),
        (Stage.AUTHORITY, 0),
    ]


def test_modifications_at_keeps_to_the_codes_and_stages_asked_for() -> None:
    raise_one("201", date(2021, 1, 4))
    raise_one("202", date(2021, 1, 5), (date(2021, 2, 1), Stage.REPORT))
    assert [one.code for one in modifications_at(SEPTEMBER)] == ["201", "202"]
    assert [one.code for one in modifications_at(SEPTEMBER, stages=[Stage.REPORT])] == ["202"]
    assert modifications_at(SEPTEMBER, codes=[]) == []


def test_references_at_answers_under_the_text_asked_for() -> None:
    one = raise_one("152", date(2021, 5, 10), title="Polyphase")
    rename(one, date(2021, 9, 28), "MP152")
    asked = ["MP152", "dp 152", "152", "MP999", "the Panel"]
    found = references_at(asked, date(2021, 9, 27))
    assert {text: row.reference for text, row in found.items()} == dict.fromkeys(asked[:3], "DP152")
    assert found["152"].title == "Polyphase"
    assert references_at(["MP152"], date(2021, 5, 9)) == {}


@pytest.mark.parametrize("rows", [1, 3])
def test_states_take_one_query_at_any_size(rows: int, django_assert_num_queries: Callable[..., object]) -> None:
    for number in range(rows):
        raise_one(f"{300 + number}", date(2021, 1, 4) + timedelta(days=number))
    for read in (
        lambda: modifications_at(SEPTEMBER),
        lambda: open_at(SEPTEMBER),
        lambda: open_by_stage(SEPTEMBER),
        lambda: references_at(["300", "301", "302"], SEPTEMBER),
    ):
        with django_assert_num_queries(1):
            assert read()
