"""The registers of meetings, actions, releases and versions of the SEC, and the pages of a meeting and a release."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.models import User
from meetings.models import AgendaItem, Meeting
from modifications.models import Release, SecVersion, TargetReleaseFrom
from readers.registers.base import Register
from readers.registers.registry import REGISTERS
from tests.modifications.histories import raise_one

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few_records", "published")]


def client_of(name: str = "") -> Client:
    client = Client()
    if name:
        client.force_login(User.objects.get(username=name))
    return client


def rows(register: str, query: str, who: str = "") -> list[dict[str, Any]]:
    answer = client_of(who).get(f"/registers/{register}/export.json?{query}")
    assert answer.status_code == 200, answer.getvalue()
    return json.loads(answer.getvalue())["rows"]


def page(address: str, who: str = "") -> str:
    answer = client_of(who).get(address)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


@pytest.mark.parametrize(
    ("register", "query", "who", "of", "found"),
    [
        ("meetings", "as_at=2021-09-16", "", "title", ["Working Group of MP121", "Working Group of MP122"]),
        ("meetings", "as_at=2021-09-17&committee=panel", "", "title", ["The panel meeting 96"]),
        ("meetings", "committee=panel&state=cancelled", "", "title", ["The panel meeting 95"]),
        ("meetings", "as_at=2021-09-08&committee=panel&state=to_come", "party", "title", []),
        ("meetings", "as_at=2021-09-09&committee=panel&state=to_come", "party", "title", ["The panel meeting 96"]),
        ("meetings", "as_at=2021-09-30&state=to_come", "party", "title", []),
        ("meetings", "as_at=2021-10-01&state=to_come", "party", "title", ["The panel meeting 97"]),
        ("meetings", "held_from=2021-09-02", "", "title", ["The panel meeting 96"]),
        ("meetings", "as_at=2021-09-26&title=96", "", "minutes", [None]),
        ("meetings", "as_at=2021-09-27&title=96", "", "minutes", ["2021-09-27"]),
        ("actions", "as_at=2021-09-16", "party", "reference", []),
        ("actions", "as_at=2021-09-24", "party", "state", ["Open"]),
        ("actions", "as_at=2021-09-25", "party", "state", ["Open, overdue"]),
        ("actions", "as_at=2021-09-29&state=closed", "party", "reference", []),
        ("actions", "as_at=2021-09-30&state=closed", "party", "closed", ["2021-09-30"]),
        ("actions", "state=all", "editor", "reference", ["A1"]),  # the Board's is in confidence
        ("releases", "as_at=2021-01-03", "", "name", []),
        ("releases", "as_at=2021-08-31", "", "go_live", ["2021-11-04"]),
        ("releases", "as_at=2021-09-01", "", "go_live", ["2021-11-11"]),
        ("releases", "as_at=2021-09-01&live_from=2021-11-05", "", "moves", [1]),
        ("releases", "as_at=2021-09-09", "", "scope", [2]),
        ("releases", "as_at=2021-09-10", "", "scope", [1]),
        ("sec-versions", "as_at=2021-09-19", "", "number", []),
        ("sec-versions", "as_at=2021-09-20", "", "caused_by", ["MP121 Longer keys"]),
        ("sec-versions", "modification=DP 121", "", "number", ["38.0"]),
        ("sec-versions", "modification=MP122", "", "number", []),
        ("sec-versions", "words=longer&cause=modification", "", "number", ["38.0"]),
    ],
)
def test_register_of_a_day_holds_what_was_known_then(
    register: str, query: str, who: str, of: str, found: list[Any]
) -> None:
    assert [row[of] for row in rows(register, query, who)] == found


def test_meeting_is_cancelled_from_the_day_that_it_was() -> None:
    """Where that is not known, on every day: and the page and the register say so."""
    cancelled = "/registers/meetings/panel-95/"
    assert "<dd>Cancelled, day not known</dd>" in page(f"{cancelled}?as_at=2021-08-20")
    assert "So is its cancellation, whose day is not known." in page(cancelled)
    assert '<td class="date">day not known</td>' in page("/registers/meetings/?state=cancelled")
    Meeting.objects.filter(number=95).update(cancelled_on=date(2021, 8, 16), notice_on=date(2021, 8, 2))
    stood = {"2021-08-15": ("to_come", "To come", None), "2021-08-16": ("cancelled", "Cancelled", "2021-08-16")}
    for day, (asked, state, off) in stood.items():
        for other in ("to_come", "cancelled"):
            found = rows("meetings", f"as_at={day}&committee=panel&state={other}")
            assert [(row["state"], row["off"]) for row in found] == ([(state, off)] if other == asked else [])
    assert "<dd>To come</dd>" in page(f"{cancelled}?as_at=2021-08-15")
    told = page(f"{cancelled}?as_at=2021-08-16")
    assert ("<dd>Cancelled on 16 August 2021</dd>" in told, "So is its cancellation" in told) == (True, False)
    assert '<td class="date">16 August 2021</td>' in page("/registers/meetings/?state=cancelled")


def test_nothing_says_that_a_committee_meets_in_confidence() -> None:
    for who in ("", "editor"):
        assert "The board" not in page("/registers/meetings/?state=all", who)
        assert client_of(who).get("/registers/meetings/board-1/").status_code == 404
        assert client_of(who).get("/registers/meetings/export.csv?committee=board").status_code == 400
    assert "The board" not in page("/registers/actions/?state=all", "editor")


def test_actions_ask_a_stranger_to_sign_in_and_say_no_more() -> None:
    told = page("/registers/actions/?state=all")
    assert "for people who are signed in" in told
    assert "A1" not in told
    assert "as at" not in told
    assert client_of().get("/registers/actions/export.csv").status_code == 404
    assert "It asks you to sign in." in page("/registers/")
    assert "<strong>Green</strong>" in page("/registers/actions/?as_at=2021-09-24", "party")


def test_page_of_a_meeting_sets_its_dates_against_their_deadlines() -> None:
    told = page("/registers/meetings/panel-96/")
    states = [line.split("<")[0] for line in told.split("<td>")[1:4]]
    assert states == ["in time", "in time", "late"]
    assert "10 September 2021" in told
    assert "MP121" in told
    assert "Noted" in told
    assert "A1" not in told
    assert "closed 30 September 2021" in page("/registers/meetings/panel-96/", "party")
    assert "open, due 24 September 2021" in page("/registers/meetings/panel-96/?as_at=2021-09-29", "party")
    assert "No notice of it" in page("/registers/meetings/panel-96/?as_at=2021-09-08")


def test_meeting_is_found_by_any_of_its_names_and_two_of_a_day_stay_two() -> None:
    client = client_of()
    assert client.get("/registers/meetings/SECP-096/?as_at=2021-09-20")["Location"] == (
        "/registers/meetings/panel-96/?as_at=2021-09-20"
    )
    first, second = Meeting.objects.filter(title__startswith="Working").order_by("title")
    day = "/registers/meetings/working-group-2021-09-01"
    assert client.get(f"{day}/")["Location"] == f"{day}.{first.pk}/"
    assert "Working Group of MP122" in page(f"{day}.{second.pk}/")
    for name in ("panel-97", "panel-98", "nonsense", "working-group-2021-02-31", f"panel-96.{first.pk}"):
        assert client.get(f"/registers/meetings/{name}/").status_code == 404, name


def test_agenda_tells_readers_nothing_that_their_day_does_not_reach() -> None:
    """A modification raised after it, and what a meeting to come will discuss."""
    held, to_come = Meeting.objects.get(number=96), Meeting.objects.get(number=97)
    later = raise_one("901", date(2021, 10, 5), title="Raised in October")
    AgendaItem.objects.create(meeting=held, position=2, modification=later)
    AgendaItem.objects.create(meeting=held, position=3, topic="Ways of working")
    AgendaItem.objects.create(meeting=to_come, position=1, topic="Put on since")
    told = page("/registers/meetings/panel-96/")
    assert ("Raised in October" in told, "DP901" in told, "Ways of working" in told) == (False, False, True)
    assert "as known now" in told
    ahead = "/registers/meetings/panel-97/?as_at=2021-10-04"
    assert "Put on since" not in page(ahead, "party")
    assert "Put on since" in page(ahead, "editor")
    assert "Put on since" in page("/registers/meetings/panel-97/", "party")
    SecVersion.objects.get().modifications.add(later)
    TargetReleaseFrom.objects.create(
        modification=later,
        since=date(2021, 9, 1),
        release=Release.objects.create(name="Later Release", kind="standalone"),
    )
    assert [row["caused_by"] for row in rows("sec-versions", "")] == ["MP121 Longer keys"]
    assert rows("sec-versions", "modification=DP901") == []
    assert [row["number"] for row in rows("sec-versions", "modification=DP901&as_at=2021-10-05", "editor")] == ["38.0"]
    assert "Later Release" not in page("/registers/releases/")


def test_page_of_a_release_has_its_dates_and_what_went_in_and_out() -> None:
    told = page("/registers/releases/november-2021-sec-release/?as_at=2021-09-10")
    assert "From 1 September 2021: 11 November 2021" in told
    assert told.index("Modifications in it: 1") < told.index("DP122") < told.index("no more: 1") < told.index("MP121")
    before = page("/registers/releases/november-2021-sec-release/?as_at=2021-08-31")
    assert "11 November" not in before
    assert "Modifications in it: 2" in before
    assert client_of().get("/registers/releases/june-2021/").status_code == 404


@pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.slug)
def test_register_answers_in_a_constant_number_of_questions_and_describes_every_column(
    register: Register, django_assert_max_num_queries: Any
) -> None:
    client = client_of("editor")
    asked = []
    for query in ("", "?as_at=2021-09-20"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{register.address()}{query}").status_code == 200
        asked.append(len(captured))
    assert max(asked) <= 12
    with CaptureQueriesContext(connection) as captured:
        client.get(f"{register.address()}?as_at=2021-09-20")
    assert len(captured) == asked[1]
    described = page(register.dictionary_address(), "editor")
    assert all(f"<code>{name}</code>" in described for name in register.table.base_columns)
    assert all(column.holds for column in register.table.base_columns.values())
