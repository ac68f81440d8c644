"""What a build is told: the month, the meeting, the dates it counts by. Nothing else tells it the time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from reports.engine.blocks import Mention, PaperHeader
from reports.engine.month import Month
from reports.engine.problems import ProblemLog
from reports.engine.values import Value


class FactSource(Protocol):
    """Named figures as at the report's date; each is computed once per build."""

    def value(self, key: str) -> Value:
        """Raises KeyError for a name that is not registered."""
        ...


class MentionSource(Protocol):
    def mention(self, target: str) -> Mention:
        """Resolve "MP121", "meeting:SECP-97" or "party:CODE"; raises KeyError when there is no such record."""
        ...


@dataclass(frozen=True, slots=True)
class ReportContext:
    """One build's whole view of time and input.

    `month` is the reporting month and `as_at` the day state is read at (the month's last day). `since` is the day of
    the Panel meeting before this report's, and `until` the issue date: "since the last Panel meeting" means after
    `since` up to and including `until`.
    """

    month: Month
    header: PaperHeader
    since: date
    until: date
    narrative: Mapping[str, str]
    facts: FactSource
    mentions: MentionSource
    problems: ProblemLog = field(default_factory=ProblemLog)

    @property
    def as_at(self) -> date:
        return self.month.last
