"""The paper itself: its reference, dates, meeting, classification and attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_uppercase

from access.classification import Classification
from meetings.rules import COMMITTEE_OF_BODY
from modifications.calendars import sec_calendar
from modifications.working_days import CalendarError
from reports.checks import mends, records
from reports.checks.context import BookContext
from reports.checks.declared.owned import passed_on
from reports.checks.registry import Finding, check
from reports.engine.document import walk_blocks
from reports.engine.redact import strings_of
from reports.engine.tables import joined
from reports.engine.values import long_date

KNOWN_PREFIXES = frozenset({"SECP", "SECCB", "TABASC", "SSC", "SECPMA", "OPSG", "TAG", "CSC"})
"""Seen on published papers; those of the committees that are entered are known besides."""
REFERENCE = re.compile(r"\b(?P<prefix>[A-Z]{2,10})_(?P<number>\d{1,4}X*)_(?P<ddmm>\d{4})(?:_(?P<paper>\d{1,3}))?\b")
_DRAFT = re.compile(r"\b(?:version|v)\.? ?0\.\d+\b|\b(?:draft|final draft)\b", re.IGNORECASE)
_LETTERED = re.compile(r"^Appendix ([A-Z])$")
_APPENDICES = re.compile(
    r"\b(?<!SEC )(?<!Code )Append(?:ix|ices) (?P<letters>[A-Z](?:(?:, | and | or |, and |–| to )[A-Z])*)\b"
    r"(?! (?:of|to|in) (?!(?:this|the) (?:paper|report)\b))"
)
"""Those of this paper: of another paper and of the Code, whose own have two letters at last, the text says of what."""


@check(
    "paper.reference",
    "error",
    "The paper reference is that of its meeting",
    "A reference such as SECP_97_1510_17 is made of the committee's prefix, the meeting's number, the day and month of "
    "the meeting, and the number of the paper. Day and month are those the meeting is held on.",
    classes=(8,),
    owns=("paper.reference",),
)
def reference(ctx: BookContext) -> Iterator[Finding]:
    yield from passed_on(ctx, "paper.reference", mend=mends.meeting(ctx.report.meeting_id))
    header = ctx.document.header
    found = REFERENCE.fullmatch(header.reference)
    if found and found["ddmm"] != f"{header.meeting_date:%d%m}":
        day = long_date(header.meeting_date).display
        message = f"{header.reference} says {found['ddmm']}, and the meeting is on {day}."
        yield Finding(message, "ddmm", f"{header.reference}/{header.meeting_date}", mend=ctx.mend_paper())


@check(
    "paper.prefix",
    "warning",
    "The prefix of every paper reference is known",
    "References begin with the prefix of a committee: one that is entered here, or was seen on published papers.",
    classes=(8,),
)
def prefix(ctx: BookContext) -> Iterator[Finding]:
    known = KNOWN_PREFIXES | {row.prefix for row in ctx.meetings_around if row.prefix}
    own = REFERENCE.fullmatch(ctx.document.header.reference)
    if own and own["prefix"] not in KNOWN_PREFIXES:
        message = f"{own['prefix']} is no prefix seen on a published paper."
        yield Finding(message, own["prefix"], "", mend=mends.committees())
    for passage in ctx.passages:
        for found in REFERENCE.finditer(passage.printed):
            if found["prefix"] not in known:
                message = f"The text names the paper {found[0]}, and no committee has the prefix {found['prefix']}."
                mend = ctx.mend_text(passage.section)
                yield Finding(message, found[0], "", passage.section, passage.block, mend)


@check(
    "paper.references_in_text",
    "error",
    "Papers named in the text carry the day of their meeting",
    "The day and month within a paper reference in the text are those on which that meeting was, or will be, held.",
    classes=(8,),
)
def references_in_text(ctx: BookContext) -> Iterator[Finding]:
    held = {(row.prefix, f"{row.number}{row.suffix}"): row.held_on for row in ctx.meetings_around if row.prefix}
    for passage in ctx.passages:
        for found in REFERENCE.finditer(passage.printed):
            day = held.get((found["prefix"], found["number"]))
            if day is not None and found["ddmm"] != f"{day:%d%m}":
                message = f"The text names {found[0]}, but that meeting is on {long_date(day).display}."
                mend = ctx.mend_text(passage.section)
                yield Finding(message, found[0], str(day), passage.section, passage.block, mend)


@check(
    "paper.meetings_of_papers",
    "warning",
    "Papers named in the text are of meetings that are entered",
    "A paper reference that staff typed, such as SECP_97_1510_17, names a meeting by its committee's prefix and its "
    "number. Where no such meeting is entered, of whatever year, its day cannot be checked, and most often the number "
    "is mistyped.",
    classes=(2, 8),
)
def meetings_of_papers(ctx: BookContext) -> Iterator[Finding]:
    named = [(passage, found) for passage in ctx.typed for found in REFERENCE.finditer(passage.typed)]
    near = {(row.prefix, f"{row.number}{row.suffix}") for row in ctx.meetings_around if row.prefix}
    prefixes = KNOWN_PREFIXES | {prefix for prefix, _ in near}
    far = [found for _, found in named if (found["prefix"], found["number"]) not in near]
    ever = records.days_of_meetings({found["number"].rstrip("X") for found in far}) if far else {}
    for passage, found in named:
        meeting = (found["prefix"], found["number"])
        if found["prefix"] not in prefixes or meeting in near:
            continue  # another check's: the prefix is unknown, or the day is compared
        mend = ctx.mend_text(passage.section)
        days = ever.get(meeting, [])
        if not days:
            message = f"The text names {found[0]}, and no meeting {found['number']} of {found['prefix']} is entered."
            yield Finding(message, found[0], "", passage.section, passage.block, mend)
        elif found["ddmm"] not in {f"{day:%d%m}" for day in days}:
            held = joined([long_date(day).display for day in days], "or")
            message = f"The text names {found[0]}, but that meeting was on {held}."
            yield Finding(message, found[0], held, passage.section, passage.block, mend)


@check(
    "paper.appendices_in_text",
    "warning",
    "Appendices named in the text are attached",
    "“Appendix C” in the text that staff wrote is one of the attachments on the cover. An appendix of another paper "
    "says of which, and those of the Code are called SEC Appendices.",
    classes=(2, 7),
)
def appendices_in_text(ctx: BookContext) -> Iterator[Finding]:
    attached = {one.label.casefold() for one in ctx.document.header.attachments}
    for passage in ctx.typed:
        for named in _APPENDICES.finditer(passage.typed):
            for letter in _letters(named["letters"]):
                if f"appendix {letter}".casefold() not in attached:
                    message = f"The text names Appendix {letter}, and no such appendix is attached."
                    subject = f"{passage.section}:{letter}"
                    mend = ctx.mend_text(passage.section)
                    yield Finding(message, subject, "|".join(sorted(attached)), passage.section, passage.block, mend)


@check(
    "paper.confidential_appendix",
    "error",
    "The confidential appendix that is pointed to is attached",
    "Where a White paper may not name who completed a test, it points to “the confidential appendix”. The cover then "
    "announces one: enter it among the paper's attachments.",
    classes=(2, 7),
)
def confidential_appendix(ctx: BookContext) -> Iterator[Finding]:
    if ctx.document.header.attachments:
        return
    for _, section, block in walk_blocks(ctx.document):
        if "confidential appendix" in "".join(strings_of(block)).casefold():
            message = "The paper points to the confidential appendix, and none is attached."
            yield Finding(message, f"{section.id}:{block.id}", "", section.id, block.id, ctx.mend_paper())


def _letters(named: str) -> list[str]:
    """Those of "C", "A, B and D" and "A to C"."""
    letters = re.findall(r"\b[A-Z]\b", named)
    if "–" in named or " to " in named:
        first, last = (ascii_uppercase.index(letter) for letter in (letters[0], letters[-1]))
        return list(ascii_uppercase[first : last + 1]) or letters
    return letters


@check(
    "paper.dates",
    "error",
    "The paper is issued after its month and by its meeting",
    "What is counted since the last meeting is counted up to the issue date, so it lies after the month, after the "
    "meeting before, and no later than the paper's own meeting.",
    classes=(6, 8),
    owns=("report.issue_date", "report.period"),
)
def dates(ctx: BookContext) -> Iterator[Finding]:
    return passed_on(ctx, "report.issue_date", "report.period", mend=ctx.mend_paper())


@check(
    "paper.issued_in_time",
    "warning",
    "The paper is issued five Working Days before its meeting",
    "Papers are issued five SEC Working Days before the meeting: the day of issue is not counted, the day of the "
    "meeting is.",
    classes=(6, 8),
)
def issued_in_time(ctx: BookContext) -> Iterator[Finding]:
    header = ctx.document.header
    try:
        due = sec_calendar().papers_due(header.meeting_date)
    except CalendarError:
        return  # that the bank holidays are not entered is said by another check
    if header.issue_date > due:
        message = (
            f"The paper is issued on {long_date(header.issue_date).display}; it was due on {long_date(due).display}."
        )
        yield Finding(message, "issue", f"{header.issue_date}/{due}", mend=ctx.mend_paper())


@check(
    "paper.meeting_cancelled",
    "error",
    "The paper goes to a meeting that is held",
    "No paper goes to a cancelled meeting.",
    classes=(8,),
    owns=("meeting.cancelled",),
)
def meeting_cancelled(ctx: BookContext) -> Iterator[Finding]:
    return passed_on(ctx, "meeting.cancelled", mend=ctx.mend_paper())


@check(
    "paper.meeting_before",
    "error",
    "The meeting before is entered",
    "What happened since the last meeting is counted from the day of the committee's regular meeting before this one, "
    "whose number comes just before.",
    classes=(8, 10),
    owns=("meeting.previous",),
)
def meeting_before(ctx: BookContext) -> Iterator[Finding]:
    from meetings.models import Meeting

    return passed_on(ctx, "meeting.previous", mend=mends.another(Meeting))


@check(
    "paper.classification",
    "error",
    "The paper carries its classification's sentence",
    "Every page states the classification and what it means. Only White's wording is published; SECAS supplies the "
    "others.",
    classes=(9, 10),
    owns=("classification.wording",),
)
def classification(ctx: BookContext) -> Iterator[Finding]:
    yield from passed_on(ctx, "classification.wording", mend=mends.wordings())
    words = Classification(ctx.document.parts[0].classification).label
    if not ctx.document.classification_sentence.strip():
        yield Finding(f"The paper prints no sentence for {words}.", words, mend=mends.wordings())
    elif words.casefold() not in ctx.document.classification_sentence.casefold():
        message = f"The sentence in the footer does not say {words}."
        yield Finding(message, words, ctx.document.classification_sentence, mend=mends.wordings())


@check(
    "paper.attachments",
    "error",
    "Attachments are lettered in order",
    "Appendices are called Appendix A, B, C without a gap, in that order, and each has a title.",
    classes=(2, 9),
)
def attachments(ctx: BookContext) -> Iterator[Finding]:
    lettered = [one for one in ctx.document.header.attachments if _LETTERED.match(one.label)]
    for one, letter in zip(lettered, ascii_uppercase, strict=False):
        if one.label != f"Appendix {letter}":
            message = f"“{one.label}” stands where Appendix {letter} is due."
            yield Finding(message, letter, one.label, mend=ctx.mend_paper())
    for one in ctx.document.header.attachments:
        if not one.title.strip():
            yield Finding(f"“{one.label}” has no title.", one.label, "untitled", mend=ctx.mend_paper())


@check(
    "paper.draft_words",
    "error",
    "Nothing calls itself a draft or version 0.1",
    "A paper that is issued, and its attachments, say nothing of a version 0.1 or of being a draft. A Draft Proposal "
    "is what it is called.",
    classes=(9,),
)
def draft_words(ctx: BookContext) -> Iterator[Finding]:
    for one in ctx.document.header.attachments:
        for words in _drafts(one.title):
            yield Finding(f"The title of {one.label} says “{words}”.", one.label, words, mend=ctx.mend_paper())
    for passage in ctx.typed:
        for words in _drafts(passage.typed):
            mend = ctx.mend_text(passage.section)
            subject = f"{passage.section}:{words}"
            yield Finding(f"The text says “{words}”.", subject, "", passage.section, passage.block, mend)


def _drafts(text: str) -> Iterator[str]:
    for found in _DRAFT.finditer(text):
        proposal = text[found.end() :].lstrip().lower().startswith(("proposal", "sec", "legal"))
        if not (found[0].lower() == "draft" and proposal):
            yield found[0]


@check(
    "paper.bodies",
    "error",
    "The committees that the report asks for are entered",
    "The report finds committees by their codes. Of one that is not entered it can say nothing.",
    classes=(8, 10),
    owns=("committee.unknown",),
)
def bodies(ctx: BookContext) -> Iterator[Finding]:
    yield from passed_on(ctx, "committee.unknown", mend=mends.committees())
    decided = {row.body.value for row in ctx.reads.decisions}
    for body in sorted(decided & COMMITTEE_OF_BODY.keys()):
        code = COMMITTEE_OF_BODY[body]
        if code not in ctx.reads.committee_codes:
            message = f"The month has decisions of a body whose committee “{code}” is not entered."
            yield Finding(message, f"body:{code}", "", "meetings", "", mends.committees())


@check(
    "paper.illustrative",
    "warning",
    "No illustrative record stands in for a real one",
    "Records marked illustrative are made up, for a sample. A paper made from any of them says so on its cover.",
    classes=(10,),
    owns=("records.illustrative",),
)
def illustrative(ctx: BookContext) -> Iterator[Finding]:
    return passed_on(ctx, "records.illustrative")
