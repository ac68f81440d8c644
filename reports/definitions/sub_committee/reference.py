"""What the docs say of the records that the Sub-Committee Report prints."""

from __future__ import annotations

RECORDS = (
    ("DCC reporting", "`dcc_reports`; `dcc_report_deliveries` and `dcc_report_figures` of what fell due in the month"),
    ("Assurance statuses, Verification Assessments, Director’s Letters", "counts of `security_reviews` in the month"),
    ("What came of the Director’s Letters", "`security_outcomes`, which name nobody"),
    ("Highlights", "the texts below"),
    ("Appendix A", "`security_reviews` of the month, with the Parties’ names and the remarks: a Red file of its own"),
)
