"""What the docs say of the records that the Change Status Report prints."""

from __future__ import annotations

RECORDS = (
    ("Recommended to proceed", "`agenda_items` of the paper's meeting, by the stage they are in on the issue date"),
    ("New Draft Proposals", "`modifications` raised in the month, with their `issue`; `modification_proposers`"),
    ("Change Sub-Committee, Change Board, Authority", "`decisions` of the month, by body and question"),
    (
        "What a vote is for",
        "the decision's `release`; one whose kind is standalone is told by its day in `release_dates`",
    ),
    (
        "Working Group meetings",
        "`meetings` of `working-group` from the month's first day to the issue date, and the next: one with a "
        "`purpose` is ad hoc; `agenda_items`; `notice_on` of the next is when its agenda is announced",
    ),
    ("Consultations", "`consultations` as known on the issue date: out, or planned for a week"),
    ("DCC Assessments", "`dcc_assessments` and `assessment_targets` at the month's end"),
    (
        "Releases",
        "`modification_stages` of the month; of the next scheduled release, what is aimed at it and approved",
    ),
    (
        "Appendix A",
        "`dcc_assessments`, `information_requests`; the row “Appendix A” of `report_attachments` gives its title and "
        "classification",
    ),
)
