"""Events as people read them: what happened to which record, what it held before and after, who did it and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.db.models import Model, OuterRef, Subquery
from django.utils.text import capfirst

from access import policy
from access.audit.people import by, people_of, said
from access.audit.sources import ACTS, Pick, model_of
from access.audit.standing import Standing
from access.audit.values import BLANK, Names, Values, label_of, tracked_fields
from access.events import event_model_of, key_of
from access.models import Act, User

Action = Literal["added", "changed", "deleted", "done"]
ACTIONS: Mapping[str, Action] = {"insert": "added", "update": "changed", "delete": "deleted"}
CONTEXT = "pgh_context__metadata"


@dataclass(frozen=True)
class FieldChange:
    """One field's value before and after, as people read it; "–" is blank, and where the row was not there."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """`action` is "done" for an act, which has no record. `withheld` ones happened while the record was classified
    above what the reader may read: nothing else of them is told. `pick` is their place in the trail."""

    pick: Pick
    action: Action
    by: User | None = None
    why: str = ""
    url: str = ""
    job: int | None = None
    model: type[Model] | None = None
    pk: Any = None
    subject: str = ""
    changes: tuple[FieldChange, ...] = ()
    withheld: bool = False
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        return self.pick.at

    @property
    def kind(self) -> str:
        """What the record is, in words."""
        return str(capfirst(self.model._meta.verbose_name)) if self.model else ""


@dataclass(frozen=True)
class _Happened:
    pick: Pick
    model: type[Model]
    now: Values
    before: Values | None

    @property
    def rows(self) -> list[Values]:
        return [self.now, self.before] if self.before else [self.now]


def entries(picks: Sequence[Pick], reader: policy.Reader) -> list[Entry]:
    """What the reader may know of them, in their order. As many queries as there are kinds of record among them, and as
    those refer to; not more for more events."""
    happened = {each.pick: each for each in _happened(picks)}
    names = Names(reader)
    names.gather_all((each.model, each.rows) for each in happened.values())
    standings = _standings(happened.values(), reader)
    people = people_of(each.now[CONTEXT] for each in happened.values())
    acts = Act.objects.select_related("by").in_bulk([pick.event for pick in picks if pick.source == ACTS])
    return [
        _act(pick, acts[pick.event])
        if pick.source == ACTS
        else _entry(happened[pick], names, standings[happened[pick].model], people)
        for pick in picks
    ]


def _happened(picks: Sequence[Pick]) -> Iterable[_Happened]:
    by_source: dict[int, list[Pick]] = {}
    for pick in picks:
        if pick.source != ACTS:
            by_source.setdefault(pick.source, []).append(pick)
    for source, wanted in by_source.items():
        model = model_of(source)
        rows, earlier = _rows(model, [pick.event for pick in wanted])
        for pick in wanted:
            now = rows[pick.event]
            yield _Happened(pick, model, now, earlier.get(now["previous"]))


def _rows(model: type[Model], ids: list[int]) -> tuple[dict[int, Values], dict[int, Values]]:
    """These events by their numbers, and those before them in the lives of the same rows. Two queries."""
    events, key = event_model_of(model)._default_manager, key_of(model)
    before = events.filter(**{key: OuterRef(key), "pgh_id__lt": OuterRef("pgh_id")}).order_by("-pgh_id")
    found = events.filter(pgh_id__in=ids).annotate(previous=Subquery(before.values("pgh_id")[:1]))
    columns = [each.attname for each in event_model_of(model)._meta.concrete_fields]
    rows = {row["pgh_id"]: row for row in found.values(*columns, "previous", CONTEXT)}
    wanted = {row["previous"] for row in rows.values() if row["previous"]}
    earlier = {row["pgh_id"]: row for row in events.filter(pgh_id__in=wanted).values(*columns)} if wanted else {}
    return rows, earlier


def _standings(happened: Iterable[_Happened], reader: policy.Reader) -> dict[type[Model], Standing]:
    rows: dict[type[Model], list[Values]] = {}
    for each in happened:
        rows.setdefault(each.model, []).extend(each.rows)
    return {model: Standing(reader, model, of) for model, of in rows.items()}


def _entry(each: _Happened, names: Names, standing: Standing, people: Mapping[int, User]) -> Entry:
    action = ACTIONS[each.now["pgh_label"]]
    if not all(standing.may_read(row) for row in each.rows):
        return Entry(each.pick, action, model=each.model, withheld=True)
    context = each.now[CONTEXT]
    return Entry(
        each.pick,
        action,
        by(context, people),
        said(context, "why"),
        said(context, "url"),
        (context or {}).get("job"),
        each.model,
        each.now["id"],
        names.named(each.model, each.now),
        tuple(_changes(each, action, names)),
    )


def _changes(each: _Happened, action: Action, names: Names) -> Iterable[FieldChange]:
    now, before = each.now, each.before or {}
    for field_ in tracked_fields(each.model):
        column = field_.attname
        if action == "changed" and each.before and now[column] == before[column]:
            continue
        old = names.shown(field_, now[column] if action == "deleted" else before.get(column))
        new = BLANK if action == "deleted" else names.shown(field_, now[column])
        if action == "added":
            old = BLANK
        if old != new or (action == "changed" and each.before):
            yield FieldChange(field_.name, label_of(field_), old, new)


def _act(pick: Pick, act: Act) -> Entry:
    return Entry(pick, "done", act.by, subject=act.kind, detail=act.detail)
