"""What an entry of the inventory is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A kind of figure that a report states. Without `keys` the records cannot hold it, and `note` says why."""

    name: str
    keys: tuple[str, ...] = ()
    note: str = ""


def figure(name: str, *keys: str, note: str = "") -> Figure:
    return Figure(name, keys, note)
