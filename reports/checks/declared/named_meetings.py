"""Meetings that the text names in plain words, or says were held: whether the records know them so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.checks.context import BookContext
from reports.checks.named import NamedMeeting, Names
from reports.checks.records import MeetingName
from reports.checks.registry import Finding, check
from reports.checks.sentences import Sentence
from reports.engine.moments import Moment
from reports.engine.month import Month
from reports.engine.values import long_date

_MET = re.compile(r"\b(?:met|meets?|meeting|meetings|held|webinar|call)\b", re.IGNORECASE)
_WAS_HELD = re.compile(r"\b(?:met|held|took place|sat|convened|gathered)\b", re.IGNORECASE)
_HELD_AFTER = re.compile(
    r"^,?(?: (?:also|was|were|has|had|have|been|then|meeting))* (?:met|held|took place|sat|convened)\b"
)
_HELD_BEFORE = re.compile(
    r"\b(?:ran|held|attended|hosted|chaired|supported|at)(?: (?:the|an|its|our|extraordinary))*(?: SEC)? $", re.I
)
_NOT_YET = re.compile(
    r"\b(?:will|shall|would|to be|next|due|plan\w*|expect\w*|schedul\w*|since|until|before|after)\b", re.I
)
_OFF = re.compile(
    r"\b(?:cancel\w*|postpon\w*|called off|put off|not (?:be |been )?held|not meet|stood down|did not|didn['’]t"
    r"|never met|no longer|instead)\b",
    re.IGNORECASE,
)
_THIS_MONTH = re.compile(r"\b(?:this month|in the month|during the month)\b", re.IGNORECASE)
_ON = re.compile(r"\bon (?:the )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:the )?$", re.IGNORECASE)
_CLAUSE_BEGINS = re.compile(r"(?:^|[,;:(–—] ?)(?:and |but )?$")
_ITS_DAY = re.compile(
    r"^,? ?\(?(?:(?:which|was|is|were|met|held|took|place|called|for|on|of|the|\w+day)\b,? ?){0,5}$", re.IGNORECASE
)


@check(
    "names.meetings",
    "error",
    "Every meeting named in plain words is in the records",
    "A committee and a number in the text, such as TAG 82X or Change Board Meeting 58, is a meeting that is entered.",
    classes=(8,),
)
def meetings(ctx: BookContext) -> Iterator[Finding]:
    for passage in ctx.typed:
        for found, row in ctx.names.numbered_in(passage.typed):
            if row is None:
                message = f"The text names “{found[0]}”, and no such meeting is entered."
                mend = ctx.mend_text(passage.section)
                yield Finding(message, f"{passage.section}:{found[0]}", "", passage.section, passage.block, mend)


@check(
    "names.meeting_days",
    "warning",
    "A committee is said to meet on a day it met on",
    "Where a sentence names one committee, speaks of its meeting and gives a day, before or after (“On 13 September "
    "the Change Board met”), that committee has a meeting on that day in the records; where it gives a month, in that "
    "month. A day without a year is the nearest.",
    classes=(8,),
)
def meeting_days(ctx: BookContext) -> Iterator[Finding]:
    for sentence in ctx.sentences:
        of_named = [_day_said(sentence, named) for named in ctx.names.meetings_in(sentence)] if sentence.moments else []
        for moment in sentence.moments:
            code = _who_met(sentence, moment, ctx.names)
            if code and moment not in of_named and not _has_met(code, moment, ctx.names):
                when = f"on {long_date(moment.day).display}" if moment.day else f"in {moment.month.label}"
                message = f"By the text, {ctx.names.called[code]} met {when}; no such meeting is entered."
                yield _finding(ctx, sentence, message, f"{code}:{moment.day or moment.month.iso}")


@check(
    "names.meeting_months",
    "warning",
    "Meetings said to have been held were held, and then",
    "A meeting that the text names and says was held was held in the month, unless the sentence gives its own month or "
    "day; and the day that the sentence gives it is its day in the records.",
    classes=(8,),
)
def meeting_months(ctx: BookContext) -> Iterator[Finding]:
    for sentence in ctx.sentences:
        for named in ctx.names.meetings_in(sentence):
            called, on = _called(named.meeting), long_date(named.meeting.held_on).display
            said = _day_said(sentence, named)
            if said is not None and said.day != named.meeting.held_on:
                message = f"By the text, {called} was on {long_date(said.day).display}; by the records, on {on}."
                yield _finding(ctx, sentence, message, f"{called}:{said.day}")
            elif said is None and not named.meeting.cancelled and _is_said_of_the_month(sentence, named, ctx.month):
                message = f"By the text, {called} was held in {ctx.month.label}; by the records, on {on}."
                yield _finding(ctx, sentence, message, f"{called}:{ctx.month.iso}")


@check(
    "names.meetings_to_come",
    "warning",
    "No meeting is said to have met that is still to come",
    "A committee that is said to have met on a day has met by the day on which the report is issued.",
    classes=(8,),
)
def meetings_to_come(ctx: BookContext) -> Iterator[Finding]:
    issued = ctx.report.issue_date
    for sentence in ctx.sentences:
        for moment in sentence.moments:
            code = _who_met(sentence, moment, ctx.names)
            if code and moment.day and moment.day > issued and _is_past(sentence.text):
                message = (
                    f"By the text, {ctx.names.called[code]} has met on {long_date(moment.day).display}, and the report "
                    f"is issued on {long_date(issued).display}."
                )
                yield _finding(ctx, sentence, message, f"{code}:{moment.day}")


@check(
    "names.meetings_cancelled",
    "warning",
    "No cancelled meeting is named as if it were held",
    "A sentence that names a meeting which was cancelled, or its day, says that it was not held.",
    classes=(8,),
)
def meetings_cancelled(ctx: BookContext) -> Iterator[Finding]:
    for sentence in ctx.sentences:
        if _OFF.search(sentence.text):
            continue
        named = [one.meeting for one in ctx.names.meetings_in(sentence)]
        for row in dict.fromkeys((*named, *_met_on(sentence, ctx.names))):
            if row.cancelled:
                on = long_date(row.held_on).display
                message = f"{_called(row)}, planned for {on}, was cancelled, and the text does not say so."
                yield _finding(ctx, sentence, message, f"{row.committee_code}:{row.held_on}")


def _finding(ctx: BookContext, sentence: Sentence, message: str, subject: str) -> Finding:
    passage = sentence.passage
    mend = ctx.mend_text(passage.section)
    return Finding(message, f"{passage.section}:{subject}", "", passage.section, passage.block, mend)


def _called(row: MeetingName) -> str:
    who = row.abbreviation or row.committee
    return f"{who} {row.number}{row.suffix}" if row.number else f"the {who} meeting"


# --- Who met when -----------------------------------------------------------------------------------------------------


def _who_met(sentence: Sentence, moment: Moment, names: Names) -> str:
    """The code of the one committee whose meeting the sentence dates so; "" where it is none, or not clear which."""
    text = sentence.text
    before = text[: moment.start]
    begins = (lead := _ON.search(before)) is not None and _CLAUSE_BEGINS.search(before[: lead.start()]) is not None
    if moment.day is None:
        return _one_that_met(before, names) if re.search(r"\b(?:met|held)(?: \w+){0,6} in $", before) else ""
    if begins and not names.committees_in(before):
        following = min((one.start for one in sentence.moments if one.start > moment.start), default=len(text))
        return _one_that_met(text[moment.end : following], names)
    return _one_that_met(before, names)


def _one_that_met(words: str, names: Names) -> str:
    found = names.committees_in(words)
    return found[0] if len(found) == 1 and _MET.search(words) else ""


def _has_met(code: str, moment: Moment, names: Names) -> bool:
    """A cancelled meeting has a check of its own, and of a month that nothing is entered for nothing is known."""
    if moment.day:
        return any(row.committee_code == code and row.held_on == moment.day for row in names.meetings)
    known = [row for row in names.meetings if Month.containing(row.held_on) == moment.month]
    return not known or any(row.committee_code == code and not row.cancelled for row in known)


def _met_on(sentence: Sentence, names: Names) -> Iterator[MeetingName]:
    for moment in sentence.moments:
        code = _who_met(sentence, moment, names) if moment.day else ""
        on_the_day = [row for row in names.meetings if row.committee_code == code and row.held_on == moment.day]
        if all(row.cancelled for row in on_the_day):
            yield from on_the_day


# --- Meetings that are named ------------------------------------------------------------------------------------------


def _day_said(sentence: Sentence, named: NamedMeeting) -> Moment | None:
    """The day that the sentence gives the meeting straight behind its name."""
    after = [one for one in sentence.moments if one.start >= named.end and one.day]
    return after[0] if after and _ITS_DAY.search(sentence.text[named.end : after[0].start]) else None


def _is_said_of_the_month(sentence: Sentence, named: NamedMeeting, month: Month) -> bool:
    own = Month.containing(named.meeting.held_on)
    months = {one.month for one in sentence.moments}
    if own == month or own in months:
        return False
    if _NOT_YET.search(sentence.text):
        return False
    before, after = sentence.text[: named.start], sentence.text[named.end :]
    held = _HELD_AFTER.search(after) is not None or _HELD_BEFORE.search(before) is not None
    return held or month in months or _THIS_MONTH.search(sentence.text) is not None


def _is_past(text: str) -> bool:
    return _WAS_HELD.search(text) is not None and not _NOT_YET.search(text) and not re.search(r"\bbe held\b", text)
