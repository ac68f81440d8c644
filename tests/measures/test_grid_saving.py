"""A month's numbers as they are sent, by the page's form and by its script: what becomes of each, and who may."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.accounts.models import SignIn
from measures.models import Observation
from tests.access.cast import browser, contributor_of, person
from tests.measures.months import AUGUST, SEPTEMBER, measure, observe, ranked, stored

pytestmark = pytest.mark.django_db

ADDRESS = "/measures/2021-09/grid/"
QUERIES_OF_A_CONTEST = 11


# --- As a form ----------------------------------------------------------------------------------------


def typed(*entries: tuple[str, str, str], **more: str) -> dict[str, str]:
    """Entries as (place, typed, was)."""
    data = {"by": "contributor", **more}
    for key, value, was in entries:
        data |= {f"value:{key}": value, f"was:{key}": was}
    return data


def test_form_stores_what_was_typed_and_leaves_the_rest() -> None:
    calls, visits = measure("calls"), measure("visits")
    observe(visits, SEPTEMBER, "1234")
    response = browser("contributor").post(
        ADDRESS, typed(("calls", "5", ""), ("visits", "1,234", "1,234")), follow=True
    )
    assert "1 value saved." in response.content.decode()
    assert (stored(calls, SEPTEMBER), stored(visits, SEPTEMBER)) == (5, 1234)


def test_form_with_faults_comes_back_as_typed_with_each_at_its_place() -> None:
    calls, visits = measure("calls"), measure("visits")
    response = browser("contributor").post(ADDRESS, typed(("calls", "<many>", ""), ("visits", "7", "")))
    read = response.content.decode()
    assert "<title>Error: Numbers of September 2021" in read
    assert "1 not saved, 1 saved" in read
    assert '<a href="#cell-calls">Calls: Is no number. Write it like 1,234 or 12.5.</a>' in read
    assert 'name="value:calls" value="&lt;many&gt;"' in read
    assert read.count('aria-invalid="true"') == 1
    assert (stored(calls, SEPTEMBER), stored(visits, SEPTEMBER)) == (None, 7)


def test_form_tells_of_a_place_that_is_not_asked_for_any_more() -> None:
    measure("emails", "old", "other").categories.filter(code="old").update(last_month=AUGUST)
    read = browser("editor").post(ADDRESS, typed(("emails/old", "12", ""))).content.decode()
    assert "emails/old, where you typed “12”: The category is not measured in this month." in read


def test_stale_form_shows_both_values_and_keeps_whose_is_chosen() -> None:
    calls = measure("calls")
    observe(calls, SEPTEMBER, "7")
    client, stale = browser("contributor"), ("calls", "6", "5")
    read = client.post(ADDRESS, typed(stale)).content.decode()
    assert "Somebody else changed this while you typed. It is 7 now." in read
    assert "Keep mine: 6" in read
    assert "Take theirs: 7" in read
    assert 'name="was:calls" value="5"' in read
    assert client.post(ADDRESS, typed(stale)).status_code == 200
    assert stored(calls, SEPTEMBER) == 7

    taken = typed(stale, **{"settle:calls": "theirs", "seen:calls": "7"})
    assert client.post(ADDRESS, taken).status_code == 302
    assert stored(calls, SEPTEMBER) == 7
    kept = typed(stale, **{"settle:calls": "mine", "seen:calls": "7"})
    assert client.post(ADDRESS, kept).status_code == 302
    assert stored(calls, SEPTEMBER) == 6


def test_keeping_mine_over_a_value_that_changed_again_is_stale_again() -> None:
    calls = measure("calls")
    observe(calls, SEPTEMBER, "8")
    kept = typed(("calls", "6", "5"), **{"settle:calls": "mine", "seen:calls": "7"})
    assert "It is 8 now." in browser("contributor").post(ADDRESS, kept).content.decode()
    assert stored(calls, SEPTEMBER) == 8


def test_form_of_somebody_signed_out_is_not_found_and_leaves_nothing_in_a_session() -> None:
    measure("calls")
    client = Client()
    assert (
        client.post(ADDRESS, typed(*((f"place-{number}", "5" * 900, "") for number in range(300)))).status_code == 404
    )
    assert not client.cookies
    assert not SignIn.objects.exists()


@pytest.mark.parametrize("key", ["a\x00b", "calls/a\x00b", "a\x00/1"])
def test_place_with_a_sign_that_no_page_sends_is_refused_like_any_that_is_none(key: str) -> None:
    measure("calls")
    client = browser("editor")
    form = client.post(ADDRESS, typed((key, "12", "")))
    assert form.status_code == 200
    assert "where you typed “12”" in form.content.decode()
    code, _, category = key.partition("/")
    cell = {"measure": code, "value": "12", "was": "", **({"category": category} if category else {})}
    script = client.post(f"{ADDRESS}save/", json.dumps({"by": "editor", "cells": [cell]}), "application/json")
    assert [each["state"] for each in script.json()["cells"]] == ["refused"]


def test_contributor_of_another_area_reads_and_types_nothing() -> None:
    calls = measure("calls")
    client = Client()
    client.force_login(contributor_of("parties"))
    read = client.get(ADDRESS).content.decode()
    assert "those whose area they are type them" in read
    assert 'name="value:calls"' not in read
    assert client.post(ADDRESS, typed(("calls", "5", ""))).status_code == 404
    client.force_login(contributor_of("measures"))
    assert client.post(ADDRESS, typed(("calls", "5", ""))).status_code == 302
    assert stored(calls, SEPTEMBER) == 5


# --- As the script sends it ---------------------------------------------------------------------------


def send(who: str, *batch: dict[str, Any], by: str = "", address: str = "/measures/2021-09/grid/save/") -> Any:
    body = {"by": by or who, "cells": list(batch)}
    return browser(who).post(address, json.dumps(body), content_type="application/json")


def test_save_answers_for_each_cell() -> None:
    emails, pages = measure("emails", "old"), measure("pages", ranked=True)
    calls = measure("calls")
    observe(calls, SEPTEMBER, "7")
    response = send(
        "contributor",
        {"measure": "emails", "category": "old", "month": "2021-09", "value": "1 234", "was": ""},
        {"measure": "pages", "rank": 1, "month": "2021-09", "value": "Home", "was": ""},
        {"measure": "calls", "month": "2021-09", "value": "6", "was": "5"},
    )
    assert response.json() == {
        "cells": [
            {"key": "emails/old", "state": "saved", "stored": "1,234", "reason": ""},
            {"key": "pages/1", "state": "saved", "stored": "Home", "reason": ""},
            {
                "key": "calls",
                "state": "stale",
                "stored": "7",
                "reason": "Somebody else changed this while you typed. It is 7 now.",
            },
        ],
        "now": {"emails/old": "1,234", "pages/1": "Home", "calls": "7"},
    }
    assert stored(emails, SEPTEMBER, "old") == Decimal(1234)
    assert ranked(pages, SEPTEMBER) == [(1, "Home")]


def number(measure: str, value: str, was: str, **place: Any) -> dict[str, Any]:
    return {"measure": measure, "month": "2021-09", "value": value, "was": was, **place}


def whys(response: Any) -> list[str]:
    return [cell["reason"] for cell in response.json()["cells"]]


def test_who_was_first_is_named_at_each_place() -> None:
    measure("emails", "old", "new")
    measure("calls")
    measure("pages", ranked=True)
    places = (("emails", {"category": "old"}), ("emails", {"category": "new"}), ("calls", {}), ("pages", {"rank": 1}))
    send("editor", *(number(code, "7", "", **place) for code, place in places[:3]))
    send("administrator", number("pages", "Home", "", rank=1), number("emails", "9", "7", category="new"))
    response = send("contributor", *(number(code, "5", "", **place) for code, place in places))
    assert whys(response) == [
        "editor changed this while you typed. It is 7 now.",
        "administrator changed this while you typed. It is 9 now.",
        "editor changed this while you typed. It is 7 now.",
        "administrator changed this while you typed. It is Home now.",
    ]


def test_who_took_a_number_away_is_named_and_so_is_oneself() -> None:
    measure("calls")
    send("contributor", number("calls", "7", ""))
    assert whys(send("contributor", number("calls", "8", "5"))) == [
        "You, in another window, changed this while you typed. It is 7 now."
    ]
    send("editor", number("calls", "", "7"))
    assert whys(send("contributor", number("calls", "8", "7"))) == [
        "editor changed this while you typed. It is blank now."
    ]


@pytest.mark.parametrize("size", [1, 3])
def test_naming_who_was_first_costs_the_same_for_one_place_and_for_three(size: int) -> None:
    codes = [f"calls-{place}" for place in range(size)]
    for code in codes:
        measure(code)
    send("editor", *(number(code, "7", "") for code in codes))
    client = browser("contributor")
    body = json.dumps({"by": "contributor", "cells": [number(code, "5", "") for code in codes]})
    with CaptureQueriesContext(connection) as captured:
        response = client.post(f"{ADDRESS}save/", body, content_type="application/json")
    assert {cell["state"] for cell in response.json()["cells"]} == {"stale"}
    assert sum("event" in one["sql"] for one in captured) == 1
    assert len(captured) == QUERIES_OF_A_CONTEST


def test_answer_holds_what_others_stored_and_a_page_may_ask_for_that_alone() -> None:
    measure("calls")
    measure("visits", decimals=1)
    send("editor", number("visits", "12.5", ""))
    refused = send("contributor", number("calls", "many", ""))
    assert refused.json()["now"] == {"visits": "12.5"}
    assert send("contributor").json() == {"cells": [], "now": {"visits": "12.5"}}


def test_form_that_is_refused_shows_what_others_stored_meanwhile() -> None:
    measure("calls")
    measure("visits")
    send("editor", number("visits", "1234", ""))
    page = browser("contributor").post(ADDRESS, typed(("calls", "many", ""), ("visits", "", ""))).content.decode()
    assert 'name="value:calls" value="many"' in page
    assert 'name="value:visits" value="1,234"' in page
    assert 'name="was:visits" value="1,234"' in page


@pytest.mark.parametrize(
    "cell",
    [
        {},
        {"measure": "calls", "value": "1"},
        {"measure": "calls", "value": 1, "was": ""},
        {"measure": "calls", "value": "1", "was": None},
        {"measure": "calls", "category": 3, "value": "1", "was": ""},
        {"measure": "calls", "rank": "first", "value": "1", "was": ""},
        {"measure": "calls", "rank": float("inf"), "value": "1", "was": ""},
        {"measure": "calls", "month": "2021-08", "value": "1", "was": ""},
        {"measure": "calls", "value": "1", "was": "1" * 1001},
        {"measure": "c" * 1001, "value": "1", "was": ""},
    ],
)
def test_save_refuses_whole_what_the_page_does_not_send(cell: dict[str, Any]) -> None:
    measure("calls")
    response = send("editor", {"measure": "calls", "value": "1", "was": ""}, cell)
    assert (response.status_code, response.json()) == (400, {"problem": "unreadable"})
    assert not Observation.objects.exists()


def test_value_too_long_is_refused_at_its_own_cell_and_the_others_are_saved() -> None:
    calls, visits, pages = measure("calls"), measure("visits"), measure("pages", ranked=True)
    response = send(
        "editor",
        {"measure": "pages", "rank": 1, "value": "x" * 3000, "was": ""},
        {"measure": "pages", "rank": 2, "value": "Home", "was": ""},
        {"measure": "calls", "value": "5", "was": ""},
        {"measure": "visits", "value": "1" * 3000, "was": ""},
    )
    assert response.status_code == 200
    assert {cell["key"]: (cell["state"], cell["reason"]) for cell in response.json()["cells"]} == {
        "pages/1": ("refused", "Is too long: 200 letters at most."),
        "pages/2": ("saved", ""),
        "calls": ("saved", ""),
        "visits": ("refused", "Is too large for a measure."),
    }
    assert (ranked(pages, SEPTEMBER), stored(calls, SEPTEMBER), stored(visits, SEPTEMBER)) == ([(2, "Home")], 5, None)


def test_save_larger_than_any_page_sends_is_refused_whole(settings: Any) -> None:
    calls = measure("calls")
    more = "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    response = send("editor", number("calls", "5", ""), number("pages", more, "", rank=1))
    assert response.status_code == 400
    assert stored(calls, SEPTEMBER) is None


def test_half_of_a_character_is_shown_as_such_and_the_rest_of_the_batch_is_saved() -> None:
    calls = measure("calls")
    measure("pages", ranked=True)
    half = "\ud83d"
    response = send(
        "editor",
        {"measure": "calls", "value": "1", "was": ""},
        {"measure": "pages", "rank": 1, "value": f"Home {half}", "was": ""},
        {"measure": half, "value": "1", "was": ""},
    )
    assert response.status_code == 200
    assert [cell["state"] for cell in response.json()["cells"]][:2] == ["saved", "saved"]
    assert response.json()["cells"][1]["stored"] == "Home \ufffd"
    assert stored(calls, SEPTEMBER) == 1


@pytest.mark.parametrize("body", ["", "[]", "null", "{", '{"by": "editor", "cells": {}}', "[" * 100_000, "\x00"])
def test_save_refuses_what_is_no_batch(body: str) -> None:
    response = browser("editor").post("/measures/2021-09/grid/save/", body, content_type="application/json")
    assert response.status_code == 400


def test_save_by_another_than_who_typed_is_refused() -> None:
    calls = measure("calls")
    response = send("editor", {"measure": "calls", "value": "1", "was": ""}, by="contributor")
    assert (response.status_code, response.json()) == (409, {"problem": "other-person", "name": "editor"})
    assert stored(calls, SEPTEMBER) is None


@pytest.mark.parametrize(
    ("who", "status", "problem"),
    [("stranger", 404, "signed-out"), ("party", 404, "not-yours"), ("approver", 403, "read-only")],
)
def test_save_by_who_may_not_says_why(who: str, status: int, problem: str) -> None:
    calls = measure("calls")
    response = send(who, {"measure": "calls", "value": "1", "was": ""})
    assert (response.status_code, response.json()) == (status, {"problem": problem})
    assert stored(calls, SEPTEMBER) is None


def test_save_asks_for_the_token() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("editor"))
    assert client.post("/measures/2021-09/grid/save/", "{}", content_type="application/json").status_code == 403
