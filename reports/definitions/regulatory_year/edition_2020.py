"""The 2020 edition of the End of Regulatory Year Report: its sections in order."""

from __future__ import annotations

from typing import TypeAlias

from reports.definitions.regulatory_year import (
    alt_han,
    codes,
    committees,
    objectives,
    parties,
    proposals,
    reconciliation,
    releases,
    security,
    summary,
    technical,
)
from reports.definitions.regulatory_year.context import YearContext
from reports.engine.edition import Edition, SectionSpec, regulatory_year
from reports.engine.month import Month

Sections: TypeAlias = tuple[SectionSpec[YearContext], ...]

_SUMMARY: Sections = (
    SectionSpec("summary-technical", "Technical Operations headlines", narrative=True),
    SectionSpec("summary-modifications", "Modifications and Releases headlines", narrative=True),
    SectionSpec("summary-security", "Security and Privacy headlines", narrative=True),
    SectionSpec("summary-parties", "Party Support headlines", narrative=True),
    SectionSpec("summary-committees", "Committee Support headlines", narrative=True),
    SectionSpec("looking-forward", "Looking forward", narrative=True),
)

_TECHNICAL: Sections = (
    SectionSpec("tabasc", "TABASC", narrative=True),
    SectionSpec("tag", "TAG", narrative=True),
    SectionSpec("opsg", "Operations Group", narrative=True),
    SectionSpec("cpl", "CPL", (technical.cpl_statistics,), narrative=True),
)

_CHANGE: Sections = (
    SectionSpec(
        "proposals",
        "Draft and Modification Proposals",
        (proposals.modifications_table, proposals.new_by_month),
        narrative=True,
    ),
    SectionSpec("sec-releases", "SEC Releases", (releases.releases_table,), narrative=True),
    SectionSpec("framework", "Modification framework enhancements", narrative=True),
    SectionSpec("sec-documents", "SEC document management", (releases.versions_table,), narrative=True),
    SectionSpec(
        "transitional-governance",
        "Transitional Governance",
        (releases.designations, releases.directions),
        narrative=True,
    ),
)

_SECURITY: Sections = (
    SectionSpec("ssc", "Security Sub-Committee", narrative=True),
    SectionSpec("smki-pma", "SMKI PMA", narrative=True),
    SectionSpec("security-highlights", "Security highlights", (security.highlights, security.overview)),
)

_PARTIES: Sections = (
    SectionSpec(
        "market",
        "Market Entry and Exit",
        (parties.movements, parties.by_category, parties.voting_groups),
        narrative=True,
    ),
    SectionSpec("uep", "User Entry Process", (parties.uep,), narrative=True),
    SectionSpec("defaults", "Defaults, Disputes and Supplier of Last Resort", (parties.defaults,), narrative=True),
    SectionSpec("party-engagement", "Party Engagement", narrative=True),
    SectionSpec("satisfaction", "Customer Satisfaction Survey", narrative=True),
)

_RECONCILIATION = (
    reconciliation.technical,
    reconciliation.changes,
    reconciliation.security,
    reconciliation.parties,
    reconciliation.committees,
    reconciliation.year_before,
    reconciliation.reckoned,
    reconciliation.missing_months,
    reconciliation.restatements,
)
"""Last, so that it tells of every figure that the paper asked for."""

EDITION_2020 = Edition(
    report="regulatory-year",
    key="2020",
    name="End of Regulatory Year Report, 2020 edition",
    in_force_from=Month(2019, 4),
    called_after=regulatory_year,
    sections=(
        SectionSpec("introduction", "Introduction", narrative=True),
        SectionSpec("summary", "Summary", (summary.year_in_figures,), children=_SUMMARY, narrative=True),
        SectionSpec("technical-operations", "Technical Operations", children=_TECHNICAL),
        SectionSpec("modifications-and-releases", "Modifications and Releases", children=_CHANGE),
        SectionSpec("security", "Security and Privacy Provisions", children=_SECURITY, narrative=True),
        SectionSpec("party-support", "Party Support", children=_PARTIES),
        SectionSpec(
            "committee-support",
            "Committee Support",
            (committees.by_committee, committees.meetings_chart),
            narrative=True,
        ),
        SectionSpec("alt-han", "Alt HAN Activities", (alt_han.quarters,), narrative=True, texts=codes.QUARTERS),
        SectionSpec(
            "objectives",
            "SEC Objectives",
            (objectives.objectives,),
            narrative=True,
            texts=tuple((codes.objective_text(code), title) for code, title in codes.OBJECTIVES),
        ),
        SectionSpec("reconciliation", "Reconciliation", _RECONCILIATION, sums_up=True),
    ),
)
