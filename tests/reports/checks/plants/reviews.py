"""Errors of a Sub-Committee Report of the sample month."""

from __future__ import annotations

from datetime import date

from meetings.models import Meeting
from modifications.models import BankHoliday
from reports.models import Report
from tests.parties.cast import party, review
from tests.reports.checks.planting import SEPTEMBER, Ground, plant


def sub_committee(ground: Ground) -> Report:
    """The report of the month that tells of reviews, to the same meeting."""
    ground.report = Report.objects.create(
        kind="sub-committee",
        month=SEPTEMBER,
        meeting=Meeting.objects.get(committee__code="panel", number=97),
        paper_number=19,
        author="Sub-Committee Reporting Lead",
        issue_date=date(2021, 10, 8),
    )
    return ground.report


@plant("reviews.calendar", "nobody can tell which of the DCC’s reports were due")
def no_bank_holidays_for_reviews(ground: Ground) -> None:
    sub_committee(ground)
    BankHoliday.objects.all().delete()


@plant("reviews.entered", "The Security Sub-Committee met in September 2021, and no security review is entered")
def no_review(ground: Ground) -> None:
    sub_committee(ground)


@plant("reviews.names", "“Example Wharf Supply Limited” is a Party: in this report Parties are named in")
def name_in_the_paper(ground: Ground) -> None:
    sub_committee(ground)
    review(party("Example Wharf Supply Limited"), date(2021, 9, 8))
    ground.text("ssc-highlights", "<p>The SSC asked Example Wharf  Supply Limited for further steps.</p>")
