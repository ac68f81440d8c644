from __future__ import annotations

from datetime import date

import pytest

from meetings.naming import MeetingName, parse_meeting_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("panel-96", MeetingName("panel", 96)),
        ("SECP-97", MeetingName("SECP", 97)),
        ("tag-82X", MeetingName("tag", 82, "X")),
        (" TAG-82xx ", MeetingName("TAG", 82, "XX")),
        ("change-board-58", MeetingName("change-board", 58)),
        ("working-group-2021-09-01", MeetingName("working-group", held_on=date(2021, 9, 1))),
    ],
)
def test_parse_meeting_name(written: str, name: MeetingName) -> None:
    assert parse_meeting_name(written) == name


@pytest.mark.parametrize("written", ["", "panel", "96", "panel 96", "tag-82Y", "panel-X"])
def test_parse_meeting_name_of_something_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="a meeting is written like"):
        parse_meeting_name(written)


def test_parse_meeting_name_on_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="does not exist"):
        parse_meeting_name("working-group-2021-02-31")
