"""The committees, and the days they meet on."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from meetings.models import CommitteeKind, MeetingKind
from reports.engine.month import Month

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A committee that meets each month, on the `nth` such weekday."""

    code: str
    name: str
    nth: int
    weekday: int
    prefix: str = ""
    kind: CommitteeKind = CommitteeKind.COMMITTEE
    meeting: MeetingKind = MeetingKind.GOVERNANCE
    numbered: bool = True
    counted: bool = True
    confidential: bool = False

    def day(self, month: Month) -> date:
        weeks = calendar.monthcalendar(month.year, month.month)
        days = [week[self.weekday] for week in weeks if week[self.weekday]]
        return date(month.year, month.month, days[self.nth - 1])

    def next_day(self, from_day: date) -> date:
        """Its first meeting on or after that day."""
        held = self.day(Month.containing(from_day))
        return held if held >= from_day else self.day(Month.containing(from_day).back(-1))

    @staticmethod
    def number(month: Month) -> int:
        return (month.year - 1980) * 12 + month.month


CSC = Sitting("csc", "Change Sub-Committee", 3, TUESDAY, "CSC")
CHANGE_BOARD = Sitting("change-board", "Change Board", 4, WEDNESDAY, "SECCB")
PANEL = Sitting("panel", "SEC Panel", 3, FRIDAY, "SECP")
WORKING_GROUP = Sitting(
    "working-group", "Working Group", 1, WEDNESDAY, kind=CommitteeKind.WORKING_GROUP, numbered=False
)
_ATTENDED = {"kind": CommitteeKind.FORUM, "meeting": MeetingKind.ATTENDED, "counted": False}
_ENGAGEMENT = {"kind": CommitteeKind.ENGAGEMENT, "meeting": MeetingKind.ENGAGEMENT, "numbered": False}

SITTINGS = (
    CSC,
    CHANGE_BOARD,
    PANEL,
    WORKING_GROUP,
    Sitting("secco-board", "SECCo Board", 2, MONDAY, "SECCO", confidential=True),
    Sitting("tabasc", "Technical Architecture and Business Architecture Sub-Committee", 3, THURSDAY, "TABASC"),
    Sitting("tag", "Testing Advisory Group", 4, TUESDAY, "TAG"),
    Sitting("opsg", "Operations Group", 1, TUESDAY, "OPSG"),
    Sitting("ssc", "Security Sub-Committee", 2, WEDNESDAY, "SSC"),
    Sitting("smki-pma", "SMKI Policy Management Authority", 3, MONDAY, "SECPMA"),
    Sitting("smda", "SMDA Sub-Committee", 2, THURSDAY, "SMDA"),
    Sitting("scirs", "Security Sub-Committee Incident Response Sub-group", 1, MONDAY, kind=CommitteeKind.SUB_GROUP),
    Sitting("cacop", "CACoP Forum", 3, WEDNESDAY, **_ATTENDED),
    Sitting("ccsg", "Cross-Code Steering Group", 2, TUESDAY, **_ATTENDED),
    Sitting("other-parties-call", "Other SEC Parties call", 1, THURSDAY, **_ENGAGEMENT),
    Sitting("small-suppliers-call", "Small Suppliers call", 1, FRIDAY, **_ENGAGEMENT),
    Sitting("webinar", "Webinar", 2, FRIDAY, **_ENGAGEMENT),
)
