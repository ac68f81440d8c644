"""A model's check constraints, tried on a row in memory: the rules stay where the database holds them, and a file of
thousands of rows asks it nothing.

As in SQL, a comparison with nothing is neither true nor false, and a constraint refuses only what is false.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import F, Q

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, allowed: value in tuple(allowed),
    "regex": lambda value, pattern: re.search(pattern, value) is not None,
}
_TRANSFORM: dict[str, Callable[[Any], Any]] = {
    "day": lambda value: value.day,
    "iso_week_day": lambda value: value.isoweekday(),
    "startswith": lambda value: value.lower,
    "endswith": lambda value: value.upper,
    "isempty": lambda value: value.lower == value.upper and value.lower is not None,
}


def holds(condition: Q, row: Mapping[str, Any]) -> bool | None:
    """Whether a row of model fields meets the condition; None when a blank leaves it open.

    Raises LookupError for a lookup that this module can't try, so that none is passed over unseen.
    """
    results = [holds(part, row) if isinstance(part, Q) else _compare(part, row) for part in condition.children]
    found = _joined(condition.connector, results)
    return (None if found is None else not found) if condition.negated else found


def _joined(connector: str, results: list[bool | None]) -> bool | None:
    match connector:
        case Q.AND:
            return False if False in results else None if None in results else True
        case Q.OR:
            return True if True in results else None if None in results else False
        case _:
            raise LookupError(f"conditions joined by {connector} can't be tried in memory")


def _compare(part: Any, row: Mapping[str, Any]) -> bool | None:
    if not (isinstance(part, tuple) and len(part) == 2):
        raise LookupError(f"the expression {part!r} can't be tried in memory")
    lookup, wanted = part
    field, *steps = lookup.split("__")
    value = row[field]
    compare = steps.pop() if steps and (steps[-1] in _COMPARE or steps[-1] == "isnull") else "exact"
    for step in steps:
        if step not in _TRANSFORM:
            raise LookupError(f"the lookup {lookup} can't be tried in memory")
        value = None if value is None else _TRANSFORM[step](value)
    if compare == "isnull":
        return (value is None) is wanted
    other = row[field_named(wanted)] if isinstance(wanted, F) else wanted
    return None if value is None or other is None else _COMPARE[compare](value, other)


def fields_of(condition: Q) -> list[str]:
    """The model fields a condition looks at, in its order, each once."""
    found: list[str] = []
    for part in condition.children:
        if isinstance(part, Q):
            found += fields_of(part)
        elif isinstance(part, tuple):
            found.append(part[0].split("__")[0])
            if isinstance(part[1], F):
                found.append(field_named(part[1]))
    return list(dict.fromkeys(found))


def field_named(reference: F) -> str:
    return str(reference.deconstruct()[1][0])
