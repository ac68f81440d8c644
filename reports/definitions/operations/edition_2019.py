"""The 2019 edition of the Operations Report: its sections in order. What the 2021 edition tells too, it tells under the
same id, so that texts, owners and open items come along from the one to the other."""

from __future__ import annotations

from typing import TypeAlias

from reports.definitions.context import MonthContext
from reports.definitions.operations import (
    codes,
    entry_exit,
    forums,
    helpdesk,
    membership,
    month_of_meetings,
    security_activity,
    time_devoted,
    voting_groups,
    website,
)
from reports.definitions.shared.opening import recommendation
from reports.engine.edition import Edition, SectionSpec
from reports.engine.month import Month

Sections: TypeAlias = tuple[SectionSpec[MonthContext], ...]

_MARKET: Sections = (
    SectionSpec("accessions", "Accessions", (entry_exit.parties_entered,)),
    SectionSpec("defaults", "Events of Default", (membership.parties_in_default,), narrative=True),
    SectionSpec("market-exit", "Market exit", (entry_exit.parties_left,)),
    SectionSpec("uep", "User Entry Process (UEP) completion", (membership.uep_with_extent,), narrative=True),
    SectionSpec("testing", "Testing updates", (entry_exit.testing,), narrative=True),
    SectionSpec("membership-statistics", "Membership over 13 months", (membership.membership,)),
    SectionSpec(
        "parties",
        "SEC Parties",
        (membership.parties_and_groups, voting_groups.voting_groups_shared),
        narrative=True,
    ),
)

_MONTHLY: Sections = (
    SectionSpec("modifications", "Change management", narrative=True),
    SectionSpec("technical-operations", "Technical support", narrative=True),
    SectionSpec("security", "Security, privacy and SMKI PMA", (security_activity.user_assessments,), narrative=True),
    SectionSpec("party-engagement", "Party support", narrative=True),
    SectionSpec(
        "cacop",
        "Code Administrator Code of Practice (CACoP)",
        (forums.next_meeting(codes.CACOP, "the CACoP Forum"),),
        narrative=True,
    ),
)

EDITION_2019 = Edition(
    report="operations",
    key="2019",
    name="Operations Report, 2019 edition",
    in_force_from=Month(2018, 1),
    sections=(
        SectionSpec("purpose", "Purpose", narrative=True, numbered=False),
        SectionSpec("recommendation", "Recommendation", (recommendation,), numbered=False),
        SectionSpec("market", "Market Entry and Exit", children=_MARKET, narrative=True),
        SectionSpec("monthly", "Monthly highlights", children=_MONTHLY),
        SectionSpec("time", "SECAS time devoted by service area", (time_devoted.time_devoted,), page_break=True),
        SectionSpec(
            "helpdesk", "SECAS Helpdesk", (helpdesk.helpdesk_totals, helpdesk.helpdesk_by_topic), narrative=True
        ),
        SectionSpec(
            "website",
            "SECAS website",
            (website.website_year_before, website.website_year, website.website_use),
            narrative=True,
        ),
        SectionSpec("meetings", "Meetings", (month_of_meetings.meetings_of_the_month,), narrative=True),
    ),
)
