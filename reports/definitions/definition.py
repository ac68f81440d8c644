"""What a report is to the rest of the program: its name and editions, and what it needs and is held to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from reports.definitions.context import MonthContext
from reports.definitions.needs import Needs, prints
from reports.engine.edition import Edition

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Documented:
    """What docs/import.md cannot read off the editions: the `committees` that the report asks for by code, the
    `measures` with the categories it asks for by name, and as (what is printed, from which `records`) where the rest
    comes from."""

    committees: tuple[str, ...] = ()
    measures: Rows = ()
    records: Rows = ()


@dataclass(frozen=True, slots=True)
class HeldWhere:
    """Checks that an edition is held to only where it has one of these sections, or prints one of these figures: each a
    name, or all that begin with one that ends in a dot."""

    checks: frozenset[str]
    sections: frozenset[str]
    figures: tuple[str, ...] = ()

    def holds(self, sections: Collection[str], figures: Mapping[str, str]) -> bool:
        return not self.sections.isdisjoint(sections) or prints(figures, self.figures) is not None


@dataclass(frozen=True, slots=True)
class ReportDefinition:
    """A report that the program can make. A module of this folder that holds one as `REPORT` is all that it takes.

    `kind` is its name in addresses and records, in small letters and hyphens; `rank` its place among the reports, whose
    first is the one that the desk opens with. `left_out` are the checks of the book that it is not held to, and
    `own_checks` those that no other report is. `held_where` are those that an edition is held to only
    where it prints what they look at; `stands_for` gives, for a section that an edition may not have, the one that
    tells of its matter then, so that what is found there has an owner. `months` is how many it tells of, ending with
    the one it is filed under.
    """

    kind: str
    name: str
    rank: int
    editions: tuple[Edition[MonthContext], ...]
    needs: Needs = field(default_factory=Needs)
    left_out: frozenset[str] = frozenset()
    own_checks: frozenset[str] = frozenset()
    held_where: tuple[HeldWhere, ...] = ()
    stands_for: Mapping[str, str] = field(default_factory=dict)
    context: type[MonthContext] = MonthContext
    months: int = 1
    documented: Documented = field(default_factory=Documented)
