"""Lists the numbers in narrative that nothing ties to the data.

A number in digits or in words must be a fact, or be marked as quoted. Dates, clock times, references, telephone
numbers and addresses are none. The rules stand in `unbound_rules`; `static/js/unbound.js` reads by the same ones, and
one file of cases tests both.

Words that only imply a number ("both", "pair", "double", "single", "several") are left to the writer; "doubled" and
"halved" say how far something moved, so they are listed. "One" is listed where it counts, which is before a noun ("one
Party withdrew") or another number ("one in five"), as the subject of its clause ("one was rejected") and after a limit
("just one", "all but one"), and not where it is a pronoun ("one of the two", "this one"). A number from 1990 to 2099 is
a year only where the words about it say so ("in 2021", "the end of 2021"). Ranks ("the second meeting") are listed,
since they claim that so many came before; set phrases ("for the first time", "third party") and halves and quarters of
a year are not. "Half" and "a quarter of" claim a share, so they are listed; "half-hourly" is not. "Twice" counts;
"once" only where it ends a clause or says how often.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reports.engine import unbound_rules as rules
from reports.engine.glyphs import Glyph, normalised, paragraphs
from reports.engine.numerals import numbers
from reports.engine.values import Value

Form = Literal["", "words", "Words"]

CONTEXT = 60
"""Characters shown either side of a number, at most."""


@dataclass(frozen=True, slots=True)
class Unbound:
    """A number that is bound to nothing.

    `start` and `end` are places in the text that was searched, `end` the first behind it. `text` is the number as a
    reader sees it, with its unit, so that a token can take its place. `value` is None where it has no exact one, as
    has a range. `unit` is "", "%", "WD", or what else stands with it. `form` is the form of a fact that prints alike.
    `context` is the number with what stands around it in its paragraph.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    unit: str
    form: Form
    context: str = ""


def find_unbound(source: str) -> list[Unbound]:
    """The unbound numbers of a stored text, in reading order; places are in `source`, tags and entities included.

    `source` is what `markup.sanitise` returned. A number may run across tags, but not from one paragraph to another.
    """
    return [found for paragraph in paragraphs(source) for found in _find(paragraph)]


def find_in_text(text: str) -> list[Unbound]:
    """The same for text without tags, in which tokens stand as written. Nothing runs across the end of a line."""
    return list(_find([Glyph(character, place, place + 1) for place, character in enumerate(text)]))


def sides(source: str, number: Unbound) -> tuple[str, str]:
    """What a reader sees of the number's paragraph before it and after it, tokens as written."""
    for glyphs in paragraphs(source):
        if glyphs and glyphs[0].start <= number.start < glyphs[-1].end:
            before = "".join(glyph.character for glyph in glyphs if glyph.end <= number.start)
            return before, "".join(glyph.character for glyph in glyphs if glyph.start >= number.end)
    return "", ""


def excerpt(before: str, number: str, after: str) -> str:
    """The number with what stands around it, cut where a word ends."""
    text = f"{before}{number}{after}"
    return _around(text, len(before), len(before) + len(number))


def suggest(unbound: Unbound, values: Mapping[str, Value]) -> list[str]:
    """The keys of the facts that print this number: those of its own unit first, and then in the order given.

    A percentage is only ever a percentage; a plain number may be a duration in Working Days, and the other way round.
    """
    if unbound.value is None or unbound.unit not in ("", rules.WORKING_DAYS, rules.PER_CENT):
        return []
    same: list[str] = []
    near: list[str] = []
    for key, value in values.items():
        figure = _FIGURE.fullmatch(value.display)
        if value.is_missing or not figure or Decimal(figure[1].replace(",", "")) != unbound.value:
            continue
        unit = figure[2].strip()
        if unit == unbound.unit:
            same.append(key)
        elif rules.PER_CENT not in (unit, unbound.unit):
            near.append(key)
    return [*same, *near]


_FIGURE = re.compile(r"(-?[0-9][0-9,]*(?:\.[0-9]+)?)(%| WD|)")
_BLANKS = re.compile(r"\s+")


def _find(glyphs: list[Glyph]) -> Iterator[Unbound]:
    seen = "".join(glyph.character for glyph in glyphs)
    plain, places = normalised(seen)
    for number in numbers(plain):
        first, last = places[number.start], places[number.end - 1]
        text = seen[first : last + 1]
        form: Form = ("Words" if text[0].isupper() else "words") if number.in_words else ""
        around = _around(seen, first, last + 1)
        yield Unbound(glyphs[first].start, glyphs[last].end, text, number.value, number.unit, form, around)


def _around(text: str, start: int, end: int) -> str:
    before = _BLANKS.sub(" ", text[max(0, start - CONTEXT) : start])
    after = _BLANKS.sub(" ", text[end : end + CONTEXT])
    if start > CONTEXT:
        before = "…" + before[before.find(" ") + 1 :]
    if len(text) - end > CONTEXT:
        after = after[: after.rfind(" ")] + "…" if " " in after else after + "…"
    return (before + text[start:end] + after).strip()
