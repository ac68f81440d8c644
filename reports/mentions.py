"""Records named in the text, resolved as at the report's date in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from meetings.queries import meetings_named
from modifications.queries import modifications_at
from modifications.references import normalise_reference
from parties.models import Party
from reports.engine.blocks import Mention
from reports.engine.tokens import mentioned


class Mentions:
    """Every record the given texts name, by the target as written: "MP121", "meeting:panel-96", "party:x"."""

    def __init__(self, texts: Iterable[str], day: date) -> None:
        targets = {target for text in texts for target in mentioned(text)}
        self._found: dict[str, Mention] = {
            **_modifications(targets, day),
            **_meetings(targets),
            **_parties(targets),
        }

    def mention(self, target: str) -> Mention:
        """Raises KeyError when no record answers to the target, or none had been raised by the report's date."""
        return self._found[target]


def _modifications(targets: set[str], day: date) -> dict[str, Mention]:
    codes: dict[str, str] = {}
    for target in targets:
        try:
            codes[target] = normalise_reference(target)
        except ValueError:
            continue
    if not codes:
        return {}
    rows = {row.code: row for row in modifications_at(day, codes=sorted(set(codes.values())))}
    return {
        target: Mention(target, rows[code].reference, rows[code].title)
        for target, code in codes.items()
        if code in rows
    }


def _meetings(targets: set[str]) -> dict[str, Mention]:
    """A paper names no meeting of a confidential committee."""
    wanted = {target: target.removeprefix("meeting:") for target in targets if target.startswith("meeting:")}
    rows = meetings_named(wanted.values(), public_only=True) if wanted else {}
    return {
        target: Mention(target, rows[name].title, "", rows[name].link)
        for target, name in wanted.items()
        if name in rows
    }


def _parties(targets: set[str]) -> dict[str, Mention]:
    wanted = {target.removeprefix("party:"): target for target in targets if target.startswith("party:")}
    if not wanted:
        return {}
    return {
        wanted[party.code]: Mention(wanted[party.code], party.name) for party in Party.objects.filter(code__in=wanted)
    }
