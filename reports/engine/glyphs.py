"""What a reader sees of narrative, character by character, each with its place in the source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from reports.engine import unbound_rules as rules
from reports.engine.markup import RUN_ON


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character that a reader sees, and from where to where it is written."""

    character: str
    start: int
    end: int


_MARKUP = re.compile(
    r"<!--.*?-->|</?([A-Za-z][A-Za-z0-9]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z]+);?",
    re.DOTALL,
)
_WITHIN_WORDS = RUN_ON | {"strong", "em", "a"}


def paragraphs(source: str) -> Iterator[list[Glyph]]:
    """What a reader sees of each paragraph, bullet and heading."""
    paragraph: list[Glyph] = []
    place = 0
    for markup in _MARKUP.finditer(source):
        paragraph.extend(_typed(source, place, markup.start()))
        place = markup.end()
        if markup[0].startswith("&"):
            read = unescape(markup[0])
            paragraph.extend(Glyph(" " if one == "\n" else one, *markup.span()) for one in read)
        elif markup[1] and markup[1].lower() not in _WITHIN_WORDS:
            yield paragraph
            paragraph = []
    yield [*paragraph, *_typed(source, place, len(source))]


def _typed(source: str, start: int, end: int) -> Iterator[Glyph]:
    """Characters as typed. The end of a line in the source is a blank like any other."""
    for place in range(start, end):
        yield Glyph(" " if source[place] == "\n" else source[place], place, place + 1)


def normalised(text: str) -> tuple[str, list[int]]:
    """The text in the characters that the rules know, and for each of them the place of what it stands for."""
    plain: list[str] = []
    places: list[int] = []
    thin = -1
    for place, seen in enumerate(text):
        if seen in _THIN_SPACES:
            thin = place if thin < 0 else thin
            continue
        characters = _plain(seen)
        if not characters:
            continue
        if thin >= 0 and not (plain and plain[-1] in _FIGURES and characters in _FIGURES):
            _add(" ", thin, plain, places)
        thin = -1
        for character in characters:
            _add(character, place, plain, places)
    return "".join(plain), places


_THIN_SPACES = "\u2009\u202f"
"""Between digits they part thousands; elsewhere they are spaces."""
_FIGURES = frozenset("0123456789")
_DASHES = "\u2010\u2011\u2012\u2013\u2212"
_QUOTES = "\u2018\u2019\u02bc"
_KEPT = {*rules.FRACTION_SIGNS, *rules.RAISED, *rules.LOWERED}


def _add(character: str, place: int, plain: list[str], places: list[int]) -> None:
    """One blank for many; the end of a line among them stays one."""
    if character in " \n" and plain and plain[-1] in " \n":
        plain[-1] = "\n" if "\n" in (character, plain[-1]) else " "
        return
    plain.append(character)
    places.append(place)


def _plain(character: str) -> str:
    if "!" <= character <= "~" or character in _KEPT or character in " \n":
        return character
    if character in _DASHES:
        return "-"
    if character in _QUOTES:
        return "'"
    match unicodedata.category(character):
        case "Nd":
            return str(unicodedata.decimal(character))
        case "No" | "Nl":
            return rules.OTHER_NUMERAL
        case "Mn" | "Mc" | "Me" | "Cf":
            return ""
        case "Zs" | "Zl" | "Zp" | "Cc":
            return " "
        case "Lu" | "Ll" | "Lt" | "Lm" | "Lo":
            like = unicodedata.normalize("NFKD", character)[:8]
            letters = "".join(one if one.isascii() and one.isalpha() else "" for one in like)
            return letters if len(letters) == len(like) else rules.LETTER
        case _:
            return "%" if character in "\uff05\u066a" else character
