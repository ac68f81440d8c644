"""Whether the SEC met its objectives, in words and by a sign, with what the Panel says of each."""

from __future__ import annotations

from reports.definitions.regulatory_year import codes
from reports.definitions.regulatory_year.context import YearContext
from reports.engine.blocks import Cell, Column, Paragraph, Table, Text
from reports.engine.tables import table
from reports.engine.values import MISSING, Value, text
from reports.models.objectives import Evaluation
from reports.year_reads import ObjectiveRow

SIGNS = {Evaluation.MEETS: "✓", Evaluation.WILL_MEET: "○", Evaluation.NOT_MET: "✗"}
_ID = "objectives-table"


def objectives(ctx: YearContext) -> Table:
    return table(
        _ID,
        f"The SEC Objectives and their status, {ctx.year.called}",
        (
            Column("objective", "Objective", width=30),
            Column("status", "Status", width=18),
            Column("notes", "Notes", width=52),
        ),
        [(_named(one), status_of(one.status), _notes(ctx, one)) for one in ctx.year.objectives],
        basis=f"Key: {'; '.join(f'{sign} {one.label}' for one, sign in SIGNS.items())}.",
        empty="No objective of the SEC has been entered.",
        provenance=ctx.provenance("objectives"),
    )


def status_of(status: Evaluation | None) -> Value:
    """The sign never stands alone."""
    return MISSING if status is None else text(f"{SIGNS[status]} {status.label}")


def _named(one: ObjectiveRow) -> Cell:
    return Cell(text(one.name), prose=(Paragraph((Text(one.wording),)),) if one.wording else ())


def _notes(ctx: YearContext, one: ObjectiveRow) -> Cell:
    written = codes.objective_text(one.code)
    return Cell(text(""), prose=ctx.written(written, section="objectives", block=_ID), text=written)
