"""The registry: every fact of a month, with its value."""

from __future__ import annotations

from collections import Counter
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

import pytest

import reports.facts
from measures.models import Measure, MeasureCategory, Observation
from measures.rules import RESERVED
from meetings.models import DccReport, DccReportDelivery, DccReportFigure, DueRule
from modifications.models import Release, ReleaseDateFrom
from reports.engine.month import Month
from reports.engine.values import MISSING, Value, text
from reports.facts.registry import Facts, all_values, in_words
from reports.reads import MonthReads

pytestmark = pytest.mark.django_db
SEPTEMBER = Month(2021, 9)


@pytest.fixture
def reads(sample_month: None) -> MonthReads:
    return MonthReads(SEPTEMBER, since=date(2021, 9, 17), until=date(2021, 10, 8))


def test_all_values_agree_with_each_fact_asked_by_its_key(reads: MonthReads) -> None:
    facts = Facts(MonthReads(SEPTEMBER, since=reads.since, until=reads.until))
    found = all_values(reads)
    assert {one.key: one.value for one in found} == {one.key: facts.value(one.key) for one in found}
    assert len({one.key for one in found}) == len(found)


def test_all_values_give_figure_and_words(reads: MonthReads) -> None:
    one = {found.key: found for found in all_values(reads)}["modifications.open_average"]
    assert (one.value.display, one.words, one.unit) == ("339 WD", "three hundred and thirty-nine Working Days", "WD")


@pytest.mark.parametrize(("value", "words"), [(MISSING, ""), (Value(7, "7"), "seven"), (text("Home Page"), "")])
def test_in_words_says_nothing_of_what_is_no_number(value: Value, words: str) -> None:
    assert in_words(value) == words


# --- Keys that two figures would have -----------------------------------------------------------------


def claimed(begins: str) -> dict[str, tuple[str, ...]]:
    """The keys beginning so that several figures would have, with those figures; none of them is given."""
    facts = Facts(MonthReads(SEPTEMBER, since=date(2021, 9, 17), until=date(2021, 10, 8)))
    ambiguous = {fact.key: fact for fact in facts.all() if fact.claimed_by}
    for key, fact in ambiguous.items():
        listing = fact.rows(MonthReads(SEPTEMBER, since=date(2021, 9, 17), until=date(2021, 10, 8)))
        assert facts.value(key).is_missing, key
        assert tuple(row.cells[0].display for row in listing.rows) == fact.claimed_by, key
        assert listing.figure() is None, key
    assert all(key.startswith(begins) for key in ambiguous)
    return {key: fact.claimed_by for key, fact in ambiguous.items()}


def test_releases_named_alike_are_given_for_neither() -> None:
    for name in ("November 2021", "November-2021"):
        release = Release.objects.create(name=name, kind="scheduled")
        ReleaseDateFrom.objects.create(release=release, since=date(2021, 1, 1), go_live_on=date(2021, 11, 4))
    found = claimed("release.november-2021.")
    assert len(found) == 4
    assert found["release.november-2021.go_live"] == (
        "Go-live date of the November 2021",
        "Go-live date of the November-2021",
    )


def test_category_called_as_the_sum_of_the_year_leaves_only_that_key_without_a_figure() -> None:
    calls = Measure.objects.create(code="calls", name="Calls", group="helpdesk")
    for code in ("year", "others"):
        category = MeasureCategory.objects.create(measure=calls, code=code, name=code.capitalize())
        Observation.objects.create(measure=calls, category=category, month=SEPTEMBER.first, value=2)
    assert claimed("measure.calls.year") == {"measure.calls.year": ("Calls, the regulatory year so far", "Calls: Year")}
    facts = Facts(MonthReads(SEPTEMBER, since=date(2021, 9, 17), until=date(2021, 10, 8)))
    assert [facts.value(f"measure.calls{rest}").display for rest in ("", ".others", ".year.share")] == ["4", "2", "50%"]


def test_groups_spelt_alike_are_summed_for_neither() -> None:
    days = Measure.objects.create(code="days", name="Days", group="resource_days")
    for code, group in (("one", "Core Services"), ("two", "Core services")):
        MeasureCategory.objects.create(measure=days, code=code, name=code, group=group)
    assert set(claimed("measure.days.group.core-services")) == {
        f"measure.days.group.core-services{months}" for months in ("", ".year", ".year_before")
    }


def test_figures_of_a_delivery_labelled_alike_are_given_for_neither() -> None:
    report = DccReport.objects.create(
        code="x", name="X", frequency="monthly", delivery_clause="H", due_rule=DueRule.NTH_WORKING_DAY, due_days=8
    )
    delivery = DccReportDelivery.objects.create(report=report, period=date(2021, 8, 1), delivered_on=date(2021, 9, 9))
    for label, actual in (("Incidents > 1 month", 5), ("Incidents < 1 month", 90)):
        DccReportFigure.objects.create(delivery=delivery, label=label, actual=actual)
    found = claimed("dcc_report.x.incidents-1-month.")
    assert found["dcc_report.x.incidents-1-month.actual"] == (
        "Incidents > 1 month, actual",
        "Incidents < 1 month, actual",
    )


def test_every_code_reserved_from_categories_is_that_of_a_figure_and_no_figure_has_another() -> None:
    units = ("count", "days", "percent")
    for unit in units:
        measure = Measure.objects.create(code=unit, name=unit, group="helpdesk", unit=unit)
        category = None
        if unit == "days":
            category = MeasureCategory.objects.create(measure=measure, code="one", name="One", group="Alike")
        Observation.objects.create(measure=measure, category=category, month=SEPTEMBER.first, value=1)
    facts = Facts(MonthReads(SEPTEMBER, since=date(2021, 9, 17), until=date(2021, 10, 8)))
    keys = [fact.key.split(".") for fact in facts.all()]
    words = {word for begins, *rest in keys if begins == "measure" and rest[0] in units for word in rest[1:]}
    assert words - {"one", "alike"} == set(RESERVED)


def test_no_two_facts_that_stand_in_every_month_have_one_key() -> None:
    modules = [import_module(f"reports.facts.{found.name}") for found in iter_modules(reports.facts.__path__)]
    stated = [module.facts() for module in modules if hasattr(module, "facts")]
    keys = [fact.key for facts in stated for fact in facts]
    assert len(keys) > 100
    assert [key for key, times in Counter(keys).items() if times > 1] == []
