"""Which pieces of a text are last month's, and which of them somebody accepted for this one."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from reports.engine.narrative import sanitise
from reports.models import Report, SectionText
from reports.narrative.services import ACCEPTED

FEWEST = 8
"""Words: what is shorter may come out alike by chance, or is a heading."""
_BLOCK = re.compile(r"</?(?:p|h\d|ul|ol|li)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_TOKEN = re.compile(r"\{\{\s*|\s*\}\}")


def pieces_of(body: str) -> dict[str, None]:
    """The paragraphs and bullets of a stored text in their order, tokens as written, blanks and formatting aside."""
    plain = (unescape(_TAG.sub("", piece)) for piece in _BLOCK.split(sanitise(body)))
    return dict.fromkeys(" ".join(_TOKEN.sub(_bare, piece).split()) for piece in plain if piece.strip())


def _bare(brace: re.Match[str]) -> str:
    return brace[0].strip()


def repeated(body: str, before: str) -> list[str]:
    """The pieces of some words that stand in both texts."""
    then = pieces_of(before)
    return [piece for piece in pieces_of(body) if piece in then and len(piece.split()) >= FEWEST]


def is_alike(body: str, before: str | None) -> bool:
    """Whether the one text is the other's word for word: blanks, and marks of formatting, are not words."""
    return bool(body.strip()) and before is not None and list(pieces_of(body)) == list(pieces_of(before))


def accepted_in(report: Report) -> dict[str, set[str]]:
    """By section, the pieces that somebody accepted for this report as they stood; one query."""
    events: Any = SectionText.pgh_event_model  # type: ignore[attr-defined]  # given to it by pghistory
    rows = events.objects.filter(report_id=report.pk, pgh_context__metadata__why=ACCEPTED)
    found: dict[str, set[str]] = {}
    for section, body in rows.values_list("section", "body"):
        found.setdefault(section, set()).update(pieces_of(body))
    return found
