"""The checks of the book by the subject they are about: what a report says nothing of, it is not held to."""

from __future__ import annotations

PARTIES = frozenset(
    {
        *("gaps.unplaced_parties", "gaps.between_papers", "duplicates.parties", "duplicates.defaults"),
        *("totals.voting_groups", "totals.voting_groups_twice", "totals.parties", "totals.uep"),
        *("bridge.parties", "bridge.voting_groups", "bridge.defaults", "counterparts.expelled"),
        *("lists.parties_entered", "lists.parties_left", "defaults.named", "defaults.paper"),
    }
)
MEASURES = frozenset(
    {
        *("gaps.measures", "gaps.ranked", "totals.helpdesk", "totals.tiles"),
        *("series.beyond_range", "series.counts_beyond_range", "series.never_zero", "series.unchanged"),
        *("series.copied", "series.twins"),
    }
)
MEETINGS = frozenset(
    {
        *("gaps.meeting_dates", "gaps.bank_holidays", "lists.meetings_held", "lists.meetings_other"),
        *("decisions.meeting_listed", "duplicates.meetings"),
    }
)
ASSESSMENTS = frozenset(
    {
        *("assessments.type_and_target", "assessments.revised_target", "assessments.date_order"),
        *("assessments.before_raised", "assessments.long_open", "assessments.ended", "assessments.durations"),
        *("bridge.preliminary_assessments", "bridge.impact_assessments", "counterparts.impact_assessments"),
        *("duplicates.assessments", "duplicates.assessments_overlap"),
        *("lists.assessments_open", "lists.assessments_completed"),
    }
)
DATES_OF_MEETINGS = frozenset({"gaps.meeting_dates", "gaps.bank_holidays"})
LISTS_OF_DECISIONS = frozenset({"lists.decisions"})
HIGHLIGHTS = frozenset({"text.highlights", "text.highlight_form"})

OF_THE_OPERATIONS_REPORT = PARTIES | MEASURES | MEETINGS | LISTS_OF_DECISIONS | HIGHLIGHTS
"""What the Operations Report alone tells of: Parties, the month's numbers, all its meetings, and its own lists."""
