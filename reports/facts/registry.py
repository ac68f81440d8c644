"""What a fact is, and the facts of a month as the engine asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reports.engine.values import Value
from reports.engine.words import figure_in_words
from reports.reads import MonthReads


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with a name. `rule` says what is counted, in words a reader could check it by."""

    key: str
    label: str
    rule: str
    read: Callable[[MonthReads], Value]


@dataclass(frozen=True, slots=True)
class FactValue:
    """A fact with what it is in a month. `words` is "" where the value cannot be written in words."""

    key: str
    label: str
    group: str
    unit: str
    value: Value
    words: str


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


def all_values(reads: MonthReads) -> list[FactValue]:
    """Every fact of the month with its value, in the order of the registry, then measure by measure."""
    from reports.facts import measures, records

    facts = [*records.FACTS.values(), *measures.facts(reads)]
    return [_valued(fact, fact.read(reads)) for fact in facts]


def _valued(fact: Fact, value: Value) -> FactValue:
    group = fact.key.partition(".")[0].capitalize()
    return FactValue(fact.key, fact.label, group, unit_of(value), value, in_words(value))


def unit_of(value: Value) -> str:
    return next((unit for unit in ("WD", "%") if value.display.endswith(unit)), "count")


def in_words(value: Value) -> str:
    """The value in words, "" for one that is missing or no number."""
    try:
        return "" if value.is_missing else figure_in_words(value.display)
    except ValueError:
        return ""
