"""Whether what was published is still what was published: hashes, payload, and every file made once more from it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from django.utils.html import strip_tags

from reports.engine.document import Document
from reports.engine.serialise import DocumentFormatError, content_hash, loads
from reports.models import Publication, PublishedFile
from reports.models.publication import FileKind
from reports.publishing.freezing import Frozen, freeze
from reports.publishing.made_with import by_this_program

_SHOWN = 40
"""Letters of a text that are shown where two differ."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of a file, or of the publication itself (`name` is "" then). `faulty` where something is wrong;
    else `words` say what could be compared."""

    name: str
    faulty: bool
    words: str


def verify(publication: Publication) -> Iterator[Verdict]:
    """Every file against its own hash and size, the payload against the publication's, and each file against the one
    that this program makes of the payload: byte for byte where this very program made it, else by what they say."""
    document, fault = _document(publication)
    yield fault or Verdict("", False, "the payload is what was published")
    kept = list(publication.files.order_by("pk"))
    if not kept:
        yield Verdict("", True, "it has no files")
    made = {one.name: one for one in _made_again(document)} if document else {}
    same_program = by_this_program(publication.made_with)
    listed: dict[str, str] = publication.record.get("files", {})
    for file in kept:
        yield (
            _stored(file)
            or _listed(file, listed)
            or _compared(file, made.get(file.name), same_program=same_program, known=bool(document))
        )
    for name in sorted(listed.keys() - {file.name for file in kept}):
        yield Verdict(name, True, "it is missing: it was among what was published")


def _document(publication: Publication) -> tuple[Document | None, Verdict | None]:
    if hashlib.sha256(publication.payload.encode()).hexdigest() != publication.content_hash:
        return None, Verdict("", True, "the payload is not what was published: its hash is another")
    try:
        document = loads(publication.payload)
    except DocumentFormatError as error:
        return None, Verdict("", True, f"this program does not read the payload: {error}")
    if content_hash(document) != publication.content_hash:
        return None, Verdict("", True, "the payload read and written again is not the same")
    return document, None


def _made_again(document: Document) -> tuple[Frozen, ...]:
    return freeze(document, lambda name: None).files


def _stored(file: PublishedFile) -> Verdict | None:
    content = bytes(file.content)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        return Verdict(file.name, True, "its bytes are not those that were published: their hash is another")
    if len(content) != file.size:
        return Verdict(file.name, True, f"it has {len(content):,} bytes, and {file.size:,} were published")
    return None


def _listed(file: PublishedFile, listed: dict[str, str]) -> Verdict | None:
    """`listed` is what was published, as the publication's own record has it: name and hash."""
    if listed.get(file.name) == file.sha256:
        return None
    other = (
        "its hash is not the one that was recorded" if file.name in listed else "it was not among what was published"
    )
    return Verdict(file.name, True, other)


def _compared(file: PublishedFile, made: Frozen | None, *, same_program: bool, known: bool) -> Verdict:
    if not known:
        return Verdict(file.name, False, "its bytes are as published; it cannot be made again from this payload")
    if made is None:
        words = "the payload gives no such file"
        return Verdict(file.name, same_program, words if same_program else f"{words} now: another release made it")
    if made.classification != file.classification or file.part != made.part:
        words = f"it is kept as {file.classification}, and the payload is {made.classification}"
        return Verdict(file.name, True, words)
    if made.audience != tuple(file.audience):
        return Verdict(file.name, True, "it is kept for other committees than the payload names")
    if made.content == bytes(file.content):
        return Verdict(file.name, False, "made again, the same bytes")
    if same_program:
        return Verdict(file.name, True, "made again by the same program, its bytes are others")
    return _by_what_they_say(file, made)


def _by_what_they_say(file: PublishedFile, made: Frozen) -> Verdict:
    """Of what another release made: data must still be the payload's; a page is compared by its words, a PDF by the
    number of its pages, its bookmarks and what it says of itself."""
    release = "another release made it"
    content = bytes(file.content)
    if file.kind == FileKind.DATA:
        return Verdict(file.name, True, "its data are not those of the payload")
    if file.kind == FileKind.PDF:
        if file.pages != made.pages:
            return Verdict(file.name, False, f"{release}, on {file.pages} pages; this one makes {made.pages}")
        same = outline_of(content) == outline_of(made.content)
        words = "the same pages and bookmarks, in other bytes" if same else "the same pages, and other bookmarks"
        return Verdict(file.name, False, f"{release}: {words}")
    if file.kind == FileKind.PAGE:
        theirs, ours = words_of_page(content), words_of_page(made.content)
        if theirs == ours:
            return Verdict(file.name, False, f"{release}: the same words, in other markup")
        return Verdict(file.name, False, f"{release}, and it is worded otherwise: {_first_difference(theirs, ours)}")
    return Verdict(file.name, False, f"{release}, and this one makes it otherwise; its bytes are as published")


def words_of_page(content: bytes) -> str:
    return " ".join(strip_tags(content.decode()).split())


def outline_of(content: bytes) -> list[str]:
    """The titles of its bookmarks in order, and what it says of itself."""
    with pikepdf.open(io.BytesIO(content)) as file:
        about = [f"{key}: {value}" for key, value in file.docinfo.items() if key in ("/Title", "/Author", "/Subject")]
        with file.open_outline() as outline:
            return about + list(_titles(outline.root))


def _titles(items: Iterable[Any]) -> Iterator[str]:
    for item in items:
        yield str(item.title)
        yield from _titles(item.children)


def _first_difference(one: str, other: str) -> str:
    at = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)
    return f"“{one[at : at + _SHOWN]}” there, “{other[at : at + _SHOWN]}” here"
