"""Inline content as markup. Written in Python because a report holds thousands of these and a template costs more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reports.engine.blocks import Abbreviation, CrossRef, FactRef, Inline, Link, Mention, Note, Text
from reports.engine.values import Value
from reports.renderers.medium import Medium

_NO_BREAK = "\N{NO-BREAK SPACE}"
GAP = "\N{NARROW NO-BREAK SPACE}"
"""Before the call of a note: behind a figure its number would be read as one more digit."""
_HOLDS_TOGETHER = 18
"""Characters: a figure as short as "30 September 2021" or "1,204 WD" is never broken over two lines."""

_DAY_AND_MONTH = re.compile(
    r"\b(\d{1,2}) (?=(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)


def value_markup(value: Value) -> str:
    """A figure as printed. A missing one is the word, never a zero or a blank."""
    words = escape(value.display)
    return f'<em class="missing">{words}</em>' if value.is_missing else words


def unbroken(value: Value) -> str:
    """A figure's words, which hold together where they are short."""
    short = not value.is_missing and len(value.display) <= _HOLDS_TOGETHER
    return together(value.display) if short else value.display


def together(words: str) -> str:
    return words.replace(" ", _NO_BREAK)


def with_whole_dates(words: str) -> str:
    """Text whose days are not parted from their months."""
    return _DAY_AND_MONTH.sub(rf"\1{_NO_BREAK}", words)


def _emphasised(words: str, bold: bool, italic: bool) -> str:
    leaning = f"<em>{words}</em>" if italic else words
    return f"<strong>{leaning}</strong>" if bold else leaning


class InlineWriter:
    """Writes the inline content of one part, and keeps the notes that were called until someone takes them."""

    def __init__(self, medium: Medium, part_id: str) -> None:
        self.medium = medium
        self.part_id = part_id
        self._waiting: list[Note] = []
        self._called: set[int] = set()

    def markup(self, content: Iterable[Inline]) -> SafeString:
        return mark_safe("".join([self._one(item) for item in content]))  # noqa: S308 - each part is escaped in _one

    def note_calls(self, notes: Iterable[Note]) -> str:
        return "".join([self._note(note) for note in notes])

    def take_notes(self) -> list[dict[str, object]]:
        """The notes called since they were last taken, ready for the template; the writer forgets them."""
        waiting, self._waiting = self._waiting, []
        return [
            {"id": self.note_id(note), "number": note.number, "content": self.markup(note.content)} for note in waiting
        ]

    def note_id(self, note: Note) -> str:
        return f"{self.part_id}-note-{note.number}"

    def link(self, href: str, words: str) -> str:
        """`words` is markup already."""
        address = self.medium.resolve(href)
        return f'<a href="{escape(address)}">{words}</a>' if address else words

    def _one(self, item: Inline) -> str:
        match item:
            case Text(text, bold, italic):
                return _emphasised(escape(with_whole_dates(text)), bold, italic)
            case Abbreviation(_, stands_for, spelt_out, bold, italic):
                # Paper has nothing to point at. On the page what stands in the text, and is copied, stays the same.
                words = escape(item.printed)
                titled = not (spelt_out or self.medium.paper)
                marked = f'<abbr title="{escape(stands_for)}">{words}</abbr>' if titled else words
                return _emphasised(marked, bold, italic)
            case FactRef(key, value):
                return f'<span data-fact="{escape(key)}">{value_markup(replace(value, display=unbroken(value)))}</span>'
            case Link(text, href):
                return self.link(href, escape(text))
            case Mention(_, reference, title, href):
                named = self.link(href, escape(reference))
                return f"{named} ‘{escape(title)}’" if title else named
            case CrossRef(target, text):
                words = escape(together(text))
                return f'<a href="#{escape(target)}">{words}</a>' if target in self.medium.targets else words
            case Note():
                return self._note(item)

    def _note(self, note: Note) -> str:
        first = note.number not in self._called
        self._called.add(note.number)
        anchor, number = escape(self.note_id(note)), note.number
        if self.medium.paper:
            # A note called twice is printed once, on the page of its first call.
            if first:
                return f'<span class="note" id="{anchor}" data-number="{number}">{self.markup(note.content)}</span>'
            return f'{GAP}<sup><a href="#{anchor}">{number}</a></sup>'
        own = f' id="{anchor}-call"' if first else ""
        if first:
            self._waiting.append(note)
        return f'{GAP}<sup class="note-call"><a{own} href="#{anchor}" role="doc-noteref">{number}</a></sup>'
