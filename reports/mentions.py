"""Records named in the text, resolved as at the report's date in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from meetings.queries import meetings_named
from modifications.queries import references_at
from parties.queries import party_names
from reports.engine.blocks import Mention
from reports.engine.tokens import mentioned


class Mentions:
    """Every record the given texts name, by the target as written: "MP121", "meeting:panel-96", "party:x".

    Modifications are named as at `day`, and those raised after it, up to `until`, as at that day.
    """

    def __init__(self, texts: Iterable[str], day: date, until: date | None = None) -> None:
        targets = {target for text in texts for target in mentioned(text)}
        modifications = _modifications(targets, day)
        since = {target for target in targets - set(modifications) if ":" not in target}
        self._found: dict[str, Mention] = {
            **modifications,
            **(_modifications(since, until) if until else {}),
            **_meetings(targets),
            **_parties(targets, day),
        }

    def mention(self, target: str) -> Mention:
        """Raises KeyError when no record answers to the target, or none had been raised by the report's date."""
        return self._found[target]


def _modifications(targets: set[str], day: date) -> dict[str, Mention]:
    rows = references_at(targets, day) if targets else {}
    return {target: Mention(target, row.reference, row.title, row.link) for target, row in rows.items()}


def _meetings(targets: set[str]) -> dict[str, Mention]:
    """A paper names no meeting of a confidential committee."""
    wanted = {target: target.removeprefix("meeting:") for target in targets if target.startswith("meeting:")}
    rows = meetings_named(wanted.values(), public_only=True) if wanted else {}
    return {
        target: Mention(target, rows[name].title, "", rows[name].link)
        for target, name in wanted.items()
        if name in rows
    }


def _parties(targets: set[str], day: date) -> dict[str, Mention]:
    wanted = {target: target.removeprefix("party:") for target in targets if target.startswith("party:")}
    rows = party_names(wanted.values(), day) if wanted else {}
    return {target: Mention(target, rows[code].name) for target, code in wanted.items() if code in rows}
