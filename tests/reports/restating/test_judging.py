"""What was published for a past month, as the readers of each part may be told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.classification import Classification
from reports.engine.blocks import FactRef, Monthly, Narrative, Paragraph, Section
from reports.engine.document import Part
from reports.engine.month import Month
from reports.engine.serialise import dumps
from reports.engine.values import MISSING, NOT_MEASURED, Value, count, percentage
from reports.restating.entering import faults_of_published
from reports.restating.judging import Restating
from reports.restating.places import EVERYBODY, Readers
from tests.readers.published import saying
from tests.reports.restating.papers import AUGUST, RAISED, published_as, restated, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]
SEPTEMBER = Month(2021, 9)
OF = Monthly(RAISED, AUGUST)
AMBER, RED = Classification.AMBER, Classification.RED
FOR_THE_SSC, FOR_THE_TAG = Readers(AMBER, ("ssc",)), Readers(AMBER, ("tag",))
RED_SSC = [["red", ["ssc"]]]


def judged(now: Value, readers: Readers = EVERYBODY, of: Monthly = OF, until: date = date(2021, 10, 8)) -> str | None:
    """What is told of it: the note, or None where nothing is."""
    restating = Restating(SEPTEMBER, until)
    restating.ask([of])
    found = restating.revision(of, now, readers)
    return found.words if found else None


@pytest.mark.parametrize(
    ("published", "now", "differs"),
    [
        (7, count(7), False),
        (7, count(8), True),
        (0, count(0), False),
        (7, MISSING, True),
        (7, NOT_MEASURED, True),
        (Decimal("66.50"), Value(Decimal("66.5"), "67%"), False),
        (Decimal("66.5"), percentage(2, 3), True),
    ],
)
def test_figure_differs_by_its_exact_value(published: object, now: Value, differs: bool) -> None:
    published_as({RAISED: published})
    assert (judged(now) is not None) == differs


def withdrawn_second() -> None:
    published_as({RAISED: 7})
    withdraw(published_as({RAISED: 9}, version=2))


@pytest.mark.parametrize(
    ("publish", "was"),
    [
        (lambda: None, None),
        (lambda: published_as({"defaults.parties": 3}), None),
        (lambda: published_as({RAISED: 7}, Month(2021, 7)), None),
        (lambda: published_as({RAISED: 7}), "7"),
        (lambda: (published_as({RAISED: 7}), published_as({RAISED: 9}, version=2)), "9"),
        (withdrawn_second, None),
        (lambda: withdraw(published_as({RAISED: 7})), None),
        (lambda: (published_as({RAISED: 9}), published_as({RAISED: 7}, kind="change-status")), "7"),
        (lambda: (published_as({RAISED: 9}, kind="change-status"), published_as({RAISED: 7})), "7"),
    ],
    ids=["nothing", "another-figure", "another-month", "one", "corrected", "correction-withdrawn", "withdrawn", *"ab"],
)
def test_latest_standing_version_of_any_report_says_what_was_published(
    publish: Callable[[], Any], was: str | None
) -> None:
    publish()
    words = judged(count(8))
    assert (words is None) if was is None else f"revised from {was}, published in SECP_" in str(words)


def naming(fact: str) -> str:
    """A Document of a White paper that names the figure in its text."""
    text = Narrative("words", (Paragraph((FactRef(fact, count(7)),)),))
    return dumps(replace(saying("Nothing."), parts=(Part("body", "", "white", (Section("one", "One", (text,)),)),)))


@pytest.mark.parametrize(
    ("kept", "was"),
    [
        ({"marks": {"printed": False}}, "7"),
        ({"marks": {"printed": True}}, "9"),
        ({"marks": {}}, "7"),
        ({"marks": {}, "payload": naming("parties.total")}, "7"),
        ({"marks": {}, "payload": naming(RAISED)}, "9"),
    ],
    ids=["unprinted", "printed", "before-that-was-kept", "another-named-before", "named-before"],
)
def test_figure_that_no_part_of_a_later_paper_prints_does_not_replace_what_was_printed(
    kept: dict[str, Any], was: str
) -> None:
    published_as({RAISED: 7})
    published_as({RAISED: 9}, kind="change-status", **kept)
    assert f"revised from {was}," in str(judged(count(8)))
    assert judged(count(int(was))) is None
    assert list(faults_of_published(AUGUST, RAISED, Decimal(was))) == []
    assert len(list(faults_of_published(AUGUST, RAISED, Decimal(8)))) == 1


def test_note_gives_both_figures_the_paper_and_the_reason_and_none_of_its_own_month() -> None:
    paper = published_as({RAISED: 7})
    restated()
    start = f"The figure {RAISED}, August 2021: revised from 7, published in {paper.reference}, to 8."
    assert judged(count(8)) == f"{start} Two Events were entered twice."
    assert judged(count(8), of=Monthly(RAISED, SEPTEMBER)) is None


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ({}, {"everybody", "ssc", "tag", "red"}),
        ({"readers": [["amber", ["ssc"]]]}, {"ssc", "red"}),
        ({"readers": [["amber", []]]}, {"ssc", "tag", "red"}),
        ({"readers": RED_SSC}, {"red"}),
        ({"readers": [["red", []]]}, set()),
        ({"classification": "green"}, {"ssc", "tag", "red"}),
        ({"classification": "amber", "audience": ("ssc",)}, {"ssc", "red"}),
    ],
)
def test_what_was_published_higher_is_told_to_nobody_lower(where: dict[str, Any], told: set[str]) -> None:
    """Neither the figure, nor the reason, nor that anything was revised."""
    published_as({RAISED: 4444}, **where)
    restated(published=4444, reason="A secret reason.", classification=RED if "readers" in where else "white")
    parts = {"everybody": EVERYBODY, "ssc": FOR_THE_SSC, "tag": FOR_THE_TAG, "red": Readers(RED, ("ssc",))}
    words = {name: judged(count(8), readers) for name, readers in parts.items()}
    assert {name for name, said in words.items() if said is not None} == told
    held_back = [said for name, said in words.items() if said and name != "red" and "readers" in where]
    assert not any("secret" in said for said in held_back)


def test_readers_of_each_paper_are_told_the_latest_that_was_published_to_them() -> None:
    published_as({RAISED: 7})
    published_as({RAISED: 9}, kind="change-status", readers=RED_SSC)
    assert "revised from 7" in str(judged(count(8)))
    assert "revised from 9" in str(judged(count(8), Readers(RED, ("ssc",))))


@pytest.mark.parametrize(
    ("classification", "until", "readers", "marked"),
    [
        ("white", date(2021, 10, 8), EVERYBODY, True),
        ("white", date(2021, 9, 30), EVERYBODY, False),
        ("amber", date(2021, 10, 8), EVERYBODY, False),
        ("amber", date(2021, 10, 8), FOR_THE_SSC, True),
    ],
)
def test_what_was_published_before_papers_were_kept_is_as_staff_entered_it(
    classification: str, until: date, readers: Readers, marked: bool
) -> None:
    restated(classification=classification)
    assert (judged(count(8), readers, until=until) is not None) == marked
    assert judged(count(7), readers, until=until) is None


def test_comparison_asks_twice_for_any_number_of_figures_and_not_again() -> None:
    published_as({RAISED: 7})
    figures = [Monthly(f"measure.none.{number}", SEPTEMBER.back(number % 13 + 1)) for number in range(400)]
    restating = Restating(SEPTEMBER, date(2021, 10, 8))
    with CaptureQueriesContext(connection) as asked:
        restating.ask([*figures, OF])
        restating.ask(figures[:20])
        assert restating.revision(OF, count(8)) is not None
    assert len(asked) == 2
    with CaptureQueriesContext(connection) as asked:
        Restating(SEPTEMBER, date(2021, 10, 8)).ask([Monthly(RAISED, SEPTEMBER)])
    assert len(asked) == 0
