"""What came to depend on the records that an import added: by a foreign key, or by a rule of the importer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import ForeignKey, ForeignObjectRel, Max, Model, Q

from access.events import event_model_of
from access.models import Record
from importing.calling import Callings
from importing.checks import Load, check
from importing.cleaning import Batch, known_row
from importing.examining import involved
from importing.models import ImportRun
from importing.problems import Problem
from importing.registry import templates
from importing.standing import Standing
from importing.stored import fetch

MOST_NAMED = 50
"""Of one kind. So many are enough to see what stands in the way."""


@dataclass(frozen=True, slots=True)
class Dependant:
    """A row of any model that refers to the deleted record `on`."""

    on: int
    model: type[Model]
    pk: Any

    def named(self, standing: Standing) -> str:
        """Call it when the record it refers to is there."""
        found = self.model._base_manager.get(pk=self.pk)
        if (
            issubclass(self.model, Record)
            and not standing.visible(self.model._default_manager.filter(pk=self.pk)).exists()
        ):
            return "a record that you may not see"
        return f"the {self.model._meta.verbose_name} “{found}”"


def dependants(model: type[Model], deleted: list[int]) -> Iterator[Dependant]:
    """Rows that still refer to rows of the model that are no more: the database will refuse them at its next check."""
    if not deleted:
        return
    for relation in model._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if not (
            isinstance(relation, ForeignObjectRel)
            and isinstance(field, ForeignKey)
            and getattr(field, "db_constraint", True)
        ):
            continue
        left = field.model._base_manager.filter(**{f"{field.name}__in": deleted}).order_by("pk")
        for pk, on in left.values_list("pk", field.attname)[:MOST_NAMED]:
            yield _owner(field, pk, on)


def _owner(field: ForeignKey[Any, Any], pk: Any, on: int) -> Dependant:
    """The row itself; of the pairs of a many-to-many field, the record on the other side."""
    model = field.model
    if not model._meta.auto_created:
        return Dependant(on, model, pk)
    (other,) = [each for each in model._meta.fields if isinstance(each, ForeignKey) and each != field]
    return Dependant(on, other.related_model, model._base_manager.values_list(other.attname, flat=True).get(pk=pk))


# --- By rules ---------------------------------------------------------------------------------------------------------


def trail_ends() -> dict[str, int]:
    """The last event of each kind of record, by template: whatever isn't in the trail by then has a later one. Call it
    outside a transaction, before the one that saves.

    A change is dated and numbered when it is written, and seen when it is committed, so that a time or a number alone
    would pass over what is under way. Whoever is writing is waited for, one table at a time and with nothing else held:
    who waits for us meanwhile is never one we wait for.
    """
    ends = {}
    for name, template in templates().items():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(template.model._meta.db_table)} IN SHARE MODE")
            last = event_model_of(template.model)._default_manager.aggregate(last=Max("pgh_id"))["last"]
            ends[name] = last or 0
    return ends


def entered_since(run: ImportRun, own: Mapping[str, Collection[int]]) -> dict[str, list[int]]:
    """What was added or changed after the import was about to be saved, by template, without its own records. What is
    older kept the rules without it."""
    found = {}
    for name, template in templates().items():
        events = event_model_of(template.model)._default_manager.all()
        # An import that was saved before ends were kept has none.
        since = Q(pgh_id__gt=run.trail.get(name, 0)) if run.trail else Q(pgh_created_at__gt=run.accepted_at)
        pks = set(events.filter(since).values_list("pgh_obj_id", flat=True)).difference(own.get(name, ()))
        if pks:
            found[name] = sorted(pks)
    return found


def rules_broken(rows: Mapping[str, list[int]], standing: Standing) -> list[Problem]:
    """What the importer would say of these stored records, if they were loaded as they stand."""
    known = templates()
    load = Load({})
    hidden: dict[str, set[int]] = {}
    for name, pks in rows.items():
        stored = list(fetch(known[name], Q(pk__in=pks)))
        hidden[name] = standing.hidden(known[name], stored)
        # A record's number stands for its line: it stays the same however many others are there.
        as_rows = [known_row(known[name], row.values, name, row.pk) for row in stored]
        load.batches[name] = Batch(known[name], name, as_rows)
    problems = check(load, involved(load.batches, known)) if load.batches else []
    called, found = Callings(load), []
    by_place = {row.place: row for batch in load.batches.values() for row in batch.rows}
    for problem in problems:
        row, template = by_place.get((problem.file, problem.line)), known.get(problem.file)
        if row is None or template is None:
            continue
        record = f"{template.model._meta.verbose_name} {called.of_row(template, row.values)}"
        seen = problem.line not in hidden[problem.file]
        message = f"The {record} needs it: {problem.message}" if seen else "A record that you may not see needs it."
        found.append(Problem("", 0, "", "", message))
    return found
