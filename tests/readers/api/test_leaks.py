"""A Red appendix beside a White body, published: neither search nor the interface for programs tells a word of it, or
that there is one, to whom it is not for."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from readers.api.models import PublishedFigure
from readers.search.models import SearchEntry
from reports.engine.redact import strings_of
from reports.engine.serialise import loads
from reports.models import Publication, Report
from reports.parts import alone, open_edition
from sample_data.make_2018_10 import FOLDER
from tests.access.cast import CAST, browser
from tests.conftest import rolled_back
from tests.loaded import load_month
from tests.reports.publishing.life import published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("october_published")]

READS_RED = {"panel", "editor", "approver", "administrator"}
OTHERS = sorted(CAST.keys() - READS_RED)
SHORTEST = 4


@pytest.fixture(scope="module")
def october_published(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with rolled_back(django_db_blocker):
        load_month(FOLDER)
        published(Report.objects.select_related("meeting__committee").get())
        call_command("index_for_search", stdout=io.StringIO())
        yield


def secrets() -> list[str]:
    """Every line of the Red part that the White edition has nowhere, and no register either."""
    document = loads(Publication.objects.get().payload)
    white = " ".join(strings_of(open_edition(document))).casefold()
    red = {line.strip() for one in strings_of(alone(document, "appendix-a").parts) for line in one.splitlines()}
    records = SearchEntry.objects.exclude(kind="report").values_list("title", "within", "body")
    open_to_all = f"{white} {' '.join(words for row in records for words in row)}".casefold()
    found = sorted(one for one in red if len(one) >= SHORTEST and one.casefold() not in open_to_all)
    assert len(found) > 10
    return found


def leaked(text: str, lines: list[str], typed: str = "") -> list[str]:
    """What of the Red part is in the text beside what was typed."""
    flat = " ".join(text.split()).casefold()
    return [one for one in lines if " ".join(one.split()).casefold() in flat and one.casefold() != typed.casefold()]


def counts(text: str) -> list[str]:
    return re.findall(r'id="search-count">([^<]*)<', text)


def test_red_part_is_kept_as_red_and_found_by_its_readers() -> None:
    red = SearchEntry.objects.filter(part="appendix-a")
    assert {(one.classification, tuple(one.audience)) for one in red} == {("red", tuple(red[0].audience))}
    title = red.filter(opens=True).get().title
    assert title in browser("panel").get("/search/", {"q": f'"{title}"'}).content.decode()
    assert not PublishedFigure.objects.filter(classification="white", file__part="appendix-a").exists()


@pytest.mark.parametrize("name", OTHERS)
def test_search_tells_nothing_of_the_red_part(name: str) -> None:
    lines, client = secrets(), browser(name)
    for line in lines[::3]:
        typed = line[:150]
        page = client.get("/search/", {"q": f'"{typed}"', "earlier": "1"}).content.decode()
        found = [one.partition(" for ")[0] for one in counts(page)]
        assert found == ["Nothing was found"] or "no word to search for" in page, line
        assert leaked(page.replace(typed, ""), lines, typed) == []
    for typed in ("report", "security", "parties", "appendix", "event of default", "repot", "appendx"):
        answer = client.get("/search/", {"q": typed})
        assert leaked(answer.content.decode(), lines, typed) == [], typed
        assert "appendix-a" not in answer.content.decode()
        assert leaked(" ".join(f"{key}: {value}" for key, value in answer.items()), lines) == []


@pytest.mark.parametrize("name", OTHERS)
def test_interface_tells_nothing_of_the_red_part(name: str) -> None:
    lines, client = secrets(), browser(name)
    version = "/api/v1/reports/sub-committee/2018-09/versions/1"
    red_tables = {one["id"] for one in browser("panel").get(version).json()["tables"] if one["part"]}
    addresses = ["/api/v1/reports", "/api/v1/reports/sub-committee/2018-09", version, "/api/v1/facts?limit=100"]
    addresses += [one["url"] for one in client.get(version).json()["tables"]]
    addresses += [one["url"] for one in client.get("/api/v1/facts?limit=100").json()["items"]]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert leaked(answer.content.decode(), lines) == [], address
        assert "appendix-a" not in answer.content.decode()
    assert red_tables
    for id in red_tables:
        answer = client.get(f"{version}/tables/{id}")
        assert (answer.status_code, answer.json()) == (404, client.get(f"{version}/tables/no-such").json())
    for line in lines[::5]:
        assert client.get("/api/v1/facts", {"q": line[:100]}).json()["count"] == 0
