"""Running text sentence by sentence, as it is read, with the places of what the program filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reports.checks.passages import Passage
from reports.engine.blocks import CrossRef, FactRef, Inline, Mention
from reports.engine.moments import Moment, moments
from reports.engine.month import Month
from reports.engine.printed import words_of

_BREAK = re.compile(r"(?<=[.;!?])\s+")
_BEGINS = re.compile(r"[A-Z\u2018\u201c]")


@dataclass(frozen=True, slots=True)
class Filled:
    """A fact, record or reference, and where in the sentence what it prints stands."""

    start: int
    end: int
    inline: Inline


@dataclass(frozen=True)
class Sentence:
    text: str
    filled: tuple[Filled, ...]
    passage: Passage
    near: Month

    @property
    def facts(self) -> list[tuple[Filled, FactRef]]:
        return [(one, one.inline) for one in self.filled if isinstance(one.inline, FactRef)]

    @property
    def mentions(self) -> list[tuple[Filled, Mention]]:
        return [(one, one.inline) for one in self.filled if isinstance(one.inline, Mention)]

    @cached_property
    def moments(self) -> list[Moment]:
        """The days and months that somebody typed, not those in a title that was filled in."""
        return [one for one in moments(self.text, self.near) if not self.is_filled(one.start, one.end)]

    def is_filled(self, start: int, end: int) -> bool:
        return any(one.start < end and start < one.end for one in self.filled)


def sentences_of(passage: Passage, near: Month) -> Iterator[Sentence]:
    """A full stop ends a sentence where a capital follows it, or what was filled in."""
    text, filled = _laid_out(passage)
    starts = {one.start for one in filled}
    ends = (one for one in _BREAK.finditer(text) if one.end() in starts or _BEGINS.match(text, one.end()))
    breaks = [(one.start(), one.end()) for one in ends if not any(f.start < one.end() < f.end for f in filled)]
    begin = 0
    for end, following in [*breaks, (len(text), len(text))]:
        own = tuple(
            Filled(f.start - begin, f.end - begin, f.inline) for f in filled if begin <= f.start and f.end <= end
        )
        yield Sentence(text[begin:end], own, passage, near)
        begin = following


def _laid_out(passage: Passage) -> tuple[str, list[Filled]]:
    text, filled = "", list[Filled]()
    for inline in passage.content:
        words = words_of(inline)
        if isinstance(inline, FactRef | Mention | CrossRef):
            filled.append(Filled(len(text), len(text) + len(words), inline))
        text += words
    return text, filled
