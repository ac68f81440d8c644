"""The checks themselves, by subject: small functions, each declared beside its title and explanation.

Imported in the order in which the book lists them.
"""

from reports.checks.declared import (  # noqa: I001  # the order is the book's
    gaps,
    wording,
    carrying,
    abbreviations,
    quoted,
    times,
    naming,
    named_meetings,
    places,
    totals,
    bridges,
    lists,
    counterparts,
    proposals,
    reviews,
    year,
    assessments,
    order,
    duplicates,
    series,
    references,
    paper,
)

__all__ = [
    "abbreviations",
    "assessments",
    "bridges",
    "carrying",
    "counterparts",
    "duplicates",
    "gaps",
    "lists",
    "named_meetings",
    "naming",
    "order",
    "paper",
    "places",
    "proposals",
    "quoted",
    "references",
    "reviews",
    "series",
    "times",
    "totals",
    "wording",
    "year",
]
