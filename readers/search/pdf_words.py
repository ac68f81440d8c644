"""The words of a PDF as they are read, from what a program takes out of it. Plain data in, plain data out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LETTER = r"[^\W\d_]"
_PART = rf"(?<!{_LETTER}){_LETTER}++"
"""Begun at its first letter alone never gone back over: a crafted text is read in one go, however long its words."""
_BROKEN = re.compile(rf"({_PART})(?:[\x02\ufffe]\s*+|-[ \t]*+\r?\n\s*+)(?=({_PART}))")
"""A word that goes on in the next line. PDFium puts a sign of its own in the place of most of the hyphens there."""
_COMPOUND = re.compile(rf"{_PART}(?:-{_PART})+")
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011"), "-")
_TO_COMPOSE = re.compile("[\ufb00-\ufb06]|\\w[\u0300-\u036f]{1,3}")
"""Ligatures, and letters with their accents apart."""
_SOFT = re.compile("\xad(?!\\s)")


def as_read(pages: Iterable[str]) -> list[str]:
    """Each page with its words whole: ligatures as letters, soft hyphens taken out, and words that were parted at the
    end of a line put together. Such a word keeps its hyphen where a capital follows ("Self-Governance"), or where the
    paper has it with a hyphen elsewhere."""
    plain = [_plain(page) for page in pages]
    compounds = {found.lower() for page in plain for found in _COMPOUND.findall(page)}
    return [_whole(page, compounds) for page in plain]


def _plain(page: str) -> str:
    composed = _TO_COMPOSE.sub(lambda signs: unicodedata.normalize("NFKC", signs[0]), page)
    return _SOFT.sub("", composed.translate(_HYPHENS)).replace("\xad", "-")


def _whole(page: str, compounds: set[str]) -> str:
    def joined(match: re.Match[str]) -> str:
        before, after = match.groups()
        kept = after[0].isupper() or f"{before}-{after}".lower() in compounds
        return f"{before}-" if kept else before

    return re.sub("[\x02\ufffe]", "-", _BROKEN.sub(joined, page))
