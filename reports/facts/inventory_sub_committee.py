"""The figures of the Sub-Committee Report."""

from __future__ import annotations

from reports.facts.inventory_kinds import figure

SUB_COMMITTEE = (
    figure(
        "The DCC's reports: due, delivered, on time, late, not delivered",
        *("dcc_reports.due", "dcc_reports.delivered", "dcc_reports.in_time"),
        *("dcc_reports.late", "dcc_reports.not_delivered"),
    ),
    figure("Quarterly reports with nothing to review this month", "dcc_reports.nothing_to_review"),
    figure("Working Days by which a report was late", "dcc_report.<report>.late_by"),
    figure("The day a report was due, and came", "dcc_report.<report>.due", "dcc_report.<report>.delivered"),
    figure(
        "Requests sent against forecast, and the variance",
        *("dcc_report.<report>.<figure>.actual", "dcc_report.<report>.<figure>.forecast"),
        *("dcc_report.<report>.<figure>.variance", "dcc_report.<report>.<figure>.variance_share"),
    ),
    figure("Incidents opened and resolved in the month", "dcc_report.<report>.<figure>.actual"),
    figure(
        "Incidents unresolved, and more than a month old; share of deliveries on time",
        "dcc_report.<report>.<figure>.actual",
        note="Entered as figures of the delivery; an observation in words stays text.",
    ),
    figure("Assurance statuses set", "security.assurance_statuses"),
    figure("Verification Assessments reviewed", "security.verification_assessments"),
    figure("Director's Letters reviewed, by outcome", "security.directors_letters", "security_outcome.<outcome>"),
    figure(
        "FUSA and VUSA first presented, statuses by assessment type",
        "measure.<measure>.<category>",
        note="Set the measure up first; its categories follow the status lists, which differ by type.",
    ),
    figure("When a committee meets next", "committee.<committee>.next"),
    figure(
        "Devices that could not be installed; the iteration of the Risk Assessment",
        note="No record holds it: a figure from a committee's discussion, quoted with the reason.",
    ),
)
