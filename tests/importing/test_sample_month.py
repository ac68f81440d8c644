"""The sample month, as it is loaded by `make run`."""

from __future__ import annotations

from pathlib import Path

import pytest

import importing

FOLDER = Path(__file__).resolve().parents[2] / "sample_data" / "2021-09"


@pytest.mark.django_db
def test_sample_month_loads_whole_and_a_second_load_changes_nothing() -> None:
    files = {path.name: path.read_bytes() for path in FOLDER.glob("*.csv")}
    import time
    t=time.time()
    first = importing.load(files)
    print(time.time()-t)
    for p in first.problems[:60]: print(p)
    assert first.problems == ()
    t=time.time()
    again = importing.load(files)
    print(time.time()-t)
    for c in (again.counts or {}).items(): print(*c)
    assert all(counts.added == counts.changed == 0 for counts in (again.counts or {}).values())
