"""What the edition asks of the records by name: committees, measures, and the objectives that a text is written on."""

from __future__ import annotations

SSC = "ssc"
SMKI_PMA = "smki-pma"

CPL_STATISTICS = (
    ("CPL versions issued", "product-list-versions", "cpl"),
    ("SMETS2 new Device Models added", "cpl-entries", "smets2"),
    ("SMETS1 new Device Models added", "cpl-entries", "smets1"),
    ("Device Models removed", "cpl-removals", ""),
    ("Functionality updates", "cpl-functionality-updates", ""),
)
"""The printed label, the measure, and its category where it has several."""

CPL_FIGURES = tuple(
    (label, f"measure.{measure}.{category}.year" if category else f"measure.{measure}.year")
    for label, measure, category in CPL_STATISTICS
)
"""The printed label, and the fact of the year."""

PARTIES_ASSESSED = "security-parties-assessed"
"""Counted at the end of each month: the year's figure is the average."""
FIELDWORK = "security-fieldwork"
PRESENTED = "security-assessments-presented"
SELF_ASSESSMENTS = "security-self-assessments"
PREPARED = "security-assessments-prepared"
LETTERS = "security-directors-letters"
STATUSES = "security-statuses-set"
ENGAGEMENT = "security-engagement"
PUBLICATIONS = "security-publications"
CODEWORKS = "codeworks-registrations"

QUARTERS = (
    ("alt-han-q1", "April to June"),
    ("alt-han-q2", "July to September"),
    ("alt-han-q3", "October to December"),
    ("alt-han-q4", "January to March"),
)

OBJECTIVES = (
    ("general-1", "First General SEC Objective"),
    ("general-2", "Second General SEC Objective"),
    ("general-3", "Third General SEC Objective"),
    ("general-4", "Fourth General SEC Objective"),
    ("general-5", "Fifth General SEC Objective"),
    ("general-6", "Sixth General SEC Objective"),
    ("general-7", "Seventh General SEC Objective"),
    ("general-8", "Eighth General SEC Objective"),
    ("transition", "Transition Objective"),
    ("charging-1", "First Relevant Policy Objective (charging)"),
    ("charging-2", "Second Relevant Policy Objective (charging)"),
    ("charging-3", "Third Relevant Policy Objective (charging)"),
)
"""The code of each objective's record, and what its text is called in the list of texts to write."""


def objective_text(code: str) -> str:
    """The id of the text that stands as notes beside an objective."""
    return f"objective-{code}"
