"""The reports there are: one for each module of this folder that defines one."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from reports import definitions as home
from reports.definitions.definition import ReportDefinition
from reports.engine.edition import NoEdition


@cache
def definitions() -> dict[str, ReportDefinition]:
    """Every report by its kind, in the order of their ranks. Raises ValueError where two are of one kind."""
    found = [
        getattr(import_module(f"{home.__name__}.{one.name}"), "REPORT", None) for one in iter_modules(home.__path__)
    ]
    reports = sorted((one for one in found if isinstance(one, ReportDefinition)), key=lambda one: one.rank)
    by_kind = {one.kind: one for one in reports}
    if len(by_kind) < len(reports):
        raise ValueError(f"Two reports are of one kind: {', '.join(sorted(one.kind for one in reports))}.")
    return by_kind


def definition_of(kind: str) -> ReportDefinition:
    """Raises NoEdition for a kind that no report has, as for a month in which a report had no edition."""
    try:
        return definitions()[kind]
    except KeyError:
        raise NoEdition(f"There is no report of the kind “{kind}”.") from None


def kinds() -> list[tuple[str, str]]:
    """Every report as (kind, name): what a field that holds a kind offers."""
    return [(one.kind, one.name) for one in definitions().values()]
