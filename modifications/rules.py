"""What a modification's histories hold to, for its page and for files alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

Faults: TypeAlias = Iterator[tuple[str, str]]
SPLIT = "split"


def since_raised(field: str, since: date | None, raised_on: date | None) -> Faults:
    if since is not None and raised_on is not None and since < raised_on:
        yield field, f"It was raised after that, on {raised_on:%-d %B %Y}."


def raised_before_its_history(raised_on: date | None, begins: Iterable[date]) -> Faults:
    """`begins` are the days from which the rows of its histories hold."""
    if raised_on is not None and (earlier := [day for day in begins if day < raised_on]):
        yield "raised_on", f"Its history begins before that, on {min(earlier):%-d %B %Y}."


def part_of_its_whole(code: str, whole: str) -> Faults:
    """The letter of a split follows the number it was split from."""
    if not code.startswith(whole) or code == whole:
        yield "split_from", f"A part of modification {whole} is called {whole}A, {whole}B ..."


def raised_by_a_split(raised_on: date | None, whole: str, stages: Iterable[tuple[date, str]]) -> Faults:
    """A part is raised on the day its whole enters the stage Split. `stages` are the whole's."""
    if raised_on is not None and (raised_on, SPLIT) not in set(stages):
        yield (
            "split_from",
            f"Modification {whole} was not split on {raised_on:%-d %B %Y}: record its stage Split first.",
        )


def split_keeps_its_parts(before: tuple[date, str], after: tuple[date, str], parts: Iterable[date]) -> Faults:
    """A stage Split that made parts stays. `parts` are the days they were raised."""
    if before[1] == SPLIT and after != before and before[0] in set(parts):
        yield "stage" if after[1] != SPLIT else "since", "Its parts were made by this split: correct them first."


def reference_of_its_modification(reference: str, code: str, wanted: str) -> Faults:
    """The number stays for life: 301 is DP301 or MP301, never MP302. `code` is the one the reference has."""
    if code != wanted:
        yield "reference", f"{reference} is not a reference of modification {wanted}, whose number stays for life."
