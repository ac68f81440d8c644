"""The figures that stand out in the year's paper, each as (what it is printed as, the fact)."""

from __future__ import annotations

from reports.definitions.regulatory_year import codes

GROUPS = (
    (
        "Technical Operations",
        (
            ("CPL versions issued", "measure.product-list-versions.cpl.year"),
            ("Device Models added to the CPL", "measure.cpl-entries.year"),
            ("Device Models removed", "measure.cpl-removals.year"),
        ),
    ),
    (
        "Modifications and Releases",
        (
            ("New proposals raised", "year.modifications.raised"),
            ("Raised in the year before", "year_before.modifications.raised"),
            ("Proposals concluded", "year.modifications.concluded"),
            ("Modifications implemented", "year.modifications.implemented"),
        ),
    ),
    (
        "Security and Privacy",
        (
            ("Fieldwork assessments", f"measure.{codes.FIELDWORK}.year"),
            ("In the year before", f"measure.{codes.FIELDWORK}.year_before"),
            ("Self-Assessments presented", f"measure.{codes.SELF_ASSESSMENTS}.year"),
        ),
    ),
    (
        "Party Support",
        (
            ("Parties that acceded", "year.parties.acceded"),
            ("Parties that left", "year.parties.left"),
            ("Parties that completed the UEP", "year.uep.completed"),
        ),
    ),
    (
        "Committee Support",
        (
            ("Meetings held", "year.meetings.every"),
            ("In the year before", "year_before.meetings.every"),
            ("Actions raised", "year.actions.raised"),
            ("Of these closed", "year.actions.closed_share"),
        ),
    ),
)

ASSESSMENTS = (
    ("Average number of Parties in the monthly assessment process", f"measure.{codes.PARTIES_ASSESSED}.year_average"),
    ("Fieldwork assessments completed", f"measure.{codes.FIELDWORK}.year"),
    ("FUSA and VUSA presented to the SSC", f"measure.{codes.PRESENTED}.year"),
    ("Self-Assessments presented to the SSC", f"measure.{codes.SELF_ASSESSMENTS}.year"),
    ("Director’s Letters approved by the SSC", f"measure.{codes.LETTERS}.year"),
    ("Assessments prepared for review", f"measure.{codes.PREPARED}.year"),
)
OUTCOMES = (
    ("Assurance statuses set", f"measure.{codes.STATUSES}.assurance.year"),
    ("Compliance statuses set", f"measure.{codes.STATUSES}.compliance.year"),
    ("SSC meetings", f"committee.{codes.SSC}.year_meetings"),
    ("SMKI PMA meetings", f"committee.{codes.SMKI_PMA}.year_meetings"),
    ("Engagement meetings or events", f"measure.{codes.ENGAGEMENT}.year"),
    ("Guidance publications", f"measure.{codes.PUBLICATIONS}.year"),
)

_NOT_OF_A_MONTH = (
    *("In the year before", "Of these closed"),
    "Average number of Parties in the monthly assessment process",
)
"""Labels that say nothing alone, or are of the year and not of its months."""

PRINTED_AS = {
    key: label
    for tiles in (*(tiles for _, tiles in GROUPS), ASSESSMENTS, OUTCOMES, codes.CPL_FIGURES)
    for label, key in tiles
    if label not in _NOT_OF_A_MONTH
}
"""What the paper calls a figure, so that whoever looks for it among the months finds it by that name."""
