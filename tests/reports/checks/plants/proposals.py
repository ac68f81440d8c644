"""Errors of a Change Status Report of the sample month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from meetings.models import AgendaItem, Meeting
from modifications.models import Modification, Release
from reports.models import Report
from tests.reports.checks.planting import SEPTEMBER, Ground, plant, with_section


def change_status(ground: Ground) -> Report:
    """The report of the month that tells of proposals, to the same meeting."""
    ground.report = Report.objects.create(
        kind="change-status",
        month=SEPTEMBER,
        meeting=Meeting.objects.get(committee__code="panel", number=97),
        paper_number=18,
        author="Change Reporting Lead",
        issue_date=date(2021, 10, 8),
    )
    return ground.report


@plant("proposals.described", "DP182 has no description of its issue")
def undescribed(ground: Ground) -> None:
    change_status(ground)


@plant(
    "proposals.consulted_on", "MP078 is put to the Panel for the Report Phase, but no Modification Report Consultation"
)
def not_consulted_on(ground: Ground) -> None:
    meeting = change_status(ground).meeting
    AgendaItem.objects.create(meeting=meeting, position=1, modification=Modification.objects.get(code="078"))


@plant("proposals.decisions_listed", "Change Board: ")
def votes_that_are_not_all(ground: Ground) -> None:
    """The Operations Report's list of approvals, called what the other report calls its list of every vote, beside a
    section called like that report's other one with lists of the Change Board."""
    ground.block("change-board-approved", lambda block: replace(block, id="change-board-votes"))
    ground.document(
        lambda document: with_section(document, "smda", lambda section: replace(section, id="impact-assessments"))
    )


@plant("proposals.next_release", "No scheduled SEC Release that goes live after September 2021 has been entered")
def no_next_release(ground: Ground) -> None:
    change_status(ground)
    Release.objects.filter(dates__go_live_on__gt=date(2021, 9, 30)).update(kind="standalone")
