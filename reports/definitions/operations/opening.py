"""The highlights, which the service areas write."""

from __future__ import annotations

from collections.abc import Iterator

from reports.definitions.context import MonthContext
from reports.engine.blocks import BulletItem, Bullets, Highlight, Highlights, Inline, Narrative, Paragraph, Prose, Text
from reports.engine.narrative import parse

SERVICE_AREAS = (
    ("party-engagement", "Party Engagement"),
    ("security", "Security and Privacy"),
    ("technical", "Technical Operations"),
    ("change", "Change Management"),
    ("committee-support", "Committee Support"),
)
HIGHLIGHT = "highlights-"
"""The texts of the service areas are kept under this and the area's code."""
HIGHLIGHT_TEXTS = tuple((f"{HIGHLIGHT}{code}", f"Highlight: {area}") for code, area in SERVICE_AREAS)


def highlights(ctx: MonthContext) -> Highlights | Narrative:
    """One bullet for each service area that wrote one; an area with nothing to say is left out."""
    items = tuple(
        Highlight(area, _one_paragraph(ctx, area, source))
        for code, area in SERVICE_AREAS
        if (source := ctx.narrative.get(f"{HIGHLIGHT}{code}", ""))
    )
    if not items:
        ctx.problems.warning("highlights.none", "No service area has written a highlight.", section="highlights")
        return Narrative("highlights-list", (Paragraph((Text("No highlight has been written.", italic=True),)),))
    return Highlights("highlights-list", items)


def _one_paragraph(ctx: MonthContext, area: str, source: str) -> tuple[Inline, ...]:
    """A highlight is one paragraph: what else was written is printed behind it, and said to be a Problem."""
    prose = parse(source, ctx, section="highlights", block="highlights-list")
    if len(prose) != 1 or not isinstance(prose[0], Paragraph):
        message = f"The highlight of {area} is more than one paragraph: write it as one."
        ctx.problems.error("highlight.form", message, section="highlights", block="highlights-list")
    return tuple(inline for one in prose for inline in _inlines(one))


def _inlines(prose: Prose | BulletItem) -> Iterator[Inline]:
    if isinstance(prose, Bullets):
        for item in prose.items:
            yield from _inlines(item)
        return
    yield from prose.content
    if isinstance(prose, BulletItem):
        for child in prose.children:
            yield from _inlines(child)
