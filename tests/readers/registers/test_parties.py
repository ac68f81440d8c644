"""The register of Parties, and by it what every register does."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from access.models import Act, User
from parties import models as of_parties
from parties.models import Party
from readers.registers import pages
from tests.parties import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few_records", "published")]
ADDRESS = "/registers/parties/"


def client_of(name: str = "") -> Client:
    client = Client()
    if name:
        client.force_login(User.objects.get(username=name))
    return client


def rows(query: str, who: str = "") -> list[dict[str, Any]]:
    answer = client_of(who).get(f"{ADDRESS}export.json?{query}")
    assert answer.status_code == 200, answer.getvalue()
    return json.loads(answer.getvalue())["rows"]


def names(query: str, who: str = "") -> list[str]:
    return [row["name"].split()[0].strip("'=") for row in rows(query, who)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("as_at=2021-06-14", ["Aspen", "Birch"]),
        ("as_at=2021-06-15", ["Dogwood+Networks", "Aspen", "Birch"]),  # its first day as a Party
        ("as_at=2021-07-31", ["Dogwood+Networks", "Aspen", "Birch"]),  # Birch's last
        ("as_at=2021-08-01", ["Dogwood+Networks", "Aspen"]),
        ("as_at=2021-08-01&status=withdrawn", ["Birch"]),
        ("as_at=2021-07-31&status=withdrawn", []),
        ("as_at=2021-08-01&status=all&sort=-name", ["Birch", "Aspen", "Dogwood+Networks"]),
        ("as_at=2021-06-14&dcc=on", ["Aspen", "Birch", "Cedar"]),
        ("as_at=2021-06-30&category=small_supplier", ["Aspen"]),
        ("as_at=2021-07-01&category=small_supplier", []),
        ("as_at=2021-07-01&category=large_supplier", ["Aspen"]),
        ("as_at=2021-05-02&uep=gas_supplier", []),
        ("as_at=2021-05-03&uep=gas_supplier", ["Aspen"]),
        ("as_at=2021-05-03&uep=other_user", []),
        ("name=BIRCH&status=all", ["Birch"]),
        ("group=voting", ["Aspen"]),
        ("as_at=30/09/2021", ["Dogwood+Networks", "Aspen"]),
    ],
)
def test_register_of_a_day_holds_what_was_in_force_then(query: str, found: list[str]) -> None:
    assert names(query) == found


def test_party_that_left_keeps_its_last_day_and_an_exit_to_come_is_not_known() -> None:
    (before,) = rows("as_at=2021-07-31&name=birch")
    (after,) = rows("as_at=2021-09-30&name=birch&status=all")
    assert (before["standing"], before["exited_on"]) == ("Party", None)
    assert (after["standing"], after["exited_on"], after["category"]) == (
        "Withdrawn",
        "2021-08-01",
        "Other SEC Parties",
    )


def test_page_and_its_files_hold_the_same() -> None:
    client, query = client_of(), "?as_at=2021-09-30&sort=-acceded_on"
    page = client.get(f"{ADDRESS}{query}").content.decode()
    text = client.get(f"{ADDRESS}export.csv{query}").getvalue().decode("utf-8-sig")
    book = load_workbook(io.BytesIO(client.get(f"{ADDRESS}export.xlsx{query}").getvalue()))
    sheets = {name: [list(row) for row in book[name].iter_rows(values_only=True)] for name in book.sheetnames}
    told = json.loads(client.get(f"{ADDRESS}export.json{query}").getvalue())
    heads, *lines = csv.reader(io.StringIO(text))
    assert [line[0] for line in lines] == ["'=Dogwood+Networks", "Aspen Energy"]
    assert [row[0] for row in sheets["Parties"][1:]] == ["=Dogwood+Networks", "Aspen Energy"]
    assert [row["name"] for row in told["rows"]] == ["=Dogwood+Networks", "Aspen Energy"]
    assert page.index("=Dogwood+Networks") < page.index("Aspen Energy")
    assert "Gas Supplier, 3 May 2021" in page
    assert heads[:-2] == sheets["Parties"][0] == [column["heading"] for column in told["columns"]]
    assert [line[-2:] for line in lines] == [["2021-09-30", "White"]] * 2
    about = {row[0]: row[1] for row in sheets["About"]}
    assert about["Holds"] == told["said"] == "2 Parties, excluding the DCC, as at 30 September 2021"
    assert f"{told['said']}</h2>" in page
    assert book["Parties"]["A2"].data_type == "s"
    assert [row[0] for row in sheets["Columns"][1:]] == heads[:-2]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("as_at=2021-10-01&name=As", "The records are shown up to 30 September 2021"),
        ("as_at=31/02/2021&name=As", "There is no such day in the calendar."),
        ("as_at=2021-02-30&name=As", "There is no such day in the calendar."),
        ("as_at=tomorrow&name=As", "Write the day like 30/09/2021."),
        ("dcc=maybe&name=As", "“maybe” is none of its choices"),
        ("as_at=1821-10-01&name=As", "Choose a later day."),
        ("category=none&name=As", "Select a valid choice."),
        ("colour=red&name=As", "which this register has not."),
        ("sort=uep&name=As", "The register cannot be sorted by “uep”."),
        ("status=in_default&name=As", "Select a valid choice."),
        ("sort=defaults&name=As", "The register cannot be sorted by “defaults”."),
    ],
)
def test_what_cannot_be_asked_is_told_at_its_place_and_the_rest_stays_typed(query: str, said: str) -> None:
    page = client_of().get(f"{ADDRESS}?{query}")
    assert page.status_code == 400
    assert said in page.content.decode()
    assert 'value="As"' in page.content.decode()
    file = client_of().get(f"{ADDRESS}export.csv?{query}")
    assert (file.status_code, said in file.content.decode()) == (400, True)


@pytest.mark.parametrize("number", ["0", "2", "x"])
def test_page_that_there_is_not_is_not_found(number: str) -> None:
    assert client_of().get(f"{ADDRESS}?page={number}").status_code == 404


def test_address_in_any_order_leads_to_one_and_keeps_no_blank() -> None:
    answer = client_of().get(f"{ADDRESS}?sort=name&name= As &category=&as_at=30/09/2021&page=1")
    assert (answer.status_code, answer["Location"]) == (302, f"{ADDRESS}?as_at=2021-09-30&name=As&sort=name")
    assert client_of().get(answer["Location"]).status_code == 200


def test_defaults_are_read_by_those_alone_who_may_and_every_reading_is_kept() -> None:
    asked = "as_at=2021-08-31&status=in_default"
    for who in ("", "party"):
        page = client_of(who).get(ADDRESS).content.decode()
        about = client_of(who).get("/registers/about/parties/").content.decode()
        assert "Default" not in page + about
        assert client_of(who).get(f"{ADDRESS}export.json?{asked}").status_code == 400
    before = Act.objects.count()
    page = client_of("panel").get(f"{ADDRESS}?{asked}")
    assert "1 Party in Default, excluding the DCC, as at 31 August 2021" in page.content.decode()
    assert "<strong>Amber</strong>" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    (row,) = rows(asked, "panel")
    assert row["defaults"] == 1
    assert names("as_at=2021-09-01&status=in_default", "panel") == []
    assert Act.objects.count() == before + 3


def test_cached_page_is_asked_after_and_a_signed_in_reader_has_their_own() -> None:
    page = client_of().get(ADDRESS)
    assert page["Cache-Control"] == "public, no-cache"
    assert "Cookie" in page["Vary"]
    assert client_of().get(ADDRESS, headers={"If-None-Match": page["ETag"]}).status_code == 304
    signed_in = client_of("party").get(ADDRESS)
    assert signed_in["Cache-Control"] == "private, no-cache"
    assert "ETag" not in signed_in


def test_empty_register_says_what_to_change() -> None:
    page = client_of().get(f"{ADDRESS}?as_at=2021-09-30&name=nobody").content.decode()
    assert "No Parties, excluding the DCC, as at 30 September 2021" in page
    assert "Take a filter away" in page


def test_register_asks_the_same_number_of_questions_whatever_it_finds() -> None:
    asked = {}
    for day in ("2019-12-31", "2021-06-14", "2021-06-15"):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client_of().get(f"{ADDRESS}?as_at={day}").status_code == 200
        asked[day] = len(captured)
    assert asked["2021-06-14"] == asked["2021-06-15"] <= 3


def test_page_of_a_party_tells_its_history_up_to_the_day_and_to_each_what_they_may_read() -> None:
    party = Party.objects.get(name__contains="Dogwood")
    of_parties.TestingCompletion.objects.create(party=party, test="uept", completed_on=date(2021, 6, 20))
    address = f"{ADDRESS}{party.code}/"
    told = {who: client_of(who).get(address) for who in ("", "party", "panel")}
    words = {who: answer.content.decode() for who, answer in told.items()}
    assert ["User Entry Process Testing" in words[who] for who in told] == [False, True, True]
    assert ["Events of Default" in words[who] for who in told] == [False, False, True]
    assert [word in words[who] for who, word in (("party", "<strong>Green"), ("panel", "<strong>Amber"))] == [True] * 2
    assert [answer["Cache-Control"] for answer in told.values()] == [
        "public, no-cache",
        "private, no-cache",
        "private, no-store",
    ]
    aspen = f"{ADDRESS}{Party.objects.get(name__startswith='Aspen').code}/"
    before, after = (client_of().get(f"{aspen}?as_at=2021-{day}").content.decode() for day in ("06-30", "07-01"))
    assert "Large Suppliers" not in before
    assert "<dd>Large Suppliers</dd>" in after
    assert "Small Suppliers" in after  # its history
    assert "had not acceded" in client_of().get(f"{aspen}?as_at=2019-12-31").content.decode()


def test_page_of_a_party_that_is_none_or_of_a_day_to_come_is_told() -> None:
    late = cast.party("Elder Power", acceded=date(2021, 10, 1))
    assert client_of().get(f"{ADDRESS}nobody/").status_code == 404
    assert client_of().get(f"{ADDRESS}{late.code}/").status_code == 404  # known to nobody outside yet
    assert client_of("party").get(f"{ADDRESS}{late.code}/").status_code == 200
    wrong = client_of().get(f"{ADDRESS}{Party.objects.first().code}/?as_at=2021-10-01")
    assert (wrong.status_code, 'value="2021-10-01"' in wrong.content.decode()) == (400, True)


def test_made_up_row_says_so_in_words_on_the_page_and_in_files() -> None:
    Party.objects.filter(name__startswith="Aspen").update(illustrative=True)
    assert {row["name"]: row["illustrative"] for row in rows("as_at=2021-09-30")} == {
        "=Dogwood+Networks": False,
        "Aspen Energy": True,
    }
    assert client_of().get(ADDRESS).content.decode().count("illustrative, not a real record") == 1


def test_every_row_stands_on_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PER_PAGE", 1)
    found = []
    for number in ("", "&page=2", "&page=3", "&page=4"):
        page = client_of().get(f"{ADDRESS}?as_at=2021-07-31&dcc=on&sort=exited_on{number}").content.decode()
        found += [name for name in ("Aspen", "Birch", "Cedar", "Dogwood") if f">{name}" in page or f"={name}" in page]
    assert sorted(found) == ["Aspen", "Birch", "Cedar", "Dogwood"]


def test_before_anything_was_published_there_is_nothing_to_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "last_day_for", lambda reader, today: None)
    assert "No report has been published yet" in client_of().get(ADDRESS).content.decode()
    assert client_of().get(f"{ADDRESS}export.csv").status_code == 404
