"""A planted error for every check, by the module that declares the check."""

from tests.reports.checks.plants import (
    assessments,
    bridges,
    counterparts,
    duplicates,
    gaps,
    lists,
    naming,
    order,
    paper,
    places,
    quoted,
    references,
    series,
    times,
    totals,
    wording,
)

__all__ = [
    "assessments",
    "bridges",
    "counterparts",
    "duplicates",
    "gaps",
    "lists",
    "naming",
    "order",
    "paper",
    "places",
    "quoted",
    "references",
    "series",
    "times",
    "totals",
    "wording",
]
