"""Entered, or printed, twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from measures.models import Measure, MeasureCategory
from meetings.models import Decision, Meeting
from modifications.models import DccAssessment
from parties.models import EventOfDefault
from tests.parties.cast import default, party
from tests.reports.checks.planting import Ground, plant


@plant("duplicates.rows", "prints 2 times: Acceded · Utility Smart Metering Limited")
def row_twice(ground: Ground) -> None:
    ground.block("parties-entered", lambda table: replace(table, rows=(*table.rows, table.rows[0])))


@plant("duplicates.assessments", "MP078 has two IAs accepted on 10 May 2021")
def assessment_twice(ground: Ground) -> None:
    one = DccAssessment.objects.get(modification__code="078", kind="IA", returned_on=None)
    one.pk, one.sequence = None, 9
    one.save()


@plant("duplicates.assessments_overlap", "MP078: another IA is accepted on 11 May 2021, while one is underway")
def assessment_with_another_date(ground: Ground) -> None:
    one = DccAssessment.objects.get(modification__code="078", kind="IA", returned_on=None)
    one.pk, one.sequence, one.accepted_on = None, 9, date(2021, 5, 11)
    one.save()


@plant("duplicates.parties", "Example Gas Network 01 Limited and Example Gas Network 01 Ltd. may be one Party")
def two_spellings(ground: Ground) -> None:
    party("Example Gas Network 01 Ltd.")


@plant("duplicates.defaults", "2 Events of Default of one Party under (a) were raised on 20 September 2021")
def default_twice(ground: Ground) -> None:
    one = EventOfDefault.objects.first()
    assert one is not None
    for _ in range(2):
        default(one.party, date(2021, 9, 20))


@plant("duplicates.decisions", "February 2022 SEC Release was decided twice on 28 September 2021")
def decided_twice(ground: Ground) -> None:
    """Of one modification the database refuses a second; of a release it does not."""
    one = Decision.objects.get(release__name="February 2022 SEC Release")
    one.pk = None
    one.save()


@plant("duplicates.meetings", "has two meetings on 7 September 2021")
def meeting_twice(ground: Ground) -> None:
    one = Meeting.objects.get(committee__code="opsg", number=56)
    one.pk, one.number, one.title = None, 560, "Operations Group Meeting"
    one.save()


@plant("duplicates.fact_keys", "have one key, measure.codeworks-users.year: none of them is given")
def category_called_as_a_sum(ground: Ground) -> None:
    users = Measure.objects.get(code="codeworks-users")
    MeasureCategory.objects.create(measure=users, code="year", name="Users of the year", position=9)
