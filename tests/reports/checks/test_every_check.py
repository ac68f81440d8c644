"""Each check finds the smallest error of its kind, and nothing in the sample month."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

import tests.reports.checks.plants  # noqa: F401  # declares the plants
from reports.checks.book import Book, run_book
from reports.checks.registry import CLASSES, registered
from reports.definitions.registry import definitions
from tests.reports.checks.planting import PLANTS, Ground, found_by, september

pytestmark = pytest.mark.django_db

CHECKS = {check.id: check for check in registered()}
PLANTED_IN = "each check has one plant, in tests/reports/checks/plants/"
SAMPLE_HAS = {"paper.illustrative"}
"""The sample month stands on illustrative records, and says so."""
SAMPLE_HAS_ALREADY = dict.fromkeys(SAMPLE_HAS, "the sample is what is planted")
PROBLEMS_OF = ("reports/building.py", "reports/definitions", "reports/engine")


@pytest.fixture(scope="module")
def book(sample_month: None) -> Book:
    return run_book(september())


def test_every_check_has_a_planted_error_and_every_plant_a_check() -> None:
    assert CHECKS.keys() == PLANTS.keys(), f"{CHECKS.keys() ^ PLANTS.keys()}: {PLANTED_IN}"


@pytest.mark.usefixtures("sample_month")
@pytest.mark.parametrize("check", CHECKS)
def test_check_finds_the_planted_error(check: str) -> None:
    assert check in PLANTS, PLANTED_IN
    sow, says = PLANTS[check]
    ground = Ground()
    sow(ground)
    found = found_by(check, ground)
    messages = [one.finding.message for one in found]
    assert any(says in message for message in messages), messages
    assert {one.severity for one in found} == {CHECKS[check].severity}


@pytest.mark.parametrize("check", CHECKS)
def test_check_is_silent_on_the_sample_month(check: str, book: Book) -> None:
    results = [one for one in book.results if one.check.id == check]
    assert results or any(check in one.own_checks for one in definitions().values() if one.kind != "operations")
    found = [one.finding.message for result in results for one in result.found]
    assert bool(found) == (check in SAMPLE_HAS), found


def test_every_class_of_error_that_published_papers_contain_has_its_checks() -> None:
    assert {number for check in CHECKS.values() for number in check.classes} == CLASSES.keys()


BREAKABLE = {
    "defaults.paper": "a text of the 2019 edition that names no confidential paper",
    "duplicates.rows": "an assessment entered twice",
    "editions.parts": "an edition that drops an appendix, and a report that still attaches it",
    "editions.titles": "an edition whose titles were given before numbers in them were refused",
    "lists.mentions": "two decisions about one modification in a month",
    "paper.reference": "a meeting without a number",
    "references.captions": "a caption takes in the name of a measure",
    "text.sections": "a section of lists, in a month that has none of them",
    "totals.rounding": "days worked in quarters",
    "totals.shares": "three shares of a third",
    "totals.voting_groups": "a group whose one Party has no category",
}
"""What is planted in the Document for want of a month that has it, with what would have to be entered."""


@pytest.mark.usefixtures("sample_month")
@pytest.mark.parametrize("check", CHECKS)
def test_check_holds_by_construction_just_where_nothing_that_is_entered_breaks_it(check: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        PLANTS[check][0](Ground())
    entered = any(one["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for one in captured)
    assert CHECKS[check].by_construction == (not entered and check not in BREAKABLE | SAMPLE_HAS_ALREADY)


def test_checks_are_told_in_whole_sentences() -> None:
    for check in CHECKS.values():
        assert check.title.strip(), check.id
        assert not check.title.endswith("."), check.id
        assert check.explains.endswith("."), check.id


def codes_of_problems() -> Iterator[str]:
    """Every code that a build gives to a Problem, as the source has it."""
    for folder in PROBLEMS_OF:
        path = Path(settings.BASE_DIR) / folder
        for module in [path] if path.is_file() else sorted(path.rglob("*.py")):
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                yield from _codes(node)


def _codes(node: ast.AST) -> Iterator[str]:
    """The texts like "token.malformed" among what is handed to a log, or to whoever complains."""
    if not isinstance(node, ast.Call):
        return
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name in ("error", "warning", "complain", "_refuse", "refuse"):
        place = node.args[0] if node.args else None
    elif name == "TokenError":
        place = node.args[1] if len(node.args) > 1 else None
    else:
        return
    if isinstance(place, ast.Constant) and isinstance(place.value, str) and "." in place.value:
        yield place.value


def test_every_problem_of_a_build_is_owned_by_one_check() -> None:
    owned = [code for check in CHECKS.values() for code in check.owns]
    known = set(codes_of_problems()) | {"token.malformed"}  # the last is a default
    assert len(known) > 25
    assert sorted(owned) == sorted(known)
