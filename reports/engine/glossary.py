"""What abbreviations stand for, and where a text uses one or spells one out.

An abbreviation is known by its letters alone. Where it is part of a longer token (SMETS2, SSC_70, SMKI-related), of a
reference with a number after it (TAG 82X), of words in quotation marks, or of the name of a company or a Party, it is
not taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

_WORD = r"(?:[A-Z][\w’'-]*|of|the|and|for|to|in|on|a|&|/)"
_EXPANDED = re.compile(rf"({_WORD}(?: {_WORD})*) \(([A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*(?: [A-Z]{{2,}})?)s?\)")
_TURNED = re.compile(rf"\b([A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*?)s? \((?:the )?({_WORD}(?: {_WORD})*)\)")
"""The abbreviation first: "SSC (Security Sub-Committee)"."""

_BEFORE = r"(?<![\w/&@#_.’'-])"
_ENDING = r"(?P<ending>s[’']?|[’']s)?"
_AFTER = r"(?![\w/&@_-])(?!\.\w)(?![ \N{NO-BREAK SPACE}]\d)"
_ARTICLE = r"(?:\b(?P<article>AN|[Aa]n?)(?P<gap>[ \N{NO-BREAK SPACE}]))?"
_SPACE = r"[ \N{NO-BREAK SPACE}]"


def _single(begin: str, within: str, close: str) -> str:
    """Words in single quotation marks. They don't end where the mark may be an owner’s, as in ‘Users’ access to X’,
    unless no other ends them before the next begin."""
    ends = rf"{close}(?!\w)(?:(?<!s{close})|(?!{_SPACE}\w))"
    return rf"{begin}(?:(?:{within})*?{ends}|(?:{within})*{close}(?!\w))"


_QUOTED = re.compile(
    "|".join(
        (
            _single("‘", "[^‘]", "’"),
            _single(r"(?<!\w)'(?=\w)", r"(?!(?<!\w)'(?=\w))[\s\S]", "'"),
            "“[^“”]*”",
            '"[^"]*"',
        )
    )
)
_NAME = r"[A-Z](?:[\w&’'-]|\.(?=\w))*"
_COMPANY = re.compile(
    rf"(?<![\w’'-]){_NAME}(?:{_SPACE}(?:{_NAME}|\({_NAME}\)|&))*?{_SPACE}(?:Limited|Ltd|plc|PLC|LLP)\b"
)
"""A run of words in capitals with what only companies are called at its end."""
_FREE_AFTER = re.compile(_AFTER)
_BRACKETED = re.compile(r"\([^()]*\)")
_SMALL = frozenset(("a", "and", "for", "of", "the"))
_VOWEL = re.compile(r"(?!(?:uni|use|usu|eu|one\b))(?:[aeiou]|hour|honou?r|heir)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """`plural` is what several of them are called, where that is not the words with an s. One that is `well_known` is
    never spelt out in the text: every reader knows it."""

    short: str
    stands_for: str
    plural: str = ""
    well_known: bool = False

    def words(self, ending: str) -> str:
        """What it stands for, with the ending that it was written with: "s", "’s" or "s’"."""
        if not ending.startswith("s"):
            return _possessive(self.stands_for, ending)
        several = self.plural or _plural(self.stands_for)
        return _possessive(several, ending[1:])


@dataclass(frozen=True, slots=True)
class Use:
    """Where a text uses an abbreviation: `start` to `end` with its ending, and with the article before it where that
    changes when it is spelt out."""

    start: int
    end: int
    entry: Entry
    ending: str
    spelt_out: str
    bracketed: bool
    short_start: int


@dataclass(frozen=True, slots=True)
class Expansion:
    """Where a text itself says what an abbreviation stands for: the words with the abbreviation beside them."""

    short: str
    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Glossary:
    """The abbreviations known in a month, each once; and names that hold one and are never spelt out: of Parties, and
    of organisations that propose modifications."""

    entries: tuple[Entry, ...] = ()
    names: tuple[str, ...] = ()

    @cached_property
    def by_short(self) -> Mapping[str, Entry]:
        return {entry.short: entry for entry in self.entries}

    def uses(self, text: str, joints: Sequence[int] = ()) -> Iterator[Use]:
        """Every use that is neither quoted, nor in a name, nor part of what spells another out, in order. None reaches
        over a joint, where the text is put together: a shorter abbreviation is taken there."""
        if self._pattern is None:
            return
        apart = [found.span() for pattern in self._apart for found in pattern.finditer(text)]
        apart += [(one.start, one.end) for one in self.expansions(text)]
        brackets = [found.span() for found in _BRACKETED.finditer(text)]
        for found in self._found(text, joints):
            if not _within(found.start("short"), apart):
                yield self._use(found, bracketed=_within(found.start("short"), brackets))

    def _found(self, text: str, joints: Sequence[int]) -> Iterator[re.Match[str]]:
        at = 0
        while self._pattern and (found := self._pattern.search(text, at)):
            at = found.end()
            joint = next((one for one in joints if found.start("short") < one < found.end()), None)
            if joint is None:
                yield found
                continue
            # What comes after is looked at in the whole text: a search that ends at the joint doesn't see it.
            shorter = self._pattern.search(text, found.start(), joint)
            if shorter and _FREE_AFTER.match(text, shorter.end()):
                yield shorter
            at = joint

    def expansions(self, text: str) -> Iterator[Expansion]:
        """Where the text spells out an abbreviation, known or not; in the words of the glossary whatever they are."""
        known = [
            Expansion(entry.short, entry.stands_for, found.start(), found.end())
            for entry in self.entries
            if entry.short in text
            for found in re.finditer(_spelt_out(entry), text, re.IGNORECASE)
        ]
        taken = {(one.short, one.end) for one in known}
        others = [one for one in expansions(text) if (one.short, one.end) not in taken]
        return iter(sorted((*known, *others), key=lambda one: one.start))

    def used_in(self, texts: Iterable[str]) -> list[Entry]:
        """Those that the texts use or spell out, wherever they stand, in the order of the alphabet."""
        found: set[str] = set()
        if self._anywhere is not None:
            for text in texts:
                for name in self._names:
                    text = name.sub(" ", text)
                found.update(one["short"] for one in self._anywhere.finditer(text))
        return sorted((self.by_short[short] for short in found), key=lambda one: (one.short.casefold(), one.short))

    def without(self, text: str) -> str:
        """The text less every abbreviation that is known."""
        return self._anywhere.sub(" ", text) if self._anywhere else text

    def same(self, words: str, others: str) -> bool:
        """Whether two wordings say the same: capitals, the order, and known abbreviations among the words, make no
        difference."""
        return self._plain(words) == self._plain(others)

    def _plain(self, words: str) -> list[str]:
        spelt = (
            self._anywhere.sub(lambda one: self.by_short[one["short"]].stands_for, words) if self._anywhere else words
        )
        return sorted(set(spelt.replace("-", " ").casefold().split()) - _SMALL)

    def _use(self, found: re.Match[str], *, bracketed: bool) -> Use:
        entry, ending = self.by_short[found["short"]], found["ending"] or ""
        words, written = entry.words(ending), f"{found['short']}{ending}"
        spelt = f"{words} ({written})"
        article = found["article"] or ""
        vowel = f"{article}n" if len(article) == 1 else article
        right = vowel if _VOWEL.match(words) else article[:1]
        if not article or right == article:
            return Use(found.start("short"), found.end(), entry, ending, spelt, bracketed, found.start("short"))
        spelt = f"{right}{found['gap']}{spelt}"
        return Use(found.start("article"), found.end(), entry, ending, spelt, bracketed, found.start("short"))

    @cached_property
    def _names(self) -> tuple[re.Pattern[str], ...]:
        """What is called like this, and is no abbreviation itself."""
        known = sorted((name for name in self.names if name and name not in self.by_short), key=len, reverse=True)
        spaced = (_SPACE.join(map(re.escape, name.split())) for name in known)
        return (re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)"), _COMPANY) if known else (_COMPANY,)

    @cached_property
    def _apart(self) -> tuple[re.Pattern[str], ...]:
        return (_QUOTED, *self._names)

    @cached_property
    def _letters(self) -> str:
        longest_first = sorted(self.by_short, key=len, reverse=True)
        return "|".join(re.escape(short) for short in longest_first)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self.entries:
            return None
        return re.compile(f"{_ARTICLE}{_BEFORE}(?P<short>{self._letters}){_ENDING}{_AFTER}")

    @cached_property
    def _anywhere(self) -> re.Pattern[str] | None:
        if not self.entries:
            return None
        return re.compile(rf"(?<![\w-])(?P<short>{self._letters})s?(?!\w)")


EMPTY = Glossary()


def _spelt_out(entry: Entry) -> str:
    """The words with the abbreviation in brackets, which may hold a word more that belongs to both: (User CIO)."""
    words, short = re.escape(entry.stands_for), re.escape(entry.short)
    return rf"{words}(?:e?s)?(?:[’']s?)? \((?:\w+ )?{short}(?:s|[’']s)?(?: \w+)?\)"


def expansions(text: str) -> Iterator[Expansion]:
    """Each abbreviation with the words beside it that it stands for: "Security Sub-Committee (SSC)", or the other way
    round.

    Of the words before its brackets, those are kept that its letters begin; all of those in brackets are meant.
    """
    for found in _EXPANDED.finditer(text):
        words, short = found[1].split(), found[2].removesuffix("s")
        kept = _words_of(words, short)
        if kept:
            yield Expansion(short, kept, found.end(1) - len(kept), found.end())
    for found in _TURNED.finditer(text):
        short, words = found[1], found[2].split()
        if words[0][:1] == short[0] and _holds("".join(words).upper(), short.upper()):
            yield Expansion(short, found[2], found.start(), found.end())


def _words_of(words: list[str], short: str) -> str:
    """The fewest last words that hold the abbreviation's letters in order, the first of them beginning with its own. Of
    one of two words it may be the second that is spelt out first: Authority of the Infrastructure."""
    orders = [letters.upper() for letters in (short.replace(" ", ""), "".join(reversed(short.split())))]
    for start in range(len(words) - 1, -1, -1):
        tail = words[start:]
        if any(tail[0][:1] == letters[0] and _holds("".join(tail).upper(), letters) for letters in orders):
            return " ".join(tail)
    return ""


def _holds(letters: str, wanted: str) -> bool:
    rest = iter(letters)
    return all(letter in rest for letter in wanted)


def _within(place: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _plural(words: str) -> str:
    """Of the last word, as English makes it: Devices, Authorities, Processes."""
    if re.search(r"[^aeiou]y$", words):
        return f"{words[:-1]}ies"
    return f"{words}es" if re.search(r"(?:s|x|ch|sh)$", words) else f"{words}s"


def _possessive(words: str, ending: str) -> str:
    if not ending:
        return words
    return f"{words}{ending[0]}" if words.endswith("s") else f"{words}{ending}"
