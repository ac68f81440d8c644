"""The figures of the Change Status Report."""

from __future__ import annotations

from reports.facts.inventory_kinds import figure

CHANGE_STATUS = (
    figure("Proposals currently in each stage", "modifications.open.*"),
    figure(
        "Modifications presented to the Panel for the Refinement Process and the Report Phase",
        *("decisions.panel.to_refinement", "decisions.panel.to_report_phase"),
    ),
    figure(
        "Modifications approved by the Change Board under Self-Governance",
        "decisions.change_board.final_decision.approve.self_governance",
    ),
    figure("Draft Proposals raised in the month", "modifications.raised"),
    figure(
        "Change Sub-Committee decisions by outcome",
        *("decisions.csc.to_refinement.recommend_approval", "decisions.csc.to_refinement.*"),
        *("decisions.csc.to_report_phase.*", "decisions.csc.new_proposal.remain"),
    ),
    figure(
        "Working Group meetings, monthly and ad hoc, with the next",
        *("committee.<committee>.meetings", "committee.<committee>.ad_hoc", "committee.<committee>.next"),
    ),
    figure("Modifications discussed at the Working Group", "committee.<committee>.discussed"),
    figure(
        "Refinement Consultations out, and expected",
        *("consultations.open.refinement", "consultations.expected.refinement"),
    ),
    figure(
        "Modification Report Consultations out, and expected",
        *("consultations.open.modification_report", "consultations.expected.modification_report"),
    ),
    figure(
        "Consultations opened and closed in the month, and those that slipped",
        "consultations.opened.*",
        "consultations.closed.*",
        "consultations.slipped.*",
    ),
    figure(
        "Impact Assessment requests approved and deferred",
        *("decisions.change_board.impact_assessment.approve", "decisions.change_board.impact_assessment.defer"),
    ),
    figure(
        "Preliminary and Impact Assessments, open and completed, with their average duration",
        *("assessments.pa_open", "assessments.pa_open_average"),
        *("assessments.pa_completed", "assessments.pa_completed_average"),
        *("assessments.ia_open", "assessments.ia_open_average"),
        *("assessments.ia_completed", "assessments.ia_completed_average"),
    ),
    figure(
        "Modifications the Change Board voted on, by outcome",
        "decisions.change_board.final_decision",
        "decisions.change_board.final_decision.*",
    ),
    figure("Self-Governance decisions referred to the Panel", "decisions.referred_to_panel"),
    figure(
        "Authority decisions, and modifications with the Authority",
        "decisions.authority.final_decision",
        "modifications.open.authority",
    ),
    figure(
        "Open and concluded proposals with their average duration",
        *("modifications.open", "modifications.open_average"),
        *("modifications.concluded", "modifications.concluded_average"),
    ),
    figure(
        "Modifications implemented, as a standalone release or a scheduled one",
        *("modifications.implemented", "modifications.implemented.standalone", "modifications.implemented.scheduled"),
    ),
    figure(
        "Modifications approved for the next SEC Release, and its date",
        *("releases.next", "releases.next_go_live", "releases.next_scope"),
    ),
    figure(
        "Scope, implementation and date of every other release",
        "release.<release>.scope",
        "release.<release>.implemented",
        "release.<release>.go_live",
    ),
)
