"""A Red appendix beside a White body, published: nothing White holds a word that only the Red part has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db.models import CharField, TextField
from pytest_django.plugin import DjangoDbBlocker

from access.models import Record
from access.policy import visible_to
from jobs.tasks import run
from reports.engine.redact import strings_of
from reports.engine.serialise import loads
from reports.models import PackFile, Publication, PublishedFile, Report
from reports.models.publication import FileKind
from reports.packs import agenda
from reports.packs.agenda import begin
from reports.packs.issuing import ask
from reports.packs.naming import slug_of
from reports.parts import alone, open_edition
from sample_data.make_2018_10 import FOLDER
from tests.access.cast import CAST, STAFF, browser, person, reader
from tests.conftest import rolled_back
from tests.kept import built_once
from tests.loaded import load_month
from tests.reports.publishing.life import published
from tests.walking import Walked, body_of, filled, name_of, said_by, walk
from tests.worlds import undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("october_published")]

AT = "/reports/sub-committee/2018-09/"
READS_RED = {"panel", "editor", "approver", "administrator"}
SHORTEST = 4
"""Letters of a word that is looked for: shorter ones stand in every paper."""


@pytest.fixture(scope="module")
def october_published(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with rolled_back(django_db_blocker):
        load_month(FOLDER)
        publication = published(Report.objects.select_related("meeting__committee").get())
        issue_pack_with(publication)
        with built_once():
            yield


def issue_pack_with(publication: Publication) -> None:
    """As it is issued: an edition for each audience."""
    pack = begin(publication.report.meeting, person("editor"))
    agenda.add_publication(pack, publication, seen=pack.revision)
    pack.refresh_from_db()
    run(ask(pack, seen=pack.revision, by=person("editor"), site="https://reports.example.org/").pk)
    assert {file.classification for file in PackFile.objects.all()} == {"white", "red"}


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
    return said_by(bytes(file.content))


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


# --- Every address ----------------------------------------------------------------------------------------------------

SHORTEST_ANYWHERE = 13
"""Characters. Shorter ones are words of the site itself, or numbers of tables."""


def known() -> dict[str, list[Any]]:
    report = Report.objects.get()
    return {
        "kind": [report.kind],
        "month": [report.covers],
        "version": [1],
        "part": ["appendix-a"],
        "pack": [slug_of(report.meeting)],
        "page": [1],
        "ending": ["csv", "xlsx"],
    }


@pytest.fixture(scope="module")
def walked(october_published: None, django_db_blocker: DjangoDbBlocker) -> Walked:
    """All that an administrator finds, who may read everything: what they may ask for, others may try."""
    with django_db_blocker.unblock(), undone():
        return walk(browser("administrator"), known(), telling="appendix-a")


def told_elsewhere(name: str) -> str:
    """What the records themselves tell this person: the name of a Party is no secret, but what was said of it is."""
    words: list[str] = []
    for model in (one for one in apps.get_models() if issubclass(one, Record)):
        fields = [field.name for field in model._meta.fields if isinstance(field, CharField | TextField)]
        rows = visible_to(reader(name), model._default_manager.all()).values_list(*fields) if fields else []
        words.extend(str(value) for row in rows for value in row)
    return "\n".join(words).casefold()


def secrets_from(name: str) -> list[str]:
    """Of the strings of the Red part, those that this person is told nowhere. What sections are called by, without a
    space in it, stands in the editions of reports, which staff lay out."""
    told = told_elsewhere(name)
    found = [one for one in secrets() if len(one) >= SHORTEST_ANYWHERE and one.casefold() not in told]
    words = [one for one in found if " " in one and not re.fullmatch(r"\d+ \w+ \d{4}", one)]
    return words if name in STAFF else [*words, *(one for one in found if " " not in one)]


def test_walk_comes_to_every_kind_of_address_and_finds_what_is_looked_for(walked: Walked) -> None:
    """So that a walk which sees nothing cannot pass for one that finds nothing."""
    assert {name_of(path) for path in filled(known())} - {""} <= walked.found.keys()
    assert walked.searching
    client, telling = browser("administrator"), set()
    party = next(one for one in secrets() if one.endswith("Limited"))
    for name, paths in walked.found.items():
        if any(party in body_of(client.get(path)) for path in paths if "appendix-a" in path):
            telling.add(name)
    assert {"reports:part", "reports:part-word", "publishing:version-part", "publishing:version-file"} <= telling


@pytest.mark.parametrize("name", sorted(CAST.keys() - READS_RED))
def test_no_address_tells_who_may_not_read_it_a_word_of_the_red_part(name: str, walked: Walked) -> None:
    client, kept = browser(name), secrets_from(name)
    assert len(kept) > 5
    told = {path: told_by(client.get(path), kept, but=path) for path in walked.paths}
    assert {path: words for path, words in told.items() if words} == {}


@pytest.mark.parametrize("name", sorted(CAST.keys() - READS_RED))
def test_no_search_answers_with_the_red_part(name: str, walked: Walked) -> None:
    """Whoever asks for a secret is shown their own words again, and no other of it."""
    client, kept = browser(name), secrets_from(name)
    for path in sorted(walked.searching):
        for asked in kept[:3]:
            assert told_by(client.get(path, {"q": asked}), kept, but=asked) == [], f"{path} asked for {asked}"


def told_by(answer: Any, kept: list[str], *, but: str) -> list[str]:
    """Which of the secrets an answer holds, `but` for those that it was asked by and may say again."""
    said = body_of(answer)
    for again in {but, quote(but), quote(but, safe="")}:
        said = said.replace(again, "")
    flat = " ".join(said.split()).casefold()
    return [one for one in kept if one not in but and " ".join(one.split()).casefold() in flat]


def test_old_address_of_the_part_stays_the_drafts() -> None:
    for name in CAST:
        expected = 200 if name in READS_RED - {"panel"} else 404
        assert browser(name).get(f"{AT}parts/appendix-a/").status_code == expected, name
