"""Restated figures as readers meet them: on the paper, and in the register, at a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from reports.building import build_report
from reports.engine.month import Month
from reports.engine.serialise import dumps
from reports.models import Report
from reports.restating.keeping import keep
from tests.browser.axe import PICTURES, seen
from tests.browser.place import Complaints, Site, empty_the_tables, serve_september
from tests.reports.restating.papers import RAISED, published_as, restated

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WINDOWS = ({"width": 1360, "height": 900}, {"width": 360, "height": 740})
JULY, AUGUST = Month(2021, 7), Month(2021, 8)
WHY = "Two Events of Default of the month were entered twice, which was found when the paper had gone out."


@pytest.fixture
def site(transactional_db: None) -> Iterator[Site]:
    with serve_september() as served:
        yield served
    empty_the_tables()


def restate() -> None:
    """Of August in a paper that is published as of September's, and of July, which is pending."""
    published_as({RAISED: 70, "measure.helpdesk-emails": 41}, AUGUST)
    restated(published=70, reason=WHY)
    restated("measure.helpdesk-emails", AUGUST, 41, reason="A topic was left out.")
    document = build_report(Report.objects.get(kind="operations", month="2021-09-01")).document
    with transaction.atomic():
        keep(published_as({}, Month(2021, 9), kind="change-status", payload=dumps(document)))
    restated("parties.acceded", JULY, 3, reason="An accession was entered late.")


def test_restated_figures_are_marked_told_and_listed(
    site: Site, open_browser: Callable[..., Page], complaints: Complaints
) -> None:
    complaints.expect("status of 400")
    restate()
    for window in WINDOWS:
        page = open_browser("editor", viewport=window)
        page.goto(site("/reports/operations/2021-09/draft/"))
        figure = page.locator("#movements")
        expect(figure.get_by_text("August 2021: revised from 70")).to_be_visible()
        expect(figure.locator("img.chart")).to_have_attribute("alt", marked_alt())
        figure.get_by_text("Data for").click()
        expect(figure.get_by_role("row", name="Aug 21")).to_contain_text("[r] revised")
        figure.scroll_into_view_if_needed()
        if PICTURES:
            figure.screenshot(path=str(Path(PICTURES) / f"marked-{window['width']}.png"))

        page.goto(site("/reports/restatements/"))
        expect(page.get_by_role("heading", name="2 restatements")).to_be_visible()
        expect(page.get_by_role("heading", name="Pending: in no published paper yet")).to_be_visible()
        page.get_by_role("group", name="Past months’ figures that were restated").focus()
        seen(page, "restatements-staff")

        reader = open_browser(viewport=window)
        reader.context.route("**/*.js", lambda route: route.abort())
        reader.goto(site("/reports/restatements/"))
        expect(reader.get_by_text("An accession was entered late.")).to_have_count(0)
        seen(reader, "restatements")
        reader.get_by_label("Figure", exact=True).select_option(label=f"The figure {RAISED}")
        reader.get_by_label("Month", exact=True).fill("July of 2021")
        reader.get_by_role("button", name="Show").click()
        expect(reader.get_by_text("Write the month like 2021-09.")).to_be_visible()
        expect(reader.get_by_label("Month", exact=True)).to_have_value("July of 2021")
        seen(reader, "restatements-refused")
        reader.get_by_label("Month", exact=True).fill("August 2021")
        reader.keyboard.press("Enter")
        expect(reader.get_by_role("heading", name="1 restatement, as narrowed")).to_be_visible()
        expect(reader.get_by_role("row").filter(has_text=WHY)).to_contain_text("70")
        with reader.expect_download() as taken:
            reader.get_by_role("link", name="Take these away as CSV").click()
        assert WHY in taken.value.path().read_text(encoding="utf-8-sig")


def marked_alt() -> Any:
    return re.compile(r"Marked \[r\], as revised since it was published: Aug 21 \(Events of Default\)\.$")
