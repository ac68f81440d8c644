"""The glossary of a month: the abbreviations of the records, and those of the committees."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db.models import Min
from django.utils.timezone import localdate

from access.events import events_of
from meetings.models import Committee
from modifications.models import ProposerFrom
from parties.models import Party
from reports.engine.glossary import Entry, Glossary
from reports.models import Abbreviation


def glossary_at(on: date) -> Glossary:
    """What each abbreviation stood for on that day. One of a committee means the committee as it was called then,
    unless a row says more. Four queries."""
    rows = Abbreviation.objects.filter(since__lte=on).order_by("short", "-since").distinct("short")
    entries = {short: Entry(short, name) for name, short in _committees(on) if _abbreviates(short)}
    for short, stands_for, plural, well_known in rows.values_list("short", "stands_for", "plural", "well_known"):
        entries[short] = Entry(short, stands_for, plural, well_known)
    return Glossary(tuple(entries.values()), tuple(names_with(entries)))


def _abbreviates(short: str) -> bool:
    """A committee may be called "Panel" for short, which is a word: an abbreviation has two capitals or more."""
    return sum(letter.isupper() for letter in short) > 1


Called = tuple[str, str]
"""A committee's name and its abbreviation."""


def _committees(on: date) -> Iterator[Called]:
    """How those were called that there were on that day: by then they had met, or stood in the records.

    Words that changed later don't reach back. Before the records knew a committee, it had the first words that they
    know: a past month that is loaded today reads as it did.
    """
    first_met = dict(Committee.objects.annotate(met=Min("meetings__held_on")).values_list("pk", "met"))
    trails: dict[int, list[tuple[datetime, Called]]] = {}
    events = events_of(Committee, first_met)
    for pk, at, *called in events.values_list("pgh_obj_id", "pgh_created_at", "name", "abbreviation"):
        trails.setdefault(pk, []).append((at, (called[0], called[1])))
    for pk, trail in trails.items():
        known = [called for at, called in trail if localdate(at) <= on]
        met = first_met[pk]
        if known or (met is not None and met <= on):
            yield known[-1] if known else trail[0][1]


def names_with(words: Collection[str]) -> list[str]:
    """The names of Parties, and of organisations that proposed a modification, with any of the words; one query."""
    if not words:
        return []
    found = rf"\m({'|'.join(map(re.escape, words))})\M"
    names, trading, proposers = (
        model.objects.order_by().filter(**{f"{field}__regex": found}).values_list(field, flat=True)
        for model, field in ((Party, "name"), (Party, "trading_name"), (ProposerFrom, "organisation"))
    )
    return sorted(names.union(trading, proposers))
