"""What the builders of the year's report are given: a month's context, and the year by its months."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reports.definitions.context import MonthContext
from reports.definitions.regulatory_year.tiles import PRINTED_AS
from reports.engine.blocks import Cell, Monthly, Prose
from reports.engine.narrative import parse
from reports.engine.values import MISSING, Value
from reports.facts.by_month import MadeOf, made_of
from reports.facts.registry import Facts
from reports.year_reads import YearReads

_BEFORE, _OWN = "year_before", "year"
"""In the names of a figure of the year before, and of what it was called when that was the year."""


@dataclass(frozen=True, slots=True)
class YearContext(MonthContext):
    year: YearReads = field(init=False)

    def __post_init__(self) -> None:
        MonthContext.__post_init__(self)
        object.__setattr__(self, "year", YearReads(self.reads))

    @property
    def named_figures(self) -> Facts:
        """The facts, as they say which of them were asked for. Raises TypeError where they are others."""
        if not isinstance(self.facts, Facts):
            raise TypeError("the report of a year is made from the registry of facts")
        return self.facts

    def made_of(self, key: str) -> MadeOf | None:
        """Called what the paper calls it. None for a figure that no months make, and for one that nothing is set up to
        give."""
        known = self.year.known
        if key not in known:
            try:
                found = made_of(key, self.named_figures, self.year)
            except KeyError:
                found = None
            known[key] = replace(found, label=PRINTED_AS.get(key, found.label)) if found else None
        return known[key]

    def by_month(self, key: str) -> tuple[Value, ...]:
        """What each of the twelve months gave to the figure; missing where nothing is set up to give it."""
        self.fact(key)
        found = self.made_of(key)
        return found.values if found else (MISSING,) * len(self.year.months)

    def own_of(self, key: str) -> str:
        """The month's own figure that makes the annual one; "" where no months make it."""
        found = self.made_of(key)
        return found.own if found else ""

    def before(self, key: str) -> Cell:
        """A figure of the year before, which papers published as that year's own at its end."""
        return Cell(self.fact(key), of=self.of_the_year_before(key))

    def of_the_year_before(self, key: str) -> Monthly | None:
        """Whose figure that is, for a key such as "year_before.parties.acceded"; None for one of this year."""
        own = key.replace(_BEFORE, _OWN)
        return None if own == key else Monthly(own, self.year.months_before[-1])

    def written(self, text: str, *, section: str, block: str) -> tuple[Prose, ...]:
        """What staff wrote under that id, for a block that prints several texts."""
        return parse(self.narrative.get(text, ""), self, section=section, block=block)
