"""The pages and files about a published paper: what they say, and that they never change."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django.plugin import DjangoDbBlocker

from readers.api.models import PublishedFigure
from readers.reading import figure_views
from readers.reading.behind import Rows
from readers.reading.frozen import read_again
from reports.models import PublishedFile
from tests.access.cast import browser
from tests.conftest import rolled_back
from tests.readers.reading.made import AT, FACT, FILES, PAGES, august, earlier, get, publish, words
from tests.reports.month import quiet_month

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_months")]


@pytest.fixture(scope="module")
def two_months(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """August and September, White, for tests that only read."""
    with rolled_back(django_db_blocker):
        report = quiet_month()
        labels = {"parties.total": {"value": "332", "display": "332", "unit": "count", "label": "Parties in all"}}
        publish(earlier(report), august())
        publish(report, facts=labels)
        yield


# --- What they say ----------------------------------------------------------------------------------------------------


def test_figure_at_its_own_address_says_all_that_the_paper_says_of_it() -> None:
    page = words(get("stranger", "v1/figures/movements/"))
    for said in (
        '<span class="reading-number">Figure 2</span> Accessions, withdrawals, expulsions',
        'alt="Column chart: Accessions',
        "SECP_97_1510_17",
        "version 1",
        "Classification: White",
        f'<a href="{AT}v1/#movements">4.2 Market Entry and Exit</a>',
        "<code>parties.movements</code>",
        "30 September 2021",
        "Excluding the DCC. Events of Default are counted in the month they were raised",
        "<code>c0ffeec0ffee</code>. The rules have been changed since",
        f'rel="prev" href="{AT}v1/figures/voting-groups/"',
        f'rel="next" href="{AT}v1/tables/parties-entered/"',
    ):
        assert said in page, said


def test_latest_is_found_without_its_version() -> None:
    answer = get("stranger", "tables/timescales/")
    assert (answer.status_code, answer["Location"]) == (302, f"{AT}v1/tables/timescales/")
    for unknown in ("tables/movements/", "figures/timescales/", "tables/nowhere/", "v2/tables/timescales/"):
        assert get("stranger", unknown).status_code == 404, unknown


def test_how_the_figures_were_counted_is_told_of_each_figure_of_the_text() -> None:
    page = words(get("stranger", "v1/facts/"))
    assert f'<a href="{AT}v1/facts/parties.total/">Parties in all</a>' in page
    assert 'id="in-snapshot-tiles"' in page
    one = words(get("stranger", f"v1/facts/{FACT}/"))
    assert "<dt>Rule</dt><dd>" in one
    assert '<p class="reading-figure">59</p>' in one
    assert get("stranger", "v1/facts/parties.unknown/").status_code == 404


def test_a_figure_that_a_table_alone_prints_is_counted_too_where_its_file_prints_it() -> None:
    file = PublishedFile.objects.get(publication__kind="operations", publication__month="2021-09-01", kind="data")
    key = "modifications.open.refinement"
    assert get("stranger", f"v1/facts/{key}/").status_code == 404
    PublishedFigure.objects.create(
        publication=file.publication, file=file, classification="white", fact=key, label="In the Refinement Process",
        unit="count", value=34, display="34",
    )  # fmt: skip
    page = words(get("stranger", "v1/facts/"))
    assert "Every month of it" not in words(get("stranger", f"v1/facts/{FACT}/")), "the interface knows no such figure"
    assert "In tables and charts" in page
    assert f'<a href="{AT}v1/facts/{key}/">In the Refinement Process</a>' in page
    one = words(get("stranger", f"v1/facts/{key}/"))
    assert '<p class="reading-figure">34</p>' in one
    assert f'<dt>Printed in</dt><dd><a href="{AT}v1/data/">Tables and charts</a></dd>' in one
    series = f"/api/v1/facts/{key}"
    assert browser("stranger").get(series).json()["points"][0]["display"] == "34"
    for address in (series, f"{series}/series.csv"):
        assert f'href="{address}"' in one


def test_interface_for_programs_is_led_to_from_where_data_is_looked_for() -> None:
    for address in (f"{AT}v1/data/", "/reports/", "/dashboard/"):
        assert 'href="/api/v1/">Data for programs</a>' in words(browser("stranger").get(address)), address


def test_what_changed_is_told_from_the_month_before() -> None:
    page = words(get("stranger", "changes/"))
    assert "What changed since August 2021" in page
    assert "Parties in all" in page
    assert "Text unchanged though its figure moved" in page
    ways = set(re.findall(f'href="({AT}v1/facts/[^"]+/)">([^<]+)</a>', page))
    assert (f"{AT}v1/facts/parties.total/", "Parties in all") in ways
    assert all(browser("stranger").get(way).status_code == 200 for way, _ in ways)
    assert "There is no earlier paper" in words(browser("stranger").get("/reports/operations/2021-08/changes/"))


@pytest.mark.parametrize(
    ("choice", "status", "said"),
    [
        ("before=2021-08-v1&after=2021-09-v1", 200, "since August 2021"),
        ("before=2021-09-v1&after=2021-09-v1", 400, "These are the same version"),
        ("before=2020-01-v1", 400, "There is no such version"),
        ("before=%00nonsense", 400, "There is no such version"),
    ],
)
def test_any_two_are_chosen_and_a_wrong_choice_is_told_at_its_place(choice: str, status: int, said: str) -> None:
    answer = get("stranger", f"changes/?{choice}")
    assert answer.status_code == status
    page = words(answer)
    assert said in page
    assert page.count('id="choose"') == 1
    assert (page.index('id="choose"') < page.index('id="summary"')) == (status == 400)


def test_choice_of_another_month_leads_to_its_address() -> None:
    answer = get("stranger", "changes/?before=2021-08-v1&after=2021-08-v1")
    assert answer["Location"].startswith("/reports/operations/2021-08/changes/?")


def test_page_of_a_figure_is_told_to_be_the_same_only_while_its_records_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it was restated since is counted from the records each time."""
    held: dict[str, str] = {}
    for moved, status in ((False, 200), (False, 304), (True, 200)):
        monkeypatch.setattr(figure_views, "rows_behind", lambda *_, moved=moved: Rows(None, None, moved, None))
        page = get("stranger", f"v1/facts/{FACT}/", **held)
        assert (page.status_code, "Restated." in page.content.decode()) == (status, moved)
        held = {"If-None-Match": page["ETag"]}


# --- Data -------------------------------------------------------------------------------------------------------------


def test_csv_of_a_figure_is_the_file_that_was_published() -> None:
    answer = get("stranger", "v1/figures/movements/data.csv")
    stored = get("stranger", "v1/files/SECP_97_1510_17-movements.csv")
    assert answer.content == stored.content
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Month", "Accessions", "Withdrawals", "Expulsions", "Events of Default"]
    assert rows[-1] == ["Sep 21", "1", "0", "0", "10"]


def test_workbook_of_the_paper_describes_each_column_of_each_sheet() -> None:
    book = load_workbook(io.BytesIO(get("stranger", "v1/data/data.xlsx").content))
    described = list(book["Data dictionary"].iter_rows(min_row=3, values_only=True))
    numbers = {row[1] for row in described if row[1]}
    assert numbers == set(book.sheetnames) - {"Data dictionary"}
    for number in numbers:
        labels = [row[4] for row in described if row[1] == number]
        headings = [cell.value for cell in book[number][2]]
        assert [label.split(" (")[0] for label in labels] == [str(one).split(" (")[0] for one in headings], number


def test_json_agrees_with_its_dictionary() -> None:
    paper = json.loads(get("stranger", "v1/data/data.json").content)
    columns = json.loads(get("stranger", "v1/data/data-dictionary.json").content)["columns"]
    assert (paper["paper"], paper["version"], paper["missing"]["value"]) == ("SECP_97_1510_17", 1, None)
    for table in paper["tables"]:
        names = [one["name"] for one in columns if one["table"] == table["id"]]
        assert names == [one["name"] for one in table["columns"]]
        assert all(list(row) == names for row in table["rows"])
    durations = next(one for one in paper["tables"] if one["id"] == "timescales")["rows"][0]
    assert {"value": 339, "unit": "WD"} in durations.values()


@pytest.mark.parametrize("address", FILES)
def test_file_of_a_version_is_the_same_bytes_under_its_hash(address: str) -> None:
    first = get("stranger", address)
    read_again.cache_clear()
    again = get("panel", address)
    assert (again.status_code, again.content, again["ETag"]) == (200, first.content, first["ETag"])
    assert get("stranger", address, **{"If-None-Match": first["ETag"]}).status_code == 304
    assert "attachment" in first["Content-Disposition"]


@pytest.mark.parametrize("address", PAGES)
def test_page_that_a_browser_holds_is_not_sent_again(address: str) -> None:
    client = Client()
    first = client.get(AT + address)
    assert (first.status_code, first["Cache-Control"]) == (200, "public, no-cache")
    assert client.get(AT + address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert get("panel", address)["Cache-Control"].startswith("private")


def test_citation_names_version_address_and_hash_of_the_pdf() -> None:
    pdf = get("stranger", "v1/files/SECP_97_1510_17.pdf")["ETag"].strip('"')
    page = words(get("stranger", "v1/cite/"))
    for said in (pdf, f"http://testserver{AT}v1/", "SECP_97_1510_17, version 1"):
        assert said in page
    bib = get("stranger", "v1/figures/movements/cite.bib").content.decode()
    assert bib.startswith("@techreport{SECP97151017v1,\n")
    assert "SECP\\_97\\_1510\\_17" in bib
    assert f"url = {{http://testserver{AT}v1/figures/movements/}}" in bib
    ris = get("stranger", "v1/cite/cite.ris").content.decode()
    assert ris.startswith("TY  - RPRT\r\n")
    assert ris.endswith("ER  - \r\n")
