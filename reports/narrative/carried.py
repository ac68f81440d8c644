"""Which pieces of a text are another month's, and which of them somebody accepted for this one."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from reports.engine.narrative import sanitise
from reports.models import Report, SectionText

ACCEPTED = "accepted as it stands"
"""Why, in the audit trail."""
FEWEST = 8
"""Words: what is shorter may come out alike by chance, or is a heading."""
SHORTEST_MARKED = 4
"""Words of a piece that keeps a text marked: a heading over new text does not."""
_BLOCK = re.compile(r"</?(?:p|h\d|ul|ol|li)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_TOKEN = re.compile(r"\{\{\s*|\s*\}\}")


def pieces_of(body: str) -> dict[str, None]:
    """The paragraphs and bullets of a stored text in their order, tokens as written, blanks and formatting aside."""
    plain = (unescape(_TAG.sub("", piece)) for piece in _BLOCK.split(sanitise(body)))
    return dict.fromkeys(" ".join(_TOKEN.sub(_bare, piece).split()) for piece in plain if piece.strip())


def _bare(brace: re.Match[str]) -> str:
    return brace[0].strip()


def repeated(body: str, before: str, fewest: int = FEWEST) -> list[str]:
    """The pieces of so many words that stand in both texts."""
    then = pieces_of(before)
    return [piece for piece in pieces_of(body) if piece in then and len(piece.split()) >= fewest]


def is_alike(body: str, before: str | None) -> bool:
    """Whether the one text is the other's word for word: blanks, and marks of formatting, are not words."""
    return bool(body.strip()) and before is not None and list(pieces_of(body)) == list(pieces_of(before))


def still_carried_from(stored: SectionText, body: str) -> Report | None:
    """The report whose words some of a new body still are, unaccepted, piece by piece; None where none are.

    That is the report by which the stored text is marked, else that of the month before. A piece counts which stood
    there while the text was marked, or which is new in it; one that stood there unmarked was looked at.
    """
    source = _source_of(stored)
    if source is None:
        return None
    same = repeated(body, source.body, 1 if is_alike(body, source.body) else SHORTEST_MARKED)
    known = {} if stored.carried_from_id else pieces_of(stored.body)
    carried = {piece for piece in same if piece not in known}
    accepted = accepted_in(stored.report).get(stored.section, set()) if carried else set()
    return source.report if carried - accepted else None


def _source_of(stored: SectionText) -> SectionText | None:
    """The other month's text of the section."""
    texts = SectionText.objects.filter(section=stored.section).select_related("report")
    if stored.carried_from_id:
        return texts.filter(report=stored.carried_from_id).first()
    return texts.filter(report__kind=stored.report.kind, report__month=stored.report.covers.back(1).first).first()


def accepted_in(report: Report) -> dict[str, set[str]]:
    """By section, the pieces that somebody accepted for this report as they stood; one query."""
    events: Any = SectionText.pgh_event_model  # type: ignore[attr-defined]  # given to it by pghistory
    rows = events.objects.filter(report_id=report.pk, pgh_context__metadata__why=ACCEPTED)
    found: dict[str, set[str]] = {}
    for section, body in rows.values_list("section", "body"):
        found.setdefault(section, set()).update(pieces_of(body))
    return found
