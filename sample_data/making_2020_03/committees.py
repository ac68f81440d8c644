"""Two years of meetings, and the actions that they placed.

The paper prints how often four committees met, and of all of them how many meetings there were ("over 160" and 120),
how many actions ("over 1250", a rise of 52%) and what share was closed (85%). Days, numbers and actions are made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.making.tables import Row, Tables, weekday
from sample_data.making_2020_03.days import (
    BEFORE,
    LAST_DAY,
    MONTHS,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    nth,
    panel_day,
    shared_out,
)

Days = Callable[[date], Sequence[date]]
TWO_YEARS = (*BEFORE, *MONTHS)


@dataclass(frozen=True)
class Committee:
    """`days` are those of its regular meetings in a month, `extra` how many extraordinary ones follow them in each of
    the 24 months, and `actions` what it placed in the year before and in the year. Without a `first` number its
    meetings have none."""

    code: str
    title: str
    days: Days
    first: int | None = None
    extra: str = "000000000000 000000000000"
    actions: tuple[int, int] = (0, 0)
    purpose: str = ""


def _on(weekday: int, *numbers: int) -> Days:
    return lambda month: [nth(month, weekday, number) for number in numbers]


def _once_then_twice(before: Days, in_year: Days) -> Days:
    return lambda month: (in_year if month in MONTHS else before)(month)


def _since_april_2019(days: Days) -> Days:
    return _once_then_twice(lambda month: (), days)


def _eight_times(month: date) -> Sequence[date]:
    return () if month.month in (5, 8, 10, 1) else (nth(month, THURSDAY, 3),)


PANEL = Committee(
    code="panel",
    title="SEC Panel Meeting",
    days=lambda month: [panel_day(month)],
    first=55,
    extra="000000000010 001001000110",
    actions=(104, 120),
    purpose="To decide on a go-live that could not wait",
)
COMMITTEES = (
    PANEL,
    Committee("change-board", "Change Board Meeting", _on(WEDNESDAY, 4), 17, actions=(40, 48)),
    Committee("csc", "Change Sub-Committee Meeting", _since_april_2019(_on(TUESDAY, 4)), 1, actions=(0, 84)),
    Committee("tabasc", "TABASC Meeting", _on(THURSDAY, 1), 24, actions=(96, 110)),
    Committee(
        code="tag",
        title="Testing Advisory Group Meeting",
        days=_on(THURSDAY, 2),
        first=42,
        extra="000001000001 111111211111",
        actions=(132, 262),
        purpose="To examine the evidence for migrating further SMETS1 Device Model Combinations",
    ),
    Committee(
        code="opsg",
        title="Operations Group Meeting",
        days=_once_then_twice(_on(TUESDAY, 1), _on(TUESDAY, 1, 3)),
        first=5,
        extra="000000000010 000000000000",
        actions=(150, 290),
        purpose="To look into a Major Incident",
    ),
    Committee(
        code="ssc",
        title="Security Sub-Committee Meeting",
        days=_on(WEDNESDAY, 2, 4),
        first=51,
        extra="000000000000 000110010010",
        actions=(210, 232),
        purpose="To decide on Devices whose certificates expire",
    ),
    Committee(
        code="smki-pma",
        title="SMKI PMA Meeting",
        days=_on(TUESDAY, 3),
        first=37,
        extra="000000000000 001000100010",
        actions=(92, 106),
        purpose="To go through the Recovery Procedures",
    ),
    Committee("working-group", "Working Group Meeting", _on(WEDNESDAY, 1)),
    Committee("secco-board", "SECCo Board Meeting", _eight_times, 21),
)
NEXT_PANELS = ((79, date(2020, 4, 17)), (80, date(2020, 5, 15)))
"""Illustrative, the second as what the paper goes to."""


@dataclass(frozen=True)
class Held:
    committee: Committee
    number: int | None
    suffix: str
    on: date

    @property
    def name(self) -> str:
        """As other files name it."""
        return (
            f"{self.committee.code}-{self.number}{self.suffix}" if self.number else f"{self.committee.code}-{self.on}"
        )


def meetings_of(committee: Committee) -> Iterator[Held]:
    """Regular meetings by number; the extraordinary ones follow the month's last by a week, and by two."""
    number = committee.first
    for month, extra in zip(TWO_YEARS, committee.extra.replace(" ", ""), strict=True):
        day = month
        for day in committee.days(month):
            yield Held(committee, number, "", day)
            number = number and number + 1
        for place in range(1, int(extra) + 1):
            yield Held(committee, number and number - 1, "X" * place, day + timedelta(weeks=place))


def meeting_on(code: str, day: date) -> str:
    """The committee's meeting of that day, as other files name it. Raises StopIteration where it has none."""
    committee = next(one for one in COMMITTEES if one.code == code)
    return next(held.name for held in meetings_of(committee) if held.on == day and not held.suffix)


def tables() -> Tables:
    rows = [_meeting(held) for committee in COMMITTEES for held in meetings_of(committee)]
    rows += [_meeting(Held(PANEL, number, "", day)) for number, day in NEXT_PANELS]
    return {"meetings": rows, "actions": list(_actions())}


def _meeting(held: Held) -> Row:
    def of(days: int) -> date:
        return held.on + timedelta(days=days)

    over = held.on <= LAST_DAY
    title = f"{held.committee.title} {held.number}{held.suffix}" if held.number else held.committee.title
    return {
        "committee": held.committee.code,
        "number": held.number,
        "suffix": held.suffix,
        "held_on": held.on,
        "kind": "governance",
        "title": title,
        "cancelled": False,
        "purpose": f"{held.committee.purpose}." if held.suffix else "",
        "notice_on": of(-7 if held.suffix else -14),
        "papers_issued_on": of(-1 if held.suffix else -8),
        "minutes_issued_on": of(6) if over else None,
        "headline": "",
        "link": "",
        "illustrative": True,
    }


# --- Actions --------------------------------------------------------------------------------------------------------

TO_DO = (
    "Circulate the revised draft to members.",
    "Report back on the cost of the options.",
    "Confirm the dates of the next test phase.",
    "Add the risk to the register and say who owns it.",
    "Ask the other code bodies for their view.",
    "Explain the difference between the two sets of figures.",
    "Publish the guidance once members have read it.",
    "Bring the remediation plan up to date.",
    "Say which Devices are affected, and by when they are updated.",
    "Propose a date for an extraordinary meeting.",
    "Write to those who have not answered.",
    "Check the drafting against the Code.",
    "Provide the volumes by month.",
)
OWNERS = ("SECAS", "DCC", "The Chair", "SECAS", "Members", "DCC", "SECAS")
HALF_OPEN = 376
"""Of so many, the latest of the year, every second is open at its end: that leaves 188, and 85% closed."""


def _actions() -> Iterator[Row]:
    """Those of the year before are all closed; those of the year as `HALF_OPEN` says."""
    before = [placed for one in COMMITTEES for placed in _placed(one, BEFORE, one.actions[0])]
    year = [placed for one in COMMITTEES for placed in _placed(one, MONTHS, one.actions[1])]
    in_time = sorted(year, key=lambda placed: (placed[0].on, placed[0].name, placed[1]))
    still_open = set(in_time[-HALF_OPEN::2])
    for count, placed in enumerate((*before, *year)):
        yield _action(count, *placed, closed=placed not in still_open)


def _placed(committee: Committee, months: Sequence[date], number: int) -> Iterator[tuple[Held, int]]:
    held = [one for one in meetings_of(committee) if one.on.replace(day=1) in months]
    for one, times in zip(held, shared_out(number, len(held)) if held else (), strict=True):
        for place in range(1, times + 1):
            yield one, place


def _action(count: int, held: Held, place: int, *, closed: bool) -> Row:
    end = weekday(held.on + timedelta(days=14 + 11 * count % 50))
    return {
        "committee": held.committee.code,
        "reference": f"{held.committee.code.upper()} {held.number}{held.suffix}/{place:02}",
        "meeting": held.name,
        "description": TO_DO[count % len(TO_DO)],
        "owner": OWNERS[count % len(OWNERS)],
        "raised_on": held.on,
        "due_on": held.on + timedelta(days=28),
        "closed_on": min(end, LAST_DAY) if closed else None,
        "illustrative": True,
    }
