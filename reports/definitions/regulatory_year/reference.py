"""What the docs say of the records that the End of Regulatory Year Report prints."""

from __future__ import annotations

from reports.definitions.regulatory_year import codes

MEASURES = (
    ("`product-list-versions`", "`cpl`"),
    ("`cpl-entries`", "`smets1`, `smets2`"),
    (f"`{codes.STATUSES}`", "`assurance`, `compliance`"),
    *(
        (f"`{code}`", "")
        for code in (
            *("cpl-removals", "cpl-functionality-updates", codes.PARTIES_ASSESSED, codes.FIELDWORK, codes.PRESENTED),
            *(codes.SELF_ASSESSMENTS, codes.PREPARED, codes.LETTERS, codes.ENGAGEMENT, codes.PUBLICATIONS),
        )
    ),
)
RECORDS = (
    ("Every figure", "the rows of the twelve months to March, which is the report’s `month`, and of the twelve before"),
    ("Draft and Modification Proposals", "`modifications` and `modification_stages`"),
    ("SEC Releases", "`modification_stages` and `modification_target_releases`; the release’s `kind`"),
    ("SEC document management, Transitional Governance", "`sec_versions`, by what caused them"),
    ("Market Entry and Exit", "`parties`, `memberships`, `party_categories`, `party_voting_groups`"),
    ("User Entry Process", "`uep_completions`, in full"),
    ("Defaults", "`events_of_default`"),
    ("Committee Support", "`meetings` and `actions`, of confidential committees as a number alone"),
    ("Alt HAN Activities", "four texts, one for each quarter"),
    (
        "SEC Objectives",
        "`objectives` in force at the year’s end and `objective_statuses`; the notes are the texts `objective-` and "
        "the objective’s code",
    ),
    ("Reconciliation", "each month of what the paper prints; `restatements` of the months of both years"),
)
