"""What the builders of a monthly report are given: the engine's context, and the month's reads."""

from __future__ import annotations

from dataclasses import dataclass, field

from reports.engine.blocks import Provenance
from reports.engine.context import ReportContext
from reports.engine.values import Value
from reports.reads import MonthReads


@dataclass(frozen=True, slots=True)
class MonthContext(ReportContext):
    reads: MonthReads = field(kw_only=True)

    def fact(self, key: str) -> Value:
        return self.facts.value(key)

    def provenance(self, query: str, rule: str = "") -> Provenance:
        return Provenance(query, self.as_at, rule)
