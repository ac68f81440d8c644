"""What a fact is, and the facts of a month as the engine asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reports.engine.values import MISSING, Value, text
from reports.engine.words import figure_in_words
from reports.facts.rows import Listing, Row, Tally
from reports.reads import MonthReads

Read = Callable[[MonthReads], Value]
Rows = Callable[[MonthReads], Listing]


class Unit(StrEnum):
    COUNT = "count"
    WORKING_DAYS = "WD"
    PERCENT = "%"
    DAYS = "days"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure with a name.

    `rule` says what is counted, in words a reader could check it by, and `convention` what it counts by, where there
    is a choice ("excluding the DCC"). `source` is the dotted name of the query it counts with. `rows` gives the records
    behind it. `monthly` says whether another month's figure follows from the calendar alone: what is counted since a
    Panel meeting, or as known on an issue date, needs that month's own paper. `claimed_by` is empty, but where records
    are named so much alike that several figures have the one key: then it has their labels, and no figure is given.
    """

    key: str
    label: str
    unit: Unit
    rule: str
    source: str
    read: Read
    rows: Rows
    group: str
    convention: str = ""
    monthly: bool = True
    claimed_by: tuple[str, ...] = ()


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
        self._families: dict[str, dict[str, Fact]] = {}

    def value(self, key: str) -> Value:
        """Raises KeyError for a name that is not registered."""
        if key not in self._known:
            self._known[key] = self.fact(key).read(self._reads)
        return self._known[key]

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of the figures that were asked for, in the order of their first asking."""
        return tuple(self._known)

    def fact(self, key: str) -> Fact:
        """The fact of that name. A family that goes by the records is read only when one of its names is asked for.

        Raises KeyError for a name that is not registered.
        """
        from reports.facts.records import FACTS

        return FACTS[key] if key in FACTS else self._family(key.partition(".")[0])[key]

    def all(self) -> list[Fact]:
        """Every fact of the month, in the order of the registry."""
        from reports.facts.records import FACTS, FAMILIES

        return [*FACTS.values(), *(fact for name in FAMILIES for fact in self._family(name).values())]

    def _family(self, name: str) -> dict[str, Fact]:
        from reports.facts.records import FAMILIES

        if name not in self._families:
            self._families[name] = by_key(FAMILIES[name](self._reads))
        return self._families[name]


def by_key(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Each fact under its key, in their order. A key that several have is that of none of them: it gives no figure."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.key, []).append(fact)
    return {key: same[0] if len(same) == 1 else _ambiguous(same) for key, same in found.items()}


def _ambiguous(same: Sequence[Fact]) -> Fact:
    labels = tuple(fact.label for fact in same)
    rows = tuple(Row((text(label),)) for label in labels)
    return replace(
        same[0],
        label=" / ".join(labels),
        rule="Given by none of the figures that have this key: what they are of is named too much alike.",
        convention="",
        read=lambda reads: MISSING,
        rows=lambda reads: Listing(("Figure",), rows, Tally.SHOWN),
        claimed_by=labels,
    )


def all_values(reads: MonthReads) -> list[FactValue]:
    """Every fact of the month with its value, in the order of the registry; in a constant number of queries."""
    facts = Facts(reads)
    return [valued(fact, facts.value(fact.key)) for fact in facts.all()]


def valued(fact: Fact, value: Value) -> FactValue:
    return FactValue(fact.key, fact.label, fact.group, fact.unit, value, in_words(value))


def in_words(value: Value) -> str:
    """The value in words, "" for one that is missing or no number."""
    try:
        return "" if value.is_missing else figure_in_words(value.display)
    except ValueError:
        return ""
