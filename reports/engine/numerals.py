"""The numbers in plain text: where each stands, and what it comes to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from reports.engine import unbound_rules as rules

_TOKEN = re.compile(rules.TOKENS)
_EXEMPT = [re.compile(pattern, re.IGNORECASE if flags else 0) for pattern, flags in rules.EXEMPT]
_DIGITS = re.compile(rules.DIGITS)
_WORDS = re.compile(rules.WORDS, re.IGNORECASE)
_ONE_COUNTS = [
    (re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE)) for before, after in rules.ONE_COUNTS
]
_ONE_IS_A_PRONOUN = re.compile(rules.ONE_IS_A_PRONOUN, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    start: int
    end: int
    value: Decimal | None
    unit: str
    in_words: bool = False


def numbers(text: str) -> list[Number]:
    """The numbers in normalised text that are no part of a token, date or reference, in reading order."""
    text = _TOKEN.sub(_masked, text)
    for pattern in _EXEMPT:
        text = pattern.sub(_masked, text)
    found = [_in_digits(match) for match in _DIGITS.finditer(text)]
    rest = _DIGITS.sub(_masked, text)
    found += [_in_words(match) for match in _WORDS.finditer(rest) if _counts(match, text)]
    return sorted(found, key=lambda number: number.start)


def _masked(match: re.Match[str]) -> str:
    """As long as what it stands for; the end of a line stays one."""
    return "".join("\n" if character == "\n" else rules.MASK for character in match[0])


def _counts(match: re.Match[str], text: str) -> bool:
    if match[0].lower() != "one":
        return True
    before, after = text[max(0, match.start() - rules.ONE_LOOKS_BACK) : match.start()], text[match.end() :]
    if _ONE_IS_A_PRONOUN.search(before):
        return False
    return any(leads.search(before) and follows.search(after) for leads, follows in _ONE_COUNTS)


# --- values -----------------------------------------------------------------------------------------------------------


def _in_digits(match: re.Match[str]) -> Number:
    sign, money, numeral, further, letters, scale, unit = match.groups()
    value = None if further else _numeral(numeral)
    name = _unit(unit or "")
    power = None
    if letters and letters.lower() in ("st", "nd", "rd", "th"):
        name = "ordinal"
    elif letters in ("WD", "WDs"):
        name = rules.WORKING_DAYS
    elif letters:
        power = rules.ABBREVIATED_SCALES.get(letters)
        name = name if power else letters
    if money:
        name = money.strip()
    if value is not None:
        value = value.scaleb(power or 0) * _scale((scale or "")[1:])
        value = -value if sign == "-" else value
    return Number(match.start(), match.end(), _exact(value), name)


def _numeral(numeral: str) -> Decimal | None:
    if len(numeral) > rules.LONGEST:
        return None
    raised = [rules.RAISED.find(one) if one in rules.RAISED else rules.LOWERED.find(one) for one in numeral]
    if all(digit >= 0 for digit in raised):
        return Decimal("".join(map(str, raised)))
    if any(digit >= 0 for digit in raised) or rules.OTHER_NUMERAL in numeral or numeral.count(".") > 1:
        return None
    part = rules.FRACTION_SIGNS.get(numeral[-1])
    if part is None:
        return Decimal(numeral.replace(",", ""))
    whole = numeral[:-1].replace(",", "")
    return Decimal(whole or 0) + Decimal(part) if part and "." not in whole else None


def _scale(word: str) -> Decimal:
    if word == "dozen":
        return Decimal(rules.DOZEN)
    return Decimal(1).scaleb(rules.SCALES.get(word, 0))


def _unit(written: str) -> str:
    word = written.strip(" -").lower()
    if not word or word.startswith("second"):
        return word
    return rules.WORKING_DAYS if word[0] == "w" else rules.PER_CENT


def _in_words(match: re.Match[str]) -> Number:
    fraction, dozens, rank, fold, cardinal, decimals, half, bare, times, change, unit = (
        (words or "").lower() for words in match.groups()
    )
    name = _unit(unit)
    value: Decimal | None = None
    if fraction:
        value, name = _fraction(fraction), "fraction"
    elif dozens:
        value = Decimal("0.5") * _scale(dozens.split()[-1]) if dozens.startswith("half") else _cardinal(dozens)
    elif rank:
        value, name = _rank(rank), "ordinal"
    elif fold:
        value, name = _cardinal(fold), "fold"
    elif times:
        value, name = Decimal(rules.TIMES[times]), "times"
    elif change:
        value, name = Decimal(rules.CHANGES[change]), "fold"
    elif not bare:
        value = _cardinal(cardinal)
        digits = "".join(str(rules.SMALL[word]) for word in decimals.split()[1:])
        value += Decimal(f"0.{digits}") if digits else Decimal("0.5") if half else 0
        value = -value if cardinal.startswith("minus") else value
    return Number(match.start(), match.end(), _exact(value), name, in_words=True)


def _exact(value: Decimal | None) -> Decimal | None:
    """Without noughts after the point, or a power of ten: the browser writes it so too."""
    if value is None:
        return None
    return Decimal(f"{value.normalize():f}") if value else Decimal(0)


def _words(written: str) -> list[str]:
    return re.split("[ -]", written)


def _cardinal(written: str) -> Decimal:
    total = current = 0
    for word in _words(written):
        if word == "hundred":
            current = (current or 1) * 100
        elif word == "dozen":
            current = (current or 1) * rules.DOZEN
        elif word == "score":
            current = (current or 1) * rules.SCORE
        elif word in rules.SCALES and (current or not total):
            total, current = total + (current or 1) * 10 ** rules.SCALES[word], 0
        elif word in rules.SCALES:
            # "Two hundred thousand million": this scale multiplies what the one before it closed.
            total *= 10 ** rules.SCALES[word]
        else:
            current += {**rules.SMALL, **rules.TENS, **rules.NOTHING}.get(word, 0)
    return Decimal(total + current)


def _rank(written: str) -> Decimal:
    *head, last = _words(written)
    if last in rules.SCALE_RANKS:
        return (_cardinal(" ".join(head)) or Decimal(1)).scaleb(rules.SCALE_RANKS[last])
    return _cardinal(" ".join(head)) + Decimal({**rules.RANKS, **rules.TENTH_RANKS}[last])


def _fraction(written: str) -> Decimal | None:
    *head, last = _words(written)
    part = rules.FRACTIONS["half" if last == "halves" else last.removesuffix("s")]
    return (_cardinal(" ".join(head)) or Decimal(1)) * Decimal(part) if part else None
