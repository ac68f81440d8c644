"""What a meeting's name, its decisions and its committee hold to, for their pages and for files alike."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

Faults: TypeAlias = Iterator[tuple[str, str]]

COMMITTEE_OF_BODY = {"csc": "csc", "change_board": "change-board", "panel": "panel"}
"""The code of the committee at whose meetings a body decides. The Authority and the Department need no meeting."""

AUTHORITY_DECIDES = ("authority_led", "authority_determined")
"""The paths on which the Change Board recommends and the Authority decides."""


def decision_at_its_meeting(body: str, decided_on: date | None, committee: str, meeting: Mapping[str, Any]) -> Faults:
    """`meeting` has the day it is `held_on` and whether it is `cancelled`; `committee` is its committee's code."""
    wanted = COMMITTEE_OF_BODY.get(body)
    if meeting["cancelled"]:
        yield "meeting", "Was cancelled: nothing was decided there."
    elif wanted is not None and committee != wanted:
        yield "meeting", f"Is a meeting of {committee}, and this body decides at those of {wanted}."
    elif decided_on is not None and meeting["held_on"] is not None and decided_on != meeting["held_on"]:
        yield "decided_on", f"Is not the day of the meeting, {meeting['held_on']:%-d %B %Y}."


def board_recommends(body: str, question: str, outcome: str, path: str) -> Faults:
    """Where the Authority decides, the Change Board's final vote is a recommendation (SEC Section D)."""
    decides = body == "change_board" and question == "final_decision" and outcome in ("approve", "reject")
    if decides and path in AUTHORITY_DECIDES:
        yield (
            "outcome",
            f"The Authority decides on this path, and the Change Board recommends: recommend_{_noun(outcome)}.",
        )


def _noun(outcome: str) -> str:
    return {"approve": "approval", "reject": "rejection"}[outcome]


def numbered_as_its_committee(number: int | None, numbered: bool) -> Faults:
    if numbered and number is None:
        yield "number", "Is blank, and the committee's meetings are numbered."
    elif number is not None and not numbered:
        yield "number", "Is given, and the committee's meetings have no numbers."


def committee_keeps_its_meetings(numbered: bool, numbers: Collection[int | None]) -> Faults:
    """`numbers` are those of its meetings, None for one without."""
    if any((number is None) is numbered for number in numbers):
        has = "without" if numbered else "with"
        yield "numbered", f"The committee has meetings {has} a number: correct them first."


def meeting_keeps_its_decisions(held_on: date | None, cancelled: bool, decided: Collection[date]) -> Faults:
    """What was decided was decided on the day of the meeting."""
    if decided and cancelled:
        yield "cancelled", "Decisions of this meeting are recorded: delete them first."
    elif held_on is not None and (other := [day for day in decided if day != held_on]):
        yield (
            "held_on",
            f"Decisions of this meeting are recorded for {min(other):%-d %B %Y}: delete them, move the meeting, and "
            "record them again.",
        )
