"""Whether two passages differ only in what goes on with a paper, or is told elsewhere: its own months and days, and the
figures in it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from reports.engine.document import Document
from reports.narrative.compare import Comparison, Line

_WORDS = re.compile(r"\w+")


def says_nothing_new(
    comparison: Comparison, before: Document, after: Document, figures: tuple[Collection[str], Collection[str]]
) -> bool:
    """Both sides are there, and what is gone and new in them are the papers' own months and days, and the figures that
    are bound in them: `figures`, as they are printed before and after."""
    gone, new = _changed(comparison.old, "gone"), _changed(comparison.new, "new")
    return bool(gone and new) and gone <= _own(before, figures[0]) and new <= _own(after, figures[1])


def _changed(lines: list[Line], kind: str) -> set[str]:
    pieces = (piece.text for line in lines for piece in line.pieces if piece.kind == kind)
    return {word for text in pieces for word in _WORDS.findall(text)}


def _own(document: Document, figures: Collection[str]) -> set[str]:
    """The words of the paper's own dates, and of its figures."""
    month, header = document.month, document.header
    days = [header.issue_date, header.meeting_date, month.back(-1).first, *(one.first for one in month.window(13))]
    named = {word for day in days for word in (f"{day:%B}", f"{day:%b}", f"{day:%Y}", f"{day:%y}")}
    ends = (month.last, month.back(1).last, header.issue_date, header.meeting_date)
    return named | {str(day.day) for day in ends} | {word for one in figures for word in _WORDS.findall(one)}
