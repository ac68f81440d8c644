"""Short pieces of text that builders share."""

from __future__ import annotations

from collections.abc import Iterable

from reports.engine.blocks import BulletItem, Mention, Text

EXCLUDING_DCC = "Excluding the DCC."
OF_PAST_12_MONTHS = "the past 12 months"


def plain(words: str) -> tuple[Text, ...]:
    return (Text(words),)


def times(number: int) -> str:
    """How often something happened: "once", "twice", "3 times"."""
    return {0: "not at all", 1: "once", 2: "twice"}.get(number, f"{number} times")


def mentions(rows: Iterable[tuple[str, str]]) -> tuple[BulletItem, ...]:
    """A bullet for each (reference, title)."""
    return tuple(BulletItem((Mention(reference, reference, title),)) for reference, title in rows)
