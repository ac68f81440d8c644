"""The figures of the End of Regulatory Year Report."""

from __future__ import annotations

from reports.facts.inventory_kinds import figure

YEAR = (
    figure(
        "Modifications open at the start and the end, raised and concluded",
        *("year.modifications.opening", "year.modifications.raised", "year.modifications.concluded"),
        *("year.modifications.parts", "year.modifications.split", "year.modifications.reopened"),
        "year.modifications.closing",
    ),
    figure(
        "Modifications concluded: approved, rejected, withdrawn",
        *("year.modifications.approved", "year.modifications.rejected", "year.modifications.withdrawn"),
    ),
    figure(
        "New modifications in the year before, and the change",
        "year_before.modifications.raised",
        "year.modifications.raised.change",
    ),
    figure(
        "New proposals by month, with the sum so far",
        "modifications.raised",
        "year.modifications.raised",
        note="Each fact's page gives the months.",
    ),
    figure(
        "Scheduled releases delivered, and the modifications they implemented",
        *("year.releases.scheduled", "year.modifications.implemented", "year.modifications.implemented.scheduled"),
    ),
    figure("Modifications implemented by one release", "release.<release>.implemented"),
    figure(
        "Modifications implemented by ad hoc releases",
        "year.modifications.implemented.standalone",
        "year.releases.standalone",
    ),
    figure("Changes designated and Variations directed", "year.sec_versions.issued.*"),
    figure("Modifications that changed the DCC's systems", note="No record says which systems a modification changes."),
    figure(
        "CPL versions, Device Models added and removed, functionality updates",
        "measure.<measure>.year",
        "measure.<measure>.<category>.year",
        note="One measure with a category for each kind of entry gives the table.",
    ),
    figure("Meetings of each committee in the year", "committee.<committee>.year_meetings"),
    figure(
        "Meetings hosted, and in the year before",
        *("year.meetings.every", "year_before.meetings.every", "year.meetings.held", "year.meetings.held.change"),
    ),
    figure(
        "Actions captured, their change on the year before, and the share closed",
        "year.actions.raised",
        "year.actions.raised.change",
        "year.actions.closed_share",
    ),
    figure(
        "Fieldwork assessments, self-assessments, FUSA and VUSA presented, Director's Letters, assessments prepared",
        "measure.<measure>.year",
        note="Set the measures up first.",
    ),
    figure("Fieldwork assessments of the year before", "measure.<measure>.year_before"),
    figure("Assurance and compliance statuses set", "measure.<measure>.<category>.year"),
    figure("Average number of Parties in the monthly assessment process", "measure.<measure>.year_average"),
    figure(
        "Engagement meetings or events, guidance publications",
        "measure.<measure>.year",
        note="Set the measures up first.",
    ),
    figure(
        "Parties that joined, and that left by withdrawal or expulsion",
        "year.parties.acceded",
        "year.parties.withdrawn",
        "year.parties.expelled",
        "year.parties.left",
    ),
    figure(
        "Parties and Voting Groups at the end, and by Party Category",
        "parties.total_with_dcc",
        "parties.voting_groups_with_dcc",
        "parties.total.*",
    ),
    figure("Parties at the start", "year.parties.opening"),
    figure(
        "Parties that completed the UEP, in all and by Party Category", "year.uep.completed", "year.uep.completed.*"
    ),
    figure("Parties subject to default provisions that were expelled", "defaults.expelled", "year.parties.expelled"),
    figure("Events of Default raised in the year", "year.defaults.raised"),
    figure("Disputes raised", note="No record holds disputes."),
    figure("Parties guided through the UEP", note="No record says who was guided, only who completed it."),
    figure(
        "People and Parties at engagement events",
        "measure.<measure>.year",
        note="Set the measure up first: no record holds who attended.",
    ),
    figure("CodeWorks registrations so far", "measure.<measure>"),
    figure(
        "Seats of a committee or board, sub-groups in operation", note="No record holds the members of a committee."
    ),
    figure("Objectives and their status", note="Text of the report, entered as text; nothing is counted."),
    figure("Average satisfaction in a survey", "measure.<measure>", note="Set the measure up first."),
)
