"""What an editor offers for the sample month."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reports.models import Report
from reports.narrative.chips import MOST_FOUND, chips, search
from tests.access.cast import reader

pytestmark = pytest.mark.django_db


def targets(found: list[dict[str, Any]]) -> list[str]:
    return [entry["target"] for entry in found]


def by(found: list[dict[str, Any]], name: str, value: str) -> dict[str, Any]:
    [entry] = [entry for entry in found if entry[name] == value]
    return entry


def offered(report: Report) -> dict[str, list[dict[str, Any]]]:
    return chips(reader("editor"), report)


@pytest.fixture
def september(sample_month: None, db: None) -> Report:
    return Report.objects.select_related("meeting__committee").get(kind="operations", month=date(2021, 9, 1))


def test_fact_is_offered_as_figure_and_in_words(september: Report) -> None:
    facts = offered(september)["facts"]
    assert by(facts, "key", "modifications.open") == {
        "key": "modifications.open",
        "label": "Proposals open (pre-decision)",
        "group": by(facts, "key", "modifications.open")["group"],
        "unit": "count",
        "figure": "59",
        "words": "fifty-nine",
        "Words": "Fifty-nine",
        "missing": False,
        "forms": ["", "words", "Words"],
        "url": "/reports/operations/2021-09/facts/modifications.open/",
    }
    assert by(facts, "key", "meetings.minutes_in_time")["words"] == "ninety-three per cent"


def test_reference_is_offered_with_its_generated_number(september: Report) -> None:
    references = offered(september)["references"]
    assert by(references, "id", "voting-groups")["text"] == "Figure 1"
    assert by(references, "id", "voting-groups")["kind"] == "figure"
    assert by(references, "id", "ccsg")["text"].startswith("Section ")
    assert by(references, "id", "assessments-open")["text"].startswith("Table ")
    assert len({entry["id"] for entry in references}) == len(references)


def test_record_is_offered_as_the_paper_prints_it(september: Report) -> None:
    mentions = offered(september)["mentions"]
    modification = by(mentions, "target", "MP121")
    assert modification["kind"] == "modification"
    assert modification["text"] == f"MP121 ‘{modification['text'][7:-1]}’"
    assert modification["ref"] == "MP121"
    assert by(mentions, "target", "meeting:panel-97")["kind"] == "meeting"
    cilleni = by(mentions, "target", "party:cilleni-energy-supply")
    assert (cilleni["text"], cilleni["kind"]) == ("Cilleni Energy Supply Limited", "party")
    assert len(set(targets(mentions))) == len(mentions)


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("MP 121", "MP121"),
        ("mp121", "MP121"),
        ("121", "MP121"),
        ("MP12", "MP121"),
        ("panel 97", "meeting:panel-97"),
        ("tag-82X", "meeting:tag-82X"),
        ("cilleni", "party:cilleni-energy-supply"),
        ("rebel energy", "party:cilleni-energy-supply"),
    ],
)
def test_record_is_found_however_it_is_typed(september: Report, words: str, target: str) -> None:
    assert target in targets(search(reader("editor"), september, words))


def test_reference_typed_whole_comes_first(september: Report) -> None:
    assert targets(search(reader("editor"), september, "mp 121"))[0] == "MP121"


def test_record_is_found_by_any_words_of_its_title(september: Report) -> None:
    title = by(offered(september)["mentions"], "target", "MP121")["text"][7:-1]
    words = " ".join(reversed(title.lower().split()[:3]))
    assert "MP121" in targets(search(reader("editor"), september, words))


@pytest.mark.parametrize("words", ["", "   ", "zyzzyva", "}}{{", "%", "x" * 5000, "@#|", "\x00"])
def test_words_that_name_nothing_find_nothing(september: Report, words: str) -> None:
    assert search(reader("editor"), september, words) == []


def test_search_is_bounded(september: Report) -> None:
    assert len(search(reader("editor"), september, "example")) == MOST_FOUND
