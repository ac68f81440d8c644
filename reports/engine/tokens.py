"""The references written in narrative between double braces, without their meaning.

{{modifications.open}}         a fact, as printed          {{modifications.open|words}}   in words
{{@MP121}}                     a record with its title     {{@MP121|ref}}                 its reference only
{{#voting-groups}}             a section, table or figure
{{quoted: five | why}}         a number that is quoted rather than counted; why it is no fact is never printed
{{note: text}}                 a footnote; the narrative reader opens and closes it
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

SHORTEST_REASON = 10
"""Characters: "n/a" is no reason."""
FACT_FORMS = ("", "words", "Words")
MENTION_FORMS = ("", "ref")

_FACT = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
_MENTION = re.compile(r"((meeting|party):)?[^\s:{}<>]([^:{}<>]*[^\s:{}<>])?")
_MENTION_IN_TEXT = re.compile(r"\{\{\s*(@[^{}]*)\}\}")
_QUOTED = re.compile(r"\s*quoted\s*:(.*)", re.DOTALL)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


class TokenError(ValueError):
    """A token that can't be honoured; the message says why, and `code` is the Problem's."""

    def __init__(self, message: str, code: str = "token.malformed") -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Token:
    """`form` is how it is to be printed; "Words" begins with a capital, for the start of a sentence.

    The target of what is quoted is its text, and `reason` says why it is no fact: working matter, never printed.
    """

    kind: Literal["fact", "mention", "reference", "quoted"]
    target: str
    form: str = ""
    reason: str = ""

    @property
    def says_too_little(self) -> bool:
        """Whether it is quoted for a reason that is none. A stored text is still read; none is stored so."""
        return self.kind == "quoted" and len(self.reason) < SHORTEST_REASON


def read_token(body: str) -> Token:
    """Read what stands between the braces. Raises TokenError."""
    if quoted := _QUOTED.fullmatch(body):
        return _quotation(quoted[1])
    target, bar, form = (piece.strip() for piece in body.strip().partition("|"))
    if bar and not form:
        raise TokenError("nothing follows the “|”")
    match target[:1]:
        case "@":
            return _checked(Token("mention", target[1:].strip(), form), _MENTION, MENTION_FORMS)
        case "#":
            return _checked(Token("reference", target[1:].strip(), form), _ID, ("",))
        case _:
            return _checked(Token("fact", target, form), _FACT, FACT_FORMS)


def mentioned(source: str) -> set[str]:
    """The targets of every mention in a text, also inside its notes; what isn't a token is passed over."""
    found: set[str] = set()
    for body in _MENTION_IN_TEXT.findall(source):
        with suppress(TokenError):
            found.add(read_token(body).target)
    return found


def _quotation(body: str) -> Token:
    text, _, reason = (piece.strip() for piece in body.partition("|"))
    if not text:
        raise TokenError("nothing is quoted")
    if not any(character.isalnum() for character in reason):
        raise TokenError("write after a “|” why the number is quoted and is not a fact")
    if any(brace in body for brace in "{}"):
        raise TokenError("what is quoted can't hold another token")
    return Token("quoted", text, reason=reason)


def _checked(token: Token, pattern: re.Pattern[str], forms: tuple[str, ...]) -> Token:
    if not token.target:
        raise TokenError("it is empty")
    if not pattern.fullmatch(token.target):
        raise TokenError(f"“{token.target}” can't name a {token.kind}")
    if token.form not in forms:
        raise TokenError(f"a {token.kind} has no form “{token.form}”")
    return token
