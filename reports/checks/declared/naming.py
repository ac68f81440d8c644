"""What the text names in plain words: modifications, titles and meetings that are not chosen as records."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator
from datetime import date

from modifications.queries import ReferenceAt, references_at
from reports.checks.context import BookContext
from reports.checks.passages import FILLED, Passage
from reports.checks.records import MeetingName
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
            found = known.get(words)
            fault = (
                f"No modification {words} had been raised by {long_date(ctx.month.last).display}."
                if found is None
                else f"{words} was called {found.reference} on {long_date(ctx.month.last).display}."
                if found.reference != words.replace(" ", "") and not words.startswith("SECMP")
                else ""
            )
            if fault:
                mend = ctx.mend_text(passage.section)
                yield Finding(fault, f"{passage.section}:{words}", "", passage.section, passage.block, mend)


@check(
    "names.typed_reference",
    "warning",
    "Modifications in the text are chosen, not typed",
    "A modification chosen in the editor keeps its reference and title as they were at the report's date. One that is "
    "typed keeps what was typed.",
    classes=(7,),
)
def typed_reference(ctx: BookContext) -> Iterator[Finding]:
    for passage in ctx.typed:
        for words in dict.fromkeys(_REFERENCE.findall(passage.typed)):
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


# --- Meetings ---------------------------------------------------------------------------------------------------------


def _ways_to_call(row: MeetingName) -> set[str]:
    called = {row.abbreviation, row.committee, row.committee.removeprefix("SEC ")}
    return {way for way in called if len(way) > 2}


def _committees(ctx: BookContext) -> dict[str, set[str]]:
    """The ways that each committee which meets around this time is called, by its code."""
    found: dict[str, set[str]] = {}
    for row in ctx.meetings_around:
        found.setdefault(row.committee_code, set()).update(_ways_to_call(row))
    return found


@check(
    "names.meetings",
    "error",
    "Every meeting named in plain words is in the records",
    "A committee and a number in the text, such as TAG 82X or Change Board Meeting 58, is a meeting that is entered.",
    classes=(8,),
)
def meetings(ctx: BookContext) -> Iterator[Finding]:
    held = {(row.committee_code, f"{row.number}{row.suffix}") for row in ctx.meetings_around}
    numbered = {row.committee_code for row in ctx.meetings_around if row.number is not None}
    patterns = {
        code: re.compile(
            rf"\b(?:{'|'.join(map(re.escape, sorted(ways, key=len, reverse=True)))})(?: [Mm]eeting)? (\d{{1,3}}X*)\b"
        )
        for code, ways in _committees(ctx).items()
        if code in numbered and ways
    }
    for passage in ctx.typed:
        for code, pattern in patterns.items():
            for found in pattern.finditer(passage.typed):
                if (code, found[1]) not in held:
                    message = f"The text names “{found[0]}”, and no such meeting is entered."
                    mend = ctx.mend_text(passage.section)
                    yield Finding(message, f"{passage.section}:{found[0]}", "", passage.section, passage.block, mend)


@check(
    "names.meeting_days",
    "warning",
    "A committee is said to meet on a day it met on",
    "Where a sentence names one committee, speaks of its meeting, and then gives a date, that committee has a meeting "
    "on that day in the records.",
    classes=(8,),
)
def meeting_days(ctx: BookContext) -> Iterator[Finding]:
    days: dict[str, set[date]] = {}
    for row in ctx.meetings_around:
        if not row.cancelled:
            days.setdefault(row.committee_code, set()).add(row.held_on)
    committees = _committees(ctx)
    called = {row.committee_code: row.abbreviation or row.committee for row in ctx.meetings_around}
    for passage in ctx.typed:
        for sentence in passage.sentences():
            for day, before in _dates_in(sentence):
                named = [code for code, ways in committees.items() if any(_says(before, way) for way in ways)]
                if len(named) == 1 and _MET.search(before) and day not in days.get(named[0], set()):
                    who = called[named[0]]
                    message = f"By the text, {who} met on {long_date(day).display}; no such meeting is entered."
                    mend = ctx.mend_text(passage.section)
                    yield Finding(message, f"{named[0]}:{day}", "", passage.section, passage.block, mend)


def _says(sentence: str, way: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(way)}(?!\w)", sentence) is not None


def _dates_in(sentence: str) -> Iterator[tuple[date, str]]:
    """Each date with what the sentence says before it."""
    for found in _DATE.finditer(sentence):
        try:
            day = date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
        except ValueError:
            continue
        yield day, sentence[: found.start()]
