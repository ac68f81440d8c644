"""The facts that are counted from records."""

from __future__ import annotations

from collections.abc import Callable

from meetings.queries import Punctuality
from modifications.models import AssessmentKind, Stage
from modifications.queries import Timescale
from reports.engine.values import MISSING, NONE, Value, count, percentage, working_days
from reports.facts.registry import Fact
from reports.reads import MonthReads


def _counted(number: Callable[[MonthReads], int]) -> Callable[[MonthReads], Value]:
    return lambda reads: count(number(reads))


def _average(timescale: Callable[[MonthReads], Timescale]) -> Callable[[MonthReads], Value]:
    def read(reads: MonthReads) -> Value:
        found = timescale(reads)
        return working_days(found.average) if found.count else NONE

    return read


def _share(punctuality: Callable[[MonthReads], Punctuality | None]) -> Callable[[MonthReads], Value]:
    def read(reads: MonthReads) -> Value:
        found = punctuality(reads)
        return percentage(found.in_time, found.due) if found and found.is_known else MISSING

    return read


_PARTIES = (
    Fact(
        "parties.total",
        "Parties",
        "Parties on the last day of the month, excluding the DCC.",
        _counted(lambda reads: reads.party_total),
    ),
    Fact(
        "parties.voting_groups",
        "Voting Groups",
        "Voting Groups with a current Party on the last day of the month, excluding the DCC.",
        _counted(lambda reads: reads.voting_group_total),
    ),
    Fact(
        "parties.acceded",
        "Accessions",
        "Parties that acceded in the month.",
        _counted(lambda reads: reads.movements_of_month.acceded),
    ),
    Fact(
        "parties.withdrawn",
        "Withdrawals",
        "Parties that withdrew in the month.",
        _counted(lambda reads: reads.movements_of_month.withdrawn),
    ),
    Fact(
        "parties.expelled",
        "Expulsions",
        "Parties expelled in the month.",
        _counted(lambda reads: reads.movements_of_month.expelled),
    ),
    Fact(
        "defaults.raised",
        "Events of Default",
        "Events of Default raised in the month; one Party can have several.",
        _counted(lambda reads: reads.movements_of_month.events_of_default),
    ),
    Fact(
        "uep.complete",
        "Parties that have completed the UEP",
        "Current Parties, excluding the DCC, that had completed the UEP in full for a User Role by its last day.",
        _counted(lambda reads: reads.uep_complete),
    ),
    Fact(
        "uep.outstanding",
        "Parties that have not completed the UEP",
        "Current Electricity Networks, Large and Small Suppliers that had completed the UEP in full for no User Role.",
        _counted(lambda reads: reads.uep_outstanding),
    ),
)

_MODIFICATIONS = (
    Fact(
        "modifications.open",
        "Proposals open (pre-decision)",
        "Draft Proposals and Modification Proposals raised and not yet decided on the last day of the month.",
        _counted(lambda reads: reads.open_timescale.count),
    ),
    Fact(
        "modifications.open_average",
        "Average age of open proposals",
        "From the day raised to the last day of the month, in Working Days as published, averaged before rounding.",
        _average(lambda reads: reads.open_timescale),
    ),
    Fact(
        "modifications.concluded",
        "Proposals concluded in the last 12 months",
        "Proposals approved, rejected or withdrawn in the twelve months ending with the month.",
        _counted(lambda reads: reads.concluded_timescale.count),
    ),
    Fact(
        "modifications.concluded_average",
        "Average duration of concluded proposals",
        "From the day raised to the day concluded, in Working Days as published, averaged before rounding.",
        _average(lambda reads: reads.concluded_timescale),
    ),
    Fact(
        "modifications.raised",
        "New modifications raised",
        "Proposals raised in the month, not counting those made by a split.",
        _counted(lambda reads: len(reads.raised)),
    ),
    Fact(
        "modifications.split",
        "Modifications split",
        "Modifications that were split in the month.",
        _counted(lambda reads: len(reads.split)),
    ),
    Fact(
        "modifications.decided",
        "Modifications decided upon",
        "Modifications approved or rejected in the month.",
        _counted(lambda reads: len(reads.decided)),
    ),
    Fact(
        "modifications.approved",
        "Modifications approved",
        "Modifications approved in the month.",
        _counted(lambda reads: sum(one.into == Stage.APPROVED for one in reads.decided)),
    ),
    Fact(
        "modifications.implemented",
        "Modifications implemented",
        "Modifications implemented in the month.",
        _counted(lambda reads: len(reads.implemented)),
    ),
)


def _assessment_facts(code: str, kind: AssessmentKind) -> tuple[Fact, ...]:
    def of(completed: bool) -> Callable[[MonthReads], Timescale]:
        return lambda reads: reads.assessment_timescale(kind, completed=completed)

    opened, done = of(False), of(True)
    name = f"{kind.label}s"
    open_rule = "Accepted by the DCC and not returned on the last day of the month."
    done_rule = "Returned by the DCC in the twelve months ending with the month."
    average = "Weekdays from the accepted day to the end day, both counted, bank holidays kept; averaged, then rounded."
    return (
        Fact(f"assessments.{code}_open", f"{name} open", open_rule, _counted(lambda reads: opened(reads).count)),
        Fact(f"assessments.{code}_open_average", f"Average duration of {name} open", average, _average(opened)),
        Fact(
            f"assessments.{code}_completed", f"{name} completed", done_rule, _counted(lambda reads: done(reads).count)
        ),
        Fact(f"assessments.{code}_completed_average", f"Average duration of {name} completed", average, _average(done)),
    )


_MEETINGS = (
    Fact(
        "meetings.held",
        "Meetings held",
        "Regular meetings of the committees and calls marked as counting; extraordinary and attended ones stand apart.",
        _counted(lambda reads: len(reads.meetings_counted)),
    ),
    Fact(
        "meetings.extraordinary",
        "Extraordinary meetings",
        "Extraordinary meetings held in the month.",
        _counted(lambda reads: sum(meeting.extraordinary for meeting in reads.meetings)),
    ),
    Fact(
        "meetings.notice_in_time",
        "Meeting notice 5 WD in advance",
        "Share of the counted meetings for which notice was given at least 5 SEC Working Days before.",
        _share(lambda reads: reads.notice),
    ),
    Fact(
        "meetings.papers_in_time",
        "Papers issued 5 WD in advance",
        "Share of the counted meetings whose papers were issued at least 5 SEC Working Days before.",
        _share(lambda reads: reads.papers),
    ),
    Fact(
        "meetings.minutes_in_time",
        "Minutes issued 5 WD after meeting",
        "Share of the counted meetings, of those due by the issue date, with minutes within 5 SEC Working Days.",
        _share(lambda reads: reads.minutes),
    ),
)

FACTS: dict[str, Fact] = {
    fact.key: fact
    for fact in (
        *_PARTIES,
        *_MODIFICATIONS,
        *_assessment_facts("pa", AssessmentKind.PRELIMINARY),
        *_assessment_facts("ia", AssessmentKind.IMPACT),
        *_MEETINGS,
    )
}
