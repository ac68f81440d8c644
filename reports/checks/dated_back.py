"""What was entered, changed or deleted after the last report was issued, though it is dated before the month.

Both ends of a bridge are asked of the records as they are now, so a row that reaches back moves them together, and the
bridge balances over a figure that nobody ever read. Only the audit trail knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db.models import ForeignKey, Model, QuerySet
from django.utils import timezone

from access.audit.values import BLANK, AnyField, Values, label_of, plain
from access.events import event_model_of, events_of
from modifications.models import DccAssessment, Modification, StageFrom
from modifications.queries.state import reference_in_force
from parties.models import CategoryPeriod, EventOfDefault, Membership, Party, VotingGroup, VotingGroupPeriod
from reports.engine.values import long_date
from reports.models import Report

Names = Mapping[type[Model], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A kind of row that figures are counted from: the record it belongs to by the column `of`, and when it holds.

    It holds from its day `begins` up to, not including, its day `ends`; `valid` names both. `counted` are the columns
    besides that decide where it counts, and `at_its_end` those that do once it has ended.
    """

    model: type[Model]
    owner: type[Model]
    of: str
    what: str
    begins: str = "valid"
    ends: str = "valid"
    counted: tuple[str, ...] = ()
    at_its_end: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        days = dict.fromkeys(one for one in (self.begins, self.ends) if one)
        return (*days, *self.counted, *self.at_its_end)

    def before(self, row: Values | None, first: date) -> tuple[Any, ...] | None:
        """All that figures of the time before the day `first` can tell of the row; None where they know nothing."""
        began = _day(row, self.begins, "lower") if row else None
        if row is None or began is None or began >= first:
            return None
        ended = _day(row, self.ends, "upper")
        if ended is None or ended >= first:
            return (began, None, *(row[name] for name in self.counted))
        return (began, ended, *(row[name] for name in (*self.counted, *self.at_its_end)))


def _day(row: Values, column: str, bound: str) -> date | None:
    value: Any = row[column] if column else None
    day: date | None = getattr(value, bound) if column == "valid" else value
    return day


KINDS = (
    Counted(Membership, Party, "party_id", "membership", "acceded_on", "exited_on", ("party_id",), ("exit_kind",)),
    Counted(CategoryPeriod, Party, "party_id", "Party Category", counted=("party_id", "category")),
    Counted(VotingGroupPeriod, Party, "party_id", "Voting Group", counted=("party_id", "voting_group_id")),
    Counted(EventOfDefault, EventOfDefault, "id", "it", "raised_on", "closed_on", (), ("outcome",)),
    Counted(Modification, Modification, "id", "it", "raised_on", "", ("split_from_id",)),
    Counted(StageFrom, Modification, "modification_id", "stage", "since", "", ("modification_id", "stage")),
    Counted(DccAssessment, DccAssessment, "id", "it", "accepted_on", "returned_on", ("modification_id", "kind")),
)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one row: its columns as last known then, and now; None where it was not there."""

    kind: Counted
    then: Values | None
    now: Values | None
    at: datetime

    @property
    def row(self) -> Values:
        return self.now or self.then or {}

    @property
    def owner(self) -> tuple[type[Model], int]:
        return self.kind.owner, self.row[self.kind.of]

    def said(self, names: Names) -> str:
        on = long_date(timezone.localtime(self.at).date()).display
        if self.then is None or self.now is None:
            held = _shown(self.kind.model, self.kind.columns[0], self.row, names)
            apart = (self.kind.of, "modification_id")  # the record is named by them
            counted = [name for name in self.kind.counted if name not in apart]
            others = [_value(self.kind.model, name, self.row, names) for name in counted]
            about = ", ".join([held, *(one for one in others if one != BLANK)])
            return f"{self.kind.what} ({about}) was {'deleted' if self.now is None else 'entered'} on {on}"
        differing = [name for name in self.kind.columns if self.then[name] != self.now[name]]
        told = "; ".join(
            f"{_shown(self.kind.model, name, self.then, names)} → {_value(self.kind.model, name, self.now, names)}"
            for name in differing
        )
        return f"{self.kind.what} was changed on {on}: {told}"


@dataclass(frozen=True, slots=True)
class Late:
    """A record with the changes that reach back; `there` says whether it still is."""

    model: type[Model]
    pk: int
    name: str
    there: bool
    changes: tuple[str, ...]
    at: datetime


def settled_at(before: Report) -> tuple[datetime, Any]:
    """The moment after which no change is in that report any more, and the act that entered the report.

    It is the end of the day the report was issued. One that was itself entered later than that, as back months are,
    has nothing to say of the time before it was: then it is when it was entered, and what came in by the same act came
    with it. Two facts of the records alone; no clock.
    """
    issued = timezone.make_aware(datetime.combine(before.issue_date + timedelta(days=1), time.min))
    entered = events_of(Report, [before.pk]).values_list("pgh_created_at", "pgh_context_id").first()
    return (issued, None) if entered is None or entered[0] < issued else entered


def late(before: Report, first: date, last: date) -> list[Late]:
    """The records with such changes, by name, dated before the day `first`. As many queries whatever there is of them:
    one for the moment, one for each kind of row, and one for each kind of name."""
    after, act = settled_at(before)
    found = [change for kind in KINDS for change in _changes(kind, after, act, first)]
    names = _names(found, last)
    found.sort(key=lambda one: (one.owner[0].__name__, one.owner[1], one.at))
    return sorted(_by_record(found, names), key=lambda one: (one.model.__name__, one.name))


def _by_record(found: Iterable[Change], names: Names) -> Iterator[Late]:
    for (model, pk), changes in groupby(found, key=lambda one: one.owner):
        own = list(changes)
        there = pk in names[model] if model in (Party, Modification) else own[-1].now is not None
        name = _name(own[-1], names)
        yield Late(model, pk, name, there, tuple(one.said(names) for one in own), max(one.at for one in own))


def _changes(kind: Counted, after: datetime, act: Any, first: date) -> Iterator[Change]:
    """Those of one kind of row; one query."""
    events: QuerySet[Any] = event_model_of(kind.model)._default_manager.all()
    touched = events.filter(pgh_created_at__gt=after)
    if act is not None:
        touched = touched.exclude(pgh_context_id=act)
    rows = events.filter(pgh_obj_id__in=touched.values("pgh_obj_id")).order_by("pgh_obj_id", "pgh_created_at", "pgh_id")
    columns = dict.fromkeys((*kind.columns, kind.of, *_NAMING.get(kind.model, ())))
    asked = rows.values(*columns, "pgh_obj_id", "pgh_created_at", "pgh_label", "pgh_context_id")
    for _, group in groupby(asked, key=lambda row: row["pgh_obj_id"]):
        own = list(group)
        known = [row for row in own if row["pgh_created_at"] <= after or (act and row["pgh_context_id"] == act)]
        then = _standing(known[-1]) if known else (None if own[0]["pgh_label"] == "insert" else own[0])
        now = _standing(own[-1])
        if kind.before(then, first) != kind.before(now, first):
            yield Change(kind, then, now, own[-1]["pgh_created_at"])


_NAMING: Mapping[type[Model], tuple[str, ...]] = {EventOfDefault: ("reference",)}


def _standing(event: Values) -> Values | None:
    return None if event["pgh_label"] == "delete" else event


# --- In words ---------------------------------------------------------------------------------------------------------


def _names(found: Iterable[Change], day: date) -> Names:
    wanted: dict[type[Model], set[int]] = {Party: set(), VotingGroup: set(), Modification: set()}
    for change in found:
        for row in (change.then, change.now):
            for name in {*change.kind.columns, change.kind.of} if row else ():
                related = _related(change.kind.model, name)
                if related in wanted and row and row[name] is not None:
                    wanted[related].add(row[name])
    called = Modification.objects.filter(pk__in=wanted[Modification]).annotate(called=reference_in_force(day))
    return {
        Party: dict(Party.objects.filter(pk__in=wanted[Party]).values_list("pk", "name")),
        VotingGroup: dict(VotingGroup.objects.filter(pk__in=wanted[VotingGroup]).values_list("pk", "name")),
        Modification: dict(called.values_list("pk", "called")),
    }


def _related(model: type[Model], column: str) -> Any:
    """What a column's numbers are of: another kind of record, or ("id") the row itself."""
    field = _field(model, column)
    if isinstance(field, ForeignKey):
        return field.related_model
    return model if column == "id" else None


def _field(model: type[Model], column: str) -> AnyField:
    return next(field for field in model._meta.concrete_fields if column in (field.attname, field.name))


def _name(change: Change, names: Names) -> str:
    model, pk = change.owner
    if model is EventOfDefault:  # its Party is not named: who is in default is confidential
        return f"Event of Default {change.row['reference']}"
    if model is DccAssessment:
        of = names[Modification].get(change.row["modification_id"], "a modification that was deleted")
        return f"{change.row['kind']} of {of}"
    return names[model].get(pk, f"A {model._meta.verbose_name} that was deleted")


def _shown(model: type[Model], column: str, row: Values, names: Names) -> str:
    return f"{label_of(_field(model, column)).lower()} {_value(model, column, row, names)}"


def _value(model: type[Model], column: str, row: Values, names: Names) -> str:
    field, value = _field(model, column), row[column]
    if value is None or value == "":
        return BLANK
    if isinstance(field, ForeignKey):
        return names[field.related_model].get(value, "one that was deleted")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return plain(field.name, value)
