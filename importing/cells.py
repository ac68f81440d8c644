"""What is done to the text of every cell, before its column reads it and after its column wrote it."""

from __future__ import annotations

import re
from typing import Any

from importing.problems import CellError

FORMULA = "=+-@\t\r\n"
UNPRINTABLE = "\ufffd"
"""What stands, in a spreadsheet that we write, for a character that no spreadsheet can hold."""

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029|\x85")
_QUOTED = re.compile("[\"'‘’“”]*(.*?)[\"'‘’“”]*", re.DOTALL)
_ESCAPED = re.compile(r"'+\s*[=+\-@\t\r\n]")


def tidy(raw: str, *, number: bool = False, keep_spaces: bool = False) -> str:
    """The text without what a spreadsheet or a web page adds to it unseen: hard and thin spaces, stray ends.

    Raises CellError for a formula (a minus or plus before a digit is none where a `number` is wanted) and for control
    characters. An apostrophe before a sign that would begin a formula marks it as text, and is taken off. With
    `keep_spaces`, hard spaces inside the text stay.
    """
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", raw))
    text = text if keep_spaces else _SPACES.sub(" ", text)
    if control := _CONTROL.search(text):
        raise CellError(f"Holds a control character (U+{ord(control.group()):04X}); delete it.")
    if UNPRINTABLE in text:
        raise CellError("Holds a character that was lost on its way here (\ufffd); type it again.")
    stripped = text.strip()
    signed = number and re.match(r"[+-]\d", stripped)
    if stripped and not signed and (stripped[0] in FORMULA or text[0] == "\t"):
        raise CellError(
            f"Begins with {_sign(text, stripped)}, which a spreadsheet runs as a formula. Give the result, not the "
            "formula; for text that really begins so, put an apostrophe (') before it."
        )
    return stripped[1:] if _ESCAPED.match(stripped) else stripped


def one_line_end(text: Any) -> Any:
    """Text typed in a browser ends its lines in two characters: no difference to anyone, and so none to a load."""
    return _LINE_ENDS.sub("\n", text) if isinstance(text, str) else text


def _sign(text: str, stripped: str) -> str:
    sign = stripped[0] if stripped[0] in FORMULA else text[0]
    return "a tab" if sign == "\t" else f"“{sign}”"


def unquoted(text: str) -> str:
    """Without quotation marks around it, straight or curly: a code, date or number is never quoted."""
    inner = _QUOTED.fullmatch(text)
    return inner.group(1).strip() if inner else text


def inert(text: str) -> str:
    """Text as a cell that no spreadsheet runs; `tidy` gives it back as it was."""
    begins = text[:1] in tuple(FORMULA) or text.lstrip()[:1] in tuple(FORMULA)
    return f"'{text}" if begins or _ESCAPED.match(text) else text
