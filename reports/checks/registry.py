"""What a check is, and the list of all that are declared."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from reports.engine.problems import Severity

if TYPE_CHECKING:
    from reports.checks.context import BookContext

CLASSES = {
    1: "The same figure differs between text, tile, table and figure",
    2: "References, numbers and captions",
    3: "Parts, totals and rounding",
    4: "Bridges: opening + in − out = closing",
    5: "Duplicates, copied series and windows of months",
    6: "Types, targets and the order of dates",
    7: "A list against its counterpart; titles and sentences against records",
    8: "Meetings in the text; the paper's own reference and dates",
    9: "Abbreviations, versions and unfinished words",
    10: "What is still missing, or not yet looked at",
    11: "Numbers unlike those of the last 12 months",
}
"""What published reports got wrong, by number; and two classes besides, what is missing and what is unlikely."""


BY_CONSTRUCTION = (
    "A check holds by construction where both sides of what it compares are made by the program from the same rows, or "
    "where the database refuses the rows that would break it. Nothing that is entered can make it fail: it guards the "
    "program, and says nothing of the month."
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `subject` names what it is about (a code, an id) and `state` what was seen there.

    The two make its fingerprint, the words do not: worded anew it is the same finding, and with other figures it is
    another, which asks for a reason of its own. `mend` is the address of the form that puts it right.
    """

    message: str
    subject: str
    state: str = ""
    section: str = ""
    block: str = ""
    mend: str = ""

    def fingerprint(self, check: str) -> str:
        named = "\0".join((check, self.subject, self.state))
        return hashlib.sha256(named.encode()).hexdigest()


Find = Callable[["BookContext"], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """`owns` are the codes of the build's Problems that this check alone passes on to the book. One that holds
    `by_construction` guards the program: no record and no text makes it fail (see `BY_CONSTRUCTION`)."""

    id: str
    severity: Severity
    title: str
    explains: str
    classes: tuple[int, ...]
    owns: tuple[str, ...]
    find: Find
    by_construction: bool = False


_checks: dict[str, Check] = {}


def check(
    id: str,
    severity: Severity,
    title: str,
    explains: str,
    *,
    classes: tuple[int, ...],
    owns: tuple[str, ...] = (),
    by_construction: bool = False,
) -> Callable[[Find], Find]:
    """Declares a check. Raises ValueError for an id, or a Problem's code, that another check has."""

    def declare(find: Find) -> Find:
        taken = {code: one.id for one in _checks.values() for code in one.owns}
        if id in _checks:
            raise ValueError(f"there are two checks “{id}”")
        if again := set(owns) & taken.keys():
            raise ValueError(f"“{id}” and another check both own {', '.join(sorted(again))}")
        if unknown := set(classes) - CLASSES.keys():
            raise ValueError(f"“{id}” names classes that do not exist: {unknown}")
        _checks[id] = Check(id, severity, title, explains, classes, owns, find, by_construction)
        return find

    return declare


def registered() -> tuple[Check, ...]:
    """Every check, in the order of their modules."""
    import_module("reports.checks.declared")
    return tuple(_checks.values())
