"""The words of running text as they are compared: a token is one word, and so is a space."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.engine.markup import Node

_WORDS = re.compile(r"\{\{\s*note\s*:|\{\{[^{}]*\}\}|\{\{|\}\}|\s+|[^\s{}]+|[{}]")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


def words_in(nodes: list[Node], *, bold: bool = False, italic: bool = False, href: str = "") -> Iterator[Word]:
    """The words of inline content, each with how it is set. Blanks at both ends are the caller's to leave out."""
    for node in nodes:
        if isinstance(node, str):
            for word in _WORDS.findall(node):
                yield Word(word if word.strip() else " ", bold, italic, href)
        else:
            yield from words_in(
                node.children,
                bold=bold or node.tag == "strong",
                italic=italic or node.tag == "em",
                href=node.href or href,
            )
