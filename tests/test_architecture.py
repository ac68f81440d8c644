"""The arrows of docs/architecture.md: what may import what. A module that breaks one fails here by name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

LEAVES = ("access", "jobs", "importing")
DATA = ("parties", "modifications", "meetings", "measures")

MAY_IMPORT: dict[str, set[str]] = {
    "access": set(),
    "jobs": {"access"},
    "importing": {"access", "jobs"},
    "parties": {*LEAVES},
    "modifications": {*LEAVES},
    "meetings": {*LEAVES, "modifications"},
    "measures": {*LEAVES},
    "reports": {*LEAVES, *DATA},
    "readers": {*LEAVES, *DATA, "reports"},
}

WITHIN_REPORTS: dict[str, set[str]] = {
    "engine": set(),
    "charts": {"engine"},
    "renderers": {"engine", "charts"},
}
"""Folders of `reports` that look only at these others, and at no query, model or view."""

WITHOUT_DJANGO = ("reports/engine", "reports/charts", "modifications/working_days.py", "modifications/references.py")


def modules(folder: str) -> Iterator[Path]:
    path = ROOT / folder
    return iter([path]) if path.is_file() else path.rglob("*.py")


def imported(path: Path) -> set[str]:
    """Dotted names of every module this one imports, wherever in the file it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{path}: imports are written whole"
    return found


def tops(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


MORE_WITHIN: dict[str, set[str]] = {"access/accounts": {"jobs"}}
"""Folders that stand on more than the app they are in: mails about accounts go out as jobs."""


def allowed_to(path: Path, app: str) -> set[str]:
    more = (tops for folder, tops in MORE_WITHIN.items() if path.is_relative_to(ROOT / folder))
    return MAY_IMPORT[app] | {app}.union(*more)


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_app_imports_only_what_stands_below_it(app: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)} imports {top}"
        for path in modules(app)
        for top in tops(path) & (MAY_IMPORT.keys() | {"secops", "tests"})
        if top not in allowed_to(path, app)
    }
    assert not wrong


def test_every_app_of_ours_has_its_arrows() -> None:
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert apps - {"secops"} == MAY_IMPORT.keys()


@pytest.mark.parametrize("folder", WITHIN_REPORTS)
def test_reports_folder_looks_only_at_plain_data(folder: str) -> None:
    allowed = tuple(f"reports.{name}" for name in (*WITHIN_REPORTS[folder], folder))
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(f"reports/{folder}")
        for name in imported(path)
        if name.split(".")[0] in {*DATA, "jobs", "importing"}
        or (name.startswith("reports.") and not name.startswith(allowed))
    }
    assert not wrong


@pytest.mark.parametrize("folder", WITHOUT_DJANGO)
def test_pure_code_knows_no_django(folder: str) -> None:
    paths = list(modules(folder))
    assert paths
    assert not {str(path.relative_to(ROOT)) for path in paths if tops(path) & {"django", "psycopg2"}}


def test_renderers_ask_no_database() -> None:
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules("reports/renderers")
        for name in imported(path)
        if name.startswith("django.db")
    }
    assert not wrong


def test_only_the_policy_decides_by_role() -> None:
    """Roles are compared in access alone; elsewhere one asks the policy."""
    wrong = {
        str(path.relative_to(ROOT))
        for app in (*DATA, "reports", "readers")
        for path in modules(app)
        if {"access.models.Role", "access.models.RoleGrant"} & imported(path)
    }
    assert not wrong


def test_records_never_read_the_clock() -> None:
    """`today` and `now` are for sign-ins and jobs; what a report says depends on its dates alone."""
    folders = (*DATA, "importing", "reports/engine", "reports/definitions", "reports/facts", "reports/renderers")
    wrong = {
        f"{path.relative_to(ROOT)}:{node.lineno} reads the clock with {node.attr}"
        for folder in folders
        for path in modules(folder)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "localdate", "utcnow"}
    }
    assert not wrong
