"""What the text names in plain words: modifications, titles and meetings that are not chosen as records."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator

from modifications.queries import ReferenceAt, references_at
from reports.checks.context import BookContext
from reports.checks.passages import FILLED, Passage
from reports.checks.registry import Finding, check
from reports.engine.blocks import Mention
from reports.engine.inlines import inlines_of
from reports.engine.values import long_date

_REFERENCE = re.compile(r"\b(?:SECMP ?\d{4}(?: part \d)?|[DM]P ?\d{3,4}[A-Z]?)\b")
_QUOTED = r"[\s,:(]*[‘“\"']([^’”\"']{6,300}?)[’”\"'](?=[\s,.;:)]|$)"
_TITLED = re.compile(rf"(SECMP ?\d{{4}}(?: part \d)?|[DM]P ?\d{{3,4}}[A-Z]?){_QUOTED}")
_MONTHS = list(month_name)[1:]
_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")
_MET = re.compile(r"\b(?:met|meets?|meeting|meetings|held|webinar|call)\b", re.IGNORECASE)
_TITLE_WORD = r"[A-Z0-9][\w’'/&-]*"
_SMALL_WORDS = r"(?:(?:of|the|and|for|to|in|on|a|an|by|with|from|at|or|&|as|into|between) )*"
_RUN = re.compile(rf"( ?[–—:] | - | )({_TITLE_WORD}(?: {_SMALL_WORDS}{_TITLE_WORD})*)")
_ENCLOSED = re.compile(r" \(([A-Z][^()\ufffc]*? [^()\ufffc]+)\)| [–—] ([A-Z][^–—().;\ufffc]*? [^–—().;\ufffc]+) [–—] ")
_BEGINS_NO_TITLE = re.compile(
    r"(?:Draft Proposals?|Modifications?|Preliminary|Impact|DCC|Refinement|Report|Development|Working Group|SEC|Panel"
    r"|Authority|Ofgem|SECAS|Table|Figure|Section|Appendix|Part(?:s|y|ies)?|Propos\w+|Self-Governance|Urgent|Path|Release"
    r"|Change (?:Board|Sub-Committee)|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|See|Now|Then|Formerly|Raised|Approved|Rejected|Withdrawn|Implemented)\b"
)
"""What stands behind a reference and speaks of the modification."""
_NOT_ALNUM = re.compile(r"[^a-z0-9]+")


def same_words(title: str) -> str:
    """A title without its capitals, dashes and quotation marks."""
    return _NOT_ALNUM.sub(" ", title.casefold()).strip()


def _named(ctx: BookContext) -> dict[str, ReferenceAt]:
    """The modifications whose references are typed in the text, under the words typed."""
    words = {found for passage in ctx.typed for found in _REFERENCE.findall(_with_references(passage))}
    return references_at(words, ctx.month.last) if words else {}


def _with_references(passage: Passage) -> str:
    """As typed, with the references of mentions that print no title of their own: those the writer types."""
    return "".join(
        one.reference if isinstance(one, Mention) and not one.title else getattr(one, "text", FILLED) or FILLED
        for one in passage.content
    )


@check(
    "names.unknown_reference",
    "error",
    "Every modification named in plain words exists, and is called so",
    "A reference typed as words, such as MP121, is that of a modification raised by the report's date, and is what it "
    "was called then: not DP152 once it is MP152.",
    classes=(7,),
)
def unknown_reference(ctx: BookContext) -> Iterator[Finding]:
    known = _named(ctx)
    for passage in ctx.typed:
        for words in _REFERENCE.findall(passage.typed):
            if fault := _fault(ctx, words, known):
                mend = ctx.mend_text(passage.section)
                yield Finding(fault, f"{passage.section}:{words}", "", passage.section, passage.block, mend)


def _fault(ctx: BookContext, words: str, known: dict[str, ReferenceAt]) -> str:
    """What is wrong with a reference that was typed, "" where it is the record's own."""
    day, found = long_date(ctx.month.last).display, known.get(words)
    if found is None:
        return f"No modification {words} had been raised by {day}."
    if found.reference != words.replace(" ", "") and not words.startswith("SECMP"):
        return f"{words} was called {found.reference} on {day}."
    return ""


@check(
    "names.typed_reference",
    "warning",
    "Modifications in the text are chosen, not typed",
    "A modification chosen in the editor keeps its reference and title as they were at the report's date. One that is "
    "typed keeps what was typed. One that does not exist, or was called otherwise, is told of as an error.",
    classes=(7,),
)
def typed_reference(ctx: BookContext) -> Iterator[Finding]:
    known = _named(ctx)
    for passage in ctx.typed:
        for words in dict.fromkeys(_REFERENCE.findall(passage.typed)):
            if _fault(ctx, words, known):
                continue
            message = f"{words} is typed in the text: choose it as a modification."
            mend = ctx.mend_text(passage.section)
            yield Finding(message, f"{passage.section}:{words}", "", passage.section, passage.block, mend)


@check(
    "names.titles",
    "error",
    "Titles typed beside a reference are the records' titles",
    "Where the text types a title in quotation marks after a modification's reference, it is its title at the "
    "report's date.",
    classes=(7,),
)
def titles(ctx: BookContext) -> Iterator[Finding]:
    known = _named(ctx)
    for passage in ctx.typed:
        for words, title in _TITLED.findall(_with_references(passage)):
            found = known.get(words)
            if found is not None and found.title and same_words(found.title) != same_words(title):
                message = f"{words} is called “{title}” in the text, and “{found.title}” in the records."
                mend = ctx.mend_text(passage.section)
                subject = f"{passage.section}:{words}"
                yield Finding(message, subject, f"{title}/{found.title}", passage.section, passage.block, mend)


@check(
    "names.bare_titles",
    "warning",
    "What reads as a title beside a reference is its title",
    "Words with capitals straight after a modification's reference, behind a dash or in brackets (“MP121 – Some Other "
    "Title”), read as its title though no quotation marks say so: they begin as its title at the report's date does.",
    classes=(7,),
)
def bare_titles(ctx: BookContext) -> Iterator[Finding]:
    known = _named(ctx)
    for passage in ctx.typed:
        for words, title in bare_titles_in(_with_references(passage)):
            found = known.get(words)
            if found is None or not found.title or _BEGINS_NO_TITLE.match(title) or ctx.names.begins_with_one(title):
                continue
            if not _is_begun(same_words(title), same_words(found.title)):
                message = f"{words} seems to be called “{title}” in the text, and is “{found.title}” in the records."
                mend = ctx.mend_text(passage.section)
                subject = f"{passage.section}:{words}"
                yield Finding(message, subject, f"{title}/{found.title}", passage.section, passage.block, mend)


def bare_titles_in(text: str) -> Iterator[tuple[str, str]]:
    """Each reference with the words behind it that can only be meant as a title: whole in brackets or between dashes,
    else two words with capitals behind a dash or colon, or three straight after it."""
    for reference in _REFERENCE.finditer(text):
        rest = text[reference.end() :]
        if enclosed := _ENCLOSED.match(rest):
            yield reference[0], enclosed[1] or enclosed[2]
        elif run := _RUN.match(rest):
            capitals = sum(word[:1].isupper() for word in run[2].split())
            if capitals >= (2 if run[1].strip() else 3):
                yield reference[0], run[2]


def _is_begun(one: str, other: str) -> bool:
    """Whether one of the two is how the other begins."""
    return one.startswith(other) or other.startswith(one)


@check(
    "names.two_titles",
    "warning",
    "No modification has two titles in one report",
    "A modification whose title changed in the month may stand in one list by its old title and in another by its new "
    "one: say so, or nobody knows that they are one.",
    classes=(7,),
)
def two_titles(ctx: BookContext) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for section, block in ctx.placed:
        for one in inlines_of(block):
            if isinstance(one, Mention) and one.title and one.reference:
                title = first.setdefault(one.reference, one.title)
                if same_words(title) != same_words(one.title):
                    message = f"{one.reference} is “{title}” in one place, and “{one.title}” in another."
                    yield Finding(message, one.reference, f"{title}/{one.title}", section, block.id)


@check(
    "names.untitled",
    "warning",
    "Every modification that is listed has a title",
    "A reference alone tells a reader nothing: the modifications in lists of decisions have their titles entered.",
    classes=(7, 10),
)
def untitled(ctx: BookContext) -> Iterator[Finding]:
    from reports.checks import mends

    for row in ctx.reads.decisions:
        if row.reference and not row.title:
            section = row.body.value.replace("_", "-")
            yield Finding(f"{row.reference} has no title.", row.code, "", section, "", mends.decision(row.id))
