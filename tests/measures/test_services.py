"""What a person types into the grid: stored, refused in words, or stale with what is stored instead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pghistory.models
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures import services
from measures.models import Measure, MeasureCategory, Observation
from measures.places import Entry, Place
from measures.recording import Outcome
from tests.access.cast import person
from tests.measures.months import AUGUST, JULY, OCTOBER, SEPTEMBER, measure, observe, rank, ranked, stored

pytestmark = pytest.mark.django_db


def record(who: str, *entries: tuple[str, str, str], month: date = SEPTEMBER) -> dict[str, Outcome]:
    """Entries as (place, typed, was)."""
    asked = [Entry(Place.parse(key), typed, was) for key, typed, was in entries]
    return {place.key: outcome for place, outcome in services.record_month(person(who), month, asked).items()}


# --- Numbers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "typed", "kept", "shown"),
    [
        ({}, " 1,234 ", "1234", "1,234"),
        ({}, "0", "0", "0"),
        ({"unit": "days", "decimals": 2}, "12.5", "12.5", "12.50"),
        ({"unit": "percent"}, "96%", "96", "96"),
    ],
)
def test_number_is_stored_as_typed_and_said_as_shown(
    columns: dict[str, Any], typed: str, kept: str, shown: str
) -> None:
    calls = measure("calls", **columns)
    assert record("contributor", ("calls", typed, "")) == {"calls": Outcome(Place("calls"), "saved", shown)}
    assert stored(calls, SEPTEMBER) == Decimal(kept)


def test_number_typed_over_another_takes_its_row_and_is_no_sample() -> None:
    calls = measure("calls")
    row = observe(calls, SEPTEMBER, "5", illustrative=True)
    assert record("contributor", ("calls", "6", "5"))["calls"].state == "saved"
    row.refresh_from_db()
    assert (row.value, row.illustrative) == (6, False)


@pytest.mark.parametrize(
    ("columns", "typed", "reason"),
    [
        ({}, "many", "Is no number. Write it like 1,234 or 12.5."),
        ({}, "12.5", "Is no whole number, and its measure has no decimals."),
        ({}, "-1", "Is negative, and a measure never is."),
        ({}, "5%", "Is a percentage, and this measure is none."),
        ({"unit": "days", "decimals": 1}, "1.25", "Has more decimals than its measure, which is printed with 1."),
        ({"unit": "days", "decimals": 4}, "0.00001", "Has more decimals than its measure, which is printed with 4."),
        ({"unit": "percent"}, "101", "Is no percentage from 0 to 100."),
        ({}, "1000000000000", "Is too large for a measure."),
    ],
)
def test_number_against_its_rules_is_refused_and_the_stored_one_kept(
    columns: dict[str, Any], typed: str, reason: str
) -> None:
    calls = measure("calls", **columns)
    observe(calls, SEPTEMBER, "5")
    outcome = record("editor", ("calls", typed, "5"))["calls"]
    assert (outcome.state, Decimal(outcome.stored)) == ("refused", 5)
    assert reason in outcome.reason
    assert stored(calls, SEPTEMBER) == 5


@pytest.mark.parametrize(
    ("key", "month", "reason"),
    [
        ("emails", SEPTEMBER, "the measure has categories in September 2021"),
        ("emails/old", SEPTEMBER, "not measured in this month"),
        ("emails/nonsense", SEPTEMBER, "no such category"),
        ("nonsense", SEPTEMBER, "no such measure"),
        ("nonsense/1", SEPTEMBER, "no such measure"),
    ],
)
def test_place_that_is_not_asked_for_is_refused(key: str, month: date, reason: str) -> None:
    emails = measure("emails", "old", "new")
    emails.categories.filter(code="old").update(last_month=AUGUST)
    outcome = record("editor", (key, "3", ""), month=month)[key]
    assert outcome.state == "refused"
    assert reason in outcome.reason
    assert not Observation.objects.exists()


def test_one_refused_keeps_no_other_back() -> None:
    emails = measure("emails", "old", "new")
    outcomes = record("contributor", ("emails/old", "many", ""), ("emails/new", "3", ""))
    assert [outcome.state for outcome in outcomes.values()] == ["refused", "saved"]
    assert stored(emails, SEPTEMBER, "new") == 3


# --- Blank is missing ---------------------------------------------------------------------------------


def test_blank_takes_the_number_away_for_an_editor() -> None:
    calls = measure("calls")
    observe(calls, SEPTEMBER, "5")
    assert record("editor", ("calls", " ", "5"))["calls"] == Outcome(Place("calls"), "saved", "")
    assert stored(calls, SEPTEMBER) is None


def test_blank_is_refused_to_a_contributor_in_words() -> None:
    calls = measure("calls")
    observe(calls, SEPTEMBER, "5")
    outcome = record("contributor", ("calls", "", "5"))["calls"]
    assert (outcome.state, outcome.stored) == ("refused", "5")
    assert "Only an editor takes a recorded value away" in outcome.reason
    assert stored(calls, SEPTEMBER) == 5


@pytest.mark.parametrize("was", ["", "5"])
def test_approver_and_reader_store_nothing(was: str) -> None:
    calls = measure("calls")
    if was:
        observe(calls, SEPTEMBER, was)
    for who in ("approver", "panel", "party"):
        assert record(who, ("calls", "6", was))["calls"].state == "refused"
    assert stored(calls, SEPTEMBER) == (Decimal(was) if was else None)


# --- What somebody else stored meanwhile --------------------------------------------------------------


@pytest.mark.parametrize(("now", "said"), [("7", "It is 7 now."), ("", "It is blank now.")])
def test_stale_entry_stores_nothing_and_says_what_is_stored(now: str, said: str) -> None:
    calls = measure("calls")
    if now:
        observe(calls, SEPTEMBER, now)
    outcome = record("editor", ("calls", "6", "5"))["calls"]
    assert (outcome.state, outcome.stored) == ("stale", now)
    assert said in outcome.reason
    assert stored(calls, SEPTEMBER) == (Decimal(now) if now else None)


def test_two_who_typed_the_same_agree() -> None:
    calls = measure("calls")
    observe(calls, SEPTEMBER, "6")
    assert record("contributor", ("calls", "6.0", "5"))["calls"].state == "saved"


def test_stale_blank_takes_nothing_away() -> None:
    calls = measure("calls")
    observe(calls, SEPTEMBER, "7")
    assert record("editor", ("calls", "", "5"))["calls"].state == "stale"
    assert stored(calls, SEPTEMBER) == 7


def test_what_was_seen_and_cannot_be_read_is_stale() -> None:
    calls = measure("calls")
    assert record("editor", ("calls", "6", "rubbish"))["calls"].state == "stale"
    assert stored(calls, SEPTEMBER) is None


# --- Ranked lists -------------------------------------------------------------------------------------


def test_lines_change_places_in_one_save() -> None:
    pages = measure("pages", ranked=True)
    rank(pages, SEPTEMBER, "Home", "News", "Events")
    entries = ("pages/1", "News", "Home"), ("pages/2", "Home", "News"), ("pages/4", "  The   SEC ", "")
    assert {outcome.state for outcome in record("contributor", *entries).values()} == {"saved"}
    assert ranked(pages, SEPTEMBER) == [(1, "News"), (2, "Home"), (3, "Events"), (4, "The SEC")]


def test_line_twice_is_refused_at_its_place() -> None:
    pages = measure("pages", ranked=True)
    rank(pages, SEPTEMBER, "Home", "News")
    outcomes = record("contributor", ("pages/1", "News", "Home"), ("pages/3", "Events", ""))
    assert outcomes["pages/1"] == Outcome(Place("pages", "1"), "refused", "Home", "Is in the list already, at 2.")
    assert outcomes["pages/3"].state == "saved"
    assert ranked(pages, SEPTEMBER) == [(1, "Home"), (2, "News"), (3, "Events")]


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (("pages/1", "", "Home"), "refused"),
        (("pages/1", "News", "Events"), "stale"),
        (("pages/1", "x" * 201, "Home"), "refused"),
        (("pages/0", "News", ""), "refused"),
        (("pages/²", "News", ""), "refused"),
        (("pages/first", "News", ""), "refused"),
        (("pages", "News", ""), "refused"),
        (("pages/1", "New\x00s", "Home"), "saved"),
    ],
)
def test_line_that_cannot_be_stored_says_why(entry: tuple[str, str, str], state: str) -> None:
    pages = measure("pages", ranked=True)
    rank(pages, SEPTEMBER, "Home")
    outcome = record("contributor", entry)[entry[0]]
    assert outcome.state == state
    assert bool(outcome.reason) == (state != "saved")
    assert ranked(pages, SEPTEMBER) == [(1, "News" if state == "saved" else "Home")]


def test_editor_takes_a_line_away() -> None:
    pages = measure("pages", ranked=True)
    rank(pages, SEPTEMBER, "Home", "News")
    assert record("editor", ("pages/2", "", "News"))["pages/2"].state == "saved"
    assert ranked(pages, SEPTEMBER) == [(1, "Home")]


# --- Cost and trail -----------------------------------------------------------------------------------


def test_a_number_costs_as_much_however_much_is_recorded() -> None:
    calls, taken = measure("calls"), []
    person("editor")
    for others in (0, 12):
        for other in range(others):
            made = measure(f"measure-{other}", "one", "two")
            for month in (JULY, AUGUST, SEPTEMBER):
                observe(made, month, "1", "one")
        with CaptureQueriesContext(connection) as captured:
            record("editor", ("calls", str(others), ""), month=(SEPTEMBER, OCTOBER)[len(taken)])
        taken.append(len(captured))
    assert stored(calls, OCTOBER) == 12
    assert taken[0] == taken[1] <= 15


def test_trail_says_who_and_why() -> None:
    calls = measure("calls")
    record("editor", ("calls", "6", ""))
    (event,) = pghistory.models.Events.objects.tracks(Observation.objects.get(measure=calls))
    assert event.pgh_context is not None
    assert event.pgh_context["why"] == services.WHY
    assert event.pgh_context["user"] == person("editor").pk


# --- Categories that start and end --------------------------------------------------------------------


@pytest.fixture
def emails() -> Measure:
    return measure("emails", "old", "other")


def test_category_starts_after_the_others_from_its_month(emails: Measure) -> None:
    started = services.start_category(emails, " Training days/seminars ", OCTOBER, group="Services")
    assert (started.code, started.name, started.position) == ("training-daysseminars", "Training days/seminars", 2)
    assert (started.first_month, started.last_month, started.group) == (OCTOBER, None, "Services")


def test_category_of_a_name_the_measure_has_is_refused(emails: Measure) -> None:
    with pytest.raises(ValidationError):
        services.start_category(emails, "Old", OCTOBER)


def test_category_ends_with_a_month_and_keeps_its_numbers(emails: Measure) -> None:
    observe(emails, SEPTEMBER, "3", "old")
    old = emails.categories.get(code="old")
    with pytest.raises(ValidationError, match="September 2021, after it"):
        services.end_category(old, AUGUST)
    assert services.end_category(old, SEPTEMBER).last_month == SEPTEMBER
    with pytest.raises(ValidationError, match="It ended with September 2021"):
        services.end_category(old, OCTOBER)
    assert stored(emails, SEPTEMBER, "old") == 3


def test_category_is_replaced_at_its_place(emails: Measure) -> None:
    old = emails.categories.get(code="old")
    new = services.replace_category(old, "New", OCTOBER)
    old.refresh_from_db()
    assert (old.last_month, new.first_month, new.position) == (SEPTEMBER, OCTOBER, old.position)


def test_category_replaced_by_one_of_a_taken_name_is_left_as_it_was(emails: Measure) -> None:
    old = emails.categories.get(code="old")
    with pytest.raises(ValidationError):
        services.replace_category(old, "Other", OCTOBER)
    assert MeasureCategory.objects.filter(measure=emails, last_month=None).count() == 2


def test_category_that_ended_is_resumed(emails: Measure) -> None:
    old = services.end_category(emails.categories.get(code="old"), SEPTEMBER)
    assert services.resume_category(old).last_month is None
    with pytest.raises(ValidationError, match="has not ended"):
        services.resume_category(old)
