"""How things are called, as they are kept to be found by and as people type them."""

from __future__ import annotations

import re

from modifications.references import normalise_reference

_JOINED = re.compile(r"\b(secmp|mp|dp)[\s_\u2010-\u2015-]*0*(\d{1,4})([a-z]?)\b", re.IGNORECASE)
_PAPER = re.compile(r"\b[a-z]{2,10}(?:[\s_/\u2010-\u2015-]+\d{1,4}x{0,3}){1,3}\b", re.IGNORECASE)
_NOT_A_LETTER = re.compile(r"[^0-9A-Z]+")


def plain_name(text: str) -> str:
    """A reference, a meeting or a code, whatever stands between its parts: SECP_97_1510 for "secp 97-1510"."""
    return _NOT_A_LETTER.sub("_", text.upper()).strip("_")[:60]


def of_modification(code: str) -> str:
    return f"modification:{code}"


def of_paper(reference: str) -> list[str]:
    """A paper's reference, whole and as its headline has it: without the paper's own number."""
    whole = plain_name(reference)
    head, _, last = whole.rpartition("_")
    return [whole, head] if head.count("_") == 2 and last.isdigit() else [whole]


def meant_by(text: str) -> list[str]:
    """Every name that may be meant: the whole text as one, and each reference in it."""
    whole = plain_name(text)
    found = [whole] if whole else []
    found += [code for one in (text, *(match[0] for match in _JOINED.finditer(text))) if (code := _modification(one))]
    found += [plain_name(match[0]) for match in _PAPER.finditer(text)]
    return list(dict.fromkeys(found))


def joined(text: str) -> str:
    """The text with the references of modifications written as one word each: "MP 121" as "MP121"."""
    return _JOINED.sub(lambda match: match[1] + match[2] + match[3], text)


def forms_of(word: str) -> list[str]:
    """The ways that a modification's reference may be printed, in small letters; none where it is no such reference."""
    match = _JOINED.fullmatch(word)
    if match is None:
        return []
    code = normalise_reference(word)
    return [code.lower()] if code.startswith("SECMP") else [f"mp{code}".lower(), f"dp{code}".lower()]


def _modification(text: str) -> str:
    try:
        return of_modification(normalise_reference(text))
    except ValueError:
        return ""
