"""The text that staff write: whether it is there, looked at, whole, and in step with its figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from reports.checks.context import BookContext
from reports.checks.declared.owned import passed_on
from reports.checks.registry import Finding, check
from reports.engine.narrative import sanitise
from reports.engine.problems import Problem
from reports.engine.unbound import Unbound, excerpt, find_unbound, sides

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
            message = f"“{number.text}” is bound to no figure: “{_read(ctx, body, number)}”."
            subject = f"{section}:{number.text}:{times[number.text]}"
            yield Finding(message, subject, "", section, ctx.block_of(section), ctx.mend_text(section))


def _read(ctx: BookContext, body: str, number: Unbound) -> str:
    """The number with what a reader sees around it."""
    before, after = (ctx.as_printed(side) for side in sides(sanitise(body), number))
    return excerpt(before, number.text, after)


@lru_cache(maxsize=1024)
def _numbers_in(body: str) -> tuple[Unbound, ...]:
    """Kept from run to run: most texts stand as they stood."""
    return tuple(find_unbound(sanitise(body)))
