"""Abbreviations in the text: spelt out once, and always in the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.checks.context import BookContext
from reports.checks.registry import Finding, check

_WORD = r"(?:[A-Z][\w’'-]*|of|the|and|for|to|in|on|a|&|/)"
_EXPANDED = re.compile(rf"({_WORD}(?: {_WORD})*) \(([A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*)s?\)")
_TURNED = re.compile(rf"\b([A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*?)s? \((?:the )?({_WORD}(?: {_WORD})*)\)")
"""The abbreviation first: "SSC (Security Sub-Committee)"."""
_SHORT = re.compile(r"\b[A-Z]{2,}s?\b")
_ROMAN = re.compile(r"[IVX]+")
KNOWN = frozenset(
    (
        *(
            "SEC",
            "SECAS",
            "DCC",
            "SMETS",
            "UEP",
            "UEPT",
            "SREPT",
            "SMKI",
            "SSC",
            "TABASC",
            "TAG",
            "OPSG",
            "CSC",
            "SMDA",
        ),
        *("CPA", "CPL", "PPCL", "EPCL", "DPL", "CIO", "RDP", "NOTE", "AGREE", "APPROVE", "PDF"),
        *("MP", "DP", "PA", "IA", "WD", "UK", "EU", "IT", "ID", "AM", "PM", "NB"),
    )
)
"""Abbreviations that every reader of a SEC paper knows, or that headings and tables of the report itself spell out."""
_PLAIN_WORDS = frozenset(
    (
        *("AN", "AS", "AT", "BE", "BY", "DO", "IF", "IN", "IS", "ME", "MY", "NO"),
        *("OF", "ON", "OR", "SO", "TO", "UP", "US", "WE", "ALL", "AND", "ANY", "BUT", "FOR", "NEW", "NOT", "THE"),
    )
)
"""What may be written large for emphasis."""


def expansions(text: str) -> Iterator[tuple[str, str]]:
    """Each abbreviation with the words beside it that it stands for: "Security Sub-Committee (SSC)", or the other way
    round.

    Of the words before its brackets, those are kept that its letters begin; all of those in brackets are meant.
    """
    for found in _EXPANDED.finditer(text):
        words, short = found[1].split(), found[2].rstrip("s")
        kept = _words_of(words, short)
        if kept:
            yield short, kept
    for found in _TURNED.finditer(text):
        short, words = found[1], found[2].split()
        if words[0][:1] == short[0] and _holds("".join(words).upper(), short.upper()):
            yield short, found[2]


def _words_of(words: list[str], short: str) -> str:
    """The fewest last words that hold the abbreviation's letters in order, the first of them beginning with its own."""
    for start in range(len(words) - 1, -1, -1):
        tail = words[start:]
        if tail[0][:1] == short[0] and _holds("".join(tail).upper(), short.upper()):
            return " ".join(tail)
    return ""


def _holds(letters: str, wanted: str) -> bool:
    rest = iter(letters)
    return all(letter in rest for letter in wanted)


@check(
    "text.abbreviations_differ",
    "warning",
    "No abbreviation stands for two things",
    "Where the text spells an abbreviation out more than once, before its brackets or within them, it does so in the "
    "same words.",
    classes=(9,),
)
def abbreviations_differ(ctx: BookContext) -> Iterator[Finding]:
    meant: dict[str, tuple[str, str]] = {}
    for passage in ctx.typed:
        for short, words in expansions(passage.printed):
            earlier = meant.setdefault(short, (words, passage.section))[0]
            if earlier.casefold() != words.casefold():
                message = f"{short} is spelt out as “{earlier}” and as “{words}”."
                mend = ctx.mend_text(passage.section)
                subject = f"{short}:{passage.section}"
                yield Finding(message, subject, f"{earlier}/{words}", passage.section, passage.block, mend)


@check(
    "text.abbreviations_unexplained",
    "warning",
    "Every abbreviation is spelt out once",
    "Two capitals or more that the text nowhere spells out, and that are not among those every reader of a SEC paper "
    "knows, are a puzzle to some reader.",
    classes=(9,),
)
def abbreviations_unexplained(ctx: BookContext) -> Iterator[Finding]:
    bracketed = re.findall(r"\(([^()]*)\)", " ".join(passage.printed for passage in ctx.passages))
    explained = {short.rstrip("s") for words in bracketed for short in _SHORT.findall(words)}
    explained |= {short for passage in ctx.passages for short, _ in expansions(passage.printed)}
    explained |= KNOWN | _PLAIN_WORDS | {row.abbreviation for row in ctx.meetings_around}
    asked: set[str] = set()
    for passage in ctx.typed:
        for found in _SHORT.findall(passage.typed):
            short = found.rstrip("s")
            if short not in explained and short not in asked and not _ROMAN.fullmatch(short):
                asked.add(short)
                message = f"{short} is nowhere spelt out."
                yield Finding(message, short, "", passage.section, passage.block, ctx.mend_text(passage.section))
