"""Numbers in words, as British English writes them: "two hundred and sixty-one"."""

from __future__ import annotations

import re

LARGEST = 999_999

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = {"": "", "%": " per cent", " WD": " Working Days"}
_FIGURE = re.compile(r"(?P<minus>-?)(?P<whole>\d[\d,]*)(?:\.(?P<places>\d+))?(?P<unit>%| WD|)")


def cardinal(number: int) -> str:
    """A whole number in words. Raises ValueError beyond 999,999 either way."""
    if abs(number) > LARGEST:
        raise ValueError(f"{number:,} is too large to write in words")
    if number < 0:
        return f"minus {cardinal(-number)}"
    if number < 100:
        return _below_hundred(number)
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    head, rest = divmod(number, size)
    words = f"{cardinal(head)} {name}"
    if not rest:
        return words
    return f"{words}{' and ' if rest < 100 else ' '}{cardinal(rest)}"


def figure_in_words(printed: str) -> str:
    """A printed figure in words, with its unit: "93%" is "ninety-three per cent", "19 WD" "nineteen Working Days".

    Raises ValueError for what is not a number, such as a date.
    """
    found = _FIGURE.fullmatch(printed)
    if not found:
        raise ValueError(f"“{printed}” is not a number, so it can't be written in words")
    words = ("minus " if found["minus"] else "") + cardinal(int(found["whole"].replace(",", "")))
    if found["places"]:
        words += " point " + " ".join(_ONES[int(digit)] for digit in found["places"])
    unit = _UNITS[found["unit"]]
    return words + (unit.removesuffix("s") if words == "one" else unit)


def _below_hundred(number: int) -> str:
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
