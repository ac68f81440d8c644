"""The life of one modification as far as a day: open, concluded or split. Pure; the one place that says which is which.

A modification is open from the day it is raised, in the Development Stage until it enters another. It concludes when
it leaves the open stages for approval, rejection or withdrawal. One that is split leaves them too, but is neither open
nor concluded after: its parts go on, and are raised by the split.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from modifications.models import Stage

OPEN_STAGES = (Stage.DEVELOPMENT, Stage.REFINEMENT, Stage.REPORT, Stage.AUTHORITY)
"""Pre-decision, in the order a modification passes them."""
CONCLUDED_STAGES = (Stage.APPROVED, Stage.IMPLEMENTED, Stage.REJECTED, Stage.WITHDRAWN)
"""Implementation does not conclude a second time: approval before it did."""
DECIDED_STAGES = (Stage.APPROVED, Stage.REJECTED)

_ONE_DAY = timedelta(days=1)


class State(Enum):
    OPEN = "open"
    CONCLUDED = "concluded"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a modification stands on a day. `since` is the day it became open, concluded or split for the last time.

    `outcome` is what it is concluded as, by the latest stage that says so; None while it is open or was split.
    """

    state: State
    stage: Stage
    since: date
    outcome: Stage | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """`steps` are the stages it entered and when, oldest first."""

    raised_on: date
    by_split: bool
    steps: tuple[tuple[date, Stage], ...]

    def at(self, day: date) -> Standing | None:
        """None before it was raised."""
        return self.along((day,))[0]

    def along(self, days: Sequence[date]) -> list[Standing | None]:
        """Where it stood on each of these days, earliest first, in one pass.

        None before it was raised. A stage dated before that day is taken to have begun on it.
        """
        standing = Standing(State.OPEN, Stage.DEVELOPMENT, self.raised_on)
        steps = iter(self.steps)
        step = next(steps, None)
        found: list[Standing | None] = []
        for day in days:
            while step is not None and step[0] <= day:
                standing = _after(standing, max(step[0], self.raised_on), step[1])
                step = next(steps, None)
            found.append(standing if day >= self.raised_on else None)
        return found


def _after(standing: Standing, day: date, stage: Stage) -> Standing:
    """A later stage of the same kind, such as implemented after approved, does not move the day of the change."""
    state = State.OPEN if stage in OPEN_STAGES else State.SPLIT if stage == Stage.SPLIT else State.CONCLUDED
    left_already = standing.state is not State.OPEN and state is not State.OPEN
    if state is standing.state or left_already:
        concluded_anew = standing.state is State.CONCLUDED and state is State.CONCLUDED
        return Standing(
            standing.state, stage, standing.since, outcome_of(stage) if concluded_anew else standing.outcome
        )
    return Standing(state, stage, day, outcome_of(stage) if state is State.CONCLUDED else None)


def outcome_of(stage: Stage) -> Stage:
    """What a stage of CONCLUDED_STAGES concludes a modification as: what is implemented was approved."""
    return Stage.APPROVED if stage is Stage.IMPLEMENTED else stage


@dataclass(frozen=True, slots=True)
class MonthProcess:
    """The modifications in the process in a month, `month` being its first day.

    `open_by_stage` is the state on the month's last day, every open stage present. Open at the end of the month before
    + raised + split_net + reopened - concluded = open at the end of this one. `split_net` is the parts made less the
    modifications split. `reopened` counts those whose conclusion was undone.
    """

    month: date
    open_by_stage: dict[Stage, int]
    raised: int
    split_net: int
    concluded: int
    reopened: int = 0

    @property
    def open(self) -> int:
        return sum(self.open_by_stage.values())


def month_processes(lives: Iterable[Life], months: Sequence[tuple[date, date]]) -> list[MonthProcess]:
    """What each month, given by its first and last day, did to these lives."""
    days = sorted({day for first, last in months for day in (first - _ONE_DAY, last)})
    place = {day: index for index, day in enumerate(days)}
    along = [(life.by_split, life.along(days)) for life in lives]
    return [
        _month_process(first, [(split, stood[place[first - _ONE_DAY]], stood[place[last]]) for split, stood in along])
        for first, last in months
    ]


def _month_process(first: date, stood: Iterable[tuple[bool, Standing | None, Standing | None]]) -> MonthProcess:
    by_stage = dict.fromkeys(OPEN_STAGES, 0)
    raised = split_net = concluded = reopened = 0
    for by_split, then, now in stood:
        if now is None:
            continue
        if now.state is State.OPEN:
            by_stage[now.stage] += 1
        if then is None:
            raised += not by_split
            split_net += by_split
        left_now = now.state is not State.OPEN and now.since >= first
        if then is not None and then.state is not State.OPEN and (now.state is State.OPEN or left_now):
            reopened += 1
        concluded += left_now and now.state is State.CONCLUDED
        split_net -= left_now and now.state is State.SPLIT
    return MonthProcess(first, by_stage, raised, split_net, concluded, reopened)
