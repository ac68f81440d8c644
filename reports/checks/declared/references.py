"""Numbers of sections, tables and figures, what refers to them, and captions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from reports.checks.context import BookContext
from reports.checks.declared.owned import passed_on
from reports.checks.registry import Finding, check
from reports.engine.blocks import CrossRef, Figure, Table
from reports.engine.document import walk_sections
from reports.engine.inlines import inlines_of
from reports.engine.numbering import section_label

_TYPED = re.compile(r"\b(?:Figure|Table) \d+[a-z]?\b|\bSection \d+(?:\.\d+)*\b(?!\s*of\b)")
_NUMBERED_CAPTION = re.compile(r"^(?:Figure|Table)\b", re.IGNORECASE)
_CUT = re.compile(r"(?:…|\.\.\.|\b(?:of|in|the|and|to|for|by|at))$")


@check(
    "references.resolved",
    "error",
    "Every reference leads somewhere",
    "Each reference to a section, table or figure names one that this report has, and prints its number.",
    classes=(2,),
    owns=("reference.unresolved",),
)
def resolved(ctx: BookContext) -> Iterator[Finding]:
    yield from passed_on(ctx, "reference.unresolved", mend=lambda problem: ctx.mend_text(problem.section))
    labels = _labels(ctx)
    for section, block in ctx.placed:
        for one in inlines_of(block):
            if isinstance(one, CrossRef) and one.target in labels and one.text != labels[one.target]:
                message = f"A reference to “{one.target}” prints {one.text}; it is {labels[one.target]}."
                yield Finding(message, f"{block.id}:{one.target}", one.text, section, block.id, ctx.mend_text(section))


def _labels(ctx: BookContext) -> dict[str, str]:
    found = {block.id: block.number for _, block in ctx.placed if isinstance(block, Table | Figure)}
    for part in ctx.document.parts:
        found |= {one.id: label for one in walk_sections(part.sections) if (label := section_label(one))}
    return found


@check(
    "references.numbers",
    "error",
    "No number is used twice",
    "Sections, tables and figures are each numbered once, a table as a table and a figure as a figure, and ids are "
    "used once.",
    classes=(2,),
    owns=("id.duplicate",),
    by_construction=True,
)
def numbers(ctx: BookContext) -> Iterator[Finding]:
    yield from passed_on(ctx, "id.duplicate")
    sections = [one for part in ctx.document.parts for one in walk_sections(part.sections) if one.number]
    used = Counter(section.number for section in sections)
    for section in sections:
        if used[section.number] > 1:
            message = f"The section number {section.number} is used {used[section.number]} times."
            yield Finding(message, f"section:{section.id}", section.number, section.id)
    blocks = [(section, block) for section, block in ctx.placed if isinstance(block, Table | Figure)]
    times = Counter(block.number for _, block in blocks)
    for place, block in blocks:
        kind = "Table" if isinstance(block, Table) else "Figure"
        if times[block.number] > 1 or not block.number.startswith(kind):
            message = f"The {kind.lower()} “{block.caption}” is numbered {block.number or 'not at all'}."
            yield Finding(message, f"block:{block.id}", block.number, place, block.id)


@check(
    "references.captions",
    "error",
    "Every table and figure has a whole caption",
    "A caption says what is shown. None is missing or breaks off, and none types a number of its own.",
    classes=(2,),
)
def captions(ctx: BookContext) -> Iterator[Finding]:
    for section, block in ctx.placed:
        if isinstance(block, Table | Figure):
            caption = block.caption.strip()
            if not caption or _CUT.search(caption) or _NUMBERED_CAPTION.match(caption):
                fault = (
                    "breaks off" if caption and _CUT.search(caption) else "types a number" if caption else "is missing"
                )
                message = f"{block.number}: the caption {fault}" + (f": “{caption}”." if caption else ".")
                yield Finding(message, block.id, caption, section, block.id)


@check(
    "references.alternative_text",
    "error",
    "Every figure is told in words too",
    "A figure has alternative text for those who cannot see it, and its data as a table.",
    classes=(2,),
    by_construction=True,
)
def alternative_text(ctx: BookContext) -> Iterator[Finding]:
    for section, block in ctx.every(Figure):
        if not block.alt.strip() or (block.chart.has_data and not block.data.rows):
            yield Finding(
                f"{block.number} has no alternative text, or no table of its data.", block.id, "", section, block.id
            )


@check(
    "references.typed",
    "warning",
    "No number of a table, figure or section is typed",
    "“Figure 3” typed as words stays Figure 3 when another comes before it. A reference chosen in the editor moves "
    "along. Sections of the SEC itself have letters and are not meant.",
    classes=(2,),
)
def typed(ctx: BookContext) -> Iterator[Finding]:
    for passage in ctx.typed:
        for words in _TYPED.findall(passage.typed):
            message = f"“{words}” is typed in the text: choose it as a reference, so that its number stays right."
            mend = ctx.mend_text(passage.section)
            yield Finding(message, f"{passage.section}:{words}", "", passage.section, passage.block, mend)
