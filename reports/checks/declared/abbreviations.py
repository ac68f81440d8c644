"""Abbreviations in the paper: each is known, and the text spells it out in the words of the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reports.checks import mends
from reports.checks.context import BookContext
from reports.checks.registry import Finding, check
from reports.engine.blocks import Block, Section
from reports.engine.printed import cover_of, printed_in
from reports.glossary import names_with

_SHORT = re.compile(r"\b[A-Z]{2,}s?\b")
_ROMAN = re.compile(r"[IVX]+")
_APPENDIX = re.compile(r"\bAppendix [A-Z]{1,2}\b")
ACCEPTED = frozenset(
    (
        *("SEC", "SECAS", "DCC", "SMETS", "MP", "DP", "WD", "NOTE", "AGREE", "APPROVE", "FULL", "PARTIAL"),
        *("UK", "EU", "IT", "ID", "AM", "PM", "NB", "PDF", "PLC", "LLP"),
    )
)
"""What every reader of a SEC paper knows without a glossary."""
_PLAIN_WORDS = frozenset(
    (
        *("AN", "AS", "AT", "BE", "BY", "DO", "IF", "IN", "IS", "ME", "MY", "NO"),
        *("OF", "ON", "OR", "SO", "TO", "UP", "US", "WE", "ALL", "AND", "ANY", "BUT", "FOR", "NEW", "NOT", "THE"),
    )
)
"""What may be written large for emphasis."""


@check(
    "text.abbreviations_differ",
    "warning",
    "No abbreviation stands for two things",
    "Where the text spells an abbreviation out, before its brackets or within them, it does so in the words of the "
    "glossary; one that the glossary does not know, in the same words every time.",
    classes=(9,),
)
def abbreviations_differ(ctx: BookContext) -> Iterator[Finding]:
    glossary = ctx.context.glossary
    meant: dict[str, str] = {}
    for passage in ctx.typed:
        for told in glossary.expansions(passage.printed):
            entry = glossary.by_short.get(told.short)
            earlier = entry.stands_for if entry else meant.setdefault(told.short, told.words)
            several = entry.words("s") if entry else earlier
            if glossary.same(told.words, earlier) or glossary.same(told.words, several):
                continue
            where = "stands in the glossary as" if entry else "is spelt out as"
            message = f"{told.short} {where} “{earlier}”, and is spelt out as “{told.words}”."
            subject, state = f"{told.short}:{passage.section}", f"{earlier}/{told.words}"
            yield Finding(message, subject, state, passage.section, passage.block, ctx.mend_text(passage.section))


@check(
    "text.abbreviations_unexplained",
    "warning",
    "Every abbreviation is known",
    "Two capitals or more, on the cover or in text, heading, table or figure, that neither the glossary knows nor the "
    "text spells out, that call no committee, Party or proposer, and that are not among those every reader of a SEC "
    "paper knows, are a puzzle to some reader.",
    classes=(9,),
)
def abbreviations_unexplained(ctx: BookContext) -> Iterator[Finding]:
    unknown = dict(_unknown(ctx))
    for name in names_with(unknown):
        for short in _SHORT.findall(name):
            unknown.pop(short, None)
    for short, (section, block) in unknown.items():
        message = f"{short} is not in the glossary, and is nowhere spelt out."
        place = (section.id if section else "", block.id if block else "")
        yield Finding(message, short, "", *place, mends.abbreviation(short))


def _unknown(ctx: BookContext) -> Iterator[tuple[str, tuple[Section | None, Block | None]]]:
    """Each abbreviation that nothing in the paper explains, once, with the place where it is read first; one that only
    the cover has, with none."""
    glossary = ctx.context.glossary
    pieces: list[tuple[Section | None, Block | None, str]] = []
    pieces += (piece for part in ctx.document.parts for piece in printed_in(part))
    pieces += ((None, None, words) for words in cover_of(ctx.document))
    words = (*(passage.printed for passage in ctx.passages), *(text for _, _, text in pieces))
    asked = {*ACCEPTED, *_PLAIN_WORDS} | {
        told.short for text in words if "(" in text for told in glossary.expansions(text)
    }
    for section, block, text in pieces:
        for short in _shorts(glossary.without(_APPENDIX.sub(" ", text))):
            if short not in asked and not _ROMAN.fullmatch(short):
                asked.add(short)
                yield short, (section, block)


def _shorts(text: str) -> Iterable[str]:
    return (found.removesuffix("s") for found in _SHORT.findall(text))
