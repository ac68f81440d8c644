"""The interface for programs, over September 2021 as it was published."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pgtrigger
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as asked_with
from hypothesis import strategies as st
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from access.models import Act
from readers.api import figures, schemas
from readers.api.models import PublishedFigure
from readers.api.pages import schema
from reports.models import Publication, PublishedFile, PublishedRestatement, Report, Withdrawal
from reports.models.publication import FileKind
from tests.access.cast import browser, person
from tests.conftest import SAMPLE_MONTH, month_loaded
from tests.reports.publishing.life import made, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("september_published")]

GOLDEN = Path(__file__).parent / "golden" / "openapi.json"
OPEN = "modifications.open"


@pytest.fixture(scope="module")
def september_published(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with month_loaded(SAMPLE_MONTH, django_db_blocker):
        published(Report.objects.select_related("meeting__committee").get())
        yield


def got(address: str, by: str = "stranger", **asked: str) -> Any:
    answer = browser(by).get(f"/api/v1/{address}", asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def second_version(at: datetime, display: str) -> Publication:
    """A correction, published later, whose text has another number."""
    first = Publication.objects.get(version=1)
    second = made(first.report, 2)
    with pgtrigger.ignore("reports.Publication:frozen"):
        Publication.objects.filter(pk=second.pk).update(published_at=at)
        Publication.objects.filter(pk=first.pk).update(published_at=datetime(2021, 10, 8, 9, tzinfo=UTC))
    figure = PublishedFigure.objects.get(publication=first, fact=OPEN)
    figure.pk, figure.publication, figure.value, figure.display = None, second, display, display
    figure.file = second.files.get(kind=FileKind.DATA, part="")
    figure.save()
    return second


# --- Its description --------------------------------------------------------------------------------------------------


def test_description_is_the_one_that_programs_were_told() -> None:
    """Changed on purpose, it is written anew: manage.py api_schema --output tests/readers/api/golden/openapi.json"""
    assert json.loads(GOLDEN.read_text(encoding="utf-8")) == schema()
    assert got("openapi.json")["openapi"].startswith("3.1")


def test_page_describes_every_address_without_a_script() -> None:
    answer = browser("stranger").get("/api/v1/")
    page = answer.content.decode()
    assert all(path in page for path in schema()["paths"])
    assert "<script" not in page
    assert "style=" not in page


# --- Papers -----------------------------------------------------------------------------------------------------------


def test_reports_lead_to_versions_files_and_tables() -> None:
    every = got("reports")
    assert every["count"] == 1
    version = every["items"][0]["versions"][0]
    whole = browser("stranger").get(version["url"]).json()
    stored = {file.name: file for file in PublishedFile.objects.all()}
    assert {file["name"]: file["sha256"] for file in whole["files"]} == {n: one.sha256 for n, one in stored.items()}
    for file in whole["files"]:
        assert browser("stranger").get(file["url"]).status_code == 200, file["url"]
    for listed in whole["tables"]:
        table = browser("stranger").get(listed["url"]).json()
        assert all(len(row) == len(table["columns"]) for row in table["rows"])
    assert got("reports", kind="operations", since="2021-09", until="2021-09")["count"] == 1
    assert got("reports", since="2021-10")["count"] == 0


def test_table_has_numbers_as_numbers_and_nothing_for_what_is_missing() -> None:
    table = got("reports/operations/2021-09/versions/1/tables/assessments-open")
    kinds = {type(cell) for row in table["rows"] for cell in row}
    assert kinds <= {int, float, str, type(None)}
    assert int in kinds


# --- Figures ----------------------------------------------------------------------------------------------------------


def test_figure_that_no_file_names_does_not_come_out() -> None:
    publication = Publication.objects.get()
    every = got("facts", limit="100")["items"]
    assert [one["fact"] for one in every if not one["rule"]] == []
    listed = {one["fact"] for one in every}
    assert OPEN in listed
    assert all(publication.facts[fact]["printed"] for fact in listed)
    assert {"assessments.ia_open_average", "parties.voting_groups.other"} <= listed  # in a table or a chart alone
    silent = publication.facts.keys() - listed
    assert len(silent) > 100
    for fact in sorted(silent)[::20]:
        assert browser("editor").get(f"/api/v1/facts/{fact}").status_code == 404
    measured = next(fact for fact in sorted(listed) if fact.startswith("measure."))
    assert got(f"facts/{measured}")["rule"].endswith("A month without a number is missing, and so is a sum over it.")


def test_figure_is_found_by_words_of_its_key_and_label_in_any_order() -> None:
    for words in ("proposals open", "open proposals", " OPEN  modifications.  proposals "):
        one = next(one for one in got("facts", q=words)["items"] if one["fact"] == OPEN)
        assert (one["first_month"], one["months"]) == ("2021-09", 1)
    assert got("facts", q="open proposals nowhere")["items"] == []


def test_file_that_names_a_figure_with_another_number_has_the_last_word() -> None:
    publication = Publication.objects.get()
    file = publication.files.get(kind="data")
    assert OPEN in {row.fact for row in figures._rows(publication, file)}
    publication.facts[OPEN] |= {"value": "1527", "display": "1,527"}
    assert OPEN not in {row.fact for row in figures._rows(publication, file)}


def test_months_of_a_figure_are_the_same_whatever_it_is_found_by() -> None:
    """It was called otherwise in the month before, and no word of that is asked for."""
    first = Publication.objects.get()
    report = first.report
    report.pk, report.month, report.paper_number = None, date(2021, 8, 1), 58
    report.save()
    figure = PublishedFigure.objects.get(publication=first, fact=OPEN)
    word = figure.label.split()[0]
    figure.pk, figure.publication, figure.label = None, made(report), "Called otherwise"
    figure.file = figure.publication.files.get(kind=FileKind.DATA, part="")
    figure.save()
    every = next(one for one in got("facts", limit="100")["items"] if one["fact"] == OPEN)
    assert (every["first_month"], every["months"]) == ("2021-08", 2)
    for words in (word, "called otherwise"):
        assert next(one for one in got("facts", q=words, limit="100")["items"] if one["fact"] == OPEN) == every


def test_series_gives_what_was_printed_today_and_at_a_day() -> None:
    first = Publication.objects.get()
    second_version(datetime(2021, 10, 20, 22, 30, tzinfo=UTC), "35")
    printed = first.facts[OPEN]["display"]
    points = {day: got(f"facts/{OPEN}", as_known_at=day)["points"] for day in ("2021-10-19", "2021-10-20")}
    assert [(one["version"], one["display"], one["state"]) for one in points["2021-10-19"]] == [
        (1, printed, "Superseded")
    ]
    assert [(one["version"], one["value"], one["exact"]) for one in points["2021-10-20"]] == [(2, 35, "35")]
    assert got(f"facts/{OPEN}")["points"] == points["2021-10-20"]
    rows = browser("stranger").get(f"/api/v1/facts/{OPEN}/series.csv").content.decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(rows)))["exact"] == "35"
    assert browser("stranger").get(f"/api/v1/facts/{OPEN}", {"as_known_at": "2021-10-07"}).status_code == 404


def test_series_says_what_a_later_paper_revised_to_who_may_read_it() -> None:
    first = Publication.objects.get()
    printed = first.facts[OPEN]["display"]
    with pgtrigger.ignore("reports.PublishedRestatement:with_its_version"):
        for word, now in (("white", "36"), ("red", "37")):
            PublishedRestatement.objects.create(
                publication=first,
                block="stages",
                classification=word,
                audience=["panel"] if word == "red" else [],
                month=first.month,
                fact=OPEN,
                label="Open",
                published=printed,
                now=now,
                reason=f"Counted anew, {word}.",
            )
    assert got(f"facts/{OPEN}")["points"][0]["revised"]["now"] == "36"
    assert got(f"facts/{OPEN}", "panel")["points"][0]["revised"]["now"] == "37"
    assert '36,"Counted anew, white."' in browser("party").get(f"/api/v1/facts/{OPEN}/series.csv").content.decode()
    second_version(datetime(2021, 10, 20, tzinfo=UTC), printed)  # it marks nothing
    assert got(f"facts/{OPEN}")["points"][0]["revised"] is None
    assert got(f"facts/{OPEN}", as_known_at="2021-10-19")["points"][0]["revised"]["now"] == "36"


def test_figure_that_a_correction_prints_for_others_is_not_told_by_the_version_before() -> None:
    second = second_version(datetime(2021, 10, 20, tzinfo=UTC), "35")
    red = {"classification": "red", "audience": ["panel"]}
    PublishedFigure.objects.filter(publication=second).update(**red)
    for name in ("stranger", "party", "sub-committee", "contributor"):
        assert browser(name).get(f"/api/v1/facts/{OPEN}").status_code == 404, name
        assert OPEN not in {one["fact"] for one in got("facts", name, limit="100")["items"]}
    before = Act.objects.filter(kind="reading").count()
    answer = browser("panel").get(f"/api/v1/facts/{OPEN}")
    assert answer.json()["points"][0]["display"] == "35"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert Act.objects.filter(kind="reading").count() == before + 1


def test_withdrawn_version_gives_its_reason_and_no_figure() -> None:
    Withdrawal.objects.create(publication=Publication.objects.get(), reason="It was wrong.", by=person("approver"))
    whole = got("reports/operations/2021-09/versions/1")
    assert (whole["state"], whole["withdrawn_because"], whole["files"]) == ("Withdrawn", "It was wrong.", [])
    assert got(f"facts/{OPEN}")["points"][0]["value"] is None
    assert got("facts")["count"] == 0
    table = browser("stranger").get("/api/v1/reports/operations/2021-09/versions/1/tables/assessments-open")
    assert table.status_code == 404


def test_withdrawn_correction_leaves_the_month_without_a_figure() -> None:
    second = second_version(datetime(2021, 10, 20, 9, tzinfo=UTC), "99")
    Withdrawal.objects.create(publication=second, reason="It was wrong.", by=person("approver"))
    (point,) = got(f"facts/{OPEN}")["points"]
    assert (point["version"], point["state"], point["value"], point["display"]) == (2, "Withdrawn", None, None)
    assert got("facts")["count"] == 0


# --- What all addresses have in common --------------------------------------------------------------------------------


def test_answers_are_kept_and_asked_for_again_by_their_tag() -> None:
    first = browser("stranger").get("/api/v1/reports")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert "Cookie" in first.headers["Vary"]
    again = browser("stranger").get("/api/v1/reports", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert browser("party").get("/api/v1/reports").headers["Cache-Control"] == "private, no-cache"
    head = browser("stranger").head("/api/v1/reports")
    assert (head.status_code, head.headers["ETag"], head.content) == (200, first.headers["ETag"], b"")


def test_what_is_wrong_is_told_by_its_name() -> None:
    for asked in ({"limit": "0"}, {"since": "2021-13"}, {"limti": "5"}, {"offset": "-1"}, {"limit": "many"}):
        answer = browser("stranger").get("/api/v1/reports", asked)
        assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
        assert [one["parameter"] for one in answer.json()["errors"]] == list(asked)
    assert browser("stranger").get(f"/api/v1/facts/{OPEN}", {"as_known_at": "2021-02-30"}).status_code == 400
    for method in ("post", "put", "delete", "patch"):
        answer = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/reports")
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert Client().options("/api/v1/facts").status_code == 204
    assert browser("stranger").get("/api/v1/nowhere/at/all").json()["status"] == 404


def test_client_that_asks_too_much_is_told_when_to_ask_again(settings: Settings) -> None:
    cache.clear()
    settings.API_REQUESTS_A_MINUTE = 3
    statuses = [Client().get("/api/v1/reports").status_code for _ in range(5)]
    assert 429 in statuses
    refused = next(one for one in (Client().get("/api/v1/reports") for _ in range(5)) if one.status_code == 429)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert browser("party").get("/api/v1/reports").status_code == 200
    assert Client(REMOTE_ADDR="2001:db8::1").get("/api/v1/reports").status_code == 200


def test_lists_take_as_many_queries_for_three_months_as_for_one() -> None:
    counts = []
    for months in (1, 3):
        for month in range(5, 5 + months - 1):
            report = Publication.objects.filter(version=1).first().report  # type: ignore[union-attr]
            report.pk, report.month, report.paper_number = None, date(2021, month, 1), 50 + month
            report.save()
            figure = PublishedFigure.objects.filter(fact=OPEN).first()
            publication = made(report)
            figure.pk, figure.publication = None, publication  # type: ignore[union-attr]
            figure.file = publication.files.get(kind=FileKind.DATA, part="")  # type: ignore[union-attr]
            figure.save()  # type: ignore[union-attr]
        took = []
        for address in ("reports", "facts", f"facts/{OPEN}"):
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                got(address)
            took.append(len(queries))
        counts.append(took)
    assert counts[0] == counts[1]


# --- Whatever is asked ------------------------------------------------------------------------------------------------

VALUES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["2021-09", "2021-13", "0000-01", "9999-12", "operations", OPEN, "1", "0", "-1", "99999999999"]),
    st.sampled_from(["1e9", "2021-10-20", "9999-12-31", "\x00", "%", "' OR 1=1 --", "../..", "assessments-open"]),
)
ANSWERS: dict[str, Any] = {
    "reports": schemas.Reports,
    "report": schemas.Report,
    "version": schemas.VersionWhole,
    "table": schemas.Table,
    "facts": schemas.Facts,
    "fact": schemas.Series,
}
PATHS = sorted(schema()["paths"].items())


@asked_with(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_address_answers_as_it_is_described_whatever_is_asked(data: st.DataObject) -> None:
    path, operation = data.draw(st.sampled_from(PATHS))
    takes = operation["get"].get("parameters", [])
    for one in (one for one in takes if one["in"] == "path"):
        drawn = data.draw(VALUES)
        path = path.replace(f"{{{one['name']}}}", drawn.replace("?", "").replace("#", "") or "x")
    names = [one["name"] for one in takes if one["in"] == "query"]
    asked = data.draw(st.dictionaries(st.sampled_from([*names, "other"]), VALUES, max_size=3))
    answer = browser("stranger").get(path, asked)
    assert answer.status_code in (200, 301, 304, 400, 404)
    if answer.status_code == 200 and "json" in answer.headers["Content-Type"]:
        model = ANSWERS[operation["get"]["operationId"]]
        told = answer.json()
        assert model.model_validate(told).model_dump(mode="json") == told
    elif answer.status_code in (400, 404):
        assert answer.headers["Content-Type"] == "application/problem+json"
