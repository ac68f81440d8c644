"""How the Voting Groups divide among the Party Categories: as bars, or as the shares of a pie."""

from __future__ import annotations

from typing import Literal

from reports.definitions.context import MonthContext
from reports.definitions.words import EXCLUDING_DCC
from reports.engine.alternative_text import figure
from reports.engine.blocks import Chart, Figure
from reports.engine.values import long_date

_IN_BOTH = "A Voting Group with Parties in two categories counts in both."


def voting_groups(ctx: MonthContext) -> Figure:
    return _drawn(ctx, "bars")


def voting_groups_shared(ctx: MonthContext) -> Figure:
    return _drawn(ctx, "pie")


def _drawn(ctx: MonthContext, kind: Literal["bars", "pie"]) -> Figure:
    groups = ctx.reads.voting_groups
    counted_twice = sum(groups.values()) > ctx.reads.voting_group_total
    chart = Chart(
        kind,
        tuple(category.label for category in groups),
        (ctx.series("Voting Groups", (f"parties.voting_groups.{one.value}" for one in groups)),),
        "Voting Groups",
        "Party Category",
    )
    return figure(
        "voting-groups",
        f"Voting Groups by Party Category at {long_date(ctx.as_at).display} (excluding the DCC)",
        chart,
        basis=f"{EXCLUDING_DCC} {_IN_BOTH}" if counted_twice else EXCLUDING_DCC,
        provenance=ctx.provenance("parties.voting_groups_by_category"),
    )
