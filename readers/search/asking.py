"""What somebody typed, as a question to the index. Whatever it is, it is answered: nothing typed is ever an error of
the database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery
from django.db import connection

from readers.search.names import forms_of, joined, meant_by

LONGEST = 200
"""Characters of a question."""
MOST_WORDS = 16
"""Those after them are left out, and said to be."""
_PIECE = re.compile(r'(-?)(?:"([^"]*)(?:"|$)|([^\s"]+))')
_BEGINNING = re.compile(r"[^\W_]{3,}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_STEMS, _WRITTEN = "english", "simple"

Query = SearchQuery  # combined ones are no subclass of it, and can all that is asked of them


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a quoted phrase to be found, or not to be."""

    text: str
    phrase: bool = False
    unwanted: bool = False
    begins: bool = False
    """Whether it may go on: the last word, which may not be typed to its end."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`names` are what it may name, for a jump; `left_out` are words too common to find by, and those too many."""

    text: str
    words: tuple[Word, ...]
    names: tuple[str, ...]
    too_common: tuple[str, ...] = ()
    too_many: int = 0

    @property
    def query(self) -> Query | None:
        """None where it has no word to find."""
        wanted = [_query(word) for word in self.words if not word.unwanted]
        if not wanted:
            return None
        return reduce(and_, (*wanted, *(~_query(word) for word in self.words if word.unwanted)))

    @property
    def beginnings(self) -> tuple[str, ...]:
        return tuple(word.text.lower() for word in self.words if word.begins)


def asked(text: str) -> Asked:
    """One query, for which of its words are too common."""
    text = " ".join(_CONTROL.sub(" ", text).split())[:LONGEST]
    pieces = [
        Word(phrase or word, phrase=bool(phrase), unwanted=bool(minus))
        for minus, phrase, word in _PIECE.findall(joined(text))
        if re.search(r"\w", phrase or word)
    ]
    common = _too_common([one.text.lower() for one in pieces if not one.phrase])
    words = [one for one in pieces if one.phrase or one.text.lower() not in common]
    kept, too_many = words[:MOST_WORDS], len(words) - MOST_WORDS
    return Asked(
        text,
        tuple(_open_ended(kept)),
        tuple(meant_by(text)),
        tuple(one.text for one in pieces if not one.phrase and one.text.lower() in common),
        max(too_many, 0),
    )


def _open_ended(words: list[Word]) -> list[Word]:
    if not words or words[-1].phrase or words[-1].unwanted or not _BEGINNING.fullmatch(words[-1].text):
        return words
    return [*words[:-1], Word(words[-1].text, begins=True)]


def _query(word: Word) -> Query:
    if word.phrase:
        return SearchQuery(word.text, config=_STEMS, search_type="phrase")
    if forms := forms_of(word.text):
        return reduce(or_, (SearchQuery(form, config=_WRITTEN, search_type="phrase") for form in forms))
    stem = SearchQuery(word.text, config=_STEMS, search_type="plain")
    if not word.begins:
        return stem
    # It holds letters and digits alone, so that nothing in it is taken for an operator.
    return stem | SearchQuery(f"{word.text.lower()}:*", config=_WRITTEN, search_type="raw")


def _too_common(words: list[str]) -> set[str]:
    """Those that PostgreSQL keeps no stem of."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s::text[]) AS word WHERE numnode(plainto_tsquery('english', word)) = 0",
            [words],
        )
        return {word for (word,) in cursor.fetchall()}
