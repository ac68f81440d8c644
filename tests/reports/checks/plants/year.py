"""Errors of an End of Regulatory Year Report, of the year to March 2021 in the sample month's records."""

from __future__ import annotations

from datetime import date

from measures.models import Observation
from meetings.models import Meeting
from reports.engine.blocks import Column, Table
from reports.engine.tables import table
from reports.models import Objective, Report
from tests.reports.checks.planting import SEPTEMBER, Ground, plant

MARCH = date(2021, 3, 1)


def of_the_year(ground: Ground, month: date = MARCH) -> Report:
    ground.report = Report.objects.create(
        kind="regulatory-year",
        month=month,
        meeting=Meeting.objects.get(committee__code="panel", number=97),
        paper_number=20,
        author="Governance Reporting Lead",
        issue_date=date(2021, 10, 8),
    )
    return ground.report


@plant("year.whole", "The report is kept under September 2021, and a regulatory year ends in March.")
def report_of_another_month(ground: Ground) -> None:
    of_the_year(ground, SEPTEMBER)


@plant("year.months", "Accessions: the months come to 5, not 6.")
def months_that_do_not_add_up(ground: Ground) -> None:
    def made_of_months(block: Table) -> Table:
        columns = (
            Column("figure", "Figure"),
            Column("made", "Made of"),
            Column("2021-02", "Feb 21", "number"),
            Column("2021-03", "Mar 21", "number"),
            Column("year", "Year", "number"),
        )
        return table(block.id, "Party Support: each annual figure by month", columns, [("Accessions", "Sum", 2, 3, 6)])

    ground.block("timescales", made_of_months)


@plant("year.printed", "“modifications.raised” is a figure of March 2021 alone, or of no one year")
def figure_of_march_alone(ground: Ground) -> None:
    of_the_year(ground)
    ground.text("summary-modifications", "<p>In the year {{modifications.raised}} proposals were raised.</p>")


@plant("year.missing", "CPL versions issued has no number for")
def month_without_a_number(ground: Ground) -> None:
    of_the_year(ground)
    Observation.objects.filter(month=MARCH).delete()


@plant("year.objectives", "The status of the First General SEC Objective is not entered.")
def objective_without_a_status(ground: Ground) -> None:
    of_the_year(ground)
    Objective.objects.create(
        code="general-1",
        rank=1,
        group="general",
        name="First General SEC Objective",
        wording="Smart metering works.",
        since=date(2013, 9, 23),
    )
