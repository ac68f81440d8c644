"""Whether a past month's figure is another now than was published for it, as each part's readers may be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from access.classification import at_least
from reports.engine.blocks import Monthly, Revision
from reports.engine.document import Document
from reports.engine.month import Month
from reports.engine.revising import Named, named_in, with_revisions
from reports.engine.values import Value, count, decimal
from reports.facts.registry import Facts
from reports.restating.places import EVERYBODY, Printed, Readers, printed_in, readers_of
from reports.restating.published import Published, Stated, published_for, stated_of


@dataclass(frozen=True, slots=True)
class Judged:
    """A past month's figure that a part prints, what its readers were told of it, and what staff entered. `revision`
    where the two differ."""

    named: Named
    published: Published | None
    among: tuple[Published, ...]
    stated: Stated | None
    revision: Revision | None


class Restating:
    """One build's comparison. What was published is asked for at most once for a figure, and not at all where a report
    prints no month but its own."""

    def __init__(self, month: Month, until: date, facts: Facts | None = None) -> None:
        self.month = month
        self.until = until
        self._facts = facts
        self._asked: set[Monthly] = set()
        self._published: dict[Monthly, tuple[Published, ...]] = {}
        self._stated: dict[Monthly, Stated] = {}
        self._months: set[Month] = set()
        self._told: dict[str, frozenset[Monthly]] = {}
        self.judged: list[Judged] = []
        """Every past month's figure of the Document that was marked."""
        self.printed: Printed = {}
        """The parts of it that print each fact of the report's own month, with what they print."""

    def ask(self, figures: Iterable[Monthly]) -> None:
        """Read what is needed for these at once; two queries, or none."""
        new = {one for one in figures if one.month != self.month} - self._asked
        self._asked |= new
        self._published |= published_for(new)
        if months := {one.month for one in new} - self._months:
            self._stated |= stated_of(months)
            self._months |= months

    def tell(self, block: str, figures: Iterable[Monthly]) -> None:
        """The paper tells elsewhere of what was revised of these: under that block they are marked alone."""
        self._told[block] = self._told.get(block, frozenset()) | frozenset(figures)

    def revision(self, of: Monthly, now: Value, readers: Readers = EVERYBODY) -> Revision | None:
        """How the figure differs from what these readers were told of it, if it does. Asked after `ask`."""
        if of.month == self.month:
            return None
        published, stated = self._published_to(of, readers), self._stated_to(of, readers)
        if published is not None:
            return None if published.number == number_of(now) else self._revised(of, now, published, stated)
        if of in self._published or stated is None or stated.restated_on > self.until:
            return None
        return None if stated.number == number_of(now) else self._as_entered(of, now, stated)

    def marked(self, document: Document) -> Document:
        """The Document with every revised figure marked and told of; `judged` and `printed` say what was compared."""
        named, readers = list(named_in(document)), readers_of(document)
        self.ask(one.of for one in named)
        self.printed = printed_in(document)
        self.judged = [self._judge(one, readers[one.part]) for one in named if one.of.month != self.month]
        return with_revisions(
            document,
            lambda part, of, now: self.revision(of, now, readers[part]),
            lambda block: self._told.get(block, frozenset()),
        )

    def _judge(self, named: Named, readers: Readers) -> Judged:
        stated = self._stated.get(named.of)
        if stated is not None and stated.restated_on > self.until and named.of not in self._published:
            stated = None
        return Judged(
            named,
            self._published_to(named.of, readers),
            self._published.get(named.of, ()),
            stated,
            self.revision(named.of, named.value, readers),
        )

    def _published_to(self, of: Monthly, readers: Readers) -> Published | None:
        """The latest of what was published for the month that all these readers may read."""
        return next((one for one in self._published.get(of, ()) if one.told_to(readers)), None)

    def _stated_to(self, of: Monthly, readers: Readers) -> Stated | None:
        """A reason speaks of what it is classified as: nobody lower is told it."""
        stated = self._stated.get(of)
        return stated if stated and readers.classification in at_least(stated.classification) else None

    def _revised(self, of: Monthly, now: Value, published: Published, stated: Stated | None) -> Revision:
        was = Value(published.number, published.display)
        found = Revision(of.fact, of.month, published.label, was, now, "", None)
        found = replace(found, kind=published.kind, version=published.version, reference=published.reference)
        return replace(found, reason=stated.reason, restated_on=stated.restated_on) if stated else found

    def _as_entered(self, of: Monthly, now: Value, stated: Stated) -> Revision:
        was = as_entered(stated.number, now)
        return Revision(of.fact, of.month, self._label(of.fact), was, now, stated.reason, stated.restated_on)

    def _label(self, fact: str) -> str:
        try:
            return self._facts.fact(fact).label if self._facts else fact
        except KeyError:
            return fact


def as_entered(published: Decimal, now: Value) -> Value:
    """A number that staff entered, printed as the present figure is."""
    if published == published.to_integral_value() and not now.display.endswith("%"):
        return count(int(published))
    places = max(0, -int(published.normalize().as_tuple().exponent))
    return decimal(published, places, "%" if now.display.endswith("%") else "")


def number_of(value: Value) -> Decimal | None:
    return Decimal(value.raw) if isinstance(value.raw, int | Decimal) else None
