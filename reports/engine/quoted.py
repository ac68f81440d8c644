"""What a text quotes: numbers that are somebody else's, each with the reason why it is no fact."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from html import unescape

from reports.engine.tokens import Token, TokenError, read_token
from reports.engine.unbound import Unbound, find_unbound, sides

_QUOTED = re.compile(r"\{\{(\s*quoted\s*:([^{}<>|]*)(?:\|[^{}<>]*)?)\}\}")
_TOKEN = re.compile(r"\{\{[^{}]*\}\}|\{\{\s*note\s*:|\}\}")
_SENTENCE_ENDS = re.compile(r"[.;!?](?:\s|$)")


@dataclass(frozen=True, slots=True)
class QuotedNumber:
    """A number among the words that are quoted, and what its sentence says before and after it."""

    number: Unbound
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words as they are printed."""

    token: Token
    numbers: tuple[QuotedNumber, ...] = ()

    @property
    def words(self) -> str:
        return self.token.target

    @property
    def reason(self) -> str:
        return self.token.reason


def quotations(source: str) -> list[Quotation]:
    """Those of a stored text, in reading order, also inside its notes; what is no such token is passed over.

    `source` is what `markup.sanitise` returned.
    """
    plain, spans = _opened(source)
    unbound = find_unbound(plain) if spans else []
    return [
        Quotation(token, tuple(_placed(plain, one) for one in unbound if start <= one.start and one.end <= end))
        for token, start, end in spans
    ]


def _opened(source: str) -> tuple[str, list[tuple[Token, int, int]]]:
    """The text with the words of each quotation in its place, as if they were not marked; and where they stand."""
    plain, spans, place = "", list[tuple[Token, int, int]](), 0
    for found in _QUOTED.finditer(source):
        with suppress(TokenError):
            token = read_token(unescape(found[1]))
            plain += source[place : found.start()]
            spans.append((token, len(plain), len(plain) + len(found[2].strip())))
            plain += found[2].strip()
            place = found.end()
    return plain + source[place:], spans


def _placed(plain: str, number: Unbound) -> QuotedNumber:
    before, after = (_TOKEN.sub(" ", side) for side in sides(plain, number))
    return QuotedNumber(number, _SENTENCE_ENDS.split(before)[-1], _SENTENCE_ENDS.split(after)[0])
