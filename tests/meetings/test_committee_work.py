"""Actions, elections and the DCC's reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from meetings.models import Action, DccReport, DccReportDelivery, DueRule, Election
from meetings.queries import actions_open, deliveries, due_on, elections
from meetings.queries.dcc_reports import due_in_words
from modifications.calendars import sec_calendar
from tests.meetings.rooms import committee

pytestmark = pytest.mark.django_db
SEPTEMBER = (date(2021, 9, 1), date(2021, 9, 30))
PERIOD = date(2021, 9, 1)


def owed(code: str, rule: DueRule, days: int | None) -> DccReport:
    return DccReport.objects.create(
        code=code,
        name=f"Report {code}",
        frequency=DccReport.Frequency.MONTHLY,
        delivery_clause="H1.1",
        due_rule=rule,
        due_days=days,
    )


def test_action_is_open_from_the_day_raised_until_the_day_closed() -> None:
    ssc = committee("ssc")
    Action.objects.create(
        committee=ssc,
        reference="SSC131/01",
        description="Write",
        raised_on=date(2021, 9, 8),
        due_on=date(2021, 9, 22),
        closed_on=date(2021, 10, 6),
    )
    assert actions_open(date(2021, 9, 7)) == []
    assert [row.overdue for row in actions_open(date(2021, 9, 22))] == [False]
    assert [row.overdue for row in actions_open(date(2021, 10, 5))] == [True]
    assert actions_open(date(2021, 10, 6)) == []


def test_election_shows_while_it_runs_and_in_the_month_it_closes() -> None:
    panel = committee("panel")
    Election.objects.create(
        committee=panel,
        year=2021,
        seat="Other SEC Parties",
        nominations_opened_on=date(2021, 8, 2),
        closed_on=date(2021, 9, 24),
        outcome="An organisation was appointed",
    )
    assert elections(date(2021, 7, 1), date(2021, 7, 31)) == []
    (august,) = elections(date(2021, 8, 1), date(2021, 8, 31))
    (september,) = elections(*SEPTEMBER)
    assert (august.closed_on, august.outcome) == (None, "")
    assert (september.closed_on, september.outcome) == (date(2021, 9, 24), "An organisation was appointed")
    assert elections(date(2021, 10, 1), date(2021, 10, 31)) == []


@pytest.mark.parametrize(
    ("rule", "days", "due"),
    [
        (DueRule.NTH_WORKING_DAY, 10, date(2021, 10, 14)),
        (DueRule.WORKING_DAYS_AFTER, 25, date(2021, 11, 4)),
        (DueRule.WORKING_DAYS_AFTER, 1, date(2021, 10, 1)),
    ],
)
def test_dcc_report_is_due_by_its_own_rule(rule: DueRule, days: int, due: date) -> None:
    assert due_on(owed("pmr", rule, days), PERIOD, sec_calendar()) == due


@pytest.mark.parametrize(
    ("rule", "days", "words"),
    [
        (DueRule.NTH_WORKING_DAY, 10, "10th WD of the month after"),
        (DueRule.NTH_WORKING_DAY, 1, "1st WD of the month after"),
        (DueRule.NTH_WORKING_DAY, 12, "12th WD of the month after"),
        (DueRule.NTH_WORKING_DAY, 22, "22nd WD of the month after"),
        (DueRule.WORKING_DAYS_AFTER, 25, "25 WD after month end"),
        (DueRule.NO_DAY, None, "no day named"),
    ],
)
def test_dcc_report_says_in_words_when_it_is_due(rule: DueRule, days: int | None, words: str) -> None:
    assert due_in_words(owed("pmr", rule, days)) == words


def test_dcc_report_whose_day_the_sec_does_not_name_is_due_on_none() -> None:
    assert due_on(owed("rdp", DueRule.NO_DAY, None), PERIOD, sec_calendar()) is None


def test_dcc_report_for_december_is_due_in_the_new_year() -> None:
    # 3 January 2022 was the substitute day for New Year's Day.
    assert due_on(owed("pmr", DueRule.NTH_WORKING_DAY, 1), date(2021, 12, 1), sec_calendar()) == date(2022, 1, 4)


@pytest.mark.parametrize(
    ("delivered", "as_at", "shown", "in_time"),
    [
        (date(2021, 10, 14), date(2021, 10, 31), date(2021, 10, 14), True),
        (date(2021, 10, 15), date(2021, 10, 31), date(2021, 10, 15), False),
        (date(2021, 10, 15), date(2021, 10, 14), None, None),
        (None, date(2021, 10, 15), None, False),
    ],
)
def test_delivery_as_known_on_a_day(
    delivered: date | None, as_at: date, shown: date | None, in_time: bool | None
) -> None:
    report = owed("pmr", DueRule.NTH_WORKING_DAY, 10)
    DccReportDelivery.objects.create(report=report, period=PERIOD, delivered_on=delivered, observation="Seen")
    (row,) = deliveries(PERIOD, PERIOD, as_at)
    assert (row.due_on, row.delivered_on, row.in_time) == (date(2021, 10, 14), shown, in_time)
    assert row.observation == ("Seen" if shown else "")


@pytest.mark.parametrize("rows", [1, 3])
def test_committee_reads_take_a_fixed_number_of_queries(
    rows: int, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(rows):
        body = committee(f"body-{number}x")
        Action.objects.create(committee=body, reference="1", description="Do", raised_on=date(2021, 9, 8))
        Election.objects.create(committee=body, year=2021, seat="All", nominations_opened_on=date(2021, 9, 1))
        DccReportDelivery.objects.create(report=owed(f"r{number}", DueRule.NTH_WORKING_DAY, 10), period=PERIOD)
    for queries, read in (
        (1, lambda: actions_open(SEPTEMBER[1])),
        (1, lambda: elections(*SEPTEMBER)),
        (2, lambda: deliveries(PERIOD, PERIOD, SEPTEMBER[1])),
    ):
        with django_assert_num_queries(queries):
            assert len(read()) == rows
