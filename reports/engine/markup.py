"""The few HTML tags that narrative may use: cleaning them, and reading them into a tree.

nh3 has the last word on what is let through. What it would drop is looked for beforehand, so that the writer can
be told, and so that words either side of a dropped tag don't run together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

TAGS = frozenset({"p", "h4", "ul", "li", "strong", "em", "a"})
SCHEMES = frozenset({"http", "https", "mailto"})

_UNREAD = frozenset({"script", "style"})
RUN_ON = frozenset({"span", "b", "i", "u", "s", "sub", "sup", "small", "mark", "code", "abbr", "font", "del", "ins"})
"""Tags that stand inside a word; any other tag that is dropped leaves a space."""
_UNFINISHED = re.compile(r"<(?=[^<>]*\Z)")
"""A sign that begins no whole tag. Python's parser keeps it as text or drops it, as its release sees fit."""

_CLEANINGS = 50
DEEPEST = 50
"""Levels of nesting that are read as such: a person needs a handful, and cleaning takes ever longer with each."""
_NESTING = re.compile(r"<(/?)(?:ul|strong|em)\b", re.IGNORECASE)
Attributes = list[tuple[str, str | None]]


def sanitise(source: str) -> str:
    """`source` with the allowed tags only. What other tags enclosed is kept as text, scripts and styles apart.

    Tags that overlap are put in order by one cleaning and may be nested otherwise by the next, so it is cleaned until
    it stays as it is: what is stored reads the same however often it is cleaned. Of tags so tangled that they never
    come to rest the text alone is kept.
    """
    if is_too_deep(source):
        return nh3.clean(_Survey.of(source).words, tags=set())
    for _ in range(_CLEANINGS):
        cleaned = _cleaned(source)
        if cleaned == source:
            return cleaned
        source = cleaned
    return nh3.clean(source, tags=set())


def is_too_deep(source: str) -> bool:
    """Whether tags stand inside each other beyond DEEPEST: of such a text `sanitise` keeps the words alone."""
    depth = 0
    for closing in _NESTING.finditer(source):
        depth = max(0, depth - 1) if closing.group(1) else depth + 1
        if depth > DEEPEST:
            return True
    return False


def _cleaned(source: str) -> str:
    return nh3.clean(
        _Survey.of(source).kept,
        tags=set(TAGS),
        attributes={"a": {"href"}},
        clean_content_tags=set(_UNREAD),
        attribute_filter=lambda tag, name, value: normal_href(value) or None,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def dropped(source: str) -> list[str]:
    """What `sanitise` takes out of `source`, each once, in words that its writer understands."""
    return list(_Survey.of(source).dropped)


def normal_href(href: str) -> str:
    """The address as it is kept and printed, or empty where there may be no link to it.

    What is kept is an http, https or mailto address, or a path on this site ("//host" leads off it): without space
    around it, and its scheme in small letters. Browsers skip some control characters and read "\\" as "/", so that an
    address with either may lead elsewhere than it seems to.
    """
    address = href.strip()
    if "\\" in address or any(unicodedata.category(character) == "Cc" for character in address):
        return ""
    scheme, colon, rest = address.partition(":")
    if colon and scheme.lower() in SCHEMES:
        return f"{scheme.lower()}:{rest}" if _leads_somewhere(scheme.lower(), rest) else ""
    return address if address.startswith("/") and not address.startswith("//") else ""


def _leads_somewhere(scheme: str, rest: str) -> bool:
    return bool(rest.strip("/")) if scheme == "mailto" else bool(re.match(r"//[^/?#]", rest))


def is_safe_href(href: str) -> bool:
    return bool(normal_href(href))


class _Survey(HTMLParser):
    """Splits `source` into what may be kept and what will be dropped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.dropped: dict[str, None] = {}
        self._pieces: list[str] = []
        self._unread = 0

    @classmethod
    def of(cls, source: str) -> _Survey:
        survey = cls()
        survey.feed(_UNFINISHED.sub("&lt;", source))
        survey.close()
        return survey

    @property
    def kept(self) -> str:
        return "".join(self._pieces)

    @property
    def words(self) -> str:
        """What is kept, less every tag: text is escaped by now, so that what begins with "<" is one."""
        return "".join(" " if piece.startswith("<") else piece for piece in self._pieces)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in TAGS:
            self._link(dict(attrs).get("href"))
            self._pieces.append(self.get_starttag_text() or "")
        else:
            self._drop(tag)
            self._unread += tag in _UNREAD

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in TAGS:
            self._pieces.append(f"</{tag}>")
        else:
            self._drop(tag)
            self._unread = max(0, self._unread - (tag in _UNREAD))

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._pieces.append(data.replace("<", "&lt;"))

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _link(self, href: str | None) -> None:
        if href is not None and not is_safe_href(href):
            self.dropped[f"the link to “{href}”"] = None

    def _drop(self, tag: str) -> None:
        self.dropped[f"the tag <{tag}>"] = None
        self._pieces.append("" if tag in RUN_ON else " ")


# --- reading --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Element:
    tag: str
    href: str = ""
    children: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def elements(self, tag: str) -> Iterator[Element]:
        return (child for child in self.children if isinstance(child, Element) and child.tag == tag)


Node = Element | str


def tree(clean: str) -> list[Node]:
    """What `sanitise` returned, as nested elements: it is well formed by then."""
    reader = _TreeReader()
    reader.feed(clean)
    reader.close()
    return reader.open[0].children


class _TreeReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        element = Element(tag, dict(attrs).get("href") or "")
        self.open[-1].children.append(element)
        self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)
