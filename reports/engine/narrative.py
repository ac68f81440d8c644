"""Reads the text that staff write: a few HTML tags with tokens between double braces (see `tokens`).

Nothing that was written is lost silently. A token that can't be honoured is printed as it was typed, beside an error.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from reports.engine import markup
from reports.engine.blocks import CrossRef, FactRef, Inline, Paragraph, Prose, Text
from reports.engine.context import FactSource, MentionSource
from reports.engine.markup import sanitise
from reports.engine.missing import missing_fact
from reports.engine.problems import ProblemLog
from reports.engine.reading import Reader
from reports.engine.tokens import SHORTEST_REASON, Token, TokenError
from reports.engine.values import NONE, Value
from reports.engine.words import figure_in_words

__all__ = ["NOT_WRITTEN", "parse", "sanitise", "validate"]

NOT_WRITTEN = Paragraph((Text("Text not yet written.", italic=True),))


class Sources(Protocol):
    """What the tokens stand for; a ReportContext is one."""

    @property
    def facts(self) -> FactSource: ...
    @property
    def mentions(self) -> MentionSource: ...
    @property
    def problems(self) -> ProblemLog: ...


def parse(source: str, sources: Sources, *, section: str, block: str = "") -> tuple[Prose, ...]:
    """The text as prose, its facts and mentions resolved; cross-references get their text from numbering.

    Problems are logged against `section` and `block`. Empty text is a warning, and a paragraph that says so.
    """
    log = sources.problems

    def complain(code: str, message: str) -> None:
        log.error(code, message, section=section, block=block)

    def resolve(token: Token) -> Inline:
        inline = _resolve(token, sources)
        if isinstance(inline, FactRef) and inline.value.is_missing:
            missing_fact(inline.key, log, section=section, block=block)
        return inline

    for what in markup.dropped(source):
        message = f"Taken out of the text: {what}; what it enclosed is kept."
        log.warning("narrative.dropped", message, section=section, block=block)
    prose = Reader(resolve, complain).prose(markup.tree(sanitise(source)))
    if not prose:
        log.warning("narrative.empty", "The text is not yet written.", section=section, block=block)
    return prose or (NOT_WRITTEN,)


def validate(source: str) -> list[str]:
    """What is wrong with the syntax, in reading order; whether facts and records exist is not looked at."""
    found: list[str] = []
    reader = Reader(_spelled, lambda code, message: found.append(message))
    reader.prose(markup.tree(sanitise(source)))
    return found


# --- tokens -----------------------------------------------------------------------------------------------------------


def _spelled(token: Token) -> Text:
    """Raises TokenError for what may be read, and is not to be stored."""
    if token.says_too_little:
        raise TokenError(f"say why it is quoted in {SHORTEST_REASON} characters or more: the book lists the reason")
    return Text(token.target)


def _resolve(token: Token, sources: Sources) -> Inline:
    """Raises TokenError when there is no such fact or record, or the form doesn't suit it."""
    match token.kind:
        case "reference":
            return CrossRef(token.target)
        case "quoted":
            # Text like that around it: from here on nothing knows its reason.
            return Text(token.target)
        case "mention":
            return _mention(token, sources.mentions)
        case "fact":
            return FactRef(token.target, _in_form(_fact(token.target, sources.facts), token.form))


def _mention(token: Token, mentions: MentionSource) -> Inline:
    try:
        mention = mentions.mention(token.target)
    except KeyError:
        raise TokenError(f"there is no record “{token.target}” at the report's date", "mention.unknown") from None
    return replace(mention, title="") if token.form == "ref" else mention


def _fact(key: str, facts: FactSource) -> Value:
    try:
        return facts.value(key)
    except KeyError:
        raise TokenError(f"there is no fact “{key}”", "fact.unknown") from None


def _in_form(value: Value, form: str) -> Value:
    if not form or value.is_missing:
        return value
    try:
        words = value.display if value == NONE else figure_in_words(value.display)
    except ValueError as error:
        raise TokenError(str(error), "fact.form") from error
    return Value(value.raw, words[0].upper() + words[1:] if form == "Words" else words)
