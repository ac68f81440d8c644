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


def highest(classifications: Iterable[str]) -> Classification:
    """What a file that bundles these parts takes. Raises ValueError for none: an empty bundle has no classification."""
    return Classification(max(classifications, key=_ORDER.__getitem__))
