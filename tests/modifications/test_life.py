"""The bridge from month to month holds for every history there can be."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from modifications.life import OPEN_STAGES, Life, State, month_processes
from modifications.models import Stage

ONE_DAY = timedelta(days=1)
MONTHS = [date(2020, 10 + n, 1) if n < 3 else date(2021, n - 2, 1) for n in range(12)]
ENDS = [following - ONE_DAY for following in [*MONTHS[1:], date(2021, 10, 1)]]
days = st.dates(date(2020, 7, 1), date(2021, 12, 31))


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Any history, also one in which a conclusion is undone or a stage is dated before the modification was raised."""
    stages = draw(st.dictionaries(days, st.sampled_from(Stage), max_size=7))
    return Life(draw(days), draw(st.booleans()), tuple(sorted(stages.items())))


@given(st.lists(lives(), max_size=8))
def test_open_at_the_end_of_a_month_is_bridged_to_the_next(histories: list[Life]) -> None:
    months = month_processes(histories, list(zip(MONTHS, ENDS, strict=True)))
    for before, after in pairwise(months):
        moved = after.raised + after.split_net + after.reopened - after.concluded
        assert before.open + moved == after.open


@given(st.lists(lives(), max_size=8))
def test_open_by_stage_counts_each_open_life_once(histories: list[Life]) -> None:
    (process,) = month_processes(histories, [(MONTHS[1], ENDS[1])])
    standings = [standing for life in histories if (standing := life.at(ENDS[1]))]
    assert list(process.open_by_stage) == list(OPEN_STAGES)
    assert process.open == sum(standing.state is State.OPEN for standing in standings)


@given(lives(), st.lists(days, min_size=1, max_size=6).map(sorted))
def test_standing_along_many_days_equals_each_day_by_itself(life: Life, asked: list[date]) -> None:
    assert life.along(asked) == [life.at(day) for day in asked]


@given(lives(), days)
def test_standing_never_begins_outside_the_life_so_far(life: Life, day: date) -> None:
    standing = life.at(day)
    assert (standing is None) == (day < life.raised_on)
    if standing is not None:
        assert life.raised_on <= standing.since <= day


def life(*steps: tuple[date, Stage]) -> Life:
    return Life(date(2021, 1, 4), False, steps)


def test_implementation_does_not_conclude_again() -> None:
    one = life((date(2021, 3, 1), Stage.APPROVED), (date(2021, 6, 1), Stage.IMPLEMENTED))
    standing = one.at(date(2021, 9, 30))
    assert standing is not None
    assert (standing.state, standing.stage, standing.since) == (
        State.CONCLUDED,
        Stage.IMPLEMENTED,
        date(2021, 3, 1),
    )


def test_split_modification_is_neither_open_nor_concluded_even_if_closed_after() -> None:
    one = life((date(2021, 3, 1), Stage.SPLIT), (date(2021, 6, 1), Stage.WITHDRAWN))
    standing = one.at(date(2021, 9, 30))
    assert standing is not None
    assert (standing.state, standing.since) == (State.SPLIT, date(2021, 3, 1))


def test_conclusion_that_was_undone_is_open_again_and_concludes_later() -> None:
    one = life((date(2021, 3, 1), Stage.REJECTED), (date(2021, 5, 3), Stage.REPORT), (date(2021, 7, 1), Stage.APPROVED))
    at = {day: one.at(day) for day in (date(2021, 4, 30), date(2021, 5, 3), date(2021, 7, 31))}
    assert [standing and standing.state for standing in at.values()] == [State.CONCLUDED, State.OPEN, State.CONCLUDED]
    (may,) = month_processes([one], [(date(2021, 5, 1), date(2021, 5, 31))])
    assert (may.reopened, may.concluded, may.open) == (1, 0, 1)


def test_raised_and_withdrawn_in_one_month_counts_in_both() -> None:
    one = Life(date(2021, 9, 2), False, ((date(2021, 9, 20), Stage.WITHDRAWN),))
    (september,) = month_processes([one], [(date(2021, 9, 1), date(2021, 9, 30))])
    assert (september.raised, september.concluded, september.open) == (1, 1, 0)
