"""The 2021 edition of the Operations Report: its sections in order."""

from __future__ import annotations

from typing import TypeAlias

from reports.definitions.context import MonthContext
from reports.definitions.operations import (
    change_board,
    codes,
    csc,
    engagement,
    entry_exit,
    forums,
    market,
    meetings,
    modifications,
    opening,
    snapshot,
    voting_groups,
)
from reports.definitions.shared import assessments
from reports.definitions.shared import modifications as progress
from reports.definitions.shared.opening import recommendation
from reports.engine.edition import Edition, SectionSpec
from reports.engine.month import Month

Sections: TypeAlias = tuple[SectionSpec[MonthContext], ...]

_MARKET: Sections = (
    SectionSpec("parties", "SEC Parties", (voting_groups.voting_groups,), narrative=True),
    SectionSpec(
        "market",
        "Market Entry and Exit",
        (market.movements, entry_exit.parties_entered, entry_exit.parties_left),
        narrative=True,
    ),
    SectionSpec("uep", "User Entry Process (UEP) completion", (market.uep_completions,), narrative=True),
    SectionSpec("testing", "Testing updates", (entry_exit.testing,), narrative=True),
)

_MODIFICATIONS: Sections = (
    SectionSpec("versions", "SEC versions issued", (modifications.sec_versions,)),
    SectionSpec(
        "modification-statistics",
        "Modification statistics",
        (progress.stages, progress.timescales, modifications.process),
    ),
    SectionSpec(
        "assessment-statistics",
        "DCC Assessment statistics",
        (assessments.assessments_summary, assessments.assessments_open, assessments.assessments_completed),
    ),
    SectionSpec(
        "csc",
        "Change Sub-Committee update",
        (
            csc.csc_met,
            csc.to_report_phase,
            csc.to_refinement,
            csc.new_proposals,
            csc.csc_not_progressed,
            csc.csc_other,
            csc.csc_timetables,
        ),
        narrative=True,
    ),
    SectionSpec(
        "change-board",
        "Change Board update",
        (
            change_board.change_board_met,
            change_board.approved,
            change_board.recommended,
            change_board.change_board_other,
            change_board.authority_and_panel,
        ),
        narrative=True,
    ),
)

_ENGAGEMENT: Sections = (
    SectionSpec("helpdesk", "SECAS Helpdesk", (engagement.helpdesk_months, engagement.helpdesk_topics), narrative=True),
    SectionSpec("website", "SECAS website", (engagement.top_pages,), narrative=True),
    SectionSpec("codeworks", "CodeWorks", (engagement.codeworks_users,), narrative=True),
)

_MONTHLY: Sections = (
    SectionSpec("snapshot", "{month} snapshot", (snapshot.snapshot,)),
    SectionSpec("security", "Security and Privacy update", narrative=True),
    SectionSpec("modifications", "Modifications and Releases update", children=_MODIFICATIONS, narrative=True),
    SectionSpec(
        "cacop",
        "Code Administrator Code of Practice (CACoP) update",
        (forums.next_meeting(codes.CACOP, "the CACoP Forum"),),
        narrative=True,
    ),
    SectionSpec(
        "ccsg",
        "Cross-Code Steering Group (CCSG) update",
        (forums.next_meeting(codes.CCSG, "the CCSG"),),
        narrative=True,
    ),
    SectionSpec("committee-support", "Committee Support update", narrative=True),
    SectionSpec("party-engagement", "Party Engagement update", children=_ENGAGEMENT, narrative=True),
    SectionSpec("technical-operations", "Technical Operations update", (engagement.product_lists,), narrative=True),
    SectionSpec("smda", "Smart Meter Device Assurance (SMDA) update", narrative=True),
)

EDITION_2021 = Edition(
    report="operations",
    key="2021",
    name="Operations Report, 2021 edition",
    in_force_from=Month(2021, 1),
    sections=(
        SectionSpec("purpose", "Purpose", narrative=True),
        SectionSpec("recommendation", "Recommendation", (recommendation,)),
        SectionSpec(
            "highlights",
            "SECAS service highlights from {month}",
            (opening.highlights,),
            texts=opening.HIGHLIGHT_TEXTS,
        ),
        SectionSpec("market-updates", "Market Entry, Exit and updates", children=_MARKET),
        SectionSpec("monthly", "Monthly SECAS highlights", children=_MONTHLY),
        SectionSpec(
            "meetings",
            "SEC meeting details",
            (meetings.meetings_held, meetings.meetings_other),
            narrative=True,
        ),
    ),
)
