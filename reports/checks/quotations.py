"""The numbers that a report's texts quote: what the book lists, whatever it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from reports.engine.narrative import sanitise
from reports.engine.quoted import Quotation, quotations


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is quoted in a section's text; `place` tells it from the same words quoted there before."""

    section: str
    place: int
    quotation: Quotation

    @property
    def words(self) -> str:
        return self.quotation.words

    @property
    def reason(self) -> str:
        return self.quotation.reason

    @property
    def subject(self) -> str:
        return f"{self.section}:{self.words}:{self.place}"


def quoted_in(texts: Mapping[str, str]) -> tuple[Quoted, ...]:
    """By section, and in reading order within each."""
    found: list[Quoted] = []
    for section, body in sorted(texts.items()):
        times: dict[str, int] = {}
        for one in _quotations(body):
            times[one.words] = times.get(one.words, 0) + 1
            found.append(Quoted(section, times[one.words], one))
    return tuple(found)


@lru_cache(maxsize=1024)
def _quotations(body: str) -> tuple[Quotation, ...]:
    """Kept from run to run: most texts stand as they stood."""
    return tuple(quotations(sanitise(body))) if "quoted" in body else ()
