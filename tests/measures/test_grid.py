"""A month's measures on one screen: what it asks for, what it compares, and what becomes of a form."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from measures.grid import Cell, Grid, grid, month_back
from measures.models import Measure, MeasureCategory
from tests.access.cast import browser, person
from tests.measures.months import AUGUST, OCTOBER, SEPTEMBER, measure, observe, rank, stored

pytestmark = pytest.mark.django_db

ADDRESS = "/measures/2021-09/grid/"


def shown(month: date = SEPTEMBER) -> Grid:
    return grid(person("editor"), month)


def cells(of: Grid) -> dict[str, Cell]:
    return {cell.place.key: cell for cell in of.cells}


@pytest.fixture
def emails() -> Measure:
    made = measure("emails", "old", "new", "other")
    made.categories.filter(code="old").update(last_month=AUGUST)
    made.categories.filter(code="new").update(first_month=SEPTEMBER)
    return made


# --- What is asked for --------------------------------------------------------------------------------


def test_months_are_counted_over_the_turn_of_a_year() -> None:
    assert [month_back(date(2021, 1, 1), back) for back in (0, 1, 13, -12)] == [
        date(2021, 1, 1),
        date(2020, 12, 1),
        date(2019, 12, 1),
        date(2022, 1, 1),
    ]


def test_grid_asks_for_the_categories_of_its_month_alone(emails: Measure) -> None:
    assert list(cells(shown())) == ["emails/new", "emails/other"]
    assert list(cells(shown(AUGUST))) == ["emails/old", "emails/other"]


def test_groups_stand_in_their_order_and_measures_by_name() -> None:
    for code, group in (("visits", "website"), ("calls", "helpdesk"), ("angles", "website")):
        measure(code, group=group)
    assert [[one.code for one in group.measures] for group in shown().groups] == [["calls"], ["angles", "visits"]]


def test_headings_gather_their_categories_in_order() -> None:
    days = measure("days", "a", "b", "c", unit="days", decimals=1)
    for code, group in (("a", "Services"), ("b", "Projects"), ("c", "Services")):
        days.categories.filter(code=code).update(group=group)
    (rows,) = shown().groups[0].measures
    assert [(heading.name, [cell.name for cell in heading.cells]) for heading in rows.headings] == [
        ("Services", ["A", "C"]),
        ("Projects", ["B"]),
    ]
    assert rows.asks == "days, 1 decimal"


# --- The months before --------------------------------------------------------------------------------


def test_earlier_months_are_a_number_missing_or_not_measured(emails: Measure) -> None:
    observe(emails, AUGUST, "1234", "other")
    told = cells(shown())
    assert told["emails/other"].earlier == ("missing", "1,234")
    assert told["emails/new"].earlier == ("–", "–")


def test_change_is_against_the_month_before(emails: Measure) -> None:
    observe(emails, AUGUST, "4", "other")
    observe(emails, SEPTEMBER, "6", "other")
    told = cells(shown())["emails/other"]
    assert (told.value, told.before, told.change) == ("6", "4", "+2 (+50%)")


def test_zero_is_zero_and_blank_is_missing() -> None:
    calls = measure("calls")
    observe(calls, AUGUST, "0")
    told = cells(shown())["calls"]
    assert (told.earlier, told.value) == (("missing", "0"), "")
    assert shown().first_missing == told
    observe(calls, SEPTEMBER, "0")
    assert cells(shown())["calls"].value == "0"
    assert (shown().entered, shown().first_missing) == (1, None)


def test_total_is_of_the_numbers_before_rounding_and_missing_with_a_part(emails: Measure) -> None:
    Measure.objects.update(decimals=0)
    observe(emails, AUGUST, "1.4", "old")
    observe(emails, AUGUST, "1.4", "other")
    observe(emails, SEPTEMBER, "3", "new")
    (rows,) = shown().groups[0].measures
    assert rows.total is not None
    assert (rows.total.earlier, rows.total.value, rows.total.change) == (("missing", "2.8"), "missing", "")


def test_percentages_of_categories_have_no_total(emails: Measure) -> None:
    Measure.objects.update(unit="percent")
    observe(emails, AUGUST, "98", "other")
    observe(emails, SEPTEMBER, "7", "other")
    observe(emails, SEPTEMBER, "98", "new")
    (rows,) = shown().groups[0].measures
    assert (rows.total, rows.single) == (None, None)
    assert cells(shown())["emails/other"].change == "−91 points"


@pytest.mark.parametrize(
    ("recorded", "value", "mark"),
    [
        (12, "13", "highest in 12 months"),
        (12, "12", ""),
        (12, "0", "lowest in 12 months"),
        (12, "1", ""),
        (6, "99", "highest in 12 months"),
        (5, "99", ""),
    ],
)
def test_number_beyond_the_last_twelve_months_is_marked(recorded: int, value: str, mark: str) -> None:
    calls = measure("calls")
    for back in range(1, recorded + 1):
        observe(calls, month_back(SEPTEMBER, back), str(back))
    observe(calls, month_back(SEPTEMBER, 13), "50")
    observe(calls, SEPTEMBER, value)
    assert cells(shown())["calls"].mark == mark


def test_list_offers_five_lines_or_as_many_as_were_entered() -> None:
    pages = measure("pages", ranked=True)
    rank(pages, AUGUST, *(f"Page {place}" for place in range(1, 8)))
    rank(pages, SEPTEMBER, "Home")
    lines = list(cells(shown()).values())
    assert len(lines) == 7
    assert (lines[0].value, lines[0].earlier) == ("Home", ("missing", "Page 1"))
    assert [cell.earlier[1] for cell in cells(shown(OCTOBER)).values()][:2] == ["Home", "–"]
    assert shown().numbers == ()


# --- Cost ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_page_takes_as_many_queries_however_much_is_recorded(
    rows: int, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    for number in range(rows):
        made = measure(f"measure-{number}", *(f"category-{each}" for each in range(rows)))
        pages = measure(f"pages-{number}", ranked=True)
        for year in range(rows):
            rank(pages, date(2021 - year, 9, 1), "Home", "News")
            for category in made.categories.all():
                observe(made, date(2021 - year, 9, 1), "1", category.code)
    client = browser("editor")
    with django_assert_num_queries(5):  # session with person and roles; measures, categories, numbers, lists
        client.get(ADDRESS)


# --- The page -----------------------------------------------------------------------------------------


def page(who: str, address: str = ADDRESS) -> str:
    response = browser(who).get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_approver_reads_and_types_nothing() -> None:
    observe(measure("calls"), SEPTEMBER, "1234")
    read = page("approver")
    assert "1,234" in read
    assert "<input" not in read.split('class="grid"')[1]
    assert "<input" in page("contributor").split('class="grid"')[1]
    assert browser("approver").post(ADDRESS, {"value:calls": "5", "was:calls": "1234"}).status_code == 404
    assert stored(Measure.objects.get(), SEPTEMBER) == 1234


def test_month_before_and_after_are_linked() -> None:
    read = page("editor", "/measures/2022-01/grid/")
    assert 'href="/measures/2021-12/grid/"' in read
    assert 'href="/measures/2022-02/grid/"' in read


@pytest.mark.parametrize("month", ["2021-13", "1999-12", "2021-9", "0000-01"])
def test_month_that_does_not_exist_is_not_found(month: str) -> None:
    assert browser("editor").get(f"/measures/{month}/grid/").status_code == 404


def test_index_leads_to_the_month_that_is_being_typed() -> None:
    client, calls = browser("editor"), measure("calls")
    assert "Open the month" in client.get("/measures/").content.decode()
    visits = measure("visits")
    observe(calls, SEPTEMBER, "1")
    assert client.get("/measures/").headers["Location"] == ADDRESS
    observe(visits, SEPTEMBER, "1")
    assert client.get("/measures/").headers["Location"] == "/measures/2021-10/grid/"


@pytest.mark.parametrize(
    ("asked", "address"), [("September 2021", ADDRESS), ("2021-09", ADDRESS), ("0001-01", "/measures/0001-01/grid/")]
)
def test_index_leads_to_the_month_asked_for(asked: str, address: str) -> None:
    assert browser("editor").get("/measures/", {"month": asked}).headers["Location"] == address


def test_index_keeps_a_month_it_cannot_read() -> None:
    read = browser("editor").get("/measures/", {"month": "<the ninth>"}).content.decode()
    assert "Write the month like 2021-09." in read
    assert 'value="&lt;the ninth&gt;"' in read


def test_menu_of_the_records_leads_here() -> None:
    assert 'href="/measures/"' in browser("contributor").get(reverse("admin:index")).content.decode()


# --- Topics -------------------------------------------------------------------------------------------


def do(record: Measure | MeasureCategory, verb: str, **answers: str) -> Any:
    name = f"admin:measures_{record._meta.model_name}_verb"
    return browser("contributor").post(reverse(name, args=(record.pk, verb)), answers)


def test_topic_starts_ends_is_replaced_and_goes_on_by_pages_of_the_records(emails: Measure) -> None:
    assert do(emails, "start-category", name="Training", first_month="October 2021").status_code == 302
    assert "emails/training" in cells(shown(OCTOBER))
    assert "emails/training" not in cells(shown())
    other = emails.categories.get(code="other")
    assert do(other, "end", last_month="2021-09").status_code == 302
    assert "emails/other" not in cells(shown(OCTOBER))
    assert do(other, "resume").status_code == 302
    assert do(other, "replace", name="Everything else", first_month="2021-10").status_code == 302
    assert list(cells(shown(OCTOBER))) == ["emails/new", "emails/everything-else", "emails/training"]
    assert list(cells(shown())) == ["emails/new", "emails/other"]


@pytest.mark.parametrize(
    ("verb", "answers", "field"),
    [
        ("end", {"last_month": "soon"}, "last_month"),
        ("end", {"last_month": "2021-07"}, "last_month"),
        ("replace", {"name": "New", "first_month": "2021-10"}, "__all__"),
    ],
)
def test_topic_against_its_rules_comes_back_as_typed(
    verb: str, answers: dict[str, str], field: str, emails: Measure
) -> None:
    other = emails.categories.get(code="other")
    observe(emails, AUGUST, "3", "other")
    response = do(other, verb, **answers)
    assert response.status_code == 200
    assert list(response.context["errors"]) == [field]
    for answer in answers.values():
        assert f'value="{answer}"' in response.content.decode()
    other.refresh_from_db()
    assert other.last_month is None


def test_list_of_categories_says_their_months(emails: Measure) -> None:
    emails.categories.filter(code="new").update(last_month=OCTOBER)
    read = browser("editor").get(reverse("admin:measures_measurecategory_changelist")).content.decode()
    for words in ("until August 2021", "from September 2021 until October 2021", "always"):
        assert words in read
