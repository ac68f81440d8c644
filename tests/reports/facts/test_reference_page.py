"""docs/facts.md is what the registry has, and the inventory of published figures names facts that are there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from reports.facts.inventory import INVENTORIES
from reports.facts.inventory_kinds import Figure
from reports.facts.records import FACTS, FAMILIES
from reports.facts.reference_page import FAMILY_ROWS, page
from reports.facts.registry import Facts
from tests.reports.facts.agreeing import reads_of

FIGURES = [figure for inventory in INVENTORIES for figure in inventory.figures]


def test_page_in_docs_is_current() -> None:
    call_command("facts_docs", "--check")


def test_stale_page_is_told_of_and_written_anew(settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError, match="facts_docs --write"):
        call_command("facts_docs", "--check")
    call_command("facts_docs", "--write")
    call_command("facts_docs", "--check")


def test_page_has_every_fact() -> None:
    text = page()
    assert [key for key in FACTS if f"| `{key}` |" not in text] == []


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name[:60])
def test_published_figure_has_facts_or_says_why_not(figure: Figure) -> None:
    assert figure.keys or figure.note
    for key in figure.keys:
        if "<" in key:
            assert key.partition(".")[0] in FAMILIES
        elif key.endswith(".*"):
            assert any(one.startswith(key.removesuffix("*")) for one in FACTS), key
        else:
            assert key in FACTS


def test_families_that_the_inventory_names_are_explained() -> None:
    explained = " ".join(row[0] for row in FAMILY_ROWS)
    for key in {key for figure in FIGURES for key in figure.keys if "<" in key}:
        last = re.sub(r".*>", "", key)
        assert f"{last}`" in explained or f"`{key}`" in explained, key


@pytest.mark.django_db
def test_families_that_the_page_explains_are_there_in_the_sample_month(sample_month: None) -> None:
    keys = [fact.key for fact in Facts(reads_of()).all()]
    for ending in re.findall(r"(\.[a-z_0-9]+)`", " ".join(row[0] for row in FAMILY_ROWS)):
        if ending not in (".due", ".delivered", ".late_by", ".actual", ".forecast", ".variance", ".variance_share"):
            assert any(key.endswith(ending) for key in keys), ending
