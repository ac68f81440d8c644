"""The reports there are: one for each module of this folder that defines one."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from reports import definitions as home
from reports.definitions.definition import ReportDefinition


@cache
def definitions() -> dict[str, ReportDefinition]:
    """Every report by its kind, in the order of their ranks."""
    found = [
        getattr(import_module(f"{home.__name__}.{one.name}"), "REPORT", None) for one in iter_modules(home.__path__)
    ]
    reports = sorted((one for one in found if isinstance(one, ReportDefinition)), key=lambda one: one.rank)
    return {one.kind: one for one in reports}


def definition_of(kind: str) -> ReportDefinition:
    """Raises LookupError for a kind that no report has."""
    return definitions()[kind]


def kinds() -> list[tuple[str, str]]:
    """Every report as (kind, name): what a field that holds a kind offers."""
    return [(one.kind, one.name) for one in definitions().values()]
