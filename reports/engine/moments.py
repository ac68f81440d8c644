"""The days and months that running text names, however they are written."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from dataclasses import dataclass
from datetime import date

from reports.engine import unbound_rules as rules
from reports.engine.glyphs import normalised
from reports.engine.month import Month

_NAMES = {
    **{name: place for place, name in enumerate(month_name) if name},
    **{name: place for place, name in enumerate(month_abbr) if name},
    "Sept": 9,
}
_FULL, _CUT = ("|".join(name for name in _NAMES if (len(name) > 4) == full) for full in (True, False))
_NAME = rf"(?:(?:{_FULL}|May|June|July)(?![A-Za-z])|(?:{_CUT})(?![A-Za-z])\.?)"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])"
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
_MOMENT = re.compile(
    rf"(?<![\w/.])(?<![0-9]-)(?:"
    rf"(?P<day>{_DAY}) (?:of )?(?P<month>{_NAME})(?:,? (?P<year>{_YEAR}))?"
    rf"|(?P<named>{_NAME}) (?P<later>{_DAY})(?!:)(?:,? (?P<their>{_YEAR}))?"
    rf"|(?P<alone>{_NAME})(?:,? (?:of )?(?P<of>{_YEAR}))?"
    rf"|(?P<iso>(?:19|20)[0-9]{{2}}-[01][0-9](?:-[0-3][0-9])?)"
    rf"|(?P<slashed>[0-3]?[0-9]/[01]?[0-9]/(?:19|20)[0-9]{{2}})"
    rf")(?!\w)"
)
_DATES = [re.compile(pattern) for pattern in rules.DATES]
_ANY_MONTH = Month(2500, 6)
_AMBIGUOUS = frozenset(("May", "March", "Mar", "Jan"))
_LEADS = re.compile(r"(?:\b(?:in|of|during|for|since|until|by|at|to|from|and|end|early|late|mid)[ -]|['’‘“(/])$", re.I)


@dataclass(frozen=True, slots=True)
class Moment:
    """A month, or a `day` of it, and where the text names it. A year that is not written is the nearest."""

    start: int
    end: int
    text: str
    month: Month
    day: date | None = None


def moments(text: str, near: Month) -> list[Moment]:
    """In reading order. What names no day that there is ("31 June") is passed over, as is a verb ("May")."""
    plain = text.replace("\N{NO-BREAK SPACE}", " ")
    found = (_read(match, plain, near) for match in _MOMENT.finditer(plain))
    return [one for one in found if one is not None]


def is_dated(text: str) -> bool:
    """Whether it names a time of any kind: a day, a month, a quarter, a year."""
    plain, _ = normalised(text)
    return any(pattern.search(plain) for pattern in _DATES) or bool(moments(text, _ANY_MONTH))


def _read(match: re.Match[str], text: str, near: Month) -> Moment | None:
    if match["iso"] or match["slashed"]:
        parts = match["iso"].split("-") if match["iso"] else match["slashed"].split("/")[::-1]
        year, month, day = int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) > 2 else None
        return _moment(match, year, month, day, near)
    name = (match["month"] or match["named"] or match["alone"]).rstrip(".")
    written, numeral = match["year"] or match["their"] or match["of"], match["day"] or match["later"]
    if name in _AMBIGUOUS and not (written or numeral) and not _LEADS.search(text[: match.start()]):
        return None
    day = int(re.sub(r"\D", "", numeral)) if numeral else None
    return _moment(match, int(written) if written else None, _NAMES[name], day, near)


def _moment(match: re.Match[str], year: int | None, month: int, day: int | None, near: Month) -> Moment | None:
    try:
        named = Month(year, month) if year else nearest(month, near)
        return Moment(match.start(), match.end(), match[0], named, date(named.year, month, day) if day else None)
    except ValueError:
        return None


def nearest(month: int, near: Month) -> Month:
    """The month of that name nearest to another, the earlier of two: March's December is the one before it."""
    years = (Month(near.year + step, month) for step in (-1, 0, 1))
    return min(years, key=lambda one: abs((one.year - near.year) * 12 + one.month - near.month))
