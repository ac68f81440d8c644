"""What reaches back behind the last report: found by when it was entered, and by what that report could count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from access.audit import because
from modifications.models import AssessmentKind, Modification, Stage, StageFrom
from parties.models import CategoryPeriod, EventOfDefault, Membership, Party
from reports.checks.dated_back import Late, late, settled_at
from reports.checks.declared import bridges
from reports.models import Report
from tests.modifications.histories import assess, enter, raise_one
from tests.parties.cast import default, party, voting_group
from tests.reports.checks.planting import Ground, found_by
from tests.reports.month import quiet_month

pytestmark = pytest.mark.django_db

AUGUST, SEPTEMBER, LAST = date(2021, 8, 1), date(2021, 9, 1), date(2021, 9, 30)
BEFORE = date(2021, 8, 12)


def august(issued: date = date(2021, 9, 10)) -> Report:
    """August's report, entered now: what was entered before is in it, what is entered from here on is not."""
    report = quiet_month()
    panel_96 = report.meeting.committee.meetings.get(number=96)
    return Report.objects.create(
        kind="operations", month=AUGUST, meeting=panel_96, paper_number=4, author="Lead", issue_date=issued
    )


def found(before: Report) -> list[Late]:
    return late(before, SEPTEMBER, LAST)


def said(before: Report) -> list[str]:
    return [f"{one.name}: {'; '.join(one.changes)}" for one in found(before)]


def today() -> str:
    return f"{timezone.localdate():%-d %B %Y}"


# --- What reaches back ------------------------------------------------------------------------------------------------


def test_party_entered_late_is_one_record_with_all_its_rows() -> None:
    before = august()
    party("Late Limited", "small_supplier", voting_group(), acceded=BEFORE)
    (one,) = found(before)
    assert (one.model, one.name, one.there, len(one.changes)) == (Party, "Late Limited", True, 3)
    assert f"membership (acceded 12 August 2021) was entered on {today()}" in one.changes
    assert f"Party Category (period from 12 August 2021, Small Suppliers) was entered on {today()}" in one.changes


def test_row_says_what_was_changed_from_what_to_what() -> None:
    party("North", "small_supplier")
    before = august()
    CategoryPeriod.objects.update(category="large_supplier")
    Membership.objects.update(exited_on=BEFORE, exit_kind="withdrawn")
    assert said(before) == [
        f"North: Party Category was changed on {today()}: party category Small Suppliers → Large Suppliers; "
        f"membership was changed on {today()}: left – → 12 August 2021; exit kind – → Withdrawn"
    ]


def test_row_deleted_late_is_told_with_what_it_held() -> None:
    one = raise_one("120", date(2021, 3, 1), (BEFORE, Stage.REFINEMENT))
    before = august()
    StageFrom.objects.all().delete()
    assert said(before) == [f"DP120: stage (since 12 August 2021, {Stage.REFINEMENT.label}) was deleted on {today()}"]
    one.references.all().delete()
    one.titles.all().delete()
    one.delete()
    (gone,) = found(before)
    assert (gone.there, gone.name) == (False, "A modification that was deleted")


def test_party_in_default_is_not_named() -> None:
    one = party("Secret Limited")
    before = august()
    event = default(one, BEFORE)
    assert said(before) == [f"Event of Default {event.reference}: it (raised 12 August 2021) was entered on {today()}"]
    assert found(before)[0].model is EventOfDefault


def test_assessment_is_named_by_its_modification() -> None:
    one = raise_one("120", date(2021, 3, 1))
    before = august()
    assess(one, AssessmentKind.IMPACT, BEFORE)
    assert said(before) == [f"IA of DP120: it (accepted 12 August 2021, Impact Assessment) was entered on {today()}"]


# --- What does not ----------------------------------------------------------------------------------------------------


def no_change() -> None:
    """What the last report was made of."""


def the_months_own() -> None:
    """The month's business, on rows that began before it: the first of the month is the month's."""
    Membership.objects.update(exited_on=SEPTEMBER, exit_kind="withdrawn")
    EventOfDefault.objects.update(closed_on=SEPTEMBER, outcome="resolved")
    enter(Modification.objects.get(), (SEPTEMBER, Stage.REFINEMENT))


def what_no_figure_counts() -> None:
    Membership.objects.update(applied_on=date(2019, 11, 1))
    Party.objects.update(trading_name="Northern")


def there_and_back() -> None:
    Membership.objects.update(exited_on=BEFORE, exit_kind="withdrawn")
    Membership.objects.update(exited_on=None, exit_kind="")


@pytest.mark.parametrize("do", [no_change, the_months_own, what_no_figure_counts, there_and_back])
def test_change_that_leaves_the_time_before_as_it_was_is_none(do: Callable[[], None]) -> None:
    default(party("North"), date(2021, 8, 2))
    raise_one("120", date(2021, 3, 1))
    before = august()
    do()
    assert found(before) == []


def test_what_came_by_the_same_act_as_the_last_report_came_with_it() -> None:
    with because("a load"):
        before = august()
        party("North")
    assert found(before) == []
    with because("another"):
        party("Late Limited")
    assert [one.name for one in found(before)] == ["Late Limited"]


def test_last_report_is_settled_with_the_day_of_its_issue() -> None:
    """One that was in the system by then: it is worked on until the day ends."""
    today = timezone.localdate()
    before = august(issued=today + timedelta(days=2))
    at, act = settled_at(before)
    assert (timezone.localtime(at).date(), timezone.localtime(at).hour, act) == (today + timedelta(days=3), 0, None)
    party("North")
    assert found(before) == []


# --- The check --------------------------------------------------------------------------------------------------------


def test_check_is_silent_without_a_report_of_the_month_before() -> None:
    quiet_month()
    party("Late Limited", acceded=BEFORE)
    assert found_by("bridge.dated_back", Ground()) == ()


def test_reason_given_for_a_change_does_not_hold_for_the_next() -> None:
    one = party("North", "small_supplier")
    august()
    CategoryPeriod.objects.update(category="large_supplier")
    (first,) = found_by("bridge.dated_back", Ground())
    assert first.finding.mend == f"/admin/parties/party/{one.pk}/change/"
    CategoryPeriod.objects.update(category="gas_network")
    (second,) = found_by("bridge.dated_back", Ground())
    assert first.fingerprint != second.fingerprint


def test_records_are_named_while_they_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridges, "NAMED", 2)
    august()
    for place in range(4):
        party(f"Late {place}", acceded=BEFORE)
    messages = [one.finding.message for one in found_by("bridge.dated_back", Ground())]
    assert len(messages) == 3
    assert messages[0].startswith("Late 0, after the report issued on 10 September 2021: ")
    assert messages[-1].startswith("2 more records reach back")


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_what_reaches_back(number: int) -> None:
    before = august()
    for place in range(number):
        default(party(f"Late {place}", "other", voting_group(), acceded=BEFORE), BEFORE)
        assess(raise_one(str(120 + place), BEFORE, (BEFORE, Stage.DEVELOPMENT)), AssessmentKind.IMPACT, BEFORE)
    with CaptureQueriesContext(connection) as captured:
        assert len(found(before)) == 4 * number
    assert len(captured) == 11
