"""A record's plain values as JSON and back, exactly: what an import did is held against what is stored, or undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from importing.links import Values


def encoded(values: Values) -> dict[str, Any]:
    return {name: _encode(value) for name, value in values.items()}


def decoded(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _decode(value) for name, value in values.items()}


def _encode(value: Any) -> Any:
    """Text, whole numbers, truth and nothing stand for themselves; a key is a list; the others are named.

    Raises TypeError for anything else, so that nothing is kept that would come back different.
    """
    match value:
        case None | bool() | str() | int():
            return value if not isinstance(value, str) else str(value)
        case Decimal():
            return {"number": str(value)}
        case date():
            return {"day": value.isoformat()}
        case tuple():
            return [_encode(part) for part in value]
    raise TypeError(f"a {type(value).__name__} can't be kept exactly")


def _decode(value: Any) -> Any:
    match value:
        case {"number": str() as number}:
            return Decimal(number)
        case {"day": str() as day}:
            return date.fromisoformat(day)
        case list():
            return tuple(_decode(part) for part in value)
    return value
