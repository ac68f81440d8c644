"""From December 2020 to January 2021 the edition changes: what both tell of comes along under one id."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.models import Committee
from reports.desk.opening import open_month
from reports.engine.month import Month
from reports.models import OpenItem, Report, SectionDuty, SectionText
from tests.access.cast import person
from tests.meetings.rooms import meet
from tests.reports.definitions.operations.junes import quiet_june
from tests.reports.desk.desks import NOON

pytestmark = pytest.mark.django_db

DECEMBER, JANUARY = date(2020, 12, 1), Month(2021, 1)


def january_after(december: Report) -> Report:
    meeting = meet(Committee.objects.get(code="panel"), date(2021, 2, 12), 71)
    return open_month(
        "operations",
        JANUARY,
        by=person("editor"),
        meeting=meeting,
        paper_number=14,
        author="Reporting Lead",
        team="SECAS Team",
        with_texts=True,
    )


def test_texts_of_sections_that_both_editions_have_come_along_and_others_stay() -> None:
    december = quiet_june(DECEMBER)
    for section in ("parties", "helpdesk", "meetings", "defaults"):
        SectionText.objects.create(report=december, section=section, body=f"<p>Of {section}.</p>")
    opened = january_after(december)
    assert set(opened.texts.values_list("section", flat=True)) == {"parties", "helpdesk", "meetings"}
    assert {one.carried_from_id for one in opened.texts.all()} == {december.pk}


def test_owners_come_along_where_the_section_does() -> None:
    december = quiet_june(DECEMBER)
    for section in ("parties", "website", "time"):
        SectionDuty.objects.create(report=december, section=section, owner=person("editor"))
    owners = dict(january_after(december).duties.filter(owner__isnull=False).values_list("section", "owner"))
    assert owners == dict.fromkeys(("parties", "website"), person("editor").pk)


def test_open_item_of_a_section_that_went_is_the_whole_papers() -> None:
    december = quiet_june(DECEMBER)
    for section in ("helpdesk", "time"):
        OpenItem.objects.create(report=december, section=section, text=f"Ask about {section}", raised_at=NOON)
    found = dict(january_after(december).open_items.values_list("text", "section"))
    assert found == {"Ask about helpdesk": "helpdesk", "Ask about time": ""}
