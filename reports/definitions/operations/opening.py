"""What the paper opens with: what is asked of the committee, and the highlights."""

from __future__ import annotations

from reports.definitions.context import MonthContext
from reports.engine.blocks import Highlight, Highlights, Narrative, Paragraph, Text
from reports.engine.narrative import parse

SERVICE_AREAS = (
    ("party-engagement", "Party Engagement"),
    ("security", "Security and Privacy"),
    ("technical", "Technical Operations"),
    ("change", "Change Management"),
    ("committee-support", "Committee Support"),
)


def recommendation(ctx: MonthContext) -> Narrative:
    header = ctx.header
    asked = (
        Text(f"{header.committee} is asked to "),
        Text(header.recommendation, bold=True),
        Text(" this report."),
    )
    return Narrative("recommendation-asked", (Paragraph(asked),))


def highlights(ctx: MonthContext) -> Highlights | None:
    """One bullet for each service area that wrote one; an area with nothing to say is left out."""
    written = ((area, ctx.narrative.get(f"{HIGHLIGHT}{code}", "")) for code, area in SERVICE_AREAS)
    items = tuple(
        Highlight(area, paragraph.content)
        for area, source in written
        if source
        for paragraph in parse(source, ctx, section="highlights", block="highlights-list")
        if isinstance(paragraph, Paragraph)
    )
    if not items:
        ctx.problems.warning("highlights.none", "No service area has written a highlight.", section="highlights")
        return None
    return Highlights("highlights-list", items)


HIGHLIGHT = "highlights-"
"""The texts of the service areas are kept under this and the area's code."""
