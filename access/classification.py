"""The Panel Information Policy's four classifications.

Order is enough to combine parts (a file takes the highest of what it holds) and never enough to grant access: Amber
and Red need a named audience, which `access.policy` decides.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models


class Classification(models.TextChoices):
    WHITE = "white", "White"
    GREEN = "green", "Green"
    AMBER = "amber", "Amber"
    RED = "red", "Red"


_ORDER = {word: rank for rank, word in enumerate(Classification.values)}


def announced(attachment: str, paper: str) -> bool:
    """Whether a paper names an attachment by its title (inference: a Red title stands in a Red paper alone)."""
    return attachment != Classification.RED or paper == Classification.RED


def at_least(lowest: str) -> list[str]:
    """`lowest` and what is classified higher, in order."""
    return Classification.values[_ORDER[lowest] :]


def highest(classifications: Iterable[str]) -> Classification:
    """What a file that bundles these parts takes. Raises ValueError for none: an empty bundle has no classification."""
    return Classification(max(classifications, key=_ORDER.__getitem__))
