"""The registry: every fact by its key, and the families whose facts go by what has been entered."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reports.facts import (
    assessments,
    committees,
    dcc_reports,
    decisions,
    joining,
    measures,
    meetings,
    modifications,
    parties,
    releases,
    security,
    year,
)
from reports.facts.registry import Fact
from reports.reads import MonthReads

FACTS: dict[str, Fact] = {
    fact.key: fact
    for module in (
        parties,
        joining,
        modifications,
        assessments,
        releases,
        decisions,
        meetings,
        dcc_reports,
        security,
        year,
    )
    for fact in module.facts()
}

FAMILIES: dict[str, Callable[[MonthReads], Iterator[Fact]]] = {
    "release": releases.family,
    "committee": committees.family,
    "dcc_report": dcc_reports.family,
    "measure": measures.family,
    "security_outcome": security.family,
}
"""By the first part of their keys: a fact of each kind for every record of a kind that has been entered."""
