"""How modifications live: the stages each passes, and when. Plain data; the rows are made from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from benchmarks.records.committees import CHANGE_BOARD, CSC, THURSDAY, Sitting
from benchmarks.records.span import Span, Volume, chance, later
from modifications.models import Path, Stage
from reports.engine.month import Month

LONGEST_YEARS = 7
NEWEST = 9500
"""The number of the latest modification; the others count down from it."""
SPLIT_EVERY = 40
_PACES = (1, 1, 1, 2, 4)


@dataclass(slots=True)
class Life:
    """A modification's way, to its end if that is known. `parts` are those it was split into."""

    number: int
    raised: date
    path: Path
    letter: str = ""
    steps: list[tuple[date, Stage]] = field(default_factory=list)
    parts: list[Life] = field(default_factory=list)

    @property
    def code(self) -> str:
        return f"{self.number:03}{self.letter}"

    def day_of(self, stage: Stage) -> date | None:
        return next((day for day, entered in self.steps if entered == stage), None)

    @property
    def end(self) -> date:
        """The day nothing more happens to it, or to any of its parts."""
        return max([self.steps[-1][0], *(part.end for part in self.parts)])


def lives(span: Span, volume: Volume) -> Iterator[Life]:
    """Those alive in the span, latest first, each to its end, be that after what is known."""
    years = len(span.months) // 12 + LONGEST_YEARS
    for place in range(years * volume.modifications):
        life = _live(chance("modification", place), NEWEST - place, span.back(place, volume.modifications))
        if life.end >= span.first:
            yield life


def _live(dice: Random, number: int, raised: date) -> Life:
    pace = dice.choice(_PACES)
    path = dice.choice((Path.SELF_GOVERNANCE, Path.SELF_GOVERNANCE, Path.AUTHORITY_DETERMINED, Path.AUTHORITY_LED))
    life = Life(number, raised, path, steps=[(raised, Stage.DEVELOPMENT)])
    if dice.random() < 0.12:
        life.steps.append((later(raised, pace * dice.randrange(40, 200)), Stage.WITHDRAWN))
        return life
    refined = CSC.next_day(later(raised, pace * dice.randrange(20, 120)))
    life.steps.append((refined, Stage.REFINEMENT))
    if number % SPLIT_EVERY == 0:
        split = CSC.next_day(later(refined, dice.randrange(30, 90)))
        life.steps.append((split, Stage.SPLIT))
        life.parts = [_part(dice, life, letter, split) for letter in "AB"]
    else:
        _go_on(dice, life, refined, pace)
    return life


def _part(dice: Random, whole: Life, letter: str, split: date) -> Life:
    part = Life(whole.number, split, whole.path, letter, [(split, Stage.REFINEMENT)])
    _go_on(dice, part, split, dice.choice(_PACES))
    return part


def _go_on(dice: Random, life: Life, refined: date, pace: int) -> None:
    """From the Refinement Process to the end."""
    if dice.random() < 0.1:
        life.steps.append((later(refined, pace * dice.randrange(30, 200)), Stage.WITHDRAWN))
        return
    reported = CSC.next_day(later(refined, pace * dice.randrange(90, 240)))
    voted = decided = CHANGE_BOARD.next_day(later(reported, 30))
    life.steps.append((reported, Stage.REPORT))
    if life.path != Path.SELF_GOVERNANCE:
        life.steps.append((voted, Stage.AUTHORITY))
        decided = later(voted, dice.randrange(25, 70))
    if dice.random() < 0.15:
        life.steps.append((decided, Stage.REJECTED))
        return
    life.steps.append((decided, Stage.APPROVED))
    life.steps.append((release_after(later(decided, 60)), Stage.IMPLEMENTED))


_RELEASE = Sitting("release", "Release", 4, THURSDAY)


def release_day(month: Month) -> date:
    """Releases go live on the fourth Thursday of February, June and November."""
    return _RELEASE.day(month)


def release_after(day: date) -> date:
    month = Month.containing(day)
    while month.month not in (2, 6, 11) or release_day(month) < day:
        month = month.back(-1)
    return release_day(month)
