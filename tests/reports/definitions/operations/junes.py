"""June 2019 made by hand: a month in which nothing happened, and one with so many of everything."""

from __future__ import annotations

from datetime import date

from measures.models import Measure, MeasureCategory
from meetings.models import AgendaItem, Committee, MeetingKind
from parties.models import TestingCompletion, TestKind
from reports.building import build_report
from reports.definitions.operations.edition_2019 import EDITION_2019
from reports.engine.build import BuildResult
from reports.engine.edition import texts_asked
from reports.engine.month import Month
from reports.models import Report, SectionText
from tests.measures.months import measure, observe
from tests.meetings.rooms import committee, meet
from tests.modifications.histories import raise_one
from tests.parties.cast import default, party, uep, voting_group

JUNE = date(2019, 6, 1)
LONG_AGO = date(2015, 1, 5)


def day(number: int) -> date:
    return JUNE.replace(day=number)


def quiet_june(month: date = JUNE) -> Report:
    """Its Panel meetings are entered; nothing has happened."""
    panel = committee("panel", name="SEC Panel", paper_prefix="SECP")
    committee("cacop", counts_as_held=False)
    following = Month.containing(month).back(-1).first
    meet(panel, month.replace(day=14), 69)
    return Report.objects.create(
        kind="operations",
        month=month,
        meeting=meet(panel, following.replace(day=12), 70),
        paper_number=14,
        author="Reporting Lead",
        issue_date=following.replace(day=5),
    )


def rebuilt() -> BuildResult:
    return build_report(Report.objects.select_related("meeting__committee").get())


def june_with(number: int) -> Report:
    """Each kind of thing happened so many times, and every number has so many categories."""
    report = quiet_june()
    group = committee("working-group")
    for place in range(1, number + 1):
        _parties(place)
        _meeting(place, group)
    _measures(number)
    texts = texts_asked(EDITION_2019.every_section)
    SectionText.objects.bulk_create(
        [SectionText(report=report, section=id, body=f"<p>{title}.</p>") for id, title in texts]
    )
    return report


def _parties(place: int) -> None:
    acceded = party(f"Newcomer {place}", group=voting_group(), acceded=day(10))
    gone = party(f"Leaver {place}", acceded=LONG_AGO, exited_on=day(12), exit_kind="expelled", exit_reason="It closed.")
    default(gone, date(2019, 5, 2), closed_on=day(12), outcome="expelled")
    default(acceded, day(20))
    uep(acceded, day(21), extent="partial")
    for kind in TestKind:
        TestingCompletion.objects.create(party=acceded, test=kind, completed_on=day(22), classification="white")


def _meeting(place: int, group: Committee) -> None:
    discussed = raise_one(f"SECMP09{place}0", date(2018, 1, 9))
    held = meet(group, day(place), place, kind=MeetingKind.GOVERNANCE, headline="It was discussed.")
    AgendaItem.objects.create(meeting=held, position=1, modification=discussed)


def _measures(number: int) -> None:
    topics = [f"topic-{place}" for place in range(1, number + 1)]
    of_13_months = Month.containing(JUNE).window(13)
    _numbers(measure("helpdesk-emails", *topics), of_13_months, topics)
    days = measure("resource-days", *topics, unit="days", decimals=1, group="resource_days")
    MeasureCategory.objects.filter(measure=days).update(group="Services")
    _numbers(days, of_13_months[-1:], topics)
    for code in ("telephone-queries", "website-visits", "website-page-views"):
        _numbers(measure(code, group="website"), of_13_months[1:], [""])


def _numbers(of: Measure, months: tuple[Month, ...], categories: list[str]) -> None:
    for month in months:
        for category in categories:
            observe(of, month.first, "4", category)
