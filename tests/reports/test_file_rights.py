"""Drafts on the disk: who else on the machine may read them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from tests.access.test_classifying import report


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


@pytest.fixture
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.django_db
@pytest.mark.parametrize("umask", [0o077, 0o027, 0o022], indirect=True, ids=oct)
def test_built_report_is_readable_as_the_umask_says(umask: int, tmp_path: Path) -> None:
    report("red")
    file = tmp_path / "draft.json"
    quiet = {"stdout": StringIO(), "stderr": StringIO()}
    for _ in ("new", "in place of another"):
        call_command("build_report", "operations", "2021-09", format="json", output=file, **quiet)
        assert mode(file) == oct(0o666 & ~umask)
    assert [path.name for path in tmp_path.iterdir()] == ["draft.json"]


def test_kept_files_are_closed_to_others(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    name = default_storage.save("drafts/paper.pdf", ContentFile(b"%PDF-"))
    file = Path(default_storage.path(name))
    assert [mode(path) for path in (file, file.parent, file.parent.parent)] == ["0o640", "0o750", "0o750"]
