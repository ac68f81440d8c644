"""The sections of an edition as the desk lists them."""

from __future__ import annotations

import pytest

from reports.desk.outline import outline, owned_sections
from reports.engine.month import Month
from reports.forms import sections_of
from reports.models import Report

pytestmark = pytest.mark.django_db

SEPTEMBER = Month(2021, 9)


def test_every_text_the_report_asks_for_has_its_place_once() -> None:
    asked = [section for section, _ in sections_of(Report(kind="operations", month=SEPTEMBER.first))]
    places = [place.id for place in outline("operations", SEPTEMBER) if place.has_text]
    assert sorted(places) == sorted(asked)


def test_sections_are_numbered_as_they_are_printed() -> None:
    numbers = {place.id: place.number for place in outline("operations", SEPTEMBER)}
    assert (numbers["purpose"], numbers["parties"], numbers["csc"]) == ("1", "4.1", "5.3.4")
    assert numbers["highlights-security"] == ""


def test_heading_over_sections_is_nobodys_and_figures_alone_are_somebodys() -> None:
    owned = {place.id: place.has_text for place in owned_sections("operations", SEPTEMBER)}
    assert not {"highlights", "market-updates", "monthly"} & owned.keys()
    assert owned["assessment-statistics"] is False
    assert owned["modifications"] is True


def test_section_is_listed_under_the_one_it_stands_in() -> None:
    within = {place.id: place.within for place in outline("operations", SEPTEMBER)}
    assert (within["helpdesk"], within["highlights-change"], within["purpose"]) == (
        "party-engagement",
        "highlights",
        "",
    )


def test_title_names_the_month() -> None:
    titles = {place.id: place.title for place in outline("operations", SEPTEMBER)}
    assert titles["snapshot"] == "September 2021 snapshot"


@pytest.mark.parametrize(("kind", "month"), [("operations", Month(2017, 12)), ("novel", SEPTEMBER)])
def test_month_without_an_edition_has_no_outline(kind: str, month: Month) -> None:
    with pytest.raises(LookupError):
        outline(kind, month)
