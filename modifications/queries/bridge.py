"""From the modifications open before a period to those open at its end, each step by its modifications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from modifications.life import Life, Standing, State
from modifications.models import Stage
from modifications.queries.process import lives_between

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bridge:
    """The ids of the modifications in each step. As counts they are those of a MonthProcess over the same days:
    opening + raised + parts - split + reopened - concluded = closing.

    `concluded` says what each was concluded as: its outcome in force at the end, approved, rejected or withdrawn.
    """

    opening: tuple[int, ...]
    raised: tuple[int, ...]
    parts: tuple[int, ...]
    split: tuple[int, ...]
    reopened: tuple[int, ...]
    concluded: dict[int, Stage]
    closing: tuple[int, ...]

    def concluded_as(self, stage: Stage) -> tuple[int, ...]:
        return tuple(id for id, found in self.concluded.items() if found is stage)


Lives = list[tuple[int, Life]]
"""Modifications by their ids, as far as they are needed to follow some period."""


def bridge_between(first: date, last: date) -> Bridge:
    """The period from the first day to the last, both included; one query, whatever the years stored."""
    return bridge_of(lives_between(first, last), first, last)


def bridge_of(lives: Lives, first: date, last: date) -> Bridge:
    """The same from lives already read, of this period or of a longer one around it."""
    known = [(id, life, life.at(first - _ONE_DAY), now) for id, life in lives if (now := life.at(last)) is not None]
    new = [(id, life) for id, life, then, _ in known if then is None]
    leaving = [(id, now) for id, _, _, now in known if now.state is not State.OPEN and now.since >= first]
    return Bridge(
        opening=tuple(id for id, _, then, _ in known if then is not None and then.state is State.OPEN),
        raised=tuple(id for id, life in new if not life.by_split),
        parts=tuple(id for id, life in new if life.by_split),
        split=tuple(id for id, now in leaving if now.state is State.SPLIT),
        reopened=tuple(_reopened(known, first)),
        concluded={id: now.outcome for id, now in leaving if now.outcome is not None},
        closing=tuple(id for id, _, _, now in known if now.state is State.OPEN),
    )


def _reopened(rows: list[tuple[int, Life, Standing | None, Standing]], first: date) -> Iterator[int]:
    """Those out of the process before, and open since: at the end, or until they left it again."""
    for id, _, then, now in rows:
        if then is not None and then.state is not State.OPEN and (now.state is State.OPEN or now.since >= first):
            yield id
