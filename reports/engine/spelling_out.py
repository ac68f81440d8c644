"""Spells out each abbreviation where a part's text uses it first, and lists what a part's glossary has to list.

The text as it was written stays in the Document beside what is printed: whatever reads the text, such as the
reconciliation book, reads it as written. Headings, tables and lists of records print what they were given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from reports.engine.blocks import (
    Abbreviation,
    Block,
    BulletItem,
    Bullets,
    Cell,
    Figure,
    Highlights,
    Inline,
    Link,
    Narrative,
    Note,
    Prose,
    ReferenceList,
    Section,
    Subheading,
    Table,
    Text,
)
from reports.engine.document import Document, Part
from reports.engine.glossary import Glossary, Use
from reports.engine.printed import printed_in
from reports.engine.tables import row

LISTED = "glossary-abbreviations"
"""The id of the table that lists the abbreviations of the paper it stands in: its rows are filled in here, when all
else has been built."""

_FILLED = "\N{OBJECT REPLACEMENT CHARACTER}"

Content = tuple[Inline, ...]


def spelt_out(document: Document, glossary: Glossary) -> Document:
    """The document with every part's abbreviations spelt out at their first use, each part by itself, since it may
    stand apart; and with its glossary, if it has one, filled in."""
    parts = tuple(_Speller(glossary).part(part) for part in document.parts)
    return replace(document, parts=tuple(_with_list(part, parts, glossary) for part in parts))


def _with_list(part: Part, parts: Iterable[Part], glossary: Glossary) -> Part:
    """A glossary lists what the parts of its own classification use: of a higher one it tells nothing."""

    def in_section(section: Section) -> Section:
        blocks = tuple(map(in_block, section.blocks))
        return replace(section, blocks=blocks, children=tuple(map(in_section, section.children)))

    def in_block(block: Block) -> Block:
        if not (isinstance(block, Table) and block.id == LISTED):
            return block
        alike = [one for one in parts if one.classification.casefold() == part.classification.casefold()]
        used = glossary.used_in(words for one in alike for _, _, words in printed_in(one))
        return replace(block, rows=tuple(row((entry.short, entry.stands_for)) for entry in used))

    return replace(part, sections=tuple(map(in_section, part.sections)))


@dataclass(slots=True)
class _Speller:
    """One part's text in reading order. `seen` are the abbreviations that were spelt out by now in the text itself, and
    `noted` those in notes: who reads the text alone has not read these."""

    glossary: Glossary
    seen: set[str] = field(default_factory=set)
    noted: set[str] = field(default_factory=set)

    def part(self, part: Part) -> Part:
        return replace(part, sections=tuple(map(self._section, part.sections)))

    def _section(self, section: Section) -> Section:
        blocks = tuple(map(self._block, section.blocks))
        return replace(section, blocks=blocks, children=tuple(map(self._section, section.children)))

    def _block(self, block: Block) -> Block:
        match block:
            case Narrative():
                return replace(block, content=tuple(map(self._prose, block.content)))
            case Highlights():
                items = tuple(replace(item, content=self._run(item.content)) for item in block.items)
                return replace(block, items=items)
            case ReferenceList():
                lead = self._run(block.lead) if block.items else block.lead
                return replace(block, lead=lead, items=self._bullets(block.items, spell=False))
            case Table():
                return self._table(block)
            case Figure():
                return replace(block, data=self._table(block.data))
            case _:
                return block

    def _table(self, table: Table) -> Table:
        """Its notes, and the running text in its cells; what else stands there is left as it is."""
        if not any(cell.notes or cell.prose for one in table.rows for cell in one.cells):
            return table
        return replace(table, rows=tuple(replace(one, cells=tuple(map(self._cell, one.cells))) for one in table.rows))

    def _cell(self, cell: Cell) -> Cell:
        notes = tuple(map(self._note, cell.notes))
        return replace(cell, notes=notes, prose=tuple(map(self._prose, cell.prose)))

    def _prose(self, prose: Prose) -> Prose:
        match prose:
            case Subheading():
                return prose
            case Bullets(items):
                return Bullets(self._bullets(items))
            case _:
                return replace(prose, content=self._run(prose.content))

    def _bullets(self, items: tuple[BulletItem, ...], *, spell: bool = True) -> tuple[BulletItem, ...]:
        return tuple(
            BulletItem(self._run(item.content, spell=spell), self._bullets(item.children, spell=spell))
            for item in items
        )

    def _note(self, note: Note) -> Note:
        return replace(note, content=self._run(note.content, note=True))

    def _run(self, content: Content, *, spell: bool = True, note: bool = False) -> Content:
        """A paragraph, bullet or note. What it spells out itself, before or after, is not spelt out again."""
        text = "".join(map(_laid_out, content))
        told = list(self.glossary.expansions(text)) if "(" in text else []
        known = self.noted if note else self.seen
        telling = {short for one in told for short in (one.short, *self._named_in(one.short, one.words))}
        made: list[tuple[int, int, Abbreviation]] = []
        for use in self.glossary.uses(text, _joints(content)):
            if use.entry.well_known or not _in_one_text(use.short_start, use.end, content):
                continue
            short = use.entry.short
            first = spell and not use.bracketed and short not in telling and short not in known | self.seen
            if first:
                content = _with_article(use, content)
                first = _in_one_text(use.start, use.end, content)
            made.append(_spelt(use) if first else _used(use, text))
            if first:
                known.update((short, *self._named_in(short, use.entry.stands_for)))
        known.update(telling)
        return tuple(self._pieces(content, made))

    def _named_in(self, short: str, words: str) -> Iterator[str]:
        """The abbreviations that a longer one contains, and spells out with itself: SMKI in SMKI PMA."""
        letters = short.split()
        for other in self.glossary.entries:
            if other.short in letters and other.short != short and other.stands_for in words:
                yield other.short

    def _pieces(self, content: Content, made: list[tuple[int, int, Abbreviation]]) -> Iterator[Inline]:
        at = 0
        for inline in content:
            end = at + len(_laid_out(inline))
            if isinstance(inline, Text):
                own = [(start - at, stop - at, one) for start, stop, one in made if at <= start and stop <= end]
                yield from _split(inline, own)
            else:
                yield self._note(inline) if isinstance(inline, Note) else inline
            at = end


def _joints(content: Content) -> list[int]:
    """Where one inline ends and the next begins."""
    return list(accumulate(len(_laid_out(inline)) for inline in content))


def _in_one_text(start: int, end: int, content: Content) -> bool:
    """Not in the words of a link, nor half within bold ones."""
    return any(
        isinstance(inline, Text) and stop - len(inline.text) <= start and end <= stop
        for inline, stop in zip(content, _joints(content), strict=True)
    )


def _with_article(use: Use, content: Content) -> Content:
    """An article that changes with the words stands in the text before it where these are bold, and goes over to them;
    one that a note or a link parts from them stays."""
    before = [0, *_joints(content)]
    for place, (one, other) in enumerate(pairwise(content)):
        begins, joint = before[place], before[place + 1]
        if begins <= use.start < joint <= use.short_start and isinstance(one, Text) and isinstance(other, Text):
            kept, moved = one.text[: use.start - begins], one.text[use.start - begins :]
            pair = (replace(one, text=kept), replace(other, text=moved + other.text))
            return _with_article(use, (*content[:place], *(pair if kept else pair[1:]), *content[place + 2 :]))
    return content


def _laid_out(inline: Inline) -> str:
    """Its place in the run. What the program fills in parts the words on its two sides; a note stands in no word."""
    match inline:
        case Text() | Link():
            return inline.text
        case Note():
            return ""
        case _:
            return _FILLED


def _spelt(use: Use) -> tuple[int, int, Abbreviation]:
    return use.start, use.end, Abbreviation("", use.entry.words("s" if use.ending[:1] == "s" else ""), use.spelt_out)


def _used(use: Use, text: str) -> tuple[int, int, Abbreviation]:
    """The letters, and what makes them several; an owner's ’s is no part of the abbreviation."""
    several = use.ending[:1] == "s"
    end = use.short_start + len(use.entry.short) + several
    return use.short_start, end, Abbreviation("", use.entry.words("s" if several else ""))


def _split(text: Text, made: Iterable[tuple[int, int, Abbreviation]]) -> Iterator[Inline]:
    at = 0
    for start, end, one in made:
        if start > at:
            yield replace(text, text=text.text[at:start])
        yield replace(one, text=text.text[start:end], bold=text.bold, italic=text.italic)
        at = end
    if at < len(text.text) or not text.text:
        yield replace(text, text=text.text[at:])
