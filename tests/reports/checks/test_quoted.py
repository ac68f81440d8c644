"""The numbers that the texts quote: listed on the book's page and in its annex, and held to what they say."""

from __future__ import annotations

import pytest

from reports.checks.annex import annex_document
from reports.checks.book import run_book
from reports.engine.blocks import Table
from reports.engine.document import walk_blocks
from reports.models import SectionText
from tests.access.cast import browser
from tests.reports.checks.planting import Ground, found_by, september

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]
PAGE = "/desk/operations/2021-09/checks/"


def listed_in_annex() -> list[list[str]]:
    blocks = (block for _, _, block in walk_blocks(annex_document(run_book(september()))))
    (found,) = (block for block in blocks if isinstance(block, Table) and block.id == "quoted-table")
    return [[cell.value.display for cell in row.cells] for row in found.rows]


def test_annex_lists_every_quotation_with_its_section_and_reason() -> None:
    rows = listed_in_annex()
    assert len(rows) == sum(body.count("{{quoted:") for body in SectionText.objects.values_list("body", flat=True))
    (recommendation,) = (row for row in rows if row[1] == "5")
    assert recommendation[2] == "numbered in the NAO's report"
    assert "Highlight: Technical" in recommendation[0]


def test_annex_lists_what_is_quoted_where_nothing_is_printed() -> None:
    Ground().text("extranet", "<p>The extranet has {{quoted: 6 | as they tell us}} pages.</p>")
    assert listed_in_annex()[-1] == ["(not printed)", "6", "as they tell us"]


def test_page_of_the_book_lists_every_quotation() -> None:
    page = browser("editor").get(PAGE).content.decode()
    _, heading, table = page.partition("Quoted numbers")
    assert heading
    assert "numbered in the NAO&#x27;s report" in table.partition("</table>")[0]


def test_page_of_the_book_has_no_empty_list_of_quotations() -> None:
    SectionText.objects.filter(body__contains="quoted").update(body="<p>Nothing.</p>")
    assert "Quoted numbers" not in browser("editor").get(PAGE).content.decode()


def messages(words: str) -> list[str]:
    ground = Ground()
    ground.text("website", f"<p>{words}</p>")
    return [one.finding.message for one in found_by("text.quoted_fact", ground)]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("There were {{quoted: fifty-nine | as counted by hand}} open proposals.", "Proposals open (pre-decision)"),
        ("The number of open modifications is {{quoted: 59 | as counted by hand}}.", "Proposals open (pre-decision)"),
        ("We saw {{quoted: one | as counted by hand}} accession.", "Accessions"),
        ("In all, {{quoted: one Party | as counted by hand}} acceded.", "Accessions"),
    ],
)
def test_quoted_number_that_is_a_figure_is_found_however_it_is_put(words: str, label: str) -> None:
    (message,) = messages(words)
    assert f"is what “{label}” is" in message


@pytest.mark.parametrize(
    "words",
    [
        "There were {{quoted: 58 | as counted by hand}} open modifications.",
        "There were {{quoted: 59 | as counted by hand}} open windows.",
        "We closed {{quoted: 59 | as counted by hand}} tickets; some modifications are open.",
        "It is about Recommendation {{quoted: 1 | as numbered by them}}: an accession was looked at.",
    ],
)
def test_quoted_number_of_something_else_is_let_be(words: str) -> None:
    assert messages(words) == []
