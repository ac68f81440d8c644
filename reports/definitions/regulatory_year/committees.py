"""Meetings and actions by committee, against the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.definitions.regulatory_year.context import YearContext
from reports.engine.alternative_text import figure
from reports.engine.blocks import Cell, Chart, Column, Figure, Series, Table
from reports.engine.tables import table
from reports.engine.values import Value
from reports.facts.meetings import raised_in

CONFIDENTIAL = "Confidential committees"


@dataclass(frozen=True, slots=True)
class CommitteeYear:
    """A committee's meetings and actions, in the year before and in the year."""

    name: str
    met_before: Cell
    met: Cell
    actions_before: Cell
    actions: Cell


def by_committee(ctx: YearContext) -> Table:
    called = (ctx.year.called_before, ctx.year.called)
    rows = committee_years(ctx)
    return table(
        "committees-of-the-year",
        f"Meetings held and actions raised by committee, {called[0]} and {called[1]}",
        (
            Column("committee", "Committee", width=36),
            *(Column(f"met-{one}", f"Meetings {one}", "number", width=16) for one in called),
            *(Column(f"actions-{one}", f"Actions {one}", "number", width=16) for one in called),
        ),
        [(one.name, one.met_before, one.met, one.actions_before, one.actions) for one in rows],
        total=(
            "Total",
            ctx.before("year_before.meetings.every"),
            ctx.cell("year.meetings.every"),
            ctx.before("year_before.actions.raised"),
            ctx.cell("year.actions.raised"),
        )
        if rows
        else None,
        basis="Every meeting that was not cancelled, extraordinary ones too. Of confidential committees the number "
        "alone is told.",
        empty="No committee met in the two years.",
        provenance=ctx.provenance("meetings.meetings_between, meetings.actions_between"),
    )


def meetings_chart(ctx: YearContext) -> Figure:
    rows = committee_years(ctx)
    chart = Chart(
        "clustered",
        tuple(one.name for one in rows),
        (
            _drawn(ctx.year.called, [one.met for one in rows]),
            _drawn(ctx.year.called_before, [one.met_before for one in rows]),
        ),
        "Meetings held",
        "Committee",
    )
    return figure(
        "meetings-by-committee",
        f"Meetings held by committee, {ctx.year.called} against {ctx.year.called_before}",
        chart,
        provenance=ctx.provenance("meetings.meetings_between"),
    )


def _drawn(year: str, met: Sequence[Cell]) -> Series:
    return Series(year, tuple(one.value for one in met), of=tuple(one.of for one in met))


def committee_years(ctx: YearContext) -> list[CommitteeYear]:
    """Those that met or acted in either year, the busiest first; confidential ones together, last."""
    active = _active(ctx)
    known = [one for one in ctx.reads.committees if one.code in active]
    open_ones = [
        _year_of(ctx, one.name, *(f"committee.{one.code}.{{span}}_{what}" for what in ("meetings", "actions_raised")))
        for one in known
        if not one.confidential
    ]
    found = sorted(open_ones, key=lambda one: (-_number(one.met.value), -_number(one.met_before.value), one.name))
    if any(one.confidential for one in known):
        found.append(_year_of(ctx, CONFIDENTIAL, "{span}.meetings.confidential", "{span}.actions.confidential"))
    return found


def _active(ctx: YearContext) -> set[str]:
    """The codes of the committees that met or raised an action in the two years."""
    both = (ctx.year.this, ctx.year.before)
    met = {row.committee_code for period in both for row in period.every_meeting}
    return met | {row.committee_code for period in both for row in period.actions if raised_in(period, row)}


def _year_of(ctx: YearContext, name: str, meetings: str, actions: str) -> CommitteeYear:
    met_before, met, acted_before, acted = (
        key.format(span=span) for key in (meetings, actions) for span in ("year_before", "year")
    )
    return CommitteeYear(
        name,
        met_before=ctx.before(met_before),
        met=ctx.cell(met),
        actions_before=ctx.before(acted_before),
        actions=ctx.cell(acted),
    )


def _number(value: Value) -> int:
    return value.raw if isinstance(value.raw, int) else 0
