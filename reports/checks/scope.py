"""Which checks the book of each report makes: all of them, but for those about what the report says nothing of."""

from __future__ import annotations

from collections.abc import Mapping

from reports.checks.registry import Check, registered
from reports.models import ReportKind

_PARTIES = frozenset(
    {
        *("gaps.unplaced_parties", "gaps.between_papers", "duplicates.parties", "duplicates.defaults"),
        *("totals.voting_groups", "totals.voting_groups_twice", "totals.parties", "totals.uep"),
        *("bridge.parties", "bridge.voting_groups", "bridge.defaults", "counterparts.expelled"),
        *("lists.parties_entered", "lists.parties_left"),
    }
)
_MEASURES = frozenset(
    {
        *("gaps.measures", "gaps.ranked", "totals.helpdesk", "totals.tiles"),
        *("series.beyond_range", "series.counts_beyond_range", "series.never_zero", "series.unchanged"),
        *("series.copied", "series.twins"),
    }
)
_MEETINGS = frozenset(
    {
        *("gaps.meeting_dates", "gaps.bank_holidays", "lists.meetings_held", "lists.meetings_other"),
        *("decisions.meeting_listed", "duplicates.meetings"),
    }
)
_ITS_LISTS_OF_DECISIONS = frozenset({"lists.decisions"})
_HIGHLIGHTS = frozenset({"text.highlights", "text.highlight_form"})

LEFT_OUT: Mapping[str, frozenset[str]] = {
    ReportKind.CHANGE_STATUS: _PARTIES | _MEASURES | _MEETINGS | _ITS_LISTS_OF_DECISIONS | _HIGHLIGHTS,
    ReportKind.SUB_COMMITTEE: _PARTIES | _MEASURES | _MEETINGS | _ITS_LISTS_OF_DECISIONS | _HIGHLIGHTS,
}
"""What the Operations Report alone tells of: Parties, the month's numbers, all its meetings, and its own lists."""


def checks_of(kind: str) -> tuple[Check, ...]:
    """The checks that a report of the kind is held to, in the order of the book."""
    left_out = LEFT_OUT.get(kind, frozenset())
    return tuple(check for check in registered() if check.id not in left_out)
