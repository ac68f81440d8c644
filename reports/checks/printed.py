"""Stored text as it is read: each token as what it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from reports.definitions.context import MonthContext
from reports.engine.blocks import CrossRef, Inline, Paragraph
from reports.engine.narrative import parse
from reports.engine.printed import words_of
from reports.engine.problems import ProblemLog

_NOTE = re.compile(r"\{\{\s*note\s*:\s*([^{}]*)\}\}")
_TOKEN = re.compile(r"\{\{[^{}]*\}\}")
_OPEN = re.compile(r"\{\{\s*note\s*:\s*")


def as_printed(text: str, context: MonthContext, labels: Mapping[str, str]) -> str:
    """The words of a piece of text, its notes in brackets; what cannot be read stays as written.

    `labels` are what references to sections, tables and figures are printed as.
    """
    own = replace(context, problems=ProblemLog())
    opened = _OPEN.sub(" (", _NOTE.sub(r" (\1)", text))
    return _closed(_TOKEN.sub(lambda found: _words(found[0], own, labels), opened))


def _closed(read: str) -> str:
    """Where a note is opened, what closes it may stand in another piece of the text. Tokens that cannot be read keep
    their braces."""
    return re.sub(r"\{\{[^{}]*\}\}|\}\}", lambda found: ")" if found[0] == "}}" else found[0], read)


def _words(token: str, context: MonthContext, labels: Mapping[str, str]) -> str:
    prose = parse(token, context, section="")
    content = prose[0].content if prose and isinstance(prose[0], Paragraph) else ()
    return "".join(_word(one, labels) for one in content)


def _word(inline: Inline, labels: Mapping[str, str]) -> str:
    return labels.get(inline.target, "") if isinstance(inline, CrossRef) else words_of(inline)
