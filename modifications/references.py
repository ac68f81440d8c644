"""How modifications are named, and every way people write it.

A modification has one code for life (`Modification.code`); its reference changes. In the new series the letters before
the number say how far it has come: a Draft Proposal is "DP152", a Modification Proposal "MP152", both of code "152".
"""

from __future__ import annotations

import re

_OLD_SERIES = re.compile(r"SECMP0*(\d{1,4})(?:PART(\d))?")
_NEW_SERIES = re.compile(r"(?:[DM]P)?0*(\d{1,4})([A-Z]?)")


def normalise_reference(text: str) -> str:
    """The code for a reference or code as people write it: "MP 121", "dp152", "SECMP7", "SECMP0062 Part 2", "128B".

    Case, spaces, hyphens and leading zeros do not matter. Raises ValueError for anything else.
    """
    written = re.sub(r"[\s\u2010-\u2015-]+", "", text).upper()
    if old := _OLD_SERIES.fullmatch(written):
        number, part = old.groups()
        return f"SECMP{int(number):04}" + (f" part {part}" if part else "")
    if new := _NEW_SERIES.fullmatch(written):
        number, letter = new.groups()
        return f"{int(number):03}{letter}"
    raise ValueError(f"a modification is written like MP121, DP152, SECMP0007 or 128B, not {text!r}")


def printed_reference(text: str) -> str:
    """A reference as it is printed, from any way of writing it: "mp 121" gives "MP121".

    Raises ValueError for what is no reference, and for a number alone, which does not say how far it has come.
    """
    code = normalise_reference(text)
    if code.startswith("SECMP"):
        return code
    series = text.strip()[:2].upper()
    if series not in ("DP", "MP"):
        raise ValueError(f"a reference in the new series begins with DP or MP, not like {text!r}")
    return f"{series}{code}"


def draft_reference(code: str) -> str:
    """What a Draft Proposal of this code is called; the old series has one reference for life."""
    return code if code.startswith("SECMP") else f"DP{code}"


def proposal_reference(code: str) -> str:
    """What it is called once converted to a Modification Proposal; the old series has one reference for life."""
    return code if code.startswith("SECMP") else f"MP{code}"
