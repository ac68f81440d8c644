"""Committees and meetings as a sentence names them: by a name that was typed, or as a record that was chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.checks.records import MeetingName
from reports.checks.sentences import Sentence

SHORTEST = 3
"""Characters of an abbreviation by which a committee is looked for."""


@dataclass(frozen=True, slots=True)
class NamedMeeting:
    """A meeting, and where the sentence names it."""

    start: int
    end: int
    meeting: MeetingName


class Names:
    """The ways that committees and meetings are called, made ready to be looked for."""

    def __init__(self, meetings: Iterable[MeetingName]) -> None:
        self.meetings = list(meetings)
        self.called = {row.committee_code: row.abbreviation or row.committee for row in self.meetings}
        self._ways: dict[str, set[str]] = {}
        for row in self.meetings:
            self._ways.setdefault(row.committee_code, set()).update(_ways_to_call(row))
        self._committees = {code: re.compile(rf"(?<!\w)(?:{_any(ways)})(?!\w)") for code, ways in self._ways.items()}
        numbered = {row.committee_code for row in self.meetings if row.number is not None}
        self._numbered = {
            code: re.compile(rf"\b(?:{_any(ways)})(?: [Mm]eeting)? (?P<number>\d{{1,3}}X*)\b")
            for code, ways in self._ways.items()
            if code in numbered
        }
        self._by_number = {
            (row.committee_code, f"{row.number}{row.suffix}"): row for row in self.meetings if row.number
        }
        self._by_target = {target: row for row in self.meetings for target in _targets(row)}

    def committees_in(self, text: str) -> list[str]:
        """The codes of those that are named, however often."""
        return [code for code, pattern in self._committees.items() if pattern.search(text)]

    def begins_with_one(self, text: str) -> bool:
        return any(pattern.match(text) for pattern in self._committees.values())

    def numbered_in(self, text: str) -> Iterator[tuple[re.Match[str], MeetingName | None]]:
        """What reads as a committee and the number of its meeting, with the meeting if it is entered."""
        for code, pattern in self._numbered.items():
            for found in pattern.finditer(text):
                yield found, self._by_number.get((code, found["number"]))

    def meetings_in(self, sentence: Sentence) -> list[NamedMeeting]:
        """Those that are entered, each where it is named."""
        chosen = [
            NamedMeeting(place.start, place.end, self._by_target[mention.target.casefold()])
            for place, mention in sentence.mentions
            if mention.target.casefold() in self._by_target
        ]
        typed = [
            NamedMeeting(found.start(), found.end(), row)
            for found, row in self.numbered_in(sentence.text)
            if row is not None and not sentence.is_filled(*found.span())
        ]
        return [*chosen, *typed]


def _ways_to_call(row: MeetingName) -> set[str]:
    called = {row.abbreviation, row.committee, row.committee.removeprefix("SEC ")}
    return {way for way in called if len(way) >= SHORTEST}


def _targets(row: MeetingName) -> Iterator[str]:
    """As a token names it: by its committee's code, or the prefix of its papers."""
    own = f"{row.number}{row.suffix}" if row.number else f"{row.held_on}"
    return (f"meeting:{body}-{own}".casefold() for body in (row.committee_code, row.prefix) if body)


def _any(ways: Iterable[str]) -> str:
    """The longest first. What can name none matches nothing."""
    return "|".join(map(re.escape, sorted(ways, key=len, reverse=True))) or r"(?!)"
