"""The register of modifications, and that of DCC Assessments, on the base that the register of Parties tests."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import DateField, F, Value
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.classification import Classification
from access.policy import Reader
from meetings.models import Decision
from modifications.calendars import sec_calendar
from modifications.models import BankHoliday, DccAssessment, Modification, Release
from modifications.models.modification import _From
from modifications.queries import assessments_open, concluded_between, modifications_at
from modifications.working_days import published_duration
from readers.registers import pages
from readers.registers.working_days_sql import published_days, sec_days
from tests.modifications.histories import assess, raise_one

LAST = date(2021, 9, 30)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lives")]


@pytest.fixture(autouse=True)
def _published(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the papers up to September 2021 were published."""

    def last_day_for(reader: Reader, today: date) -> date:
        return LAST if isinstance(reader, AnonymousUser) else date(2021, 10, 31)

    monkeypatch.setattr(pages, "last_day_for", last_day_for)


def rows(register: str, query: str = "") -> list[dict[str, Any]]:
    answer = Client().get(f"/registers/{register}/export.json?{query}")
    assert answer.status_code == 200, answer.getvalue()
    return json.loads(answer.getvalue())["rows"]


def references(query: str = "") -> list[str]:
    return [row["reference"] for row in rows("modifications", query)]


ALL = ["DP152", "MP102A", "MP102B", "MP121", "MP102", "SECMP0007"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL),  # MP190 was raised after the day
        ("as_at=2020-05-31", ["DP121", "DP102", "SECMP0007"]),
        ("as_at=2020-06-01", ["MP121", "MP102", "SECMP0007"]),
        ("words=MP+121", ["MP121"]),
        ("words=dp121", ["MP121"]),  # what it was called once
        ("words=secmp7", ["SECMP0007"]),
        ("words=mp0102", ["MP102A", "MP102B", "MP102"]),  # the parts have its past
        ("words=mp102a", ["MP102A"]),
        ("words=MP10", ["MP102A", "MP102B", "MP102"]),
        ("words=second+TITLE", ["MP121"]),
        ("words=first", []),  # its title before
        ("as_at=2021-02-28&words=first", ["MP121"]),
        ("words=october", []),
        ("state=open", ["DP152", "MP102A", "MP102B", "MP121"]),
        ("state=concluded", ["SECMP0007"]),
        ("state=split", ["MP102"]),
        ("stage=development", ["DP152"]),
        ("as_at=2021-09-05&stage=report", []),
        ("as_at=2021-09-06&stage=report", ["MP121"]),
        ("proposer=aspen", ["MP121"]),
        ("release=November+2021+SEC+Release", ["MP121"]),
        ("as_at=2021-03-31&release=November+2021+SEC+Release", []),
        ("path=authority_determined", ["MP121"]),
        ("as_at=2021-05-03&path=authority_determined", []),
        ("urgent=on", ["MP121"]),
        ("affected=large_supplier", ["MP121"]),
        ("as_at=2021-05-03&affected=large_supplier", []),
        ("as_at=2021-05-03&affected=dcc", ["MP121"]),
        ("affected=not-recorded", [name for name in ALL if name != "MP121"]),
        ("raised_from=2021-02-01&raised_to=01/02/2021", ["MP102A", "MP102B"]),
        ("sort=reference", ["DP152", "MP102", "MP102A", "MP102B", "MP121", "SECMP0007"]),
    ],
)
def test_register_finds_modifications_as_they_were_on_the_day(query: str, found: list[str]) -> None:
    assert references(query) == found


def test_register_agrees_with_the_reads_that_papers_are_made_with() -> None:
    listed = {row["reference"]: row for row in rows("modifications")}
    for one in modifications_at(LAST):
        row = listed[one.reference]
        assert (row["title"], row["stage"], row["raised_on"]) == (one.title, one.stage.label, str(one.raised_on))
        assert (row["release"] or "", row["organisation"] or "", row["urgent"]) == (
            *(one.target_release, one.organisation, one.urgent),
        )
        if row["in_stage"] is not None:
            assert row["in_stage"] == published_duration(one.stage_since, LAST)
    (concluded,) = concluded_between(date(2019, 1, 1), LAST)
    assert {name: row["concluded_on"] for name, row in listed.items() if row["concluded_on"]} == {
        concluded.reference: str(concluded.on),
        "MP102": "2021-02-01",
    }


def test_page_names_no_person_and_leads_to_each_life_as_at_the_day() -> None:
    page = Client().get("/registers/modifications/?as_at=2020-06-01").content.decode()
    assert "Pat Example" not in page
    assert 'href="/registers/modifications/MP121/?as_at=2020-06-01"' in page
    assert "Pat Example" not in Client().get("/registers/modifications/export.csv").getvalue().decode()


def assessed(query: str = "") -> list[tuple[str, str, str, int | None, int, str | None, str | None]]:
    names = ("reference", "kind", "state", "duration", "target", "against", "age")
    return [tuple(row[name] for name in names) for row in rows("dcc-assessments", query)]  # type: ignore[misc]


PA, IA = "Preliminary Assessment", "Impact Assessment"
UNDERWAY = ("MP121", IA, "Underway", 84, 60, "24 WD over target", "over 80 WD")
OF_121 = ("MP121", PA, "Returned", 15, 15, "within target", None)
OF_7 = ("SECMP0007", IA, "Returned", 65, 40, "25 WD over target", None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [UNDERWAY, OF_121, OF_7]),
        ("kind=PA", [OF_121]),
        ("state=open", [UNDERWAY]),
        ("against=over", [UNDERWAY, OF_7]),
        ("against=within&kind=PA", [OF_121]),
        (
            "as_at=2021-08-02&against=within&kind=IA",
            [("MP121", IA, "Underway", 41, 60, "within target", "41 to 80 WD")],
        ),
        ("age=over-80", [UNDERWAY]),
        ("age=41-80", []),
        ("as_at=2021-07-30&age=16-40", [("MP121", IA, "Underway", 40, 40, "within target", "16 to 40 WD")]),
        ("as_at=2021-08-02&age=41-80", [("MP121", IA, "Underway", 41, 60, "within target", "41 to 80 WD")]),
        ("as_at=2021-06-06&state=requested", [("MP121", IA, "Requested, not accepted", None, 40, None, None)]),
        ("as_at=2020-07-23&modification=dp121", [("MP121", PA, "Underway", 14, 15, "within target", "0 to 15 WD")]),
        ("modification=SECMP7", [OF_7]),
    ],
)
def test_assessments_are_as_known_on_the_day(query: str, found: list[Any]) -> None:
    assert assessed(query) == found


@pytest.mark.parametrize(
    ("register", "query", "at", "said"),
    [
        ("modifications", "raised_from=2021-09-02&raised_to=01/09/2021", "raised_to", "before “Raised from”"),
        ("modifications", "raised_to=30/02/2021", "raised_to", "There is no such day in the calendar."),
        ("modifications", "urgent=maybe", "urgent", "“maybe” is none of its choices"),
        ("dcc-assessments", "modification=zzz", "modification", "Write a reference such as MP121"),
        ("sec-versions", "modification=zzz", "modification", "Write a reference such as MP121"),
        ("meetings", "held_from=2021-09-02&held_until=2021-09-01", "held_until", "before “On or after”"),
    ],
)
def test_value_that_no_row_could_have_is_an_error_at_its_place(register: str, query: str, at: str, said: str) -> None:
    answer = Client().get(f"/registers/{register}/?{query}")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page.split(f'id="id_{at}_error"')[1].split("</p>")[0]


def test_filter_by_whom_they_affect_says_of_how_many_that_is_not_recorded() -> None:
    """On the day, among what the other filters find; on the page and in files, and only where it is asked."""
    for query, count, more in (
        ("affected=small_supplier", "No modifications", "Of 5 more modifications it is not recorded"),
        ("affected=large_supplier", "1 modification,", "Of 5 more modifications it is not recorded"),
        ("as_at=2020-05-31&state=open&affected=dcc", "1 modification,", "Of 2 more modifications it is not recorded"),
        ("state=concluded&affected=dcc", "No modifications", "Of 1 more modification it is not recorded"),
        ("affected=not-recorded", "5 modifications", ""),
        ("path=authority_determined&affected=dcc", "1 modification,", ""),
        ("", "6 modifications", ""),
    ):
        page = Client().get(f"/registers/modifications/?{query}").content.decode()
        said = json.loads(Client().get(f"/registers/modifications/export.json?{query}").getvalue())["said"]
        for told in (page, said):
            assert count in told, query
            assert more in told, query
            assert ("more modification" in told) == bool(more), query


def test_averages_beneath_are_of_all_rows_found_and_agree_with_the_papers() -> None:
    page = Client().get("/registers/dcc-assessments/").content.decode()
    (underway,) = assessments_open(LAST)
    assert f"1 Impact Assessment underway: {underway.duration} WD on average." in page
    assert "1 Impact Assessment returned: 65 WD on average." in page
    assert "▲ 24 WD over target" in page
    narrowed = Client().get("/registers/dcc-assessments/?kind=PA").content.decode()
    assert "Impact Assessment returned" not in narrowed
    assert "1 Preliminary Assessment returned: 15 WD" in narrowed


@pytest.mark.parametrize("register", ["modifications", "dcc-assessments"])
def test_files_hold_what_the_page_shows(register: str) -> None:
    page = Client().get(f"/registers/{register}/").content.decode()
    file = Client().get(f"/registers/{register}/export.csv").getvalue().decode("utf-8-sig")
    (_, *lines) = csv.reader(io.StringIO(file))
    assert len(lines) == page.count('<th scope="row"')
    for line in lines:
        assert line[0] in page
        assert line[1] in page


@pytest.mark.parametrize("register", ["modifications", "dcc-assessments"])
def test_register_takes_the_same_queries_for_one_row_and_three(register: str) -> None:
    def asked(query: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert Client().get(f"/registers/{register}/?{query}").status_code == 200
        return len(found)

    one, more = {"modifications": ("words=MP121", ""), "dcc-assessments": ("kind=PA", "")}[register]
    assert asked(one) == asked(more) <= 6


def test_database_counts_days_as_the_papers_do() -> None:
    """Over every pair of days in a fortnight around Easter, both conventions."""
    first = date(2021, 3, 29)
    days = [first + timedelta(days=number) for number in range(14)]
    one = raise_one("777", date(2021, 3, 1))
    calendar = sec_calendar()
    for start in days:
        made = assess(one, "IA", start, start)  # type: ignore[arg-type]
        for end in (day for day in days if day >= start):
            DccAssessment.objects.filter(pk=made.pk).update(returned_on=end)
            found = DccAssessment.objects.filter(pk=made.pk).annotate(
                published=published_days(F("accepted_on"), Value(end, DateField())),
                sec=sec_days("accepted_on", "returned_on", calendar),
            )
            assert found.values_list("published", "sec").get() == (
                *(published_duration(start, end), calendar.between(start, end)),
            )
        made.delete()
    assert BankHoliday.objects.filter(day__range=(days[0], days[-1])).count() >= 2


def test_what_the_registers_join_to_a_modification_is_no_higher_than_it() -> None:
    """Columns are read by subqueries, which ask no policy: so all they read is White."""
    for model in (*_From.__subclasses__(), Modification, DccAssessment, Decision, Release):
        assert model.default_classification == Classification.WHITE


@pytest.mark.parametrize(
    ("query", "unfolded"),
    [
        ("", False),
        ("stage=refinement", False),
        ("as_at=99", False),
        ("path=self_governance", True),
        ("raised_from=99", True),
    ],
)
def test_rarer_filters_fold_unless_one_is_filled_in_or_wrong(query: str, unfolded: bool) -> None:
    page = Client().get(f"/registers/modifications/?{query}").content.decode()
    assert ('register-form__more" open' in page, "More filters" in page) == (unfolded, True)
    assert page.count('name="raised_from"') == 1
