"""How meetings are named: "panel-96", "SECP-96", "tag-82X", "working-group-2021-09-01"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_NUMBERED = re.compile(r"(?P<body>[\w-]+?)-0*(?P<number>\d{1,4})(?P<suffix>X*)", re.IGNORECASE | re.ASCII)
_DATED = re.compile(r"(?P<body>[\w-]+?)-(?P<day>\d{4}-\d{2}-\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class MeetingName:
    """`body` is the committee's code or its paper prefix. Either number (with suffix) or day is given."""

    body: str
    number: int | None = None
    suffix: str = ""
    held_on: date | None = None


def parse_meeting_name(text: str) -> MeetingName:
    """Read a meeting's name; case does not matter. Raises ValueError for anything else."""
    written = text.strip()
    try:
        if dated := _DATED.fullmatch(written):
            return MeetingName(dated["body"], held_on=date.fromisoformat(dated["day"]))
    except ValueError as error:
        raise ValueError(f"{text!r} names a day that does not exist") from error
    if numbered := _NUMBERED.fullmatch(written):
        return MeetingName(numbered["body"], int(numbered["number"]), numbered["suffix"].upper())
    raise ValueError(f"a meeting is written like panel-96, tag-82X or working-group-2021-09-01, not {text!r}")
