"""Short pieces of text that builders share."""

from __future__ import annotations

from collections.abc import Iterable

from reports.definitions.context import MonthContext
from reports.engine.blocks import BulletItem, FactRef, Inline, Mention, Text
from reports.engine.values import Value
from reports.engine.words import figure_in_words

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


def so_many(ctx: MonthContext, key: str, one: str, many: str) -> tuple[Inline, ...]:
    """A count as a sentence begins with it: "Thirteen modifications are". `one` is said of a single one, and of none:
    "No modification is"."""
    value = ctx.fact(key)
    if value.raw == 0:
        return FactRef(key, Value(0, "No")), Text(f" {one}")
    if value.is_missing:
        return FactRef(key, value), Text(f" {many}")
    words = figure_in_words(value.display)
    return FactRef(key, Value(value.raw, words[:1].upper() + words[1:])), Text(f" {one if value.raw == 1 else many}")
