"""The figures of the Operations Report."""

from __future__ import annotations

from reports.facts.inventory_kinds import figure

OPERATIONS = (
    figure("Parties and Voting Groups, excluding the DCC", "parties.total", "parties.voting_groups"),
    figure("The same including the DCC (2019 edition)", "parties.total_with_dcc", "parties.voting_groups_with_dcc"),
    figure("Voting Groups by Party Category", "parties.voting_groups.*"),
    figure(
        "Accessions, withdrawals, expulsions and Events of Default of a month",
        *("parties.acceded", "parties.withdrawn", "parties.expelled", "defaults.raised"),
    ),
    figure(
        "The same for each of the past 12 months",
        *("parties.acceded", "parties.withdrawn", "parties.expelled", "defaults.raised"),
        note="Each fact's page gives the eleven months before.",
    ),
    figure("Parties that defaulted in the month", "defaults.parties_raised"),
    figure("Parties in Default, and their Events of Default", "defaults.parties", "defaults.standing"),
    figure("Parties that completed the UEP in the month", "uep.in_month", "uep.since_panel"),
    figure("Current Parties that have, and have not, completed the UEP", "uep.complete", "uep.outstanding"),
    figure(
        "SREPT, UEPT and SMETS1 Eligibility Testing completions since the last Panel meeting",
        *("testing.srept", "testing.uept", "testing.smets1"),
    ),
    figure("Security tiles: compliance, validations, statuses set, Parties assessed", "measure.<measure>"),
    figure(
        "Modification tiles: raised, undergoing assessment, decided, implemented",
        *("modifications.raised", "modifications.open", "modifications.decided", "modifications.implemented"),
    ),
    figure(
        "Committee Support tiles: notice, papers and minutes in time, meetings held",
        *("meetings.notice_in_time", "meetings.papers_in_time", "meetings.minutes_in_time", "meetings.held"),
    ),
    figure("Newsletters sent, CodeWorks registrations", "measure.<measure>"),
    figure(
        "Product list versions, CPL entries and removals, new webpages",
        "measure.<measure>",
        "measure.<measure>.<category>",
    ),
    figure("Modifications split, and the parts made", "modifications.split", "modifications.parts"),
    figure("Modifications approved", "modifications.approved"),
    figure("SEC versions issued, and what caused them", "sec_versions.issued", "sec_versions.issued.*"),
    figure("Open proposals in each stage", "modifications.open.*"),
    figure(
        "Open and concluded proposals with their average duration",
        *("modifications.open", "modifications.open_average"),
        *("modifications.concluded", "modifications.concluded_average"),
    ),
    figure(
        "Proposals in the process, by stage and month",
        "modifications.open.*",
        note="Each fact's page gives the months.",
    ),
    figure(
        "Preliminary and Impact Assessments, open and completed, with their average duration",
        *("assessments.pa_open", "assessments.pa_open_average"),
        *("assessments.pa_completed", "assessments.pa_completed_average"),
        *("assessments.ia_open", "assessments.ia_open_average"),
        *("assessments.ia_completed", "assessments.ia_completed_average"),
    ),
    figure(
        "Assessments over their target",
        *("assessments.pa_open_over_target", "assessments.pa_completed_over_target"),
        *("assessments.ia_open_over_target", "assessments.ia_completed_over_target"),
    ),
    figure(
        "How often a committee or forum met, and when last and next",
        "committee.<committee>.meetings",
        "committee.<committee>.latest",
        "committee.<committee>.next",
    ),
    figure("Modifications progressed to the Report Phase", "decisions.csc.to_report_phase.approve"),
    figure("Modifications progressed to the Refinement Process", "decisions.csc.to_refinement.approve"),
    figure("New Draft Proposals that remain in the Development Stage", "decisions.csc.new_proposal.remain"),
    figure("Timetables and release scopes decided", "decisions.csc.timetable", "decisions.csc.release_scope"),
    figure(
        "Change Board votes by outcome",
        *("decisions.change_board.final_decision.approve.self_governance",),
        *("decisions.change_board.final_decision.recommend_approval",),
    ),
    figure(
        "Extraordinary meetings, in all and of a committee", "meetings.extraordinary", "committee.<committee>.ad_hoc"
    ),
    figure("Elections closed and open", "elections.closed", "elections.open"),
    figure("Newsletter subscribers and views", "measure.<measure>"),
    figure("Telephone queries", "measure.<measure>"),
    figure("Helpdesk e-mails, by month and in all", "measure.<measure>", "measure.<measure>.12_months"),
    figure(
        "Helpdesk topics, in number and share", "measure.<measure>.<category>", "measure.<measure>.<category>.share"
    ),
    figure("Website visits, and the top five pages", "measure.<measure>", "measure.<measure>.<rank>"),
    figure("CodeWorks users, in all and by category", "measure.<measure>", "measure.<measure>.<category>"),
    figure("Devices in the DAR", "measure.<measure>"),
    figure(
        "Resource days by driver, by group and in all (2019 edition)",
        "measure.<measure>.<category>",
        "measure.<measure>.group.<group>",
        "measure.<measure>",
    ),
    figure(
        "The reference, date and number of the paper and its meeting", note="Part of the paper's header, not a fact."
    ),
    figure(
        "Figures in a committee's narrative: a time of day, a Recommendation's number",
        note="Quoted from a document: staff mark them as quoted, with the reason.",
    ),
)
