"""A Red appendix beside a White body, published: nothing White holds a word that only the Red part has."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from pypdf import PdfReader
from pytest_django.plugin import DjangoDbBlocker

from reports.engine.redact import strings_of
from reports.engine.serialise import loads
from reports.models import Publication, PublishedFile, Report
from reports.models.publication import FileKind
from reports.parts import alone, open_edition
from sample_data.make_2018_10 import FOLDER
from tests.access.cast import CAST, browser
from tests.conftest import rolled_back
from tests.reports.definitions.sub_committee.test_parts import strings_of_pdf
from tests.reports.publishing.life import published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("october_published")]

AT = "/reports/sub-committee/2018-09/"
READS_RED = {"panel", "editor", "approver", "administrator"}
SHORTEST = 4
"""Letters of a word that is looked for: shorter ones stand in every paper."""


@pytest.fixture(scope="module")
def october_published(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with rolled_back(django_db_blocker):
        call_command("load_month", str(FOLDER), stdout=io.StringIO())
        published(Report.objects.select_related("meeting__committee").get())
        yield


def publication() -> Publication:
    return Publication.objects.get()


def secrets() -> list[str]:
    """Every string of the Red part, and every line of one, that the White edition has nowhere."""
    document = loads(publication().payload)
    white = " ".join(strings_of(open_edition(document)))
    red = {line.strip() for one in strings_of(alone(document, "appendix-a").parts) for line in one.splitlines()}
    found = sorted(one for one in red if len(one) >= SHORTEST and one.casefold() not in white.casefold())
    assert sum(1 for one in found if "Example" in one and "Limited" in one) == 5
    assert len(found) > 20
    return found


def text_of(file: PublishedFile) -> str:
    """All that the file says, wherever it says it: text, metadata, bookmarks, sheets, ids."""
    content = bytes(file.content)
    if file.kind == FileKind.PDF:
        names = PdfReader(io.BytesIO(content)).named_destinations
        return f"{strings_of_pdf(content)} {' '.join(names)}"
    if file.kind == FileKind.TABLES:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return " ".join(f"{name} {book.read(name).decode()}" for name in book.namelist())
    return content.decode()


def leaked(text: str) -> list[str]:
    flat = " ".join(text.split()).casefold()
    return [one for one in secrets() if " ".join(one.split()).casefold() in flat]


def test_red_files_hold_what_is_looked_for() -> None:
    files = publication().files.filter(part="appendix-a")
    assert {file.kind for file in files} == set(FileKind.values)
    assert {file.classification for file in files} == {"red"}
    for kind in (FileKind.PAGE, FileKind.PDF, FileKind.DATA, FileKind.TABLES):
        assert len([one for one in leaked(text_of(files.get(kind=kind))) if "Limited" in one]) == 5, kind


def test_no_white_file_holds_a_word_of_the_red_part() -> None:
    files = list(publication().files.filter(part=""))
    assert {file.kind for file in files} == set(FileKind.values)
    assert {file.classification for file in files} == {"white"}
    assert {file.name: leaked(text_of(file)) for file in files} == {file.name: [] for file in files}
    assert not [file.name for file in files if "appendix" in file.name]


@pytest.mark.parametrize("address", [AT, f"{AT}v1/", "/reports/", "/reports/check-file/"])
@pytest.mark.parametrize("name", sorted(CAST.keys() - READS_RED))
def test_no_page_shows_a_word_of_the_red_part_to_who_may_not_read_it(name: str, address: str) -> None:
    answer = browser(name).get(address)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert leaked(text) == []
    assert "parts/appendix-a" not in text
    assert not re.search(r"-appendix-a[.-]", text)
    assert leaked(" ".join(f"{key}: {value}" for key, value in answer.items())) == []


@pytest.mark.parametrize("name", CAST)
def test_every_file_and_page_answers_as_its_reader_may_read_it(name: str) -> None:
    client = browser(name)
    for file in publication().files.all():
        answer: Any = client.get(f"{AT}v1/files/{file.name}")
        reads = (not file.part or name in READS_RED) and file.kind != FileKind.PAGE
        assert answer.status_code == (200 if reads else 404), file.name
        # Who is to sign in is led back to the address that they asked for, which they know.
        assert reads or leaked(answer.content.decode().replace(file.name, "")) == []
    assert client.get(f"{AT}v1/parts/appendix-a/").status_code == (200 if name in READS_RED else 404)


def test_old_address_of_the_part_stays_the_drafts() -> None:
    for name in CAST:
        expected = 200 if name in READS_RED - {"panel"} else 404
        assert browser(name).get(f"{AT}parts/appendix-a/").status_code == expected, name
