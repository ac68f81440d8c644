"""Rules that a form and a file both hold: written once, as what is wrong with which field."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError

Faults = Iterable[tuple[str, str]]
"""A field (a column, in a file) and what is wrong with it, in words for the person who filled it in."""


def refuse(faults: Faults) -> None:
    """Raise ValidationError with every fault, by field; nothing where there is none."""
    found: dict[str, list[str]] = {}
    for field, message in faults:
        found.setdefault(field, []).append(message)
    if found:
        raise ValidationError(found)
