"""What is recorded of a Party holds only while it is one: for its page and for files alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

Spell: TypeAlias = tuple[date, date | None]
"""The first day as a Party, and the first day no longer one."""


def is_party(spells: Iterable[Spell], day: date) -> bool:
    return any(first <= day and (after is None or day < after) for first, after in spells)


def only_of_a_party(field: str, spells: Iterable[Spell], day: date | None) -> Iterator[tuple[str, str]]:
    """A UEP completion or an Event of Default on a day the organisation was no Party."""
    if day is not None and not is_party(spells, day):
        yield field, f"The organisation was no Party on {day:%-d %B %Y}."


def covers_what_happened(
    spells: Iterable[Spell], before: Iterable[Spell], days: Iterable[date]
) -> Iterator[tuple[str, str]]:
    """A spell that is changed away from what was recorded of the Party in it."""
    spells, before = list(spells), list(before)
    lost = sorted(day for day in days if is_party(before, day) and not is_party(spells, day))
    if lost:
        yield (
            "acceded_on" if not any(first <= lost[0] for first, _ in spells) else "exited_on",
            f"A UEP completion or an Event of Default of {lost[0]:%-d %B %Y} would fall on a day it was no Party.",
        )


def keeps_its_review(before: str | None, now: str) -> Iterator[tuple[str, str]]:
    """An outcome that is stored under one kind of review, and is to come of another: what was reviewed would be told as
    something else. Whether anything was is Red, so no outcome changes its kind."""
    if before is not None and before != now:
        yield "kind", "An outcome stays with the review that it was entered for: enter another outcome."
