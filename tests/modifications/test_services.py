"""What happens to a modification, in verbs."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from modifications import services
from modifications.models import (
    AssessmentKind,
    Body,
    Modification,
    Path,
    Stage,
)
from modifications.queries import (
    assessments_completed,
    assessments_open,
    modifications_at,
    open_at,
    process_by_month,
    release_at,
)
from tests.modifications.histories import assess, plan_release, raise_one

pytestmark = pytest.mark.django_db
MAY, JULY, SEPTEMBER = date(2021, 5, 10), date(2021, 7, 1), date(2021, 9, 6)


@pytest.fixture
def proposal() -> Modification:
    return services.raise_draft_proposal("DP128", MAY, title="Certificates", organisation="A Network", person="P")


def test_raise_draft_proposal_writes_all_its_histories(proposal: Modification) -> None:
    (found,) = modifications_at(MAY)
    assert (found.code, found.reference, found.title, found.organisation, found.person, found.stage) == (
        "128",
        "DP128",
        "Certificates",
        "A Network",
        "P",
        Stage.DEVELOPMENT,
    )


@pytest.mark.parametrize("number", ["128", "MP 128"])
def test_raise_draft_proposal_of_a_number_in_use_writes_nothing(proposal: Modification, number: str) -> None:
    with pytest.raises(ValidationError, match="already exists"):
        services.raise_draft_proposal(number, MAY, title="Again", organisation="Another")
    assert Modification.objects.count() == 1


def test_raise_draft_proposal_of_no_number_is_refused() -> None:
    with pytest.raises(ValidationError, match="a modification is written like"):
        services.raise_draft_proposal("next", MAY, title="Again", organisation="Another")


def test_raise_draft_proposal_without_title_writes_nothing() -> None:
    with pytest.raises(ValidationError, match="cannot be blank"):
        services.raise_draft_proposal("184", MAY, title="", organisation="Another")
    assert not Modification.objects.exists()


def test_convert_changes_reference_and_stage_on_one_day(proposal: Modification) -> None:
    services.convert(proposal, JULY, body=Body.CSC)
    (before,), (after,) = modifications_at(date(2021, 6, 30)), modifications_at(JULY)
    assert (before.reference, before.stage) == ("DP128", Stage.DEVELOPMENT)
    assert (after.reference, after.stage) == ("MP128", Stage.REFINEMENT)
    assert proposal.stages.get(since=JULY).body == Body.CSC


def test_convert_of_the_old_series_keeps_its_reference() -> None:
    old = services.raise_draft_proposal("SECMP7", MAY, title="Firmware", organisation="A Supplier")
    services.convert(old, JULY)
    assert [row.reference for row in old.references.all()] == ["SECMP0007"]
    assert modifications_at(JULY)[0].stage == Stage.REFINEMENT


def test_convert_a_second_time_changes_nothing(proposal: Modification) -> None:
    services.convert(proposal, JULY)
    services.convert(proposal, SEPTEMBER)
    assert (proposal.references.count(), proposal.stages.count()) == (2, 2)


def test_enter_stage_before_it_was_raised_is_refused(proposal: Modification) -> None:
    with pytest.raises(ValidationError, match="was raised after that, on 10 May 2021"):
        services.enter_stage(proposal, Stage.REPORT, date(2021, 5, 9))


def test_enter_a_second_stage_on_one_day_is_refused(proposal: Modification) -> None:
    services.enter_stage(proposal, Stage.REPORT, JULY)
    with pytest.raises(ValidationError, match="begins on the same day"):
        services.enter_stage(proposal, Stage.AUTHORITY, JULY)


@pytest.mark.parametrize("stage", [Stage.WITHDRAWN, Stage.APPROVED, Stage.IMPLEMENTED])
def test_split_of_what_is_no_longer_open_is_refused(proposal: Modification, stage: Stage) -> None:
    services.enter_stage(proposal, stage, JULY)
    with pytest.raises(ValidationError, match="Only an open modification is split"):
        services.split(proposal, SEPTEMBER, {"A": "", "B": ""})
    assert Modification.objects.count() == 1


def test_split_raises_parts_with_what_held_for_the_whole(proposal: Modification) -> None:
    november = plan_release("November 2021 SEC Release", (MAY, date(2021, 11, 4)))
    services.convert(proposal, JULY)
    services.change_route(proposal, Path.SELF_GOVERNANCE, JULY, urgent=True)
    services.target_release(proposal, november, JULY)
    assess(proposal, AssessmentKind.PRELIMINARY, JULY, date(2021, 8, 10))

    services.split(proposal, SEPTEMBER, {"A": "", "B": "Incorrect certificates"})

    first, second = open_at(SEPTEMBER)
    assert (first.reference, first.title, first.split_from_code) == ("MP128A", "Certificates", "128")
    assert (second.reference, second.title) == ("MP128B", "Incorrect certificates")
    for part in (first, second):
        assert (part.stage, part.path, part.urgent, part.organisation) == (
            Stage.REFINEMENT,
            "self_governance",
            True,
            "A Network",
        )
        assert (part.raised_on, part.target_go_live) == (SEPTEMBER, date(2021, 11, 4))
    assert modifications_at(SEPTEMBER, codes=["128"])[0].stage == Stage.SPLIT
    assert [row.reference for row in assessments_completed(JULY, SEPTEMBER)] == ["MP128"]


def test_split_keeps_the_bridge(proposal: Modification) -> None:
    services.split(proposal, SEPTEMBER, {"A": "", "B": ""})
    august, september = process_by_month([date(2021, 8, 1), date(2021, 9, 1)])
    assert (august.open, september.open, september.split_net) == (1, 2, 1)


def test_split_twice_or_into_one_is_refused(proposal: Modification) -> None:
    with pytest.raises(ValidationError, match="two parts at least"):
        services.split(proposal, SEPTEMBER, {"A": ""})
    services.split(proposal, SEPTEMBER, {"A": "", "B": ""})
    with pytest.raises(ValidationError, match="split already"):
        services.split(proposal, date(2021, 9, 7), {"A": "", "B": ""})


def test_split_that_fails_half_way_writes_nothing(proposal: Modification) -> None:
    raise_one("128B", MAY)
    with pytest.raises(ValidationError, match="already exists"):
        services.split(proposal, SEPTEMBER, {"A": "", "B": ""})
    assert sorted(Modification.objects.values_list("code", flat=True)) == ["128", "128B"]


def test_each_change_holds_from_its_day(proposal: Modification) -> None:
    services.retitle(proposal, "New title", JULY)
    services.change_proposer(proposal, "A Supplier", JULY, person="Q")
    services.change_lead_analyst(proposal, "An analyst", JULY)
    (before,), (after,) = modifications_at(date(2021, 6, 30)), modifications_at(JULY)
    assert (before.title, before.organisation, before.lead_analyst) == ("Certificates", "A Network", "")
    assert (after.title, after.organisation, after.person, after.lead_analyst) == (
        "New title",
        "A Supplier",
        "Q",
        "An analyst",
    )


def test_target_release_is_aimed_and_given_up(proposal: Modification) -> None:
    release = plan_release("June 2022 SEC Release", (MAY, date(2022, 6, 30)))
    services.target_release(proposal, release, MAY)
    services.target_release(proposal, None, JULY)
    assert [modifications_at(day)[0].target_release for day in (MAY, JULY)] == ["June 2022 SEC Release", ""]


def test_hold_rests_until_resumed(proposal: Modification) -> None:
    services.put_on_hold(proposal, JULY, reason="Waiting")
    with pytest.raises(ValidationError, match="on hold already"):
        services.put_on_hold(proposal, SEPTEMBER)
    held = services.resume(proposal, SEPTEMBER)
    assert (held.valid.lower, held.valid.upper) == (JULY, SEPTEMBER)
    with pytest.raises(ValidationError, match="was not on hold"):
        services.resume(proposal, date(2021, 9, 30))


def test_move_release_keeps_what_was_known_before() -> None:
    release = plan_release("November 2019 SEC Release", (date(2019, 1, 7), date(2019, 11, 7)))
    services.move_release(release, date(2019, 11, 24), date(2019, 11, 1))
    services.move_release(release, date(2019, 11, 29), date(2019, 11, 20))
    known = [release_at(release.name, day) for day in (date(2019, 10, 31), date(2019, 11, 1), date(2019, 11, 20))]
    assert known == [date(2019, 11, 7), date(2019, 11, 24), date(2019, 11, 29)]
    with pytest.raises(ValidationError, match="holds from the same day"):
        services.move_release(release, date(2019, 12, 1), date(2019, 11, 20))


def test_revise_target_holds_from_its_day(proposal: Modification) -> None:
    made = assess(proposal, AssessmentKind.IMPACT, JULY)
    services.revise_target(made, 60, SEPTEMBER)
    assert [assessments_open(day)[0].target for day in (date(2021, 9, 5), SEPTEMBER)] == [40, 60]
    with pytest.raises(ValidationError, match="one Working Day at least"):
        services.revise_target(made, 0, date(2021, 9, 7))


def test_return_assessment_ends_its_duration_once(proposal: Modification) -> None:
    made = assess(proposal, AssessmentKind.PRELIMINARY, JULY)
    services.return_assessment(made, date(2021, 7, 21))
    assert [row.duration for row in assessments_completed(JULY, SEPTEMBER)] == [15]
    with pytest.raises(ValidationError, match="was returned on 21 July 2021"):
        services.return_assessment(made, SEPTEMBER)
    with pytest.raises(ValidationError, match="was returned before that"):
        services.revise_target(made, 30, SEPTEMBER)


def test_return_assessment_before_it_was_accepted_is_refused(proposal: Modification) -> None:
    made = assess(proposal, AssessmentKind.PRELIMINARY, JULY)
    with pytest.raises(ValidationError, match="on or after the day it was accepted"):
        services.return_assessment(made, MAY)
    made.refresh_from_db()
    assert made.returned_on is None
