"""What an annual figure is made of: what each month gave to it, or how things stood at each month's end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.text import slugify

from modifications.models import ReleaseKind, Stage, VersionCause
from modifications.queries import ModificationEvent
from parties.models import ExitKind, Extent, PartyCategory
from parties.queries import CATEGORIES_BUT_THE_DCC
from parties.queries_listed import PartyRow
from reports.engine.month import Month
from reports.engine.values import NOT_MEASURED, Value, count
from reports.facts.joining import completed_by_party
from reports.facts.making import YEAR, YEAR_BEFORE
from reports.facts.meetings import raised_in
from reports.facts.modifications import implemented_by
from reports.facts.parties import left_as
from reports.facts.registry import Facts
from reports.period_reads import PeriodReads
from reports.year_reads import YearReads

_SPAN_IN_LABEL = re.compile(r", (average of )?(the regulatory year so far|the same months a year before)$")
_COMMITTEE = re.compile(r"committee\.(?P<code>.+)\.(?P<span>year|year_before)_(?P<what>meetings|actions_raised)")
_MEASURE = re.compile(r"(?P<own>measure\..+)\.(?P<over>year|year_before|year_average)")
_RELEASE = re.compile(r"release\.(?P<slug>.+)\.implemented")


class Made(StrEnum):
    """How the months make the figure of the year."""

    SUM = "Sum"
    END = "End state"
    AVERAGE = "Average"
    BEFORE = "State before"


@dataclass(frozen=True, slots=True)
class MadeOf:
    """An annual figure, `key`, with what each of its twelve months gave. `own` is the month's own figure, by whose name
    a month is restated. A month that nothing was expected of is a dash; one whose number is missing says so."""

    key: str
    own: str
    label: str
    group: str
    made: Made
    months: tuple[Month, ...]
    values: tuple[Value, ...]
    year: Value

    @property
    def is_by_its_own_name(self) -> bool:
        """Whether a month's paper has what the month gave as a figure of its own: the months of a release give parts of
        one figure, and those before the year give nothing."""
        return self.made is not Made.BEFORE and (self.made is Made.END or self.own != self.key)

    @property
    def missing(self) -> list[Month]:
        return [month for month, value in zip(self.months, self.values, strict=True) if value.is_missing]

    def value_of(self, month: Month) -> Value | None:
        return dict(zip(self.months, self.values, strict=True)).get(month)


Days = Callable[[PeriodReads], Iterable[date]]


def made_of(key: str, facts: Facts, year: YearReads) -> MadeOf | None:
    """None for a figure that no months make: a month's own, or one that is reckoned from others."""
    found = _months_of(key, year, facts)
    if found is None:
        return None
    fact = facts.fact(key)
    label = _SPAN_IN_LABEL.sub("", fact.label)
    return MadeOf(key, found.own, label, fact.group, found.made, found.months, found.values, facts.value(key))


@dataclass(frozen=True, slots=True)
class _Months:
    own: str
    made: Made
    months: tuple[Month, ...]
    values: tuple[Value, ...]


def _months_of(key: str, year: YearReads, facts: Facts) -> _Months | None:
    for span, months, period in (
        (YEAR, year.months, year.this),
        (YEAR_BEFORE, year.months_before, year.before),
    ):
        if key.startswith(span.prefix):
            return _of_records(key.removeprefix(span.prefix), months, period, year)
        if (found := _COMMITTEE.fullmatch(key)) and f"{found['span']}." == span.prefix:
            own = f"committee.{found['code']}.{found['what']}"
            days = _OF_COMMITTEES[found["what"]](period, {found["code"]})
            return _Months(own, Made.SUM, months, _counted(days, months))
    if found := _RELEASE.fullmatch(key):
        days = (row.on for row in year.this.implemented if slugify(row.target_release) == found["slug"])
        return _Months(key, Made.SUM, year.months, _counted(days, year.months))
    if found := _MEASURE.fullmatch(key):
        return _of_measure(key, found["own"], found["over"], year, facts)
    return _of_states(key, year)


# --- Sums of what was recorded, each on its day -----------------------------------------------------------------------


def _of_records(own: str, months: tuple[Month, ...], period: PeriodReads, year: YearReads) -> _Months | None:
    if own in DAYS:
        return _Months(OWN.get(own, own), Made.SUM, months, _counted(DAYS[own](period), months))
    if own == "actions.confidential":
        closed = {one.code for one in year.reads.committees if one.confidential}
        return _Months(own, Made.SUM, months, _counted(_OF_COMMITTEES["actions_raised"](period, closed), months))
    if own in ("modifications.opening", "parties.opening"):
        return _Months(own, Made.BEFORE, months, (NOT_MEASURED,) * len(months))
    if own == "modifications.closing" and period is year.this:
        return _of_states("modifications.open", year)
    return None


def _counted(days: Iterable[date], months: tuple[Month, ...]) -> tuple[Value, ...]:
    found = Counter(Month.containing(day) for day in days)
    return tuple(count(found[month]) for month in months)


def _left(*kinds: ExitKind) -> Days:
    return lambda period: (row.on for kind in kinds for row in left_as(period.left, kind))


def _completed(category: PartyCategory | None) -> Days:
    """A Party counts once in the year, on the day of its first completion in it."""

    def days(period: PeriodReads) -> Iterator[date]:
        for rows in completed_by_party(period.uep_in_period, Extent.FULL):
            if category in (None, rows[0].category):
                yield min(row.completed_on for row in rows)

    return days


def _step(step: str) -> Days:
    """Raised on its day; else the day on which it came to stand as it does at the period's end."""

    def days(period: PeriodReads) -> Iterator[date]:
        lives = dict(period.lives)
        for id in getattr(period.bridge, step):
            life = lives[id]
            now = life.at(period.last)
            yield life.raised_on if step in ("raised", "parts") or now is None else now.since

    return days


def _concluded(stage: Stage) -> Days:
    def days(period: PeriodReads) -> Iterator[date]:
        lives = dict(period.lives)
        found = (lives[id].at(period.last) for id in period.bridge.concluded_as(stage))
        return (now.since for now in found if now is not None)

    return days


def _implemented(kind: ReleaseKind) -> Days:
    return lambda period: (row.on for row in implemented_by(period, kind))


def _released(kind: ReleaseKind) -> Days:
    """A release counts once, in the month in which it first implemented something."""

    def days(period: PeriodReads) -> Iterable[date]:
        first: dict[str, date] = {}
        for row in sorted(implemented_by(period, kind), key=_when):
            first.setdefault(row.target_release, row.on)
        return first.values()

    return days


def _when(row: ModificationEvent) -> date:
    return row.on


def _issued(*causes: VersionCause) -> Days:
    return lambda period: (row.issued_on for row in period.versions_issued if row.cause in causes)


_OF_COMMITTEES: Mapping[str, Callable[[PeriodReads, Collection[str]], Iterable[date]]] = {
    "meetings": lambda period, codes: (row.held_on for row in period.meetings if row.committee_code in codes),
    "actions_raised": lambda period, codes: (
        row.raised_on for row in period.actions if raised_in(period, row) and row.committee_code in codes
    ),
}

DAYS: Mapping[str, Days] = {
    "parties.acceded": lambda period: (row.on for row in period.entered),
    "parties.withdrawn": _left(ExitKind.WITHDRAWN),
    "parties.expelled": _left(ExitKind.EXPELLED),
    "parties.left": _left(*ExitKind),
    "defaults.raised": lambda period: (row.raised_on for row in period.defaults_raised),
    "uep.completed": _completed(None),
    **{f"uep.completed.{one.value}": _completed(one) for one in CATEGORIES_BUT_THE_DCC},
    **{f"modifications.{step}": _step(step) for step in ("raised", "parts", "split", "reopened", "concluded")},
    **{
        f"modifications.{stage.value}": _concluded(stage) for stage in (Stage.APPROVED, Stage.REJECTED, Stage.WITHDRAWN)
    },
    "modifications.implemented": lambda period: (row.on for row in period.implemented),
    **{f"modifications.implemented.{kind.value}": _implemented(kind) for kind in ReleaseKind},
    **{f"releases.{kind.value}": _released(kind) for kind in ReleaseKind},
    "sec_versions.issued": _issued(*VersionCause),
    **{f"sec_versions.issued.{cause.value}": _issued(cause) for cause in VersionCause},
    "meetings.held": lambda period: (row.held_on for row in period.meetings_counted),
    "meetings.listed": lambda period: (row.held_on for row in period.meetings),
    "meetings.every": lambda period: (row.held_on for row in period.every_meeting),
    "meetings.confidential": lambda period: (row.held_on for row in period.every_meeting if row.confidential),
    "actions.raised": lambda period: (row.raised_on for row in period.actions if raised_in(period, row)),
    "actions.closed": lambda period: (row.closed_on for row in period.actions if row.closed_on is not None),
}
"""The day of each thing that the figure counts, by its name without the year."""

OWN = {"modifications.concluded": "modifications.concluded_in_month", "uep.completed": "uep.in_month"}
"""What the month's own figure is called, where that is another name."""

COUNTED_AT_THE_YEARS_END = (
    *("modifications.concluded_in_month", "modifications.approved", "modifications.rejected"),
    *("modifications.withdrawn", "modifications.split", "modifications.reopened", "uep.", "releases."),
)
"""How the names of figures begin that a year counts by what holds at its end, and a month's own paper at the month's:
the one may differ from the other with no record changed."""


# --- Monthly numbers --------------------------------------------------------------------------------------------------


def _of_measure(key: str, own: str, over: str, year: YearReads, facts: Facts) -> _Months:
    """The months as the figure itself adds them up; one that it leaves out has no number to be expected."""
    months = year.months_before if over == "year_before" else year.months
    added = {row.cells[0].display: row.cells[1] for row in facts.fact(key).rows(year.reads).rows}
    values = tuple(added.get(month.label, NOT_MEASURED) for month in months)
    return _Months(own, Made.AVERAGE if over == "year_average" else Made.SUM, months, values)


# --- States -----------------------------------------------------------------------------------------------------------


def _of_states(key: str, year: YearReads) -> _Months | None:
    values = _states(key, year)
    return None if values is None else _Months(key, Made.END, year.months, tuple(map(count, values)))


def _states(key: str, year: YearReads) -> list[int] | None:
    process = year.reads.process[-len(year.months) :]
    if key == "modifications.open":
        return [one.open for one in process]
    if key.startswith("modifications.open.") and key.removeprefix("modifications.open.") in Stage:
        stage = Stage(key.removeprefix("modifications.open."))
        return [one.open_by_stage.get(stage, 0) for one in process]
    if key.startswith(("parties.total", "parties.voting_groups")):
        return _parties(key, year)
    return None


def _parties(key: str, year: YearReads) -> list[int]:
    what, _, category = key.removeprefix("parties.").partition(".")
    with_the_dcc = what.endswith("_with_dcc")

    def is_asked(row: PartyRow) -> bool:
        return row.category == category if category else with_the_dcc or row.category != PartyCategory.DCC

    ends = [[row for row in rows if is_asked(row)] for rows in year.parties_at_ends]
    if what.startswith("total"):
        return [len(rows) for rows in ends]
    return [len({row.voting_group_id for row in rows} - {None}) for rows in ends]
