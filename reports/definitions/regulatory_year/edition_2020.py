"""The 2020 edition of the End of Regulatory Year Report: its sections in order."""

from __future__ import annotations

from typing import TypeAlias

from reports.definitions.context import MonthContext
from reports.definitions.regulatory_year import codes
from reports.engine.edition import Edition, SectionSpec
from reports.engine.month import Month

Sections: TypeAlias = tuple[SectionSpec[MonthContext], ...]

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
    SectionSpec("cpl", "CPL", narrative=True),
)

_CHANGE: Sections = (
    SectionSpec("proposals", "Draft and Modification Proposals", narrative=True),
    SectionSpec("sec-releases", "SEC Releases", narrative=True),
    SectionSpec("framework", "Modification framework enhancements", narrative=True),
    SectionSpec("sec-documents", "SEC document management", narrative=True),
    SectionSpec("transitional-governance", "Transitional Governance", narrative=True),
)

_SECURITY: Sections = (
    SectionSpec("ssc", "Security Sub-Committee", narrative=True),
    SectionSpec("smki-pma", "SMKI PMA", narrative=True),
    SectionSpec("security-highlights", "Security highlights"),
)

_PARTIES: Sections = (
    SectionSpec("market", "Market Entry and Exit", narrative=True),
    SectionSpec("uep", "User Entry Process", narrative=True),
    SectionSpec("defaults", "Defaults, Disputes and Supplier of Last Resort", narrative=True),
    SectionSpec("party-engagement", "Party Engagement", narrative=True),
    SectionSpec("satisfaction", "Customer Satisfaction Survey", narrative=True),
)

EDITION_2020 = Edition(
    report="regulatory-year",
    key="2020",
    name="End of Regulatory Year Report, 2020 edition",
    in_force_from=Month(2019, 4),
    sections=(
        SectionSpec("introduction", "Introduction", narrative=True),
        SectionSpec("summary", "Summary", children=_SUMMARY, narrative=True),
        SectionSpec("technical-operations", "Technical Operations", children=_TECHNICAL),
        SectionSpec("modifications-and-releases", "Modifications and Releases", children=_CHANGE),
        SectionSpec("security", "Security and Privacy Provisions", children=_SECURITY, narrative=True),
        SectionSpec("party-support", "Party Support", children=_PARTIES),
        SectionSpec("committee-support", "Committee Support", narrative=True),
        SectionSpec("alt-han", "Alt HAN Activities", narrative=True, texts=codes.QUARTERS),
        SectionSpec(
            "objectives",
            "SEC Objectives",
            narrative=True,
            texts=tuple((codes.objective_text(code), title) for code, title in codes.OBJECTIVES),
        ),
        SectionSpec("reconciliation", "Reconciliation"),
    ),
)
