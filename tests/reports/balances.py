"""Every balance that the reports carry over from month to month, as four invented months have it: see `four_months`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from modifications.life import OPEN_STAGES
from reports.engine.blocks import FactRef, Narrative
from reports.engine.document import Document, walk_blocks
from reports.engine.values import Value
from reports.facts.registry import Facts
from reports.reads import MonthReads
from tests.reports.four_months import MONTHS


@dataclass(frozen=True, slots=True)
class Flow:
    """A balance over one month."""

    opening: int
    came: int
    went: int
    closing: int

    @property
    def holds(self) -> bool:
        return self.opening + self.came - self.went == self.closing


LEDGER: dict[str, tuple[tuple[int, int, int, int], ...]] = {
    "parties": ((5, 1, 0, 6), (6, 2, 1, 7), (7, 0, 1, 6), (6, 2, 2, 6)),
    "voting groups": ((4, 1, 0, 5), (5, 1, 1, 5), (5, 0, 1, 4), (4, 2, 1, 5)),
    "events of default": ((2, 1, 1, 2), (2, 2, 1, 3), (3, 1, 3, 1), (1, 2, 1, 2)),
    "parties in default": ((1, 1, 0, 2), (2, 1, 1, 2), (2, 0, 1, 1), (1, 1, 0, 2)),
    "open proposals": ((4, 2, 1, 5), (5, 3, 2, 6), (6, 2, 2, 6), (6, 1, 1, 6)),
    "in development": ((1, 2, 1, 2), (2, 1, 2, 1), (1, 0, 0, 1), (1, 1, 0, 2)),
    "in refinement": ((2, 1, 0, 3), (3, 3, 2, 4), (4, 1, 1, 4), (4, 0, 1, 3)),
    "in report": ((1, 0, 1, 0), (0, 1, 0, 1), (1, 1, 1, 1), (1, 0, 1, 0)),
    "in authority": ((0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 1, 0, 1)),
    "PA underway": ((2, 2, 1, 3), (3, 0, 2, 1), (1, 1, 2, 0), (0, 2, 1, 1)),
    "IA underway": ((1, 0, 0, 1), (1, 0, 1, 0), (0, 1, 0, 1), (1, 2, 1, 2)),
    "actions": ((1, 2, 1, 2), (2, 1, 1, 2), (2, 1, 1, 2), (2, 1, 1, 2)),
}
"""Of each balance, each month's opening, in, out and closing; counted by hand from what `four_months` enters."""
BY_COUNTS = {
    "parties": (("parties.acceded",), ("parties.withdrawn", "parties.expelled"), "parties.total"),
    "events of default": (("defaults.raised",), ("defaults.resolved", "defaults.expelled"), "defaults.standing"),
    "open proposals": (
        ("modifications.raised", "modifications.parts", "modifications.reopened"),
        ("modifications.split", "modifications.concluded_in_month"),
        "modifications.open",
    ),
    "PA underway": (("assessments.pa_accepted",), ("assessments.pa_returned",), "assessments.pa_open"),
    "IA underway": (("assessments.ia_accepted",), ("assessments.ia_returned",), "assessments.ia_open"),
    "actions": (("actions.raised",), ("actions.closed",), "actions.open"),
}
"""The figures that are what came, what went and what is there at the end."""
BY_NAMES = {
    "voting groups": "parties.voting_groups",
    "parties in default": "defaults.parties",
    **{f"in {stage.value}": f"modifications.open.{stage.value}" for stage in OPEN_STAGES},
}
"""The figures whose rows say, beside those of the month before, what came and what went."""
OPENINGS = {
    "open proposals": "modifications.opening",
    "PA underway": "assessments.pa_opening",
    "IA underway": "assessments.ia_opening",
}
CLOSINGS = {**{balance: keys[2] for balance, keys in BY_COUNTS.items()}, **BY_NAMES}
Papers = Mapping[tuple[str, int], Document]
"""By their kind, and which of the four months they are of."""


def reads_of(index: int) -> MonthReads:
    """The reads of one of the four months; of −1, those of the month before them."""
    month = MONTHS[0].back(-index)
    return MonthReads(month, since=month.back(1).last, until=month.back(-1).first)


# --- By the facts -----------------------------------------------------------------------------------------------------


def number(facts: Facts, key: str) -> int:
    raw = facts.value(key).raw
    assert isinstance(raw, int), (key, raw)
    return raw


def _named(facts: Facts, reads: MonthReads, key: str) -> set[str]:
    return {row.cells[0].display for row in facts.fact(key).rows(reads).rows}


def by_the_facts(index: int, balances: Iterable[str] = tuple(LEDGER)) -> dict[str, Flow]:
    """What the month opens with is what the month before closed with, read as at its own last day."""
    earlier, later = reads_of(index - 1), reads_of(index)
    before, now = Facts(earlier), Facts(later)
    flows = {}
    for balance in balances:
        key = CLOSINGS[balance]
        if balance in BY_COUNTS:
            came, went, _ = BY_COUNTS[balance]
            gained, lost = (sum(number(now, one) for one in keys) for keys in (came, went))
        else:
            there, here = _named(before, earlier, key), _named(now, later, key)
            gained, lost = len(here - there), len(there - here)
        flows[balance] = Flow(number(before, key), gained, lost, number(now, key))
    return flows


# --- As printed -------------------------------------------------------------------------------------------------------


def block_of(document: Document, id: str) -> Any:
    (found,) = (block for _, _, block in walk_blocks(document) if block.id == id)
    return found


def display(value: Value) -> int:
    return int(value.display)


def quoted(document: Document) -> dict[str, int]:
    """The figures in the paper's text, as they are printed there."""
    narratives = [block for _, _, block in walk_blocks(document) if isinstance(block, Narrative)]
    inlines = [inline for block in narratives for prose in block.content for inline in getattr(prose, "content", ())]
    return {inline.key: display(inline.value) for inline in inlines if isinstance(inline, FactRef)}


def in_stage(document: Document) -> dict[str, int]:
    """What the figure of the stages closes with, by balance."""
    (series,) = block_of(document, "stages").chart.series
    return {f"in {stage.value}": display(value) for stage, value in zip(OPEN_STAGES, series.values, strict=True)}


def as_printed(papers: Papers, kind: str, balance: str) -> list[Flow]:
    """As the texts of four papers have it; each opens with what the one before says it closed with, and the first with
    what it says itself, or the ledger where no paper says."""
    came, went, closing = BY_COUNTS[balance]
    before = quoted(papers[kind, 0]).get(OPENINGS.get(balance, ""), LEDGER[balance][0][0])
    flows = []
    for index in range(4):
        text = quoted(papers[kind, index])
        gained, lost = (sum(text[key] for key in keys) for keys in (came, went))
        flows.append(Flow(before, gained, lost, text[closing]))
        before = text[closing]
    return flows
