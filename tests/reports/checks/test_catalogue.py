"""The page in docs/ on the reconciliation book."""

from __future__ import annotations

from django.core.management import call_command

from reports.checks.catalogue import page
from reports.checks.registry import registered


def test_page_of_checks_is_current() -> None:
    call_command("checks_docs", check=True)


def test_page_lists_every_check_once() -> None:
    lines = page().splitlines()
    for check in registered():
        assert sum(line.startswith(f"| `{check.id}` |") for line in lines) == 1, check.id
