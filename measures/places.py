"""Places of the monthly grid: where one number, or one line of a ranked list, is typed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A measure by its code, and in it a category by its code or a rank from 1 on; neither where the measure has one
    number. In forms and addresses it is written "measure", "measure/category" or "measure/rank": whether the second
    is a category or a rank, the measure decides."""

    measure: str
    part: str = ""

    @classmethod
    def parse(cls, key: str) -> Place:
        measure, _, part = key.partition("/")
        return cls(measure, part)

    @property
    def key(self) -> str:
        return f"{self.measure}/{self.part}" if self.part else self.measure


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person typed at a place, and the text they saw there before: blank for missing."""

    place: Place
    typed: str
    was: str
