"""What is missing."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from measures.models import Observation, RankedEntry
from meetings.models import Meeting
from modifications.models import AssessmentTarget, BankHoliday
from parties.models import VotingGroupPeriod
from reports.models import OpenItem, Report
from tests.parties.cast import party, uep
from tests.reports.checks.planting import SEPTEMBER, Ground, plant


@plant("gaps.measures", "Telephone queries has no number for September 2021")
def number_not_entered(ground: Ground) -> None:
    Observation.objects.get(measure__code="telephone-queries", month=SEPTEMBER).delete()


@plant("gaps.values", "“Papers issued 5 WD in advance” is missing")
def share_not_known(ground: Ground) -> None:
    Meeting.objects.filter(held_on__range=(SEPTEMBER, date(2021, 9, 30))).update(papers_issued_on=None)


@plant("gaps.figures_in_text", "“Newsletters issued” in the text is missing")
def sentence_without_its_number(ground: Ground) -> None:
    Observation.objects.get(measure__code="newsletters-issued", month=SEPTEMBER).delete()


@plant("gaps.tables", "has no rows")
def no_pages(ground: Ground) -> None:
    RankedEntry.objects.filter(month=SEPTEMBER).delete()


@plant("gaps.meeting_dates", "Operations Group Meeting 56: the day of the minutes is not entered")
def minutes_not_entered(ground: Ground) -> None:
    Meeting.objects.filter(committee__code="opsg", number=56).update(minutes_issued_on=None)


@plant("gaps.bank_holidays", "the bank holidays of the time are not entered")
def no_bank_holidays(ground: Ground) -> None:
    BankHoliday.objects.filter(day__year__gte=2021).delete()


@plant("gaps.unplaced_parties", "Utility Smart Metering Limited has no Voting Group on 30 September 2021")
def no_group(ground: Ground) -> None:
    VotingGroupPeriod.objects.get(party__code="utility-smart-metering").delete()


@plant("gaps.ranked", "4 of the 5 most viewed pages are entered")
def four_pages(ground: Ground) -> None:
    RankedEntry.objects.get(month=SEPTEMBER, rank=5).delete()


@plant("gaps.between_papers", "and so in no paper: Between Two Papers Limited")
def completed_between(ground: Ground) -> None:
    uep(party("Between Two Papers Limited"), date(2021, 9, 15))
    august(issue_date=date(2021, 9, 10))


@plant("gaps.desk", "The IA of MP078 has no target of its own")
def target_not_entered(ground: Ground) -> None:
    AssessmentTarget.objects.filter(assessment__modification__code="078", assessment__kind="IA").delete()


@plant("gaps.open_items", "Still open: Ask the DCC for its notifications")
def item_left_open(ground: Ground) -> None:
    OpenItem.objects.create(report=ground.report, text="Ask the DCC for its notifications", raised_at=timezone.now())


def august(**fields: object) -> Report:
    """The report of the month before, as a paper to the meeting before."""
    meeting = Meeting.objects.get(committee__code="panel", number=96)
    return Report.objects.create(
        **{
            "kind": "operations",
            "month": date(2021, 8, 1),
            "meeting": meeting,
            "paper_number": 17,
            "author": "Reporting Lead",
            "issue_date": date(2021, 9, 10),
            **fields,
        }
    )
