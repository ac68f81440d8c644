"""The pages of the facts: listed, searched, as JSON, each with its rule, its months and the rows behind it."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from access.models import Area, Role, RoleGrant, User
from measures.models import Measure, Observation
from parties import models
from reports.engine.month import Month
from tests.parties.cast import default, party
from tests.reports.full_month import report_on
from tests.reports.month import quiet_month

pytestmark = pytest.mark.django_db
SEPTEMBER = {"kind": "operations", "month": Month(2021, 9)}
MOST_OF_A_FACT = 90
MOST_OF_ALL = 100


def client_of(role: str) -> Client:
    user = baker.make(User, username=role, email=f"{role}@example.org")
    RoleGrant.objects.create(user=user, role=role, scope=Area.EVERY if role == Role.CONTRIBUTOR else "")
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db: None) -> Client:
    return client_of(Role.EDITOR)


def page(client: Client, name: str, key: str = "", **query: str) -> Any:
    address = reverse(f"reports:{name}", kwargs=SEPTEMBER | ({"key": key} if key else {}))
    return client.get(address, query)


def rows_of(client: Client, key: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(page(client, "fact-rows", key).content.decode("utf-8-sig"))))


def queries(client: Client, name: str, key: str = "") -> int:
    with CaptureQueriesContext(connection) as captured:
        assert page(client, name, key).status_code == 200
    return len(captured)


# --- The list -----------------------------------------------------------------------------------------


def test_list_has_every_fact_with_its_value_under_its_group(editor: Client) -> None:
    report_on(1)
    found = page(editor, "facts")
    groups = {group.name: {one.key: one.value.display for one in group.facts} for group in found.context["groups"]}
    assert groups["Parties"]["parties.acceded"] == "1"
    assert groups["Helpdesk"]["measure.helpdesk-emails"] == "1"
    assert groups["The regulatory year"]["year.parties.acceded"] == "1"
    assert found.context["total"] == sum(len(facts) for facts in groups.values()) > 300


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("ACCEDED 12_months", {"parties.acceded_12_months"}),
        ("defaults.raised", {"defaults.raised", "year.defaults.raised", "year_before.defaults.raised"}),
        ("accessions testing", set()),
        ("no such thing", set()),
    ],
)
def test_search_finds_facts_in_which_every_word_stands(editor: Client, words: str, keys: set[str]) -> None:
    quiet_month()
    found = page(editor, "facts", q=words)
    assert {one.key for group in found.context["groups"] for one in group.facts} == keys
    assert words in found.content.decode()


def test_search_by_a_number_finds_the_facts_printed_so(editor: Client) -> None:
    quiet_month()
    for _ in range(37):
        party()
    shown = {one.key for group in page(editor, "facts", q="37").context["groups"] for one in group.facts}
    assert {"parties.total", "parties.total_with_dcc"} <= shown
    assert "parties.voting_groups" not in shown


def test_search_cannot_put_markup_into_the_page(editor: Client) -> None:
    quiet_month()
    assert "<script>x" not in page(editor, "facts", q='"><script>x').content.decode()


def test_missing_is_said_and_never_zero(editor: Client) -> None:
    quiet_month()
    Measure.objects.create(code="telephone-queries", name="Telephone queries", group="helpdesk")
    (one,) = [one for one in page(editor, "facts-json").json()["facts"] if one["key"] == "measure.telephone-queries"]
    assert (one["value"], one["display"], one["words"], one["missing"]) == (None, "missing", "", True)
    assert '<td class="facts-value">missing</td>' in page(editor, "facts").content.decode()
    assert "missing" in page(editor, "fact", "measure.telephone-queries").content.decode()


# --- JSON ---------------------------------------------------------------------------------------------


def test_json_gives_each_fact_whole(editor: Client) -> None:
    report_on(3)
    found = page(editor, "facts-json").json()
    assert (found["report"], found["month"], found["as_at"]) == ("operations", "2021-09", "2021-09-30")
    one = {fact["key"]: fact for fact in found["facts"]}["parties.acceded"]
    assert one == {
        "key": "parties.acceded",
        "label": "Accessions",
        "group": "Parties",
        "value": 3,
        "display": "3",
        "words": "three",
        "unit": "count",
        "rule": "Parties that acceded in the month.",
        "convention": "Excluding the DCC.",
        "source": "parties.queries.movements",
        "missing": False,
        "url": "/reports/operations/2021-09/facts/parties.acceded/",
    }
    assert {fact["unit"] for fact in found["facts"]} <= {"count", "WD", "%", "days", "date", "text"}


# --- A fact -------------------------------------------------------------------------------------------


def test_page_of_a_fact_says_its_rule_and_lists_its_rows_with_their_records(editor: Client) -> None:
    report_on(3)
    text = page(editor, "fact", "parties.acceded").content.decode()
    newcomer = models.Party.objects.get(name="Newcomer 2")
    assert "Parties that acceded in the month." in text
    assert "Excluding the DCC." in text
    assert "{{parties.acceded}}" in text
    assert (
        f'<a class="govuk-link" href="{reverse("admin:parties_party_change", args=(newcomer.pk,))}">Newcomer 2' in text
    )


def test_page_of_a_fact_shows_the_eleven_months_before(editor: Client) -> None:
    quiet_month()
    party(acceded=date(2021, 8, 31))
    party(acceded=date(2020, 10, 1))
    party(acceded=date(2020, 9, 30))
    before = page(editor, "fact", "parties.acceded").context["before"]
    assert [(past.month.iso, past.value.raw) for past in before if past.value.raw] == [("2021-08", 1), ("2020-10", 1)]
    assert (before[0].month.iso, before[-1].month.iso) == ("2021-08", "2020-10")


def test_columns_of_numbers_are_told_from_dates_and_words(editor: Client) -> None:
    report_on(1)
    table = page(editor, "fact", "assessments.pa_open").context["table"]
    marks = {heading.display: cell.classes for heading, cell in zip(table.headings, table.rows[0].cells, strict=True)}
    assert marks == {
        "Modification": "",
        "Type": "",
        "Accepted": "date",
        "Returned": "",
        "Target": "number",
        "Duration": "number",
    }
    assert [heading.classes for heading in table.headings][-1] == "number"


def test_months_without_a_paper_have_no_figure_since_the_panel(editor: Client) -> None:
    quiet_month()
    found = page(editor, "fact", "testing.srept")
    assert {past.value for past in found.context["before"]} == {None}
    assert "no paper" in found.content.decode()


def test_a_number_that_was_not_entered_is_missing_among_the_months_and_the_rows(editor: Client) -> None:
    quiet_month()
    calls = Measure.objects.create(code="telephone-queries", name="Telephone queries", group="helpdesk")
    entered = Observation.objects.create(measure=calls, month=date(2021, 8, 1), value=5)
    found = page(editor, "fact", "measure.telephone-queries")
    assert [past.value.display for past in found.context["before"][:2]] == ["5", "missing"]
    assert [row.cells[1].display for row in found.context["table"].rows] == ["missing"]
    entered.month = date(2021, 9, 1)
    entered.save()
    (row,) = page(editor, "fact", "measure.telephone-queries").context["table"].rows
    assert row.url == reverse("admin:measures_observation_change", args=(entered.pk,))


def test_a_fact_that_is_not_there_is_not_found(editor: Client) -> None:
    quiet_month()
    for key in ("no.such", "measure.no-such", "release.no-such.scope", "modifications.open.no-such"):
        assert page(editor, "fact", key).status_code == 404
        assert page(editor, "fact-rows", key).status_code == 404


# --- What is withheld ---------------------------------------------------------------------------------


def test_contributor_is_told_of_the_red_row_and_not_shown_it() -> None:
    quiet_month()
    named = party("Secret Supplier Limited")
    models.TestingCompletion.objects.create(
        party=named, test="srept", completed_on=date(2021, 9, 20), classification="red"
    )
    contributor, editor = client_of(Role.CONTRIBUTOR), client_of(Role.EDITOR)
    found = page(contributor, "fact", "testing.srept").content.decode()
    assert "1 row withheld" in found
    assert "Secret Supplier" not in found
    assert "Secret Supplier" not in page(contributor, "fact-rows", "testing.srept").content.decode()
    assert ["1 withheld"] in rows_of(contributor, "testing.srept")
    assert "Secret Supplier" in page(editor, "fact", "testing.srept").content.decode()


# --- The rows as a file -------------------------------------------------------------------------------


def test_file_of_rows_has_the_headings_and_runs_no_formula(editor: Client) -> None:
    quiet_month()
    default(party('=HYPERLINK("http://x.example")'), date(2021, 9, 20))
    header, line = rows_of(editor, "defaults.raised")
    assert header[:3] == ["Event of Default", "Party", "Limb"]
    assert line[1] == '\'=HYPERLINK("http://x.example")'
    response = page(editor, "fact-rows", "defaults.raised")
    assert response["Content-Disposition"] == 'attachment; filename="operations-2021-09-defaults.raised.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_negative_step_of_a_sum_stays_a_number_in_the_file(editor: Client) -> None:
    quiet_month()
    party(acceded=date(2021, 9, 2))
    assert rows_of(editor, "year.parties.opening")[2] == ["Accessions since, taken off", "-1"]


# --- Cost ---------------------------------------------------------------------------------------------


def measured(client: Client, number: int, name: str, key: str = "") -> int:
    """The queries of a page of a month in which each kind of thing happened so many times."""
    with transaction.atomic():
        report_on(number)
        found = queries(client, name, key)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("name", ["facts", "facts-json"])
def test_every_fact_takes_as_many_queries_for_three_rows_as_for_one(editor: Client, name: str) -> None:
    assert measured(editor, 1, name) == measured(editor, 3, name) <= MOST_OF_ALL


@pytest.mark.parametrize(
    "key",
    [
        "parties.total",
        "defaults.raised",
        "modifications.open_average",
        "modifications.concluded",
        "year.modifications.concluded",
        "assessments.pa_open",
        "meetings.papers_in_time",
        "committee.csc.meetings",
        "measure.helpdesk-emails",
        "testing.srept",
    ],
)
def test_page_of_a_fact_takes_as_many_queries_for_three_rows_as_for_one(editor: Client, key: str) -> None:
    assert measured(editor, 1, "fact", key) == measured(editor, 3, "fact", key) <= MOST_OF_A_FACT
