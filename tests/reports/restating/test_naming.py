"""Each figure that is printed for a past month is the fact of the name it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from reports.building import build_report
from reports.engine.document import Document
from reports.engine.month import Month
from reports.engine.revising import named_in
from reports.facts.by_month import COUNTED_AT_THE_YEARS_END
from reports.facts.history import reads_by_the_calendar
from reports.facts.registry import Facts
from reports.models import Report
from reports.restating.judging import number_of
from sample_data import make_2019_06, make_2020_03, make_2021_09
from tests.conftest import month_loaded
from tests.reports.restating.naming import as_named

pytestmark = pytest.mark.django_db
COMPARED = (0, 1, 7, 12)
"""How many months before the report's those are whose figures are asked for anew: each costs a month's reads."""


def unlike_their_facts(document: Document) -> list[str]:
    """The named figures that are others than their facts say of their months; what is not known there is another
    thing."""
    facts = {month: Facts(reads_by_the_calendar(month)) for month in map(document.month.back, COMPARED)}
    wrong = []
    for one in named_in(document):
        if one.of.month not in facts or one.of.fact.startswith(COUNTED_AT_THE_YEARS_END) or not one.value.is_figure:
            continue
        now = facts[one.of.month].value(one.of.fact)
        if number_of(now) != number_of(one.value):
            wrong.append(f"{one.block}: {one.of.fact}, {one.of.month.iso}: {one.value.display}, not {now.display}")
    return wrong


@pytest.mark.parametrize(
    ("folder", "kind", "windows"),
    [
        (
            make_2021_09.FOLDER,
            "operations",
            {"movements": 12, "process": 12, "helpdesk-months": 12, "product-lists": 12},
        ),
        (
            make_2019_06.FOLDER,
            "operations",
            {
                "membership": 13,
                "helpdesk-by-topic": 13,
                "website-year-before": 6,
                "website-year": 6,
                "website-use": 12,
            },
        ),
        (
            make_2020_03.FOLDER,
            "regulatory-year",
            {
                "new-proposals-by-month": 12,
                "assessment-overview": 12,
                # Of the year before, as that year's own at its end, beside those of the year.
                **dict.fromkeys(("committees-of-the-year", "meetings-by-committee", "defaults-of-the-year"), 2),
                "year-in-figures": 1,
                **dict.fromkeys((f"months-{one}" for one in ("technical", "modifications", "security")), 12),
                **dict.fromkeys((f"months-{one}" for one in ("parties", "committees")), 12),
                "months-before": 13,
            },
        ),
    ],
)
def test_windows_of_months_name_the_fact_of_each_point(
    folder: Path, kind: str, windows: dict[str, int], django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with month_loaded(folder, django_db_blocker):
        report = Report.objects.select_related("meeting__committee").get(kind=kind)
        document, _ = as_named(report)
        months: dict[str, set[Month]] = {}
        for one in named_in(document):
            months.setdefault(one.block, set()).add(one.of.month)
        assert {block: len(found) for block, found in months.items() if found != {document.month}} == windows
        assert unlike_their_facts(document) == []
        # What readers are given names nothing: only what was revised is told.
        assert list(named_in(build_report(report).document)) == []
