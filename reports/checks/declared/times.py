"""The time that the text gives its figures: this month's figure beside another month's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.checks.context import BookContext
from reports.checks.reading import digest
from reports.checks.registry import Finding, check
from reports.checks.sentences import Sentence
from reports.engine.blocks import FactRef
from reports.engine.moments import Moment, moments
from reports.engine.month import Month
from reports.facts.registry import Fact, Unit
from reports.narrative.carried import accepted_in, repeated

FARTHEST = 8
"""Words between a figure and the time that is said to be its own."""
_OTHER_TIMES = re.compile(
    r"\b(?:twelve months|12 months|regulatory year|month before|year before|quarter|since|later than|next)\b"
)
_OTHER_KEYS = re.compile(r"previous|before|year|12_months|since|opening|latest|^release\.")
_LEAD = re.compile(
    r"\b(?:as (?:at|of|on)|at|by|on|in|during|throughout|over|for)"
    r"(?: the| close of| (?:month[ -])?end(?: of)?| last day of| month of| whole of| start of| course of)*[ -]$",
    re.IGNORECASE,
)
_AS_AT = re.compile(r"\bas (?:at|of|on)\b[ \w]*$", re.IGNORECASE)
_CLAUSE_BEGINS = re.compile(r"(?:^|[,;:(–—] ?)(?:and |but |so |that )?$")
_TELLS = re.compile(r"^(?:’s|'s)? (?:saw|brought|ended|closed|had|showed)\b")
_COMPARED = re.compile(
    r"\b(?:compar\w+|(?<!no fewer )(?<!no less )(?<!no more )than|since|from|until|till|unlike|against|before|after"
    r"|earlier|previous\w*|last|next|will|shall|would|to be|due|plan\w*|expect\w*|intend\w*|aim\w*|target\w*|schedul\w*"
    r"|for implementation|ahead)\b",
    re.IGNORECASE,
)
_NAMES_A_THING = re.compile(
    r"^,? (?:SEC )?(?:[A-Z]\w|(?:release|meeting|report|paper|webinar|edition|call|newsletter)s?\b)"
)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A figure of the month, and the other time that its sentence gives it."""

    fact: Fact
    sentence: Sentence
    moment: Moment


@check(
    "text.stale_month",
    "warning",
    "The text dates the month's figures to the month",
    "A figure in the text is that of the report's month, or of its last day. Where its sentence gives it another month "
    "or another day (“As at 31 August”, “in August 2021 there were”), the words are older than the figure. Figures "
    "that are of other months themselves, and comparisons, are not meant.",
    classes=(1, 5),
)
def stale_month(ctx: BookContext) -> Iterator[Finding]:
    for dated in _dated(ctx):
        section, passage = dated.sentence.passage.section, dated.sentence.passage
        message = (
            f"The text gives “{dated.fact.label}” the time “{dated.moment.text}”, but the figure is "
            f"{ctx.month.label}’s."
        )
        subject = f"{section}:{dated.fact.key}:{dated.moment.text}"
        yield Finding(message, subject, "", section, passage.block, ctx.mend_text(section))


@check(
    "text.carried_month",
    "warning",
    "No words that were carried over name the month they came from",
    "A paragraph that stood in last month's paper, and was accepted for this one, may tell of last month still. What "
    "names that month, or a day of it, is looked at once more. Words that nobody accepted have a check of their own.",
    classes=(5,),
)
def carried_month(ctx: BookContext) -> Iterator[Finding]:
    before = ctx.report_before
    same = {section: repeated(body, ctx.texts_before.get(section, "")) for section, body in ctx.texts.items()}
    accepted = accepted_in(ctx.report) if before is not None and any(same.values()) else {}
    told = [(one.sentence.passage.section, one.moment.text) for one in _dated(ctx)] if accepted else []
    for section, pieces in sorted(same.items()):
        for piece in pieces if before is not None else ():
            names = _names_of(piece, ctx.month.back(1), ctx.month)
            if piece in accepted.get(section, ()) and names and not any((section, one) in told for one in names):
                message = f"Words accepted from last month's paper still name {_listed(names)}."
                yield Finding(
                    message, f"{section}:{digest(piece)}", "", section, ctx.block_of(section), ctx.mend_text(section)
                )


def _names_of(piece: str, wanted: Month, near: Month) -> list[str]:
    return list(dict.fromkeys(one.text for one in moments(piece, near) if one.month == wanted))


def _listed(names: list[str]) -> str:
    return " and ".join(f"“{name}”" for name in names)


def _dated(ctx: BookContext) -> list[_Dated]:
    return [found for sentence in ctx.sentences for found in _dated_in(sentence, ctx)]


def _dated_in(sentence: Sentence, ctx: BookContext) -> Iterator[_Dated]:
    if not sentence.facts:
        return
    for moment in sentence.moments:
        if _is_another(moment, sentence, ctx.month) and (timed := timed_by(sentence, moment)) is not None:
            fact = ctx.facts.get(timed.key)
            if fact is not None and is_of_the_month(fact):
                yield _Dated(fact, sentence, moment)


def _is_another(moment: Moment, sentence: Sentence, month: Month) -> bool:
    """Another month; or, where a figure is "as at" a day, another day than the month's last."""
    if moment.month != month:
        return True
    return moment.day not in (None, month.last) and _AS_AT.search(sentence.text[: moment.start]) is not None


def is_of_the_month(fact: Fact) -> bool:
    """Whether the fact is the report's month's alone, or its last day's: not a window's, nor another month's."""
    if not fact.monthly or fact.unit in (Unit.DATE, Unit.TEXT):
        return False
    return not _OTHER_KEYS.search(fact.key) and not _OTHER_TIMES.search(fact.rule)


def timed_by(sentence: Sentence, moment: Moment) -> FactRef | None:
    """The fact that the sentence dates so: the first behind a time that begins a clause, else the last before it."""
    text = sentence.text
    lead = _LEAD.search(text, 0, moment.start)
    tells = _TELLS.search(text[moment.end :])
    if not (lead or tells) or _NAMES_A_THING.search(text[moment.end :]):
        return None
    begins = lead.start() if lead else moment.start
    if _CLAUSE_BEGINS.search(text[:begins]):
        after = [(place, fact) for place, fact in sentence.facts if place.start >= moment.end]
        return after[0][1] if after and _joined(text[moment.end : after[0][0].start]) else None
    before = [(place, fact) for place, fact in sentence.facts if place.end <= begins]
    if before and _near(text[before[-1][0].end : begins]):
        return before[-1][1]
    after = [(place, fact) for place, fact in sentence.facts if place.start >= moment.end]
    return after[0][1] if not before and after and _near(text[moment.end : after[0][0].start]) else None


def _joined(between: str) -> bool:
    """Whether what begins a clause still speaks of what stands behind these words."""
    return not _COMPARED.search(between) and not re.search("[;:]", between)


def _near(between: str) -> bool:
    return _joined(between) and len(between.split()) <= FARTHEST and not re.search("[,()–—]", between)
