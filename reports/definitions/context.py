"""What the builders of a monthly report are given: the engine's context, and the month's reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reports.engine.blocks import Cell, Monthly, Provenance, Series
from reports.engine.context import ReportContext
from reports.engine.glossary import EMPTY, Glossary
from reports.engine.values import MISSING, Value
from reports.facts.registry import Facts
from reports.reads import MonthReads
from reports.restating.judging import Restating


@dataclass(frozen=True, slots=True)
class MonthContext(ReportContext):
    reads: MonthReads = field(kw_only=True)
    since_meeting: bool = field(kw_only=True, default=True)
    """Whether `since` is the day of a meeting, or for want of one the day before the month."""
    meeting_id: int = field(kw_only=True, default=0)
    """The meeting that the paper goes to."""
    glossary: Glossary = field(kw_only=True, default=EMPTY)
    """The abbreviations known at the month's end."""
    restating: Restating = field(init=False)
    """What was published for the months before, against what the records give for them now."""

    def __post_init__(self) -> None:
        facts = self.facts if isinstance(self.facts, Facts) else None
        object.__setattr__(self, "restating", Restating(self.month, self.until, facts))

    def fact(self, key: str) -> Value:
        """A figure the edition asks for; missing, and a Problem, when its measure has not been set up."""
        try:
            return self.facts.value(key)
        except KeyError:
            self.problems.error("fact.unknown", f"Nothing is set up to give the figure “{key}”.")
            return MISSING

    def cell(self, key: str) -> Cell:
        """The figure as a table has it, saying whose it is: so that the paper is known to print it."""
        return Cell(self.fact(key), of=self.named(key))

    def series(self, name: str, keys: Iterable[str]) -> Series:
        """Figures of several names as a chart has them, a value for each."""
        keys = tuple(keys)
        return Series(name, tuple(map(self.fact, keys)), of=tuple(map(self.named, keys)))

    def named(self, key: str) -> Monthly:
        """Whose a figure of that name is that the paper prints for its own month."""
        return Monthly(key, self.month)

    def provenance(self, query: str, rule: str = "") -> Provenance:
        return Provenance(query, self.as_at, rule)
