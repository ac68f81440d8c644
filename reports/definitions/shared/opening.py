"""What every paper opens with."""

from __future__ import annotations

from reports.definitions.context import MonthContext
from reports.engine.blocks import Narrative, Paragraph, Text


def recommendation(ctx: MonthContext) -> Narrative:
    header = ctx.header
    asked = (
        Text(f"{header.committee} is asked to "),
        Text(header.recommendation, bold=True),
        Text(" this report."),
    )
    return Narrative("recommendation-asked", (Paragraph(asked),))
