"""What a fact is, and the facts of a month as the engine asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reports.engine.values import Value
from reports.reads import MonthReads


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with a name. `rule` says what is counted, in words a reader could check it by."""

    key: str
    label: str
    rule: str
    read: Callable[[MonthReads], Value]


class Facts:
    """The facts of one month; each is computed at most once."""

    def __init__(self, reads: MonthReads) -> None:
        self._reads = reads
        self._known: dict[str, Value] = {}

    def value(self, key: str) -> Value:
        """Raises KeyError for a name that is not registered."""
        if key not in self._known:
            self._known[key] = self._compute(key)
        return self._known[key]

    def _compute(self, key: str) -> Value:
        from reports.facts import measures, records

        if fact := records.FACTS.get(key):
            return fact.read(self._reads)
        return measures.value(self._reads, key)
