"""What a number in text looks like, and what only looks like one: word lists and patterns.

They are data, so that the server and the browser read by the same rules. `javascript()` writes them for the browser:
`python -m reports.engine.unbound_rules > static/js/unbound_rules.js`, and a test holds the file to it. Patterns
therefore keep to what Python's `re` and JavaScript's `RegExp` understand alike, and are matched against text that
`unbound.normalised` has made plain: one space for many, "-" for every dash, ASCII digits, é for any letter beyond A
to Z, and U+FFFC for what has been recognised as no number.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

MASK = "\ufffc"
LETTER = "\u00e9"
"""Stands for any letter that has no ASCII form: it only has to be seen to be one."""

# --- words ----------------------------------------------------------------------------------------------------------

SMALL = {
    word: number
    for number, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
NOTHING = {"nil": 0, "nought": 0}
SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
"""Each with its power of ten."""
ABBREVIATED_SCALES = {"k": 3, "m": 6, "bn": 9, "tn": 12}
DOZEN = 12
SCORE = 20
CHANGES = {
    **dict.fromkeys(("doubled", "doubling"), "2"),
    **dict.fromkeys(("trebled", "trebling", "tripled", "tripling"), "3"),
    **dict.fromkeys(("quadrupled", "quadrupling"), "4"),
    **dict.fromkeys(("halved", "halving"), "0.5"),
}
"""Each with what it multiplies by."""
TIMES = {"once": 1, "twice": 2, "thrice": 3}
RANKS = {
    word: number
    for number, word in enumerate(
        (
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
            *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
            *("eighteenth", "nineteenth"),
        ),
        start=1,
    )
}
TENTH_RANKS = {f"{word[:-1]}ieth": number for word, number in TENS.items()}
SCALE_RANKS = {f"{word}th": power for word, power in SCALES.items()}
FRACTIONS = {
    **dict(zip(("half", "quarter", "fifth", "eighth", "tenth"), ("0.5", "0.25", "0.2", "0.125", "0.1"), strict=True)),
    **dict.fromkeys(("third", "sixth", "seventh", "ninth"), ""),
}
"""Each with its exact decimal, or "" where there is none."""

FRACTION_SIGNS = {
    **dict(zip("½¼¾⅒", ("0.5", "0.25", "0.75", "0.1"), strict=True)),
    **dict(zip("⅕⅖⅗⅘", ("0.2", "0.4", "0.6", "0.8"), strict=True)),
    **dict(zip("⅛⅜⅝⅞", ("0.125", "0.375", "0.625", "0.875"), strict=True)),
    **dict.fromkeys("⅓⅔⅙⅚⅐⅑⅟↉", ""),
}
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LOWERED = "₀₁₂₃₄₅₆₇₈₉"
OTHER_NUMERAL = "\u2460"
"""Stands for every other sign that Unicode calls a number, such as Ⅳ: it is one, and its value is not read."""

LONGEST = 18
"""Characters. A longer numeral is listed, and its value isn't read."""

PER_CENT = "%"
WORKING_DAYS = "WD"

# --- patterns ---------------------------------------------------------------------------------------------------------


def _any(words: Iterable[str]) -> str:
    """The longest first, since the first that fits is taken."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


BEGIN = r"(?<![A-Za-z0-9\u00e9])"
END = r"(?![A-Za-z0-9\u00e9])"
_START_OF_SENTENCE = r"(?:^|[\n.;:!?] ?)"

TOKENS = r"\{\{ ?note ?:|\{\{[^{}]*\}\}|\{\{|\}\}"
"""A note is opened and closed, so that what it says is looked at; any other token stands for what it prints."""

_ADDRESSES = (
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    BEGIN + r"(?:https?:\/\/|www\.)[^ \n\ufffc]+",
    r"(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]+\.)+(?:com|org|net|eu|uk)(?:\/[^ \n\ufffc]*)?" + END,
)
_TELEPHONES = (
    r"(?<![A-Za-z0-9.,])\+[0-9]{1,3}(?:[ -]?\(?[0-9]{2,6}\)?){2,4}" + END,
    r"(?<![A-Za-z0-9.,])\(?0[1-9][0-9]{1,4}\)?(?:[ -][0-9]{3,7}){1,3}" + END,
    r"(?<![A-Za-z0-9.,])0[1-9][0-9]{8,9}" + END,
)

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec")
_SHORT = _any(_SHORT_MONTHS) + r"\.?"
_MONTH = f"(?:{_any((*_MONTHS, *(month.upper() for month in _MONTHS)))}{END}|{_SHORT}{END})"
_YEAR = r"(?:199[0-9]|20[0-9][0-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_NUMBERED_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)"
_DAYS = rf"(?:(?:{_DAY}, ){{0,9}}{_DAY}(?:,? and | or | to | until | & | ?- ?))?{_DAY}"
_BEGIN_NUMBER = r"(?<![A-Za-z0-9\u00e9])(?<![0-9][.,])"
_RANK = _any((*RANKS, *TENTH_RANKS))

_DATES = (
    rf"{_BEGIN_NUMBER}{_DAY} {_SHORT} '?[0-9][0-9]{END}",
    rf"{_BEGIN_NUMBER}{_DAY}-{_MONTH}-(?:{_YEAR}|[0-9][0-9]){END}",
    rf"{_BEGIN_NUMBER}{_DAYS} (?:of )?{_MONTH}(?:,? {_YEAR}{END}(?![.,][0-9]))?",
    rf"{BEGIN}{_RANK} of {_MONTH}(?: {_YEAR}{END})?",
    rf"{BEGIN}{_MONTH} (?:{_NUMBERED_DAY}(?:,? {_YEAR})?|[0-9]{{1,2}},? {_YEAR}){END}",
    rf"{BEGIN}{_MONTH}(?:,? |-|\/){_YEAR}{END}(?![.,][0-9])",
    rf"{BEGIN}{_SHORT}(?:-|'| ')[0-9][0-9]{END}",
    rf"{_BEGIN_NUMBER}{_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?(?:T[0-9:]+Z?)?{END}",
    rf"{_BEGIN_NUMBER}(?:3[01]|[12][0-9]|0?[1-9])\/(?:0?[1-9]|1[0-2])\/(?:{_YEAR}|[0-9][0-9]){END}",
    rf"{_BEGIN_NUMBER}(?:3[01]|[12][0-9]|0?[1-9])([.-])(?:0?[1-9]|1[0-2])\1{_YEAR}{END}",
    rf"{_BEGIN_NUMBER}(?:0?[1-9]|1[0-2])\/{_YEAR}{END}",
    rf"{_BEGIN_NUMBER}{_YEAR} ?[\/-] ?(?:{_YEAR}|[0-9][0-9]){END}",
    rf"{BEGIN}FY ?(?:{_YEAR}|[0-9][0-9])(?:[\/-](?:{_YEAR}|[0-9][0-9]))?{END}",
    rf"{BEGIN}(?:Q[1-4]|H[12])(?:[ \/-]{_YEAR}(?:[\/-][0-9][0-9])?)?{END}(?![._][0-9])",
    rf"{BEGIN}(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th)[ -](?:half|quarter){END}",
    rf"{BEGIN}(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|[Ee]arly|[Ll]ate|[Mm]id|[Pp]re|[Pp]ost)[ -]{_YEAR}{END}",
    rf"{_BEGIN_NUMBER}{_YEAR}'s{END}",
    rf"{_BEGIN_NUMBER}(?:19[0-9]0|20[0-9]0)s{END}",
)


def _not_after(*words: str) -> str:
    return "".join(f"(?<!{word} )" for word in words)


_BEFORE_A_COUNT = _not_after("total", "number", "out", "sum", "all", "some", "most", "each", "one", "average")
_AFTER_A_CHANGE = _not_after(
    *("rose", "rise", "rises", "risen", "rising", "fell", "fall", "falls", "fallen", "falling", "grew", "grow"),
    *("grows", "grown", "growing", "growth", "increase", "increases", "increased", "increasing", "decrease"),
    *("decreases", "decreased", "decreasing", "dropped", "drop", "drops", "declined", "decline", "reduced"),
    *("reduction", "climbed", "jumped", "shrank", "doubled", "trebled", "tripled", "halved", "amounted", "amounts"),
    *("came", "comes", "up", "down", "further", "tly", "ply", "bly"),
)
"""The last three end "slightly", "sharply" and "considerably"."""
_LEADS_TO_YEAR = _any(
    (
        *("in", "during", "since", "until", "till", "throughout", "through", "the", "this", "its", "our", "their"),
        *("end", "start", "year", "years", "edition"),
        *("In", "During", "Since", "Until", "Throughout", "The", "This", "Its", "Our", "Their"),
    )
)
_LEADS_TO_EITHER = _any(
    (
        *("by", "from", "to", "for", "before", "after", "between"),
        *("By", "From", "For", "Before", "After", "Between"),
    )
)
_HAS_YEARS = _any(
    (
        *("end", "start", "beginning", "middle", "close", "turn", "rest", "remainder", "half", "quarter", "part"),
        *("course", "months?", "weeks?", "days", "quarters", "spring", "summer", "autumn", "winter", "year"),
        *("elections?", "budget", "plan", "review", "edition", "releases?", "Release", "much", "that", "those", "as"),
        *("ahead", "because", *_MONTHS),
    )
)
"""Of which one says that they are of a year. Of anything else, such as "views of 2000", it is how many."""
_NOT_A_YEAR = (
    END + r"(?![.,:\/][0-9])(?! ?(?:%|per cent|percent|WD|[Ww]orking [Dd]ay|times|days|hours|thousand|million|cases))"
)
_YEARS_JOINED = r"(?:, | and | or | to |, and | ?- ?|\/)"
_YEARS = rf"{_YEAR}(?:{_YEARS_JOINED}{_YEAR}{END})*{_NOT_A_YEAR}"
_ENDS_IN_S = _any(("was", "has", "is", "as", "this", "its", "does", "plus", "across", "versus", "towards", "always"))
_NOT_COUNTING = rf"(?! (?!{_ENDS_IN_S}{END})[A-Za-z-]*[A-Za-z]s{END})"
"""What follows is no plural, as in "between 2010 and 2020 e-mails"."""
_YEARS_ALONE = rf"{_YEARS}(?!{_YEARS_JOINED}{_YEAR}{END}){_NOT_COUNTING}"
"""All of them or none."""
_STANDING_YEARS = (
    rf"{BEGIN}{_BEFORE_A_COUNT}(?:{_LEADS_TO_YEAR} ){_YEARS}",
    rf"{BEGIN}{_BEFORE_A_COUNT}{_AFTER_A_CHANGE}(?<![0-9] )(?:{_LEADS_TO_EITHER} ){_YEARS_ALONE}",
    rf"(?:{BEGIN}{_HAS_YEARS}|\ufffc) of {_YEARS_ALONE}",
    rf"[(\u00a9]{_YEARS}",
    rf"{_START_OF_SENTENCE}{_YEAR} (?:was|is|has|had|will|saw|brought|began|ended){END}",
)

DATES = (*_DATES, *_STANDING_YEARS)
"""What is no number since it names a day, a month, a part of a year or a year."""

_HOUR = r"(?:2[0-3]|1[0-9]|0?[0-9])"
_HOUR_WORD = _any([word for word, number in SMALL.items() if 1 <= number <= 12])
_MINUTES = r"[:.][0-5][0-9]"
_NOON = r" ?(?:am|pm|AM|PM|a\.m\.?|p\.m\.?|noon|midnight)" + END
_CLOCK = (
    rf"{_BEGIN_NUMBER}{_HOUR}(?:{_MINUTES})?(?: ?- ?| to | and | until ){_HOUR}(?:{_MINUTES})?{_NOON}",
    rf"{_BEGIN_NUMBER}{_HOUR}(?:{_MINUTES})?{_NOON}",
    rf"{_BEGIN_NUMBER}{_HOUR}:[0-5][0-9](?::[0-5][0-9])?{END}(?![.,:][0-9])",
    rf"{BEGIN}(?:{_HOUR}|{_HOUR_WORD}) o'clock{END}",
)

_FURTHER = r"(?:[._\/-][A-Za-z]*[0-9]+[A-Za-z]*)*(?:\([a-z]+\))*"
_REFERENCES = (
    rf"{BEGIN}SECMP ?[0-9]{{4}} part [0-9]+{END}",
    rf"{BEGIN}(?:SECMP|MP|DP) [0-9]{{1,4}}[A-Z]?{END}(?![.,][0-9])",
    rf"{BEGIN}[A-Z][A-Za-z]+(?:_[A-Za-z0-9]+)+",
    rf"{BEGIN}(?!(?:GBP|EUR|USD)[0-9])(?:[A-Z][A-Za-z]*|[a-z]+[A-Z][A-Za-z]*|v|mp|dp|secmp|smets)[0-9]+[A-Za-z0-9]*"
    + _FURTHER,
    rf"{BEGIN}[A-Z][A-Z]+-[0-9]+{END}(?![%,.][0-9]?)",
    rf"{BEGIN}[2-6]G{END}",
    rf"{BEGIN}(?:[Vv]ersion (?:number )?[0-9]+(?:\.[0-9]+)*|[Vv]ersions [0-9]+(?:\.[0-9]+)+)"
    rf"(?:(?:, | and | or | to |-)[0-9]+(?:\.[0-9]+)+)*{END}(?![,][0-9])",
    rf"{BEGIN}[Vv]\.? ?[0-9]+(?:\.[0-9]+)+{END}",
    rf"{BEGIN}(?:[Ss]ections?|[Cc]lauses?|[Pp]aragraphs?) [A-Z] ?[0-9]+{_FURTHER}",
    rf"{BEGIN}(?:ISO\/IEC|ISO|IEC|BS EN|BS|RFC) [0-9]{{3,5}}(?:-[0-9]+)*(?::{_YEAR})?{END}",
    rf"{BEGIN}(?:m|cm|km|mm|ft|CO|H|O|N|NO|SO|x)[{RAISED}{LOWERED}]+",
)

_PHRASES = (
    *("for the first time", "at first", "first of all", "in the first place", "in the first instance"),
    *("first come, first served", "first hand", "first-hand", "first names?", "first-stage", "firstly", "secondly"),
    *("third part(?:y|ies)", "third-party", "second-hand", "second nature", "on second thoughts", "per second"),
    *("split second", "half[- ]hourly", "half-hours?", "half-year(?:ly)?", "one-offs?", "one-to-one", "one-stop"),
    *("one-way", "two-way", "two-factor", "one-sided", "one by one", "one another", "one's", "no one"),
    *("on (?:the )?one hand", "at once", "all at once"),
)
_IDIOMS = (
    BEGIN + "(?:" + "|".join(_PHRASES) + ")" + END,
    _START_OF_SENTENCE + r"(?:first|second|third|fourth|fifth),",
)

EXEMPT: tuple[tuple[str, str], ...] = (
    *((pattern, "") for pattern in (*_ADDRESSES, *_TELEPHONES, *_DATES, *_STANDING_YEARS, *_CLOCK, *_REFERENCES)),
    *((pattern, "i") for pattern in _IDIOMS),
)
"""Patterns with their flags, in the order in which they are taken out of the text. They hold no group to be read."""

_SCALE = _any(SCALES)
_UNIT = r"(?: ?%|[ -]per ?cent|[ -]percent| WDs?| working days?|[ -]seconds?)" + END
_CENT = r"(?:[ -][Pp]er ?[Cc]ent|[ -][Pp]ercent| ?%| WDs?| [Ww]orking [Dd]ays?)"
_SIGNS = "".join(FRACTION_SIGNS)
_PLAIN = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)*"
_NUMERAL = (
    rf"(?:{_PLAIN}[{_SIGNS}]?[{RAISED}{LOWERED}]*|{BEGIN}\.[0-9]+|[{_SIGNS}]|[{RAISED}{LOWERED}]+|{OTHER_NUMERAL}+)"
)

DIGITS = (
    r"((?<![A-Za-z0-9\u00e9)\ufffc%])[-+])?"
    r"([£€$] ?|(?:GBP|EUR|USD) ?)?"
    rf"({_NUMERAL})"
    rf"((?:[-\/:](?:[£€$])?{_NUMERAL})*)"
    r"([A-Za-z\u00e9][A-Za-z0-9\u00e9]*)?"
    rf"((?: |-)(?:{_SCALE}|dozen){END})?"
    rf"({_CENT}{END})?"
)
"""Groups: sign, money, numeral, further numerals of a range or ratio, letters joined on, scale, unit."""

_ONES = _any([word for word, number in SMALL.items() if 1 <= number <= 9])
_BELOW_HUNDRED = f"(?:{_any(TENS)}(?:[- ]{_ONES})?|{_any([word for word in SMALL if word != 'zero'])}){END}"
_JOIN = "(?: and | )"
_BELOW_THOUSAND = f"(?:(?:{_BELOW_HUNDRED}|an?)[- ]hundred(?:{_JOIN}{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
_BELOW_MILLION = f"(?:(?:{_BELOW_THOUSAND}|an?)[- ]thousand(?:{_JOIN}{_BELOW_THOUSAND})?|{_BELOW_THOUSAND})"
_CARDINAL = (
    f"(?:(?:{_BELOW_MILLION}|an?)[- ](?:million|billion|trillion)(?:{_JOIN}{_BELOW_MILLION})?|{_BELOW_MILLION})"
    f"{END}(?![- ]{_SCALE}{END})"
)
"""The last part keeps "two hundred and five hundred" two numbers."""
_DIGIT = _any([word for word, number in SMALL.items() if number <= 9])
_ORDINAL = (
    f"(?:(?:{_BELOW_HUNDRED}|an?) (?:hundred|thousand) and )?(?:(?:{_any(TENS)}[- ])?{_any(RANKS)}|{_any(TENTH_RANKS)})"
    f"|(?:(?:{_BELOW_HUNDRED}|an?)[- ])?{_any(SCALE_RANKS)}"
)
_PARTS = _any([*(f"{word}s" for word in FRACTIONS if word != "half"), "halves"])
_PART = _any(FRACTIONS)
_FRACTION = (
    rf"{_BELOW_HUNDRED}[- ]{_PARTS}|one[- ]{_PART}|an? {_PART}(?= of{END})|a half|half(?! an? (?:dozen|{_SCALE}))"
)

WORDS = (
    BEGIN
    + "(?:"
    + "|".join(
        (
            f"({_FRACTION})",
            f"(half an? (?:dozen|{_SCALE})|(?:(?:{_BELOW_HUNDRED}|an?) )?dozen"
            rf"|(?:{_BELOW_HUNDRED}|an?) score(?= of (?!{_BELOW_HUNDRED})[A-Za-z]))",
            f"({_ORDINAL})",
            f"({_any([*SMALL, *TENS, *SCALES])})fold",
            f"((?:minus )?{_CARDINAL}|zero|nil|nought)( point {_DIGIT}(?: {_DIGIT})*)?( and a half)?",
            f"({_SCALE}|dozens|{_any(f'{scale}s' for scale in SCALES)}|(?:tens|scores)(?= of{END}))",
            rf"(twice|thrice|once(?= (?:an?|per|every|each) (?:day|week|fortnight|month|quarter|year){END})"
            r"|once(?=[.;)]))",
            f"({_any(CHANGES)})",
        )
    )
    + f"){END}({_UNIT})?"
)
"""Groups: fraction, dozens, rank, -fold, cardinal, its decimals, its half, bare scale, times, change, unit."""

_AFTER_PRONOUN = (
    *("of", "another", "each", "that", "which", "who", "whom", "whose", "is", "was", "are", "were", "be", "been"),
    *("being", "has", "have", "had", "does", "do", "did", "will", "would", "can", "could", "may", "might", "must"),
    *("shall", "should", "to", "in", "on", "at", "by", "for", "from", "with", "without", "within", "into", "about"),
    *("after", "before", "between", "during", "under", "over", "through", "and", "or", "but", "nor", "so", "yet"),
    *("as", "if", "when", "where", "while", "because", "than", "then", "though", "although", "since", "until"),
    *("unless", "the", "a", "an", "this", "these", "those", "its", "our", "their", "his", "her", "my", "your"),
    *("it", "we", "they", "you", "he", "she", "not", "also", "too", "only", "just", "now", "here", "there"),
    *("still", "already", "again", "never", "always", "ever", "often", "soon"),
)
_A_NUMBER = rf"(?:[0-9]|{_BELOW_HUNDRED}|a half{END}|{_any(SCALES)})"
_CLAUSE_ENDS = r"^(?: ?$|\n|['\"]?[.,;:!?)])"
_LIMITS = _any(
    (
        *("only", "just", "exactly", "precisely", "at least", "at most", "more than", "fewer than", "less than"),
        *("all but", "except", "except for", "not"),
    )
)
_THERE_IS = rf"there (?:{_any(('is', 'was', 'were', 'remains', 'remained', 'will be', 'has been', 'had been'))})"
_CLAUSE_BEGINS = r"(?:^|[\n.,;:!?(] ?)['\"]?(?:" + _any(("and", "but", "while", "whereas")) + " )?$"
_JOINS_A_CLAUSE = BEGIN + _any(("and", "but", "while", "whereas", "of which", "of whom", "of these", "of those")) + " $"
_FINITE = _any(("is", "was", "were", "has", "had", "did", "will"))
_TAKES_ONE = _any(
    (
        *("have", "has", "had", "received", "rejected", "approved", "withdrew", "raised", "held", "sent", "issued"),
        *("made", "saw", "lost", "gained", "added", "closed", "implemented", "completed", "leaves", "leaving", "left"),
        *("to", "by", "from", "than", "total of", "number of", "total is", "total was", "number is", "number was"),
    )
)
ONE_COUNTS: tuple[tuple[str, str], ...] = (
    ("", rf"^[ -]?['\"]?(?!{_any(_AFTER_PRONOUN)}{END})(?<=[ '\"-])[A-Za-z\u00e9]"),
    ("", rf"^(?: or | to | in | and |-| out of ){_A_NUMBER}"),
    (rf"{BEGIN}(?:{_LIMITS}|{_THERE_IS}(?: also| now| still)?) $", ""),
    (_CLAUSE_BEGINS, rf"^ {_FINITE}{END}"),
    (_JOINS_A_CLAUSE, rf"^ {_FINITE}{END}"),
    (r"(?:^|[\n.!?] ?)['\"(]?$", _CLAUSE_ENDS),
    (rf"(?<!the )(?<!a )(?<!an ){BEGIN}{_TAKES_ONE} $", _CLAUSE_ENDS),
)
"""What stands before and after a "one" that counts: a word follows that can be a noun or stand before one, or a second
number; "just one", "all but one" and "there was one" count whatever follows; "one was rejected" is the subject of its
clause; and "it fell to one." ends one."""
ONE_IS_A_PRONOUN = (
    f"{BEGIN}{_any(('this', 'that', 'each', 'every', 'any', 'another', '(?<!of )which', 'some', 'other'))} $"
)
"""What precedes a "one" that doesn't. "Of which one" counts nevertheless, where it is the subject."""
ONE_LOOKS_BACK = 60
"""Characters before a "one" that are looked at; no pattern reaches farther."""


def javascript() -> str:
    """The rules as a module for the browser."""
    rules = {
        "mask": MASK,
        "letter": LETTER,
        "longest": LONGEST,
        "otherNumeral": OTHER_NUMERAL,
        "raised": RAISED,
        "lowered": LOWERED,
        "fractionSigns": FRACTION_SIGNS,
        "tokens": TOKENS,
        "exempt": EXEMPT,
        "digits": DIGITS,
        "words": WORDS,
        "oneCounts": ONE_COUNTS,
        "oneIsAPronoun": ONE_IS_A_PRONOUN,
        "oneLooksBack": ONE_LOOKS_BACK,
        "small": {**SMALL, **TENS, **NOTHING},
        "scales": SCALES,
        "abbreviatedScales": ABBREVIATED_SCALES,
        "dozen": DOZEN,
        "score": SCORE,
        "changes": CHANGES,
        "times": TIMES,
        "ranks": {**RANKS, **TENTH_RANKS},
        "scaleRanks": SCALE_RANKS,
        "fractions": FRACTIONS,
        "perCent": PER_CENT,
        "workingDays": WORKING_DAYS,
    }
    told = "// Written by `python -m reports.engine.unbound_rules`, where the rules are explained.\n"
    return f"{told}export default {json.dumps(rules, indent=2)};\n"


if __name__ == "__main__":
    sys.stdout.write(javascript())
