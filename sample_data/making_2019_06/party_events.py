"""Events of Default, User Entry Process and testing, all invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sample_data.making.examples import Example
from sample_data.making.tables import Row, Tables, weekday
from sample_data.making_2019_06.parties import examples

LAST_DAY = date(2019, 6, 30)
PANEL_DAYS = (
    *(date(2018, 6, 15), date(2018, 7, 13), date(2018, 8, 17), date(2018, 9, 14), date(2018, 10, 12)),
    *(date(2018, 11, 16), date(2018, 12, 14), date(2019, 1, 18), date(2019, 2, 15), date(2019, 3, 15)),
    *(date(2019, 4, 12), date(2019, 5, 17), date(2019, 6, 14)),
)
_SMALL, _OTHER = "example-small-supplier", "example-other-sec-party"

# Party, limb of SEC M8.1, raised, closed; those of a Party that was expelled close with that.
DEFAULTS: tuple[tuple[str, str, date, date | None], ...] = (
    (f"{_SMALL}-03", "(c)", date(2018, 5, 22), date(2018, 7, 5)),
    (f"{_SMALL}-05", "(d)", date(2018, 6, 18), date(2018, 8, 17)),
    (f"{_SMALL}-26", "(d)", date(2018, 8, 30), date(2018, 10, 19)),
    (f"{_OTHER}-04", "(c)", date(2018, 9, 3), date(2018, 11, 9)),
    (f"{_SMALL}-08", "(d)", date(2018, 11, 20), date(2019, 1, 11)),
    (f"{_SMALL}-08", "(e)", date(2018, 12, 5), date(2019, 1, 11)),
    (f"{_SMALL}-28", "(e)", date(2019, 1, 22), date(2019, 3, 15)),
    (f"{_OTHER}-20", "(g)", date(2019, 1, 29), date(2019, 3, 15)),
    (f"{_SMALL}-10", "(c)", date(2019, 2, 6), date(2019, 4, 5)),
    (f"{_SMALL}-30", "(d)", date(2019, 4, 24), date(2019, 6, 14)),
    (f"{_SMALL}-06", "(c)", date(2019, 5, 13), None),
    (f"{_SMALL}-12", "(d)", date(2019, 5, 28), date(2019, 6, 21)),
    (f"{_SMALL}-06", "(e)", date(2019, 6, 3), None),
    (f"{_OTHER}-09", "(c)", date(2019, 6, 11), None),
    (f"{_SMALL}-14", "(d)", date(2019, 6, 19), None),
)

FIRST_USER, LAST_USER = date(2016, 11, 8), date(2019, 4, 30)
# Since the Panel meeting of 14 June 2019, and by the day of issue.
LATEST_COMPLETIONS = (
    (f"{_SMALL}-20", ("import_supplier", "gas_supplier"), "full", date(2019, 6, 20)),
    (f"{_OTHER}-12", ("other_user",), "partial", date(2019, 6, 25)),
    ("example-electricity-network-05", ("electricity_distributor",), "full", date(2019, 7, 2)),
)
LATEST_TESTS = (
    (f"{_SMALL}-19", "srept", date(2019, 6, 18), "white"),
    (f"{_OTHER}-10", "srept", date(2019, 6, 27), "green"),
    (f"{_SMALL}-20", "uept", date(2019, 6, 17), "white"),
)


def tables() -> Tables:
    return {
        "events_of_default": [_event(number, *one) for number, one in enumerate(DEFAULTS, 1)],
        "uep_completions": list(_completions()),
        "testing_completions": list(_tests()),
    }


def _event(number: int, party: str, limb: str, raised: date, closed: date | None) -> Row:
    expelled = {one.code for one in examples() if one.exit_kind == "expelled"}
    return {
        "reference": f"EOD-{number:04}",
        "party": party,
        "limb": limb,
        "raised_on": raised,
        "considered_on": next((day for day in PANEL_DAYS if day >= raised), None),
        "closed_on": closed,
        "outcome": "" if closed is None else "expelled" if party in expelled else "resolved",
        "illustrative": True,
    }


def _users() -> list[tuple[Example, date]]:
    """Those that completed the User Entry Process, evenly over the years, and never soon after they acceded."""
    found = [one for one in examples() if one.complete]
    return [
        (one, weekday(max(FIRST_USER + (LAST_USER - FIRST_USER) * place // len(found), one.acceded_on + _A_WHILE)))
        for place, one in enumerate(found, 1)
    ]


_A_WHILE = timedelta(days=150)


def _completions() -> Iterator[Row]:
    for one, day in _users():
        yield from (_completed(one.code, role, "full", day) for role in one.roles)
    for party, roles, extent, day in LATEST_COMPLETIONS:
        yield from (_completed(party, role, extent, day) for role in roles)


def _completed(party: str, role: str, extent: str, day: date) -> Row:
    return {"party": party, "user_role": role, "extent": extent, "completed_on": day, "illustrative": True}


def _tests() -> Iterator[Row]:
    """Tests of those that became Users in the last year, and the latest."""
    for one, day in _users():
        if day >= date(2018, 7, 1):
            yield _tested(one.code, "srept", weekday(day - timedelta(days=56)), "green")
            yield _tested(one.code, "uept", weekday(day - timedelta(days=28)), "green")
    yield from (_tested(*one) for one in LATEST_TESTS)


def _tested(party: str, test: str, day: date, classification: str) -> Row:
    return {
        "party": party,
        "test": test,
        "completed_on": day,
        "classification": classification,
        "illustrative": True,
    }
