"""Every address of the site, found by its patterns and by the links of its pages, and all that an answer says."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from pypdf import PdfReader

from tests.reports.definitions.sub_committee.test_parts import strings_of_pdf

_LINK = re.compile(r"""(?:href|src|action)=["']([^"'#]+)|"(?:url|next|[a-z_]+_url)": ?"([^"]+)\"""")
_SEARCH = re.compile(r"""name=["']q["']|"in": ?"query",[^}]*"name": ?"q\"""")
EVENTS = "text/event-stream"
OF_A_NAME = 3
"""So many addresses of one name are asked: of a hundred modifications' pages the next says nothing new."""


def addresses(
    patterns: list[URLPattern | URLResolver], namespace: str = "", takes: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    """Every named address with what it takes, but the admin's, whose pages have tests of their own."""
    for pattern in patterns:
        taken = takes | pattern.pattern.converters.keys()
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", taken
        elif pattern.namespace != "admin":
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner, taken)


@dataclass
class Walked:
    """The addresses that somebody found, by the name of each, and which of them ask for words to search for."""

    found: dict[str, set[str]] = field(default_factory=dict)
    searching: set[str] = field(default_factory=set)

    @property
    def paths(self) -> list[str]:
        return sorted(set().union(*self.found.values()))


def walk(client: Client, known: Mapping[str, Iterable[Any]], telling: str) -> Walked:
    """From those patterns that take nothing but what is `known`, on by every link. Of one name a few addresses stand
    for all, but for those with the word `telling` in them."""
    walked, asked = Walked(), Counter[str]()
    waiting = sorted(filled(known))
    seen = set(waiting)
    while waiting:
        path = waiting.pop(0)
        name = name_of(path)
        if not name or (asked[name] >= OF_A_NAME and telling not in path):
            continue
        asked[name] += telling not in path
        body = body_of(client.get(path))
        walked.found.setdefault(name, set()).add(path)
        if _SEARCH.search(body) and telling not in path:
            walked.searching.add(path)
        new = [link for link in dict.fromkeys(_links(path, body)) if link not in seen]
        seen.update(new)
        waiting.extend(new)
    return walked


def filled(known: Mapping[str, Iterable[Any]]) -> Iterator[str]:
    """Every address that takes nothing but what is known."""
    for name, takes in addresses(get_resolver().url_patterns):
        if takes <= known.keys():
            for values in _products([(one, list(known[one])) for one in sorted(takes)]):
                try:
                    yield reverse(name, kwargs=values)
                except NoReverseMatch:
                    continue


def _products(choices: list[tuple[str, list[Any]]]) -> Iterator[dict[str, Any]]:
    if not choices:
        yield {}
        return
    (name, values), *rest = choices
    for value in values:
        for others in _products(rest):
            yield {name: value, **others}


def name_of(path: str) -> str:
    """The name of the address; "" for what is none of these."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return ""
    return "" if "admin" in found.namespaces else found.view_name


def _links(at: str, body: str) -> Iterator[str]:
    for one in _LINK.finditer(body):
        link = urlsplit(urljoin(f"http://testserver{at}", unescape(one.group(1) or one.group(2))))
        if link.netloc == "testserver":
            yield f"{link.path}?{link.query}" if link.query else link.path


def body_of(answer: Any) -> str:
    """All that an answer says, wherever it says it: its words and addresses, a PDF's bookmarks and metadata, each sheet
    and part of a workbook or a Word file. What never ends is not waited for."""
    if answer.get("Content-Type", "").startswith(EVENTS):
        return ""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for close in answer._resource_closers:  # closing the answer itself would close the connection with it
        close()
    headers = " ".join(f"{key}: {value}" for key, value in answer.items())
    return f"{headers} {said_by(content)}"


def said_by(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return f"{strings_of_pdf(content)} {' '.join(PdfReader(io.BytesIO(content)).named_destinations)}"
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return " ".join(f"{name} {said_by(book.read(name))}" for name in book.namelist())
    return unescape(re.sub(r"\\u([0-9a-f]{4})", lambda one: chr(int(one[1], 16)), content.decode(errors="replace")))
