"""The pages of a month in the 2019 edition: what the site says of any report it says of this one."""

from __future__ import annotations

import pytest

from reports.definitions.operations.edition_2019 import EDITION_2019
from reports.desk.outline import owned_sections
from reports.engine.edition import texts_asked
from reports.engine.month import Month
from reports.forms import sections_of
from reports.models import Report
from tests.access.cast import browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("june_2019")]

DESK = "/desk/operations/2019-06/"
PAGE = "/reports/operations/2019-06/"


def opened(address: str, name: str = "editor") -> str:
    answer = browser(name).get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def test_page_has_its_tables_and_notes() -> None:
    page = opened(PAGE)
    assert "Operations Report — June 2019" in page
    assert "Parties and Voting Groups at 30 June 2019 (including the DCC)" in page
    assert "Tariffs that arrive before a change of supplier" in page


def test_desk_lists_its_sections_and_asks_for_nothing_of_another_edition() -> None:
    page = opened(DESK)
    for title in ("SECAS time devoted by service area", "Events of Default", "Change management", "Market exit"):
        assert title in page
    for not_its_own in ("Highlight:", "no date of notice", "No committee has the code", "no decision is entered"):
        assert not_its_own not in page


def test_desk_has_an_owner_for_every_section() -> None:
    places = owned_sections("operations", Month(2019, 6))
    assert [place.id for place in places if place.has_text] == [id for id, _ in texts_asked(EDITION_2019.sections)]
    assert {"accessions", "market-exit", "membership-statistics", "time"} <= {place.id for place in places}


def test_texts_are_offered_by_the_edition_of_the_month() -> None:
    assert [id for id, _ in sections_of(Report.objects.get())] == [
        id for id, _ in texts_asked(EDITION_2019.every_section)
    ]


@pytest.mark.parametrize("section", [id for id, _ in texts_asked(EDITION_2019.every_section)])
def test_every_text_has_an_editor(section: str) -> None:
    assert "<form" in opened(f"{DESK}text/{section}/")


def test_book_of_checks_opens() -> None:
    assert "June 2019" in opened(f"{DESK}checks/")
