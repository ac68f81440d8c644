"""Events of Default, User Entry Process and testing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sample_data.making.examples import FIRST_MONTH, MONTHS, OTHER, SMALL, Example
from sample_data.making.tables import Row, weekday

LAST_DAY = date(2021, 9, 30)

# --- Events of Default ----------------------------------------------------------------------------------------------

# By month from October 2020; September's ten are printed.
EVENTS_OF_DEFAULT = (4, 3, 5, 2, 6, 4, 3, 5, 4, 6, 7, 10)
LIMBS = ("(c)", "(d)", "(e)", "(g)")
PANEL_DAYS = (
    date(2020, 10, 16),
    date(2020, 11, 20),
    date(2020, 12, 18),
    date(2021, 1, 15),
    date(2021, 2, 19),
    date(2021, 3, 19),
    date(2021, 4, 16),
    date(2021, 5, 21),
    date(2021, 6, 18),
    date(2021, 7, 16),
    date(2021, 8, 20),
    date(2021, 9, 17),
)
"""Illustrative but for the last."""


def events_of_default(found: list[Example]) -> list[Row]:
    """A Party that was expelled was in default the month before; one Party has two events standing at the end."""
    expelled = [one for one in found if one.exit_kind == "expelled"]
    settled = [one for one in found if not one.exited_on and one.acceded_on < FIRST_MONTH]
    others = iter([one for one in settled if one.category in (SMALL, OTHER)][::3])
    rows: list[Row] = []
    for month, following, number in zip(MONTHS, [*MONTHS[1:], None], EVENTS_OF_DEFAULT, strict=True):
        due_to_go = [one for one in expelled if one.exited_on and one.exited_on.replace(day=1) == following]
        for index in range(number):
            raised_on = weekday(month + timedelta(days=3 + (24 * index) // number))
            # September's first event is of the Party of August's last: one Party can have several at once.
            is_in_default_already = following is None and index == 0
            if not is_in_default_already:
                party = due_to_go[index] if index < len(due_to_go) else next(others)
            rows.append(_event(len(rows) + 1, party, raised_on))
    return rows


def _event(number: int, party: Example, raised_on: date) -> Row:
    """Considered at the next Panel meeting; closed by the expulsion, or resolved six weeks after it was raised."""
    resolved = weekday(raised_on + timedelta(days=42))
    closed = party.exited_on or (resolved if resolved <= LAST_DAY else None)
    return {
        "reference": f"EOD-{number:04}",
        "party": party.code,
        "limb": LIMBS[number % len(LIMBS)],
        "raised_on": raised_on,
        "considered_on": next((day for day in PANEL_DAYS if day >= raised_on), None),
        "closed_on": closed,
        "outcome": "" if closed is None else "expelled" if party.exited_on else "resolved",
        "illustrative": True,
    }


# --- User Entry Process ---------------------------------------------------------------------------------------------

CILLENI = "cilleni-energy-supply"
CILLENI_COMPLETED = date(2021, 9, 23)
"""In September by the paper, and since the Panel meeting of 17 September; the day itself is not printed."""
FIRST_USER = date(2017, 2, 1)
LAST_COMPLETED = date(2021, 8, 27)
IN_PART = 6


def uep_completions(found: list[Example]) -> list[Row]:
    rows = [_completed(CILLENI, role, "full", CILLENI_COMPLETED) for role in ("import_supplier", "gas_supplier")]
    rows += [_completed(one.code, role, "full", day) for one, day in _completions(found) for role in one.roles]
    begun = [one for one in found if one.category == SMALL and not one.complete and not one.exited_on]
    for place, one in enumerate(begun[:IN_PART]):
        rows.append(_completed(one.code, one.roles[0], "partial", date(2021, 3, 2) + timedelta(days=28 * place)))
    return rows


def _completed(party: str, role: str, extent: str, day: date) -> Row:
    return {"party": party, "user_role": role, "extent": extent, "completed_on": day, "illustrative": True}


def _completions(found: list[Example]) -> Iterator[tuple[Example, date]]:
    complete = [one for one in found if one.complete]
    for place, one in enumerate(complete, start=1):
        yield one, _completed_on(one, place, len(complete))


def _completed_on(one: Example, place: int, of: int) -> date:
    """Spread evenly over the years, yet never before the Party had time to do it, nor after it left."""
    spread = FIRST_USER + (LAST_COMPLETED - FIRST_USER) * place // of
    latest = one.exited_on - timedelta(days=90) if one.exited_on else LAST_COMPLETED
    return weekday(min(max(spread, one.acceded_on + timedelta(days=200)), latest))


# --- testing --------------------------------------------------------------------------------------------------------

SMETS1_TESTED = 5


def testing_completions(found: list[Example]) -> list[Row]:
    """The tests of Parties that completed the UEP within the twelve months; some for SMETS1 eligibility too."""
    rows = [_tested(CILLENI, "srept", date(2021, 7, 29)), _tested(CILLENI, "uept", date(2021, 8, 26))]
    recent = [(one, day) for one, day in _completions(found) if day >= FIRST_MONTH]
    for one, day in recent:
        rows.append(_tested(one.code, "srept", day - timedelta(days=56)))
        rows.append(_tested(one.code, "uept", day - timedelta(days=28)))
    return rows + [_tested(one.code, "smets1", day - timedelta(days=14)) for one, day in recent[:SMETS1_TESTED]]


def _tested(party: str, test: str, day: date) -> Row:
    return {
        "party": party,
        "test": test,
        "completed_on": weekday(day),
        "classification": "green",
        "illustrative": True,
    }
