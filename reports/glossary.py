"""The glossary of a month: the abbreviations of the records, and those of the committees."""

from __future__ import annotations

from datetime import date

from meetings.models import Committee
from reports.engine.glossary import Entry, Glossary
from reports.models import Abbreviation


def glossary_at(on: date) -> Glossary:
    """What each abbreviation stood for on that day. One of a committee means the committee, unless a row says more."""
    rows = Abbreviation.objects.filter(since__lte=on).order_by("short", "-since").distinct("short")
    committees = Committee.objects.exclude(abbreviation="")
    entries = {short: Entry(short, name) for short, name in committees.values_list("abbreviation", "name")}
    for short, stands_for, plural, well_known in rows.values_list("short", "stands_for", "plural", "well_known"):
        entries[short] = Entry(short, stands_for, plural, well_known)
    return Glossary(tuple(entries.values()))
