"""The 2020 edition of the Change Status Report: its sections in order."""

from __future__ import annotations

from typing import TypeAlias

from access.classification import Classification
from modifications.models import ConsultationKind
from reports.definitions.change_status import (
    change_board,
    consultations,
    dcc_update,
    define,
    releases,
    summary,
    working_group,
)
from reports.definitions.context import MonthContext
from reports.definitions.shared import assessments
from reports.definitions.shared import modifications as progress
from reports.definitions.shared.opening import recommendation
from reports.engine.edition import Edition, PartSpec, SectionSpec, month_issued
from reports.engine.month import Month

Sections: TypeAlias = tuple[SectionSpec[MonthContext], ...]

_SUMMARY: Sections = (
    SectionSpec("stages-now", "Proposals currently in each stage", (progress.stages,)),
    SectionSpec("to-refinement-asked", "Recommended to proceed to the Refinement Process", (summary.to_refinement,)),
    SectionSpec("to-report-phase-asked", "Recommended to proceed to the Report Phase", (summary.to_report_phase,)),
    SectionSpec("decisions", "Decisions", (summary.approved, summary.panel_decisions)),
)

_DEFINE: Sections = (
    SectionSpec(define.NEW_PROPOSALS, "New Draft Proposals", (define.new_proposals,)),
    SectionSpec("csc", "Change Sub-Committee decisions", (define.csc_met, define.csc_recommended, define.csc_other)),
)

_REFINE: Sections = (
    SectionSpec(
        working_group.WORKING_GROUP,
        "Working Group meetings",
        (working_group.last_meeting, working_group.next_meeting, working_group.ad_hoc),
    ),
    SectionSpec(
        "refinement-consultations",
        "Refinement Consultations",
        (
            consultations.out(ConsultationKind.REFINEMENT, "refinement"),
            consultations.expected(ConsultationKind.REFINEMENT, "refinement"),
        ),
    ),
    SectionSpec(
        "impact-assessments",
        "Impact Assessment requests",
        (change_board.impact_approved, change_board.impact_other),
    ),
    SectionSpec(
        "assessment-statistics",
        "DCC Assessment timescales",
        (assessments.assessments_summary, assessments.assessments_open, assessments.assessments_completed),
    ),
)

_OPINE: Sections = (
    SectionSpec(
        "report-consultations",
        "Modification Report Consultations",
        (
            consultations.out(ConsultationKind.MODIFICATION_REPORT, "report"),
            consultations.expected(ConsultationKind.MODIFICATION_REPORT, "report"),
        ),
    ),
    SectionSpec(
        "change-board",
        "Change Board votes",
        (change_board.change_board_met, change_board.votes, change_board.change_board_other),
    ),
    SectionSpec(
        "authority", "Authority decisions", (change_board.authority_decisions, change_board.with_the_authority)
    ),
    SectionSpec("modification-statistics", "Modification progression timescales", (progress.timescales,)),
)

_APPENDIX_A: PartSpec[MonthContext] = PartSpec(
    "appendix-a",
    "DCC Preliminary Assessments and Impact Assessments update",
    Classification.GREEN,
    (
        SectionSpec("dcc-update", "The DCC’s update", narrative=True),
        SectionSpec(
            "dcc-assessments",
            "Assessments in hand and returned",
            (dcc_update.underway, dcc_update.requested, dcc_update.returned),
        ),
        SectionSpec("dcc-questions", "Information that the DCC asked for", (dcc_update.information,)),
    ),
)

EDITION_2020 = Edition(
    report="change-status",
    key="2020",
    name="Change Status Report, 2020 edition",
    in_force_from=Month(2020, 1),
    sections=(
        SectionSpec("purpose", "Purpose", narrative=True),
        SectionSpec("recommendation", "Recommendation", (recommendation,)),
        SectionSpec("summary", "Summary", children=_SUMMARY, narrative=True),
        SectionSpec("define", "Define", children=_DEFINE),
        SectionSpec("refine", "Refine", children=_REFINE),
        SectionSpec("opine", "Opine", children=_OPINE),
        SectionSpec("releases", "Releases", (releases.implemented, releases.next_scope)),
    ),
    parts=(_APPENDIX_A,),
    called_after=month_issued,
)
