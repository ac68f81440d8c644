"""The sample month, as `make run` loads it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from importing import loading
from importing.exporting import export
from importing.registry import templates

FOLDER = Path(settings.BASE_DIR) / "sample_data" / "2021-09"


@pytest.fixture
def files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in FOLDER.glob("*.csv")}


@pytest.fixture
def loaded(db: None, files: dict[str, bytes]) -> loading.Outcome:
    return loading.load(files)


def test_sample_month_loads_whole(loaded: loading.Outcome, files: dict[str, bytes]) -> None:
    assert [str(problem) for problem in loaded.problems] == []
    assert {f"{name}.csv" for name in loaded.counts} == set(files)
    assert all(counts.added and not counts.changed for counts in loaded.counts.values())


def test_sample_month_loaded_again_changes_nothing(loaded: loading.Outcome, files: dict[str, bytes]) -> None:
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        again = loading.load(files)
    assert time.perf_counter() - began < 5
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert {name: counts.unchanged for name, counts in again.counts.items()} == {
        name: counts.added for name, counts in loaded.counts.items()
    }


@pytest.mark.usefixtures("loaded")
def test_sample_month_exported_and_loaded_again_changes_nothing() -> None:
    exported = {
        template.file: export(template, template.model._default_manager.all()) for template in templates().values()
    }
    again = loading.load(exported)
    assert [str(problem) for problem in again.problems] == []
    assert not any(counts.added or counts.changed for counts in again.counts.values())


@pytest.mark.django_db
def test_sample_month_loads_through_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_month", str(FOLDER))
    assert "parties: " in capsys.readouterr().out
