"""What is done that leaves no row: who read what is not for everybody, and that nothing of it is changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from access.audit import record_act, record_reading
from access.classification import Classification
from access.models import Act
from reports.building import build_report
from reports.models import Report
from reports.review.services import content_of
from tests.access.cast import browser, person
from tests.reports.month import quiet_month

pytestmark = pytest.mark.django_db

AT = "/reports/operations/2021-09"
DESK = "/desk/operations/2021-09"
WITH_RED_PART = "/reports/sub-committee/2021-09"


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE access_act SET kind = 'nothing'", "Cannot update or delete"),
        ("UPDATE access_act SET at = now(), by_id = NULL WHERE id > 0", "Cannot update or delete"),
        ("DELETE FROM access_act", "Cannot update or delete"),
        ("TRUNCATE access_act", "Cannot truncate"),
        ("TRUNCATE access_act RESTART IDENTITY CASCADE", "Cannot truncate"),
    ],
)
def test_database_neither_changes_nor_deletes_nor_truncates_an_act(statement: str, refusal: str) -> None:
    made = record_act("probe", user=person("editor"), detail={"said": "once"})
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the end of a transaction bars TRUNCATE itself
        cursor.execute("SELECT set_config('access.may_truncate', 'off', true)")
        with pytest.raises(DatabaseError, match=refusal), transaction.atomic():
            cursor.execute(statement)
    kept = Act.objects.get()
    assert (kept.kind, kept.by, kept.at, kept.detail) == ("probe", person("editor"), made.at, {"said": "once"})


# --- Readings -----------------------------------------------------------------------------------------


def readings() -> list[tuple[str, str, str]]:
    acts = Act.objects.filter(kind="reading").select_related("by").order_by("pk")
    return [(str(act.by), act.detail["of"], act.detail["classification"]) for act in acts]


@pytest.mark.parametrize("word", [*Classification.values, "Amber", "Red"])
def test_reading_is_kept_of_amber_and_red_alone(word: str) -> None:
    kept = record_reading(person("panel"), "a paper", word)
    noted = word.lower() in ("amber", "red")
    assert (kept is not None) is noted
    assert readings() == ([("panel", "a paper", word.lower())] if noted else [])


PAGES = (
    f"{AT}/",
    f"{AT}/draft/",
    f"{AT}/document.json",
    f"{AT}/review/",
    f"{AT}/review/changes/",
    f"{AT}/publish/",
    f"{AT}/facts/",
    f"{AT}/facts.json",
    f"{AT}/facts/modifications.raised/",
    f"{AT}/facts/modifications.raised/rows.csv",
    f"{DESK}/",
    f"{DESK}/checks/",
    f"{DESK}/checks/annex/",
    f"{DESK}/text/purpose/",
    f"{DESK}/text/purpose/versions/",
)


@pytest.mark.parametrize(("word", "noted"), [("green", False), ("amber", True), ("red", True)])
def test_draft_that_is_read_leaves_an_act_where_it_is_amber_or_red(word: str, noted: bool) -> None:
    """One for each opening of each page, and for the text of another month whatever it is of."""
    report, reader = quiet_month(classification=word), browser("approver")
    for page in PAGES:
        before = len(readings())
        assert reader.get(page).status_code == 200, page
        found = readings()[before:]
        assert [(who, how) for who, _, how in found] == ([("approver", word)] if noted else []), page
        assert all(of.startswith(str(report)) for _, of, _ in found)
    assert reader.get(f"{AT}/facts/nothing.such/").status_code == 404
    assert len(readings()) == (len(PAGES) if noted else 0)


def test_text_of_a_red_part_is_for_those_alone_who_may_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    quiet_month(classification="white")
    monkeypatch.setattr("reports.narrative.place.classification_of", lambda report, section: "red")
    for page in ("", "versions/", "before/"):
        assert browser("contributor").get(f"{DESK}/text/purpose/{page}").status_code == 404
    assert readings() == []
    assert browser("editor").get(f"{DESK}/text/purpose/").status_code == 200
    assert [(who, word) for who, _, word in readings()] == [("editor", "red")]


@pytest.fixture
def with_red_part() -> Report:
    """A White report with a Red part that stands apart."""
    return quiet_month(kind="sub-committee")


def red_part(report: Report) -> str:
    return f"{WITH_RED_PART}/parts/{_red_part_of(report)}/"


def _red_part_of(report: Report) -> str:
    return next(part.id for part in build_report(report).document.parts if part.classification.lower() == "red")


def test_red_part_that_is_read_leaves_an_act_and_its_open_paper_none(with_red_part: Report) -> None:
    assert browser("editor").get(f"{WITH_RED_PART}/").status_code == 200
    assert readings() == []
    assert browser("editor").get(red_part(with_red_part)).status_code == 200
    assert [(who, word) for who, _, word in readings()] == [("editor", "red")]


@pytest.mark.parametrize(("name", "words"), [("contributor", []), ("approver", ["red"])])
def test_review_is_read_as_high_as_its_reader_may_read(with_red_part: Report, name: str, words: list[str]) -> None:
    assert browser(name).get(f"{WITH_RED_PART}/review/").status_code == 200
    assert [word for _, _, word in readings()] == words


def test_draft_that_may_not_be_read_leaves_no_act(with_red_part: Report) -> None:
    assert browser("contributor").get(red_part(with_red_part)).status_code == 404
    assert readings() == []


@pytest.mark.parametrize(("before", "words"), [("White", []), ("Red", ["red"])])
def test_changes_are_read_as_high_as_what_they_are_since(before: str, words: list[str]) -> None:
    report = quiet_month(classification="white")
    built = build_report(report).document
    parts = tuple(replace(part, classification=before) for part in built.parts)
    kept = content_of(report, replace(built, parts=parts))
    report.review_rounds.create(number=1, version=1, sent=kept, sent_by=person("editor"))
    assert browser("approver").get(f"{AT}/review/changes/").status_code == 200
    assert [word for _, _, word in readings()] == words
