"""Opening + in − out = closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from modifications.models import AssessmentKind
from parties.models import Membership, VotingGroupPeriod
from parties.queries import parties_at
from reports.reads import MonthReads
from tests.parties.cast import voting_group
from tests.reports.checks.planting import Ground, plant
from tests.reports.checks.plants.gaps import august


@plant("bridge.parties", "but there are 332")
def accession_lost(ground: Ground) -> None:
    reads = MonthReads(ground.report.covers, since=date(2021, 9, 17), until=date(2021, 10, 8))
    ground.reads["entered"] = reads.entered[1:]


@plant("bridge.voting_groups", "while 1 Parties entered or left")
def regrouped(ground: Ground) -> None:
    in_one = VotingGroupPeriod.objects.filter(party__in=parties_at(date(2021, 9, 30))).exclude(
        party__code="utility-smart-metering"
    )
    groups = list(in_one.values_list("voting_group", flat=True))
    alone = [one for one in in_one if groups.count(one.voting_group_id) == 1][:4]
    together = voting_group()
    for period in alone:
        period.valid = DateRange(period.valid.lower, date(2021, 9, 10))
        period.save()
        VotingGroupPeriod.objects.create(
            party=period.party, voting_group=together, valid=DateRange(date(2021, 9, 10), None)
        )


def _process(ground: Ground) -> list:  # type: ignore[type-arg]
    from modifications.queries import process_by_month

    return process_by_month([month.first for month in ground.report.covers.window(13)])


@plant("bridge.modifications", "March 2021: ")
def one_raised_too_many(ground: Ground) -> None:
    rows = _process(ground)
    assert f"{rows[6].month:%B %Y}" == "March 2021"
    rows[6] = replace(rows[6], raised=rows[6].raised + 1)
    ground.past["process"] = rows


@plant("bridge.modifications_month", "+ 5 raised")
def list_of_raised_too_long(ground: Ground) -> None:
    reads = MonthReads(ground.report.covers, since=date(2021, 9, 17), until=date(2021, 10, 8))
    ground.reads["raised"] = [*reads.raised, reads.raised[0]]


@plant("bridge.defaults", "standing before")
def default_lost(ground: Ground) -> None:
    reads = MonthReads(ground.report.covers, since=date(2021, 9, 17), until=date(2021, 10, 8))
    ground.reads["defaults"] = reads.defaults[1:]


@plant("bridge.preliminary_assessments", "Preliminary Assessments: ")
def one_underway_lost(ground: Ground) -> None:
    _lose(ground, AssessmentKind.PRELIMINARY)


@plant("bridge.impact_assessments", "Impact Assessments: ")
def another_underway_lost(ground: Ground) -> None:
    _lose(ground, AssessmentKind.IMPACT)


def _lose(ground: Ground, kind: AssessmentKind) -> None:
    reads = MonthReads(ground.report.covers, since=date(2021, 9, 17), until=date(2021, 10, 8))
    lost = next(row for row in reads.assessments_open if row.kind == kind)
    ground.reads["assessments_open"] = [row for row in reads.assessments_open if row != lost]


@plant("bridge.dated_back", "membership was changed on")
def left_before_the_last_report(ground: Ground) -> None:
    """August's report counted it as a Party; entered later, its exit is in no month's list, and every bridge holds."""
    august()
    current = Membership.objects.filter(exited_on__isnull=True, party__code__startswith="example-gas")
    one = current.filter(party__uep_completions__isnull=True, party__events_of_default__isnull=True).first()
    assert one is not None
    Membership.objects.filter(pk=one.pk).update(exited_on=date(2021, 8, 12), exit_kind="withdrawn")
