"""Questions that only checks ask of the records; each a fixed number of queries, about the months at hand alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, Value, When

from access.classification import Classification, at_least
from meetings.models import Decision, Meeting, Question
from modifications.models import AssessmentTarget, DccAssessment, Modification, Stage, StageFrom
from modifications.queries.state import reference_in_force
from parties.models import CategoryPeriod, EventOfDefault, Membership, Party, PartyCategory
from parties.queries import testing_completions, uep_completions


@dataclass(frozen=True, slots=True)
class AssessmentDates:
    """An assessment with its days and the first target set for it (None where none was), and how many were set."""

    id: int
    reference: str
    code: str
    kind: str
    requested_on: date | None
    accepted_on: date | None
    returned_on: date | None
    raised_on: date
    first_target: int | None
    last_target: int | None
    targets: int


def assessments_of(ids: Iterable[int], accepted_from: date, day: date) -> list[AssessmentDates]:
    """The assessments of these ids, and those accepted or requested from `accepted_from` to `day`; two queries."""
    wanted = set(ids)
    rows = DccAssessment.objects.filter(pk__in=wanted) | DccAssessment.objects.filter(
        accepted_on__range=(accepted_from, day)
    )
    rows = rows | DccAssessment.objects.filter(requested_on__range=(accepted_from, day))
    found = list(
        rows.annotate(reference=reference_in_force(day, "modification_id"))
        .order_by("accepted_on", "pk")
        .values("id", "reference", "kind", "requested_on", "accepted_on", "returned_on")
        .annotate(code=F("modification__code"), raised_on=F("modification__raised_on"))
    )
    set_targets = AssessmentTarget.objects.filter(assessment__in=[row["id"] for row in found], since__lte=day)
    targets: dict[int, list[int]] = {}
    for assessment, target in set_targets.order_by("since").values_list("assessment_id", "target"):
        targets.setdefault(assessment, []).append(target)
    return [_dates(row, targets.get(row["id"], [])) for row in found]


def _dates(row: Mapping[str, Any], targets: list[int]) -> AssessmentDates:
    return AssessmentDates(
        **row,
        first_target=targets[0] if targets else None,
        last_target=targets[-1] if targets else None,
        targets=len(targets),
    )


@dataclass(frozen=True, slots=True)
class EarlyRow:
    """A history that begins before the modification was raised."""

    id: int
    reference: str
    raised_on: date
    begins: date
    what: str


def begun_before_raised(first: date, last: date) -> list[EarlyRow]:
    """Histories and decisions of modifications raised in the period that are dated before that day; one query."""
    raised = Modification.objects.filter(raised_on__range=(first, last)).annotate(
        reference=reference_in_force(last),
        stage=Min("stages__since"),
        title=Min("titles__since"),
        called=Min("references__since"),
        decided=Min("decisions__decided_on"),
    )
    rows: Iterable[Mapping[str, Any]] = raised.order_by("code").values(
        *("id", "reference", "raised_on", "stage", "title", "called", "decided")
    )
    names = {"stage": "a stage", "title": "a title", "called": "a reference", "decided": "a decision"}
    return [
        EarlyRow(row["id"], row["reference"], row["raised_on"], row[key], what)
        for row in rows
        for key, what in names.items()
        if row[key] is not None and row[key] < row["raised_on"]
    ]


@dataclass(frozen=True, slots=True)
class Entered:
    """A stage that a modification entered, and whether a decision of the question that leads there was ever taken."""

    id: int
    code: str
    reference: str
    stage: str
    decided: bool


def entered_by_decision(first: date, last: date, leads_to: Mapping[Stage, Question]) -> list[Entered]:
    """The stages of the period that a decision leads to, `leads_to` giving the question by the stage; one query.

    A decision about the whole modification holds for the parts that it was split into, and the stage with which a part
    begins was the whole's.
    """
    asked = Case(*(When(stage=stage, then=Value(question)) for stage, question in leads_to.items()))
    decisions = Decision.objects.filter(
        Q(modification=OuterRef("modification")) | Q(modification=OuterRef("modification__split_from")),
        question=OuterRef("asked"),
        outcome="approve",
        decided_on__lte=last,
    )
    rows = StageFrom.objects.filter(since__range=(first, last), stage__in=leads_to).annotate(asked=asked)
    earlier = StageFrom.objects.filter(modification=OuterRef("modification"), since__lt=OuterRef("since"))
    rows = rows.filter(Q(modification__split_from__isnull=True) | Exists(earlier))
    found = rows.annotate(decided=Exists(decisions), reference=reference_in_force(last, "modification_id"))
    named = found.order_by("modification__code", "since")
    return [
        Entered(*row)
        for row in named.values_list("modification_id", "modification__code", "reference", "stage", "decided")
    ]


@dataclass(frozen=True, slots=True)
class MeetingName:
    """A meeting and the ways its committee is called."""

    id: int
    committee_id: int
    committee_code: str
    committee: str
    abbreviation: str
    prefix: str
    number: int | None
    suffix: str
    held_on: date
    cancelled: bool


def meetings_around(first: date, last: date) -> list[MeetingName]:
    """Every meeting of the period, cancelled ones and those of confidential committees too; one query."""
    rows = (
        Meeting.objects.filter(held_on__range=(first, last))
        .order_by("held_on", "pk")
        .values("id", "committee_id", "number", "suffix", "held_on", "cancelled")
    )
    named: Iterable[Mapping[str, Any]] = rows.annotate(
        committee_code=F("committee__code"),
        prefix=F("committee__paper_prefix"),
        abbreviation=F("committee__abbreviation"),
        called=F("committee__name"),
    )
    return [MeetingName(**{("committee" if key == "called" else key): row[key] for key in row}) for row in named]


def days_of_meetings(numbers: Iterable[str]) -> dict[tuple[str, str], list[date]]:
    """The days on which meetings of these numbers ("97") were held, whenever that was, by the prefix of the
    committee's papers and the number with its suffix; one query."""
    known = [int(number) for number in numbers if number]
    rows = Meeting.objects.filter(number__in=known).exclude(committee__paper_prefix="").order_by("held_on")
    found: dict[tuple[str, str], list[date]] = {}
    for prefix, number, suffix, day in rows.values_list("committee__paper_prefix", "number", "suffix", "held_on"):
        found.setdefault((prefix, f"{number}{suffix}"), []).append(day)
    return found


@dataclass(frozen=True, slots=True)
class DecisionDay:
    id: int
    meeting: str
    held_on: date
    decided_on: date


def decisions_on_other_days(first: date, last: date) -> list[DecisionDay]:
    """Decisions of the period's meetings, or of the period, not dated on the day of their meeting; one query."""
    at_meetings = Decision.objects.filter(meeting__held_on__range=(first, last))
    in_period = Decision.objects.filter(decided_on__range=(first, last), meeting__isnull=False)
    rows = (at_meetings | in_period).exclude(decided_on=F("meeting__held_on")).order_by("decided_on", "pk")
    return [DecisionDay(*row) for row in rows.values_list("pk", "meeting__title", "meeting__held_on", "decided_on")]


def repeated_defaults(first: date, last: date) -> list[tuple[str, str, date, int]]:
    """Party, limb and day of Events of Default raised in the period of which there are several; one query."""
    raised = EventOfDefault.objects.filter(raised_on__range=(first, last)).order_by()
    rows = raised.values("party__name", "limb", "raised_on").annotate(times=Count("pk")).filter(times__gt=1)
    return list(rows.values_list("party__name", "limb", "raised_on", "times"))


def party_ids(codes: Iterable[str]) -> dict[str, int]:
    """One query."""
    return dict(Party.objects.filter(code__in=set(codes)).values_list("code", "pk"))


def parties_but_the_dcc() -> list[str]:
    """What every Party but the DCC is called, at any time; one query."""
    of_the_dcc = CategoryPeriod.objects.filter(party=OuterRef("pk"), category=PartyCategory.DCC)
    named = Party.objects.exclude(Exists(of_the_dcc)).values_list("name", "trading_name")
    return [name for names in named for name in names if name]


def expelled_between(first: date, last: date) -> dict[int, str]:
    """The Parties expelled in the period, by id with their names; one query."""
    rows = Membership.objects.filter(exited_on__range=(first, last), exit_kind="expelled")
    return dict(rows.values_list("party_id", "party__name"))


def modifications_named(references: Iterable[str]) -> dict[str, tuple[int, date]]:
    """Of each code its id and the day it was raised; one query."""
    rows = Modification.objects.filter(code__in=set(references)).values_list("code", "pk", "raised_on")
    return {code: (pk, raised_on) for code, pk, raised_on in rows}


def completed_between(after: date, until: date) -> tuple[list[str], list[int]]:
    """The Parties that completed the UEP or a test later than `after` and by `until`, by name, and the ids of the
    completions that are classified above what the book may speak of; two queries."""
    tests = [row for rows in testing_completions(after, until).values() for row in rows]
    above = [row.id for row in tests if row.classification in at_least(Classification.AMBER)[1:]]
    named = {row.name for row in tests if row.id not in above}
    return sorted(named | {row.name for row in uep_completions(after, until)}), sorted(above)
