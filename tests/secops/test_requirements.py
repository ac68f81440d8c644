"""The lock: complete, by hash, from no named place, and without what must stay out."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-installer.txt"]


def pins(file: str) -> dict[str, str]:
    """Name and version of everything in a lock."""
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / file).read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize("file", LOCKS)
def test_lock_every_package_has_hashes(file: str) -> None:
    text = (ROOT / file).read_text()
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert blocks
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("file", LOCKS)
def test_lock_names_no_registry(file: str) -> None:
    assert "://" not in (ROOT / file).read_text()


@pytest.mark.parametrize("file", LOCKS)
def test_lock_leaves_psycopg_3_out(file: str) -> None:
    """Django would use it instead of psycopg2 as soon as it could be imported."""
    assert {name for name in pins(file) if name.startswith("psycopg")} <= {"psycopg2-binary"}


def test_psycopg_3_is_not_installed() -> None:
    assert importlib.util.find_spec("psycopg") is None


def test_lock_development_has_the_runtime_versions() -> None:
    runtime = pins("requirements.txt")
    assert len(runtime) > 20
    assert runtime.items() <= pins("requirements-dev.txt").items()


@pytest.mark.parametrize("file", [name.replace(".txt", ".in") for name in LOCKS])
def test_requirements_every_line_has_its_reason(file: str) -> None:
    lines = (ROOT / file).read_text().splitlines()
    groups = "\n".join(lines).split("\n\n")[1:] if file != "requirements-installer.in" else ["\n".join(lines)]
    packages = [line for line in lines if re.match(r"[A-Za-z]", line)]
    explained = re.findall(r"^#.*\n(?:[A-Za-z].*\n?)+", "\n".join(groups), flags=re.MULTILINE)
    assert packages == [line for block in explained for line in block.splitlines() if not line.startswith("#")]
