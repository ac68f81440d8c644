"""What a paper's reference and its dates hold to, for its page and for files alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from reports.engine.month import Month

Faults: TypeAlias = Iterator[tuple[str, str]]


def paper_to_its_meeting(meeting: Mapping[str, Any], paper_prefix: str) -> Faults:
    """A paper reference is made of the meeting's, so the meeting needs what it is made of. `meeting` has its `number`
    and whether it is `cancelled`."""
    if meeting["cancelled"]:
        yield "meeting", "Was cancelled: no paper goes to it."
    elif not (paper_prefix and meeting["number"]):
        yield "meeting", "Choose a numbered meeting of a committee that has a paper prefix."


def issued_between(issue_date: date | None, month: date | None, held_on: date | None) -> Faults:
    """A paper is issued once its month is over, and by the day of its meeting."""
    if issue_date is None:
        return
    if month is not None and issue_date <= Month.containing(month).last:
        yield "issue_date", f"Is not after the month it covers, {Month.containing(month).label}."
    elif held_on is not None and issue_date > held_on:
        yield "issue_date", f"Is after the meeting, on {held_on:%-d %B %Y}."
