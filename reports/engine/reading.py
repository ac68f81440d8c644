"""Turns the tree of a text into prose, token by token."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from reports.engine.blocks import BulletItem, Bullets, Inline, Link, Note, Paragraph, Prose, Subheading, Text
from reports.engine.markup import Element, Node
from reports.engine.tokens import Token, TokenError, read_token

LIST_LEVELS = 3
"""A list, one nested in it, and one nested in that."""

_BLOCKS = ("p", "h4", "ul", "li")
_PIECES = re.compile(r"(\{\{\s*note\s*:|\{\{[^{}]*\}\}|\{\{\s*quoted\s*:|\{\{|\}\})")
_BLANKS = re.compile(r"[ \t\r\n\f]+")

Resolve = Callable[[Token], Inline]
"""Gives what a token stands for, or raises TokenError."""

Complain = Callable[[str, str], None]
"""Takes a problem's code and its message."""


@dataclass(frozen=True, slots=True)
class Reader:
    """`resolve` gives each token its meaning; `complain` hears of each thing that can't be honoured."""

    resolve: Resolve
    complain: Complain

    def prose(self, nodes: list[Node]) -> tuple[Prose, ...]:
        """Blocks in order; loose text between them makes paragraphs of its own."""
        found: list[Prose] = []
        loose: list[Node] = []
        for node in [*nodes, None]:
            if isinstance(node, str) or (node and node.tag not in _BLOCKS):
                loose.append(node)
                continue
            if content := self._run(loose):
                found.append(Paragraph(content))
            loose = []
            if node:
                found.extend(self._block(node))
        return tuple(found)

    def _block(self, element: Element) -> list[Prose]:
        if element.tag in ("ul", "li"):
            items = self._items([element] if element.tag == "li" else element.children, level=1)
            return [Bullets(tuple(items))] if items else []
        content = self._run(element.children)
        if not content:
            return []
        return [Subheading(content) if element.tag == "h4" else Paragraph(content)]

    def _items(self, nodes: list[Node], level: int) -> list[BulletItem]:
        items: list[BulletItem] = []
        for node in nodes:
            item, nested = self._item(node, level)
            if item.content:
                items.append(item)
            if nested and level < LIST_LEVELS and items:
                items[-1] = replace(items[-1], children=(*items[-1].children, *nested))
            elif nested:
                items.extend(nested)
        return items

    def _item(self, node: Node, level: int) -> tuple[BulletItem, list[BulletItem]]:
        """The item itself and those nested in it. A list straight inside a list belongs to the item before it."""
        if isinstance(node, Element) and node.tag == "ul":
            node = Element("li", children=[node])
        children = [node] if isinstance(node, str) else node.children
        own = [child for child in children if isinstance(child, str) or child.tag != "ul"]
        inner = [child for child in children if isinstance(child, Element) and child.tag == "ul"]
        if inner and level == LIST_LEVELS:
            self.complain("list.nested", "Bullets are nested too deep: at most twice.")
        content = self._run(own)
        return BulletItem(content), [item for one in inner for item in self._items(one.children, level + 1)]

    def _run(self, nodes: list[Node]) -> tuple[Inline, ...]:
        run = _Run(self.resolve, self.complain)
        self._feed(run, nodes, bold=False, italic=False)
        return run.close()

    def _feed(self, run: _Run, nodes: list[Node], *, bold: bool, italic: bool) -> None:
        for node in nodes:
            if isinstance(node, str):
                run.text(node, bold, italic)
            elif node.tag == "a" and node.href:
                run.link(node)
            else:
                self._feed(run, node.children, bold=bold or node.tag == "strong", italic=italic or node.tag == "em")
                if node.tag in _BLOCKS:
                    run.text(" ", bold, italic)


# --- running text ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Run:
    """One run of text being read; the frames are the run itself and the notes open in it."""

    resolve: Resolve
    complain: Complain
    frames: list[list[Inline]] = field(default_factory=lambda: [[]])

    def text(self, source: str, bold: bool, italic: bool) -> None:
        for piece in filter(None, _PIECES.split(source)):
            if not piece.startswith(("{{", "}}")):
                self._add(Text(piece, bold, italic))
            elif piece == "}}" and len(self.frames) > 1:
                self._close_note()
            elif piece.endswith(":") and "quoted" in piece:
                self._refuse("token.unbalanced", "what is quoted can't hold another token or formatting", piece)
            elif piece.endswith(":"):
                self.frames.append([])
            elif piece in ("{{", "}}"):
                self._refuse("token.unbalanced", f"“{piece}” has no partner", piece)
            else:
                self._token(piece, bold, italic)

    def link(self, element: Element) -> None:
        text = _PIECES.sub(_quoted, element.text)
        if "{{" in text or "}}" in text:
            self._refuse("token.malformed", "a token can't stand inside a link", element.text)
        elif text.strip():
            self._add(Link(_BLANKS.sub(" ", text), element.href))

    def close(self) -> tuple[Inline, ...]:
        while len(self.frames) > 1:
            self.complain("token.unbalanced", "A note is opened by “{{note:” but not closed by “}}”.")
            self._print_note(self.frames.pop(), "")
        return _tidy(self.frames[0])

    def _add(self, inline: Inline) -> None:
        self.frames[-1].append(inline)

    def _token(self, piece: str, bold: bool, italic: bool) -> None:
        try:
            inline = self.resolve(read_token(piece[2:-2]))
            self._add(replace(inline, bold=bold, italic=italic) if isinstance(inline, Text) else inline)
        except TokenError as error:
            self._refuse(error.code, str(error), piece)

    def _refuse(self, code: str, why: str, printed: str) -> None:
        self.complain(code, f"“{printed.strip()}” can't be read: {why}.")
        self._add(Text(printed))

    def _close_note(self) -> None:
        content = self.frames.pop()
        if len(self.frames) > 1:
            self.complain("token.nested", "A note can't stand inside a note.")
            self._print_note(content, "}}")
        elif not _tidy(content):
            self._refuse("token.malformed", "the note is empty", "{{note:}}")
        else:
            self._add(Note(_tidy(content)))

    def _print_note(self, content: list[Inline], end: str) -> None:
        self.frames[-1].extend([Text("{{note:"), *content, Text(end)])


def _quoted(piece: re.Match[str]) -> str:
    """What a quotation prints; any other piece stays as it is."""
    with suppress(TokenError):
        token = read_token(piece[0][2:-2])
        return token.target if token.kind == "quoted" else piece[0]
    return piece[0]


def _tidy(content: list[Inline]) -> tuple[Inline, ...]:
    """Joins texts of one style, makes one space of many, and takes the blanks off both ends."""
    joined: list[Inline] = []
    for inline in content:
        last = joined[-1] if joined else None
        if isinstance(inline, Text) and isinstance(last, Text) and _style(inline) == _style(last):
            inline = replace(last, text=last.text + inline.text)
            joined.pop()
        joined.append(replace(inline, text=_BLANKS.sub(" ", inline.text)) if isinstance(inline, Text) else inline)
    _strip(joined, 0, str.lstrip)
    _strip(joined, -1, str.rstrip)
    return tuple(joined)


def _strip(content: list[Inline], end: int, strip: Callable[[str], str]) -> None:
    while content and isinstance(outer := content[end], Text):
        if text := strip(outer.text):
            content[end] = replace(outer, text=text)
            return
        del content[end]


def _style(text: Text) -> tuple[bool, bool]:
    return text.bold, text.italic
