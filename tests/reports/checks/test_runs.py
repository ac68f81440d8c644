"""The run that is kept: when it may come to something else by now, and that no older one takes its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from typing import Any

import psycopg2
import pytest
from django.db import connection

from modifications.models import BankHoliday, SecVersion
from parties.models import Party
from reports.checks.book import checked
from reports.checks.context import BookContext
from reports.checks.runs import ReportGone, keep_run, reads_from
from reports.desk import runs
from reports.desk.duties import set_state
from reports.desk.runs import LastRun, last_run
from reports.models import CheckRun, Deadline, Report, SectionState, SectionText
from tests.access.cast import person
from tests.modifications.histories import raise_one
from tests.reports.checks.planting import Ground
from tests.reports.desk.desks import item, write
from tests.reports.month import quiet_month

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx() -> BookContext:
    report = quiet_month()
    write(report, "helpdesk")
    SecVersion.objects.create(issued_on=date(2021, 9, 1), description="A version", cause="designation")
    raise_one("120", date(2021, 3, 1))
    return Ground().context()


def run(ctx: BookContext) -> CheckRun:
    return keep_run(checked(ctx, []), person("editor"), reads_from())


def last(report: Report) -> LastRun:
    found = last_run(report)
    assert found is not None
    return found


def pair(report: Report) -> None:
    SecVersion.objects.get().modifications.add(raise_one("121", date(2021, 3, 1)))


CHANGES: dict[str, Callable[[Report], Any]] = {
    "a record added": lambda report: Party.objects.create(code="north", name="North"),
    "a text changed": lambda report: SectionText.objects.update(body="<p>Other.</p>"),
    "a text deleted": lambda report: SectionText.objects.all().delete(),
    "the paper": lambda report: Report.objects.update(paper_number=4),
    "a bank holiday": lambda report: BankHoliday.objects.filter(day__year=2021).delete(),
    "a pair": pair,
    "an open item": item,
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_a_check_reads_outdates_the_run(ctx: BookContext, change: str) -> None:
    run(ctx)
    assert not last(ctx.report).outdated
    CHANGES[change](ctx.report)
    assert last(ctx.report).outdated


def test_what_no_check_reads_does_not(ctx: BookContext) -> None:
    run(ctx)
    set_state(ctx.report, "helpdesk", SectionState.IN_HAND, seen=SectionState.TO_DO)
    Deadline.objects.create(code="proof", name="Proof", working_days=1)
    person("contributor")
    assert not last(ctx.report).outdated


def test_run_of_another_release_of_the_program_is_outdated(ctx: BookContext, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = run(ctx)
    monkeypatch.setattr(runs, "_LOADED", kept.run_at + timedelta(microseconds=1))
    assert last(ctx.report).outdated


@contextmanager
def somebody_writing() -> Iterator[Any]:
    """Another session, with something written that nobody sees yet; yields when it began."""
    known = connection.get_connection_params()
    names = {key: known[key] for key in ("dbname", "user", "password", "host", "port") if key in known}
    with closing(psycopg2.connect(**names)) as other, other.cursor() as cursor:
        cursor.execute("SELECT now(), pg_current_xact_id()")
        yield cursor.fetchone()[0]
        other.rollback()


def test_run_beside_somebody_who_is_writing_stands_at_when_they_began() -> None:
    with somebody_writing() as began:
        assert reads_from() <= began
    assert reads_from() > began


def test_older_run_that_ends_later_does_not_take_the_place_of_a_newer(ctx: BookContext) -> None:
    early = reads_from()
    newer = run(ctx)
    assert keep_run(checked(ctx, []), person("contributor"), early) == newer
    assert CheckRun.objects.get().run_at == newer.run_at


def test_run_of_a_report_that_is_gone_is_not_kept(ctx: BookContext) -> None:
    book = checked(ctx, [])
    Report.objects.all().delete()
    with pytest.raises(ReportGone):
        keep_run(book, person("editor"), reads_from())
    assert not CheckRun.objects.exists()
