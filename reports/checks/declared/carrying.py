"""Text that is last month's: whole and unlooked at, by the paragraph, or in spite of what moved."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from reports.checks.context import BookContext
from reports.checks.moved import told
from reports.checks.reading import digest
from reports.checks.registry import Finding, check
from reports.narrative.carried import accepted_in, repeated


@check(
    "text.carried",
    "error",
    "No text is still last month's, unlooked at",
    "A text that was carried forward when the month was opened is written anew, or accepted as it stands, before the "
    "paper is issued. What moved in its section since is told here.",
    classes=(5, 10),
)
def carried(ctx: BookContext) -> Iterator[Finding]:
    for text in ctx.stored:
        if text.carried_from is not None:
            since = f" Since then moved: {told(ctx.moved[text.section])}." if text.section in ctx.moved else ""
            message = f"The text is still that of {text.carried_from.covers.label}: write it, or accept it.{since}"
            block, mend = ctx.block_of(text.section), ctx.mend_text(text.section)
            yield Finding(message, text.section, digest(text.body), text.section, block, mend)


@check(
    "text.carried_blocks",
    "warning",
    "No paragraph is last month's by oversight",
    "Each paragraph and bullet of some words is compared with last month's text of its section, however it came here. "
    "What was accepted in the editor may stand; what else is the same needs a reason, even if no figure moved. A text "
    "that is last month's from end to end has checks of its own if it was carried forward, or if a figure moved.",
    classes=(5, 10),
)
def carried_blocks(ctx: BookContext) -> Iterator[Finding]:
    same = {section: repeated(body, ctx.texts_before.get(section, "")) for section, body in ctx.texts.items()}
    accepted = accepted_in(ctx.report) if any(same.values()) else {}
    for section, pieces in sorted(same.items()):
        for piece in pieces if section not in ctx.marked and section not in ctx.moved else ():
            if piece not in accepted.get(section, ()):
                words = shorten(ctx.as_printed(piece), 100, placeholder=" …")
                message = f"The same words stood in last month's paper: “{words}”."
                subject = f"{section}:{digest(piece)}"
                yield Finding(message, subject, "", section, ctx.block_of(section), ctx.mend_text(section))


@check(
    "text.unchanged",
    "warning",
    "No text stands word for word while its figures moved",
    "Where a text is last month's word for word, and a figure in it, or else in the tiles, tables and figures of its "
    "section, is not, what the text says of it may no longer be so. A text that still waits to be accepted is told of "
    "as an error.",
    classes=(1, 5, 7),
)
def unchanged(ctx: BookContext) -> Iterator[Finding]:
    for section, changes in sorted(ctx.moved.items()):
        if section not in ctx.marked:
            message = f"The text is last month's word for word, but these moved: {told(changes)}."
            state = digest(f"{ctx.texts[section]}{changes}")
            yield Finding(message, section, state, section, ctx.block_of(section), ctx.mend_text(section))
