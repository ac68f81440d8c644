"""Inline content as runs, and the notes that it calls as Word's own footnotes."""

from __future__ import annotations

from collections.abc import Iterable

from reports.engine.blocks import Abbreviation, CrossRef, FactRef, Inline, Link, Mention, Note, Text
from reports.engine.values import Value
from reports.renderers.docx.package import Package, Relations
from reports.renderers.docx.xml import PLAIN, Look, Xml, join, paragraph, raw_run, run, w
from reports.renderers.inline import GAP, together, unbroken, with_whole_dates
from reports.renderers.medium import resolved

_LINK = "Hyperlink"
_MISSING = Look(style="Missing")
_CALL = Look(style="FootnoteReference")


class Bookmarks:
    """Places in the file that a reference leads to. Word allows them letters, digits and underscores, forty at most."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._names = {name: f"at{number}_{_letters(name)}"[:40] for number, name in enumerate(sorted(ids), 1)}
        self._placed = 0

    def name(self, target: str) -> str:
        """The name of a place, or nothing where this file does not hold it."""
        return self._names.get(target, "")

    def around(self, target: str, content: Xml) -> Xml:
        name = self.name(target)
        return self.named(name, content) if name else content

    def named(self, name: str, content: Xml) -> Xml:
        self._placed += 1
        start = w("bookmarkStart", id=self._placed, name=name)
        return join([start, content, w("bookmarkEnd", id=self._placed)])


def _letters(name: str) -> str:
    return "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in name)


class Words:
    """Writes inline content. `relations` are those of the part of the file it stands in: its text, or its notes.

    Without `notes` it stands in a note itself, where Word takes no other: what a note there says is put in brackets.
    """

    def __init__(self, site: str | None, bookmarks: Bookmarks, relations: Relations, notes: Notes | None) -> None:
        self._site = site
        self._bookmarks = bookmarks
        self._relations = relations
        self._notes = notes

    def runs(self, content: Iterable[Inline], look: Look = PLAIN) -> Xml:
        return join([self._one(item, look) for item in content])

    def value(self, value: Value, look: Look = PLAIN) -> Xml:
        """A figure as printed. A missing one is the word, set apart."""
        return run(value.display, Look(look.bold, look.italic, _MISSING.style) if value.is_missing else look)

    def link(self, href: str, words: str, look: Look = PLAIN) -> Xml:
        address = resolved(href, self._site)
        if not address:
            return run(words, look)
        linked = run(words, Look(look.bold, look.italic, _LINK))
        return Xml(f'<w:hyperlink r:id="{self._relations.link(address)}" w:history="1">{linked}</w:hyperlink>')

    def calls(self, notes: Iterable[Note]) -> Xml:
        return join([self._note(note) for note in notes])

    def _one(self, item: Inline, look: Look) -> Xml:
        match item:
            case Text(text, bold, italic):
                return run(with_whole_dates(text), Look(look.bold or bold, look.italic or italic, look.style))
            case Abbreviation(_, _, _, bold, italic):
                return run(item.printed, Look(look.bold or bold, look.italic or italic, look.style))
            case FactRef(_, value):
                return run(unbroken(value), _MISSING if value.is_missing else look)
            case Link(text, href):
                return self.link(href, text, look)
            case Mention(_, reference, title, href):
                return join([self.link(href, reference, look), run(f" ‘{title}’" if title else "", look)])
            case CrossRef(target, text):
                return self._reference(target, run(together(text), look))
            case Note():
                return self._note(item)

    def _reference(self, target: str, words: Xml) -> Xml:
        name = self._bookmarks.name(target)
        return w("hyperlink", words, anchor=name, history=1) if name else words

    def _note(self, note: Note) -> Xml:
        if self._notes is None:
            return join([run(" ("), self.runs(note.content), run(")")])
        return self._notes.call(note)


class Notes:
    """The footnotes of a file, in the order of their calls.

    Word counts them through the file and the Document through each part. Where the two agree Word counts; elsewhere the
    Document's number is printed as a mark of the note's own, so that every edition calls a note by one number.
    """

    def __init__(self, package: Package, bookmarks: Bookmarks, site: str | None) -> None:
        self._bookmarks = bookmarks
        self._words = Words(site, bookmarks, package.note_relations, None)
        self._written: list[Xml] = []
        self._called: dict[tuple[str, int], str] = {}
        self._counted = 0
        self.part = ""

    def call(self, note: Note) -> Xml:
        """The call, with the note kept for its page. A note that was called before is pointed to."""
        known = self._called.get((self.part, note.number))
        if known:
            return join([run(GAP), w("hyperlink", run(str(note.number), _CALL), anchor=known, history=1)])
        place = len(self._written) + 1
        self._called[self.part, note.number] = f"note_{place}"
        own = note.number != self._counted + 1
        self._counted += not own
        mark = run(str(note.number), _CALL) if own else raw_run(w("footnoteRef"), _CALL)
        content = paragraph("FootnoteText", mark, run(" "), self._words.runs(note.content))
        self._written.append(w("footnote", content, id=place))
        call = w("footnoteReference", customMarkFollows=1, id=place) if own else w("footnoteReference", id=place)
        if own:
            call = Xml(f"{call}<w:t>{note.number}</w:t>")
        return join([run(GAP), self._bookmarks.named(f"note_{place}", raw_run(call, _CALL))])

    def markup(self) -> Xml:
        """All of them, after the two lines that part notes from text, which Word expects."""
        line = w("footnote", paragraph("Normal", raw_run(w("separator"))), type="separator", id=-1)
        going_on = paragraph("Normal", raw_run(w("continuationSeparator")))
        return join([line, w("footnote", going_on, type="continuationSeparator", id=0), *self._written])
