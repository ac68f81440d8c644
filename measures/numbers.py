"""Numbers as people type, paste and read them. The grid's script has the same rules (static/js/grid/numbers.js), and
one file of cases holds both to them: tests/measures/number_cases.json."""

from __future__ import annotations

import re
from decimal import Decimal

from measures.models import Unit

MISSING = "missing"
NOT_MEASURED = "–"

_BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_NUMBER = re.compile(r"(?:\d+|\d{1,3}(?:(?P<mark>[, ])\d{3})(?:(?P=mark)\d{3})*)?(?:\.\d*)?", re.ASCII)
_LONGEST = 12
"""Digits before the point: as many as a number has room for."""
_FINEST = Decimal("0.0001")


class NotANumber(ValueError):
    """What was typed can't be read as a number of its measure; the message says why, for the person who typed it."""


def read(text: str, unit: str = Unit.COUNT) -> Decimal | None:
    """The number that was typed; None for a blank, which is missing.

    Thousands may be marked by commas or spaces, a percentage by its sign. Raises NotANumber; whether the number has
    too many decimals, or is a percentage above 100, is for `measures.rules` to say.
    """
    typed = _BLANKS.sub(" ", text).strip()
    if not typed:
        return None
    if typed.endswith("%"):
        if unit != Unit.PERCENT:
            raise NotANumber("Is a percentage, and this measure is none.")
        typed = typed[:-1].rstrip()
    if typed[:1] in ("-", "−") and _is_number(typed[1:].lstrip()):
        raise NotANumber("Is negative, and a measure never is.")
    if not _is_number(typed):
        raise NotANumber("Is no number. Write it like 1,234 or 12.5.")
    number = Decimal(re.sub("[, ]", "", typed))
    if number >= 10**_LONGEST:
        raise NotANumber("Is too large for a measure.")
    return number.quantize(_FINEST) if number == number.quantize(_FINEST) else number


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and any(sign.isdigit() for sign in text)


def shown(value: Decimal | None, decimals: int) -> str:
    """With thousands commas and the measure's decimals, or more if more were entered; blank for a missing number."""
    if value is None:
        return ""
    entered = value.normalize().as_tuple().exponent
    places = max(decimals, -entered if isinstance(entered, int) else 0)
    return f"{value:,.{places}f}"


def change(value: Decimal | None, before: Decimal | None, unit: str, decimals: int) -> str:
    """Against the number before: how much, and how much of it in whole percents, rounded half up, but −100% only of
    all. Blank where either is missing; without a share where it was 0, and in points where the numbers are
    percentages themselves."""
    if value is None or before is None:
        return ""
    moved = value - before
    if not moved:
        return "no change"
    sign = "+" if moved > 0 else "−"
    amount = f"{sign}{shown(abs(moved), decimals)}"
    if unit == Unit.PERCENT:
        return f"{amount} {'point' if abs(moved) == 1 else 'points'}"
    if not before:
        return amount
    share = int((200 * abs(moved) + before) // (2 * before))
    share = 99 if share == 100 and 0 < value < before else share
    return f"{amount} ({sign}{share:,}%)" if share else f"{amount} (under 1%)"
