"""The text that staff write: whether it is there, looked at, whole, and in step with its figures."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from textwrap import shorten

from reports.checks.carried import accepted_in, pieces_of, repeated
from reports.checks.context import BookContext, passages_in, was_typed
from reports.checks.declared.owned import passed_on
from reports.checks.reading import digest
from reports.checks.registry import Finding, check
from reports.definitions.operations.opening import HIGHLIGHT
from reports.engine.blocks import Block, Figure, Table, Tiles
from reports.engine.build import narrative_id
from reports.engine.document import Document, walk_sections
from reports.engine.narrative import sanitise
from reports.engine.problems import Problem
from reports.engine.unbound import Unbound, find_unbound
from reports.engine.values import Raw

HIGHLIGHTS = "highlights-list"
"""The one block that holds the texts of all service areas."""
_UNFINISHED = re.compile(
    r"\b(?:TBC|TBD|TBA|XX+|lorem ipsum|to be (?:confirmed|advised|inserted))\b|\?\?+|\[[\s●•_.…-]*\]"
    r"|\[(?:insert|add|tbc|date|number|name)[^\]]*\]|<(?:insert|add|tbc|date|number|name)[^>]*>",
    re.IGNORECASE,
)


@check(
    "text.missing",
    "error",
    "Every section's text is written",
    "A section that staff write has its text. What has not been written prints as “Text not yet written”.",
    classes=(10,),
    owns=("narrative.empty",),
)
def missing(ctx: BookContext) -> Iterator[Finding]:
    return passed_on(ctx, "narrative.empty", mend=lambda problem: ctx.mend_text(problem.section))


@check(
    "text.highlights",
    "warning",
    "Some service area has a highlight",
    "The highlights at the paper's beginning are written by the service areas. One with nothing to say is left out; "
    "all of them seldom have nothing.",
    classes=(10,),
    owns=("highlights.none",),
)
def highlights(ctx: BookContext) -> Iterator[Finding]:
    return passed_on(ctx, "highlights.none", mend=lambda problem: ctx.mend_text("highlights-change"))


@check(
    "text.highlight_form",
    "error",
    "A highlight is one paragraph",
    "Highlights print as one bullet for each service area.",
    classes=(9,),
    owns=("highlight.form",),
)
def highlight_form(ctx: BookContext) -> Iterator[Finding]:
    return passed_on(ctx, "highlight.form", mend=lambda problem: ctx.mend_text("highlights-change"))


@check(
    "text.carried",
    "error",
    "No text is still last month's, unlooked at",
    "A text that was carried forward when the month was opened is written anew, or accepted as it stands, before the "
    "paper is issued.",
    classes=(5, 10),
)
def carried(ctx: BookContext) -> Iterator[Finding]:
    for text in ctx.stored:
        if text.carried_from is not None:
            message = f"The text is still that of {text.carried_from.covers.label}: write it, or accept it."
            yield Finding(message, text.section, digest(text.body), text.section, "", ctx.mend_text(text.section))


@check(
    "text.carried_blocks",
    "warning",
    "No paragraph is last month's by oversight",
    "Each paragraph and bullet of some words is compared with last month's text of its section, however it came here. "
    "What was accepted in the editor may stand; what else is the same needs a reason, even if no figure moved.",
    classes=(5, 10),
)
def carried_blocks(ctx: BookContext) -> Iterator[Finding]:
    same = {section: repeated(body, ctx.texts_before.get(section, "")) for section, body in ctx.texts.items()}
    marked = {text.section for text in ctx.stored if text.carried_from_id is not None}  # told of whole, as an error
    accepted = accepted_in(ctx.report) if any(same.values()) else {}
    for section, pieces in sorted(same.items()):
        for piece in pieces if section not in marked else ():
            if piece not in accepted.get(section, ()):
                message = f"The same words stood in last month's paper: “{shorten(piece, 100, placeholder=' …')}”."
                subject = f"{section}:{digest(piece)}"
                yield Finding(message, subject, "", section, _block_of(section), ctx.mend_text(section))


@check(
    "text.unchanged",
    "warning",
    "No text stands word for word while its figures moved",
    "Where a text is last month's word for word, and a figure in it, or else in the tiles, tables and figures of its "
    "section, is not, what the text says of it may no longer be so.",
    classes=(1, 5, 7),
)
def unchanged(ctx: BookContext) -> Iterator[Finding]:
    same = [
        section for section, body in ctx.texts.items() if body.strip() and _alike(body, ctx.texts_before.get(section))
    ]
    before = ctx.document_before if same else None
    if before is None:
        return
    now_by, then_by = _figures(ctx.document), _figures(before)
    for section in sorted(same):
        now, then = now_by.get(section, {}), then_by.get(section, {})
        cited = [key for key in now if key.startswith("fact:")]
        compared = cited or [key for key in now if key in then]
        moved = sorted(key.partition(":")[2] for key in compared if now[key] != then.get(key))
        if moved:
            message = f"The text is last month's word for word, but these moved: {', '.join(moved)}."
            state = digest(f"{ctx.texts[section]}{[(key, now.get(key)) for key in moved]}")
            yield Finding(message, section, state, section, _block_of(section), ctx.mend_text(section))


def _alike(body: str, before: str | None) -> bool:
    """Blanks, and marks of formatting, are not words."""
    return before is not None and list(pieces_of(body)) == list(pieces_of(before))


def _block_of(section: str) -> str:
    return HIGHLIGHTS if section.startswith(HIGHLIGHT) else narrative_id(section)


def _figures(document: Document) -> dict[str, dict[str, tuple[Raw, ...]]]:
    """Of each section what its text cites, and what its tiles, tables and figures say, each under a name."""
    found: dict[str, dict[str, tuple[Raw, ...]]] = defaultdict(dict)
    for part in document.parts:
        for section in walk_sections(part.sections):
            for block in section.blocks:
                found[section.id].update(_figures_of(block))
    for passage in filter(was_typed, passages_in(document)):
        found[passage.section].update((f"fact:{fact.key}", (fact.value.raw,)) for fact in passage.facts)
    return found


def _figures_of(block: Block) -> dict[str, tuple[Raw, ...]]:
    match block:
        case Tiles():
            tiles = (tile for group in block.groups for tile in group.tiles)
            return {f"block:{tile.label}": (tile.value.raw,) for tile in tiles}
        case Figure():
            series = block.chart.series
            return {f"block:{block.number}": tuple(one.values[-1].raw for one in series if one.values)}
        case Table():
            return {f"block:{block.number}": tuple(cell.value.raw for row in block.rows for cell in row.cells)}
    return {}


@check(
    "text.tokens",
    "error",
    "Every token in the text can be read",
    "What stands between double braces is a figure, a record, a reference or a note, written so that it can be read.",
    classes=(1, 2),
    owns=("token.malformed", "token.unbalanced", "token.nested", "list.nested", "fact.form"),
)
def tokens(ctx: BookContext) -> Iterator[Finding]:
    codes = ("token.malformed", "token.unbalanced", "token.nested", "list.nested", "fact.form")
    return passed_on(ctx, *codes, mend=lambda problem: ctx.mend_text(problem.section))


@check(
    "text.figures_known",
    "error",
    "Every figure that is asked for exists",
    "A figure named in the text, or by the report's own tiles and tables, is set up: its measure is entered.",
    classes=(1, 10),
    owns=("fact.unknown",),
)
def figures_known(ctx: BookContext) -> Iterator[Finding]:
    def mend(problem: Problem) -> str:
        return ctx.mend_text(problem.section) if problem.section else ctx.mend_grid()

    return passed_on(ctx, "fact.unknown", mend=mend)


@check(
    "text.records_known",
    "error",
    "Every record named in the text exists",
    "A modification, meeting or Party that the text names as one is entered, and was known by the report's date.",
    classes=(7, 8),
    owns=("mention.unknown",),
)
def records_known(ctx: BookContext) -> Iterator[Finding]:
    return passed_on(ctx, "mention.unknown", mend=lambda problem: ctx.mend_text(problem.section))


@check(
    "text.cleaned",
    "warning",
    "Nothing was taken out of the text",
    "Text keeps paragraphs, headings, bullets, bold, italic and links. What else was pasted into it is taken out in "
    "print.",
    classes=(9,),
    owns=("narrative.dropped",),
)
def cleaned(ctx: BookContext) -> Iterator[Finding]:
    return passed_on(ctx, "narrative.dropped", mend=lambda problem: ctx.mend_text(problem.section))


@check(
    "text.unprinted",
    "warning",
    "Every text that was written is printed",
    "Text for a section that this edition of the report does not have is not printed.",
    classes=(9,),
    owns=("text.unprinted",),
)
def unprinted(ctx: BookContext) -> Iterator[Finding]:
    return passed_on(ctx, "text.unprinted", mend=lambda problem: ctx.mend_text(problem.section))


@check(
    "text.sections",
    "warning",
    "No section is empty",
    "A heading has something under it.",
    classes=(2, 10),
    owns=("section.empty",),
)
def sections(ctx: BookContext) -> Iterator[Finding]:
    return passed_on(ctx, "section.empty")


@check(
    "text.unfinished",
    "error",
    "No placeholder is left in the text",
    "TBC, XX, ?? and [insert …] are notes to oneself, not text.",
    classes=(9,),
)
def unfinished(ctx: BookContext) -> Iterator[Finding]:
    for passage in ctx.typed:
        for found in _UNFINISHED.finditer(passage.typed):
            mend = ctx.mend_text(passage.section)
            subject = f"{passage.section}:{found[0]}"
            yield Finding(f"“{found[0]}” is left in the text.", subject, "", passage.section, passage.block, mend)


@check(
    "text.unbound",
    "error",
    "Every number in the text is a figure, or is quoted",
    "A number in figures or words that is not chosen as a figure cannot follow the records. It is bound to one, or "
    "marked as quoted, with a reason. Dates, references and section numbers are not meant.",
    classes=(1, 7),
)
def unbound(ctx: BookContext) -> Iterator[Finding]:
    for section, body in sorted(ctx.texts.items()):
        times: Counter[str] = Counter()
        for number in _numbers_in(body):
            times[number.text] += 1
            message = f"“{number.text}” is bound to no figure: “{number.context}”."
            subject = f"{section}:{number.text}:{times[number.text]}"
            yield Finding(message, subject, "", section, _block_of(section), ctx.mend_text(section))


@lru_cache(maxsize=1024)
def _numbers_in(body: str) -> tuple[Unbound, ...]:
    """Kept from run to run: most texts stand as they stood."""
    return tuple(find_unbound(sanitise(body)))
