"""The pages and files of an End of Regulatory Year Report."""

from __future__ import annotations

import pytest

from reports.desk.outline import owned_sections
from reports.engine.build import BuildResult
from reports.engine.month import Month
from reports.models import Report
from reports.renderers.docx import render_docx
from reports.renderers.pdf import render_pdf
from tests.access.cast import browser
from tests.reports.renderers.wordfile import text_of_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_2020")]

DESK = "/desk/regulatory-year/2020-03/"
PAGE = "/reports/regulatory-year/2020-03/"


def opened(address: str, name: str = "editor") -> str:
    answer = browser(name).get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def test_page_has_its_tables_charts_and_the_key_to_the_signs() -> None:
    page = opened(PAGE)
    assert "End of Regulatory Year Report — 2019-20" in page
    for words in (
        "New proposals by month, with their sum so far",
        "Meetings held by committee, 2019-20 against 2018-19",
        "Key: ✓ Continues to meet the objective",
        "Technical Operations: each annual figure by month, April 2019 to March 2020",
        "Restatements: months whose figures are others now",
    ):
        assert words in page, words
    assert "SECCo Board Meeting" not in page


def test_page_tells_each_chart_in_words() -> None:
    page = opened(PAGE)
    assert "Column chart with a line of the sum so far: New proposals by month" in page
    assert "Clustered bar chart: Meetings held by committee" in page


def test_desk_asks_for_every_text_and_lacks_nothing_of_a_month() -> None:
    page = opened(DESK)
    for title in ("TABASC", "Alt HAN Activities", "April to June", "First General SEC Objective"):
        assert title in page
    for not_its_own in ("Highlight:", "no date of notice"):
        assert not_its_own not in page


def test_desk_has_an_owner_for_each_text_of_the_tables() -> None:
    owned = {place.id for place in owned_sections("regulatory-year", Month(2020, 3))}
    assert {"alt-han", "alt-han-q1", "objectives", "objective-general-1", "cpl", "security-highlights"} <= owned


def test_paper_holds_every_table_and_says_its_classification(year: BuildResult) -> None:
    made = render_pdf(year.document)
    assert made.content.startswith(b"%PDF")
    assert made.problems == ()


def test_word_file_holds_the_notes_of_the_objectives_and_the_quarters(year: BuildResult) -> None:
    words = text_of_all(render_docx(year.document))
    assert "Transition Objective" in words
    assert "○ Will be met subject to the introduction of future SEC content" in words
    assert "January to March 2020" in words
    assert Report.objects.get(kind="regulatory-year").classification == "white"
