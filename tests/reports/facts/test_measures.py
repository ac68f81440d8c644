"""The facts of measures: by month, category and group, over the year, and what is missing among them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from measures.models import Measure, MeasureCategory, Observation
from reports.engine.month import Month
from reports.facts.registry import Facts
from reports.reads import MonthReads
from tests.reports.facts.agreeing import disagreements, reads_of

pytestmark = pytest.mark.django_db
YEAR_SO_FAR = [date(2021, month, 1) for month in range(4, 10)]


def a_measure(code: str = "emails", **fields: Any) -> Measure:
    return Measure.objects.create(**{"code": code, "name": f"The {code}", "group": "helpdesk", **fields})


def category(measure: Measure, code: str, **fields: Any) -> MeasureCategory:
    return MeasureCategory.objects.create(measure=measure, code=code, name=code.capitalize(), **fields)


def enter(measure: Measure, months: list[date], value: Any, of: MeasureCategory | None = None) -> None:
    for month in months:
        Observation.objects.create(measure=measure, category=of, month=month, value=value)


def values(*keys: str) -> list[str]:
    facts = Facts(reads_of())
    return [facts.value(key).display for key in keys]


def test_year_is_the_sum_from_april_and_missing_where_a_month_is() -> None:
    calls = a_measure("calls")
    enter(calls, YEAR_SO_FAR, 5)
    enter(calls, [date(2021, 3, 1), date(2020, 5, 1)], 100)
    assert values("measure.calls", "measure.calls.year", "measure.calls.year_average") == ["5", "30", "5"]
    assert values("measure.calls.12_months", "measure.calls.year_before") == ["missing", "missing"]
    Observation.objects.get(month=date(2021, 6, 1)).delete()
    assert values("measure.calls.year", "measure.calls.year_average") == ["missing", "missing"]


def test_year_before_is_of_the_same_months() -> None:
    calls = a_measure("calls")
    enter(calls, [month.replace(year=2020) for month in YEAR_SO_FAR], 7)
    enter(calls, [date(2020, 10, 1), date(2020, 3, 1)], 100)
    assert values("measure.calls.year_before") == ["42"]


def test_percentages_of_categories_are_facts_each_and_not_together() -> None:
    kept = a_measure("kept", unit="percent")
    for code, value in (("one", 98), ("two", 7)):
        enter(kept, YEAR_SO_FAR, value, category(kept, code, group="Both"))
    keys = {fact.key for fact in Facts(reads_of()).all() if fact.key.startswith("measure.kept")}
    assert values("measure.kept.one", "measure.kept.two") == ["98%", "7%"]
    assert keys == {"measure.kept.one", "measure.kept.two"}
    assert disagreements(reads_of()) == []


def test_category_and_its_share_add_up_to_the_measure() -> None:
    emails = a_measure()
    for code, value in (("one", 1), ("three", 3)):
        enter(emails, YEAR_SO_FAR, value, category(emails, code))
    assert values("measure.emails", "measure.emails.three", "measure.emails.three.share") == ["4", "3", "75%"]
    assert values("measure.emails.year", "measure.emails.three.year") == ["24", "18"]
    assert disagreements(reads_of()) == []


def test_group_of_categories_is_summed_before_rounding() -> None:
    days = a_measure("days", unit="days", decimals=1)
    for code in ("panel", "change"):
        enter(days, YEAR_SO_FAR, "1.25", category(days, code, group="Core Services"))
    enter(days, YEAR_SO_FAR, 4, category(days, "codeworks", group="Projects"))
    assert values("measure.days.group.core-services", "measure.days.group.projects", "measure.days") == [
        *("2.5", "4.0", "6.5")
    ]
    assert values("measure.days.group.core-services.year") == ["15.0"]


def test_category_that_began_in_the_year_is_summed_over_the_months_it_is_measured_in() -> None:
    emails = a_measure()
    enter(emails, YEAR_SO_FAR, 1, category(emails, "old"))
    enter(emails, YEAR_SO_FAR[3:], 2, category(emails, "new", first_month=date(2021, 7, 1)))
    assert values("measure.emails.new", "measure.emails.new.year") == ["2", "6"]
    assert values("measure.emails.year", "measure.emails.new.year_before") == ["12", "missing"]


def test_category_that_ended_is_missing_now_and_was_there_before() -> None:
    emails = a_measure()
    enter(emails, YEAR_SO_FAR, 1, category(emails, "old"))
    enter(emails, YEAR_SO_FAR[:2], 2, category(emails, "gone", last_month=date(2021, 5, 1)))
    assert values("measure.emails", "measure.emails.gone", "measure.emails.gone.year") == ["1", "missing", "4"]


def test_group_a_year_before_holds_the_categories_it_had_then() -> None:
    days = a_measure("days", unit="days")
    before = [month.replace(year=2020) for month in YEAR_SO_FAR]
    enter(days, [*before, *YEAR_SO_FAR], 10, category(days, "panel", group="Services"))
    enter(days, before[:5], 7, category(days, "gone", group="Services", last_month=date(2020, 8, 1)))
    enter(days, before[:5], 100, category(days, "project", group="Projects", last_month=date(2020, 8, 1)))
    earlier = Facts(MonthReads(Month(2020, 9), since=date(2020, 8, 31), until=date(2020, 9, 30)))
    assert earlier.value("measure.days.group.services.year").display == "95"
    assert values("measure.days.group.services.year_before", "measure.days.year_before") == ["95", "595"]
    assert values("measure.days.group.services.year") == ["60"]
    assert disagreements(reads_of()) == []


def test_percentage_is_averaged_and_never_summed() -> None:
    compliance = a_measure("compliance", unit="percent")
    enter(compliance, YEAR_SO_FAR[:5], 100)
    enter(compliance, YEAR_SO_FAR[5:], 97)
    facts = Facts(reads_of())
    assert facts.value("measure.compliance.year_average").display == "99%", "99.5% is not all"
    with pytest.raises(KeyError):
        facts.value("measure.compliance.year")
    assert disagreements(reads_of()) == []


@pytest.mark.parametrize("key", ["measure", "measure.none", "measure.emails.none", "measure.emails.none.share"])
def test_name_that_no_measure_has_is_not_a_fact(key: str) -> None:
    a_measure()
    with pytest.raises(KeyError):
        Facts(reads_of()).value(key)
