"""The second pass: what the first found new or changed is written, in one transaction that the caller holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from django.db import DataError, IntegrityError, connection, models, transaction

from importing.cleaning import Batch, Row
from importing.links import Key
from importing.problems import Problem
from importing.references import References
from importing.stored import Stored, StoredRow
from importing.template import Template

BATCH = 500
MANY = 500
"""Rows added at once, from which on the database's picture of a table is out of date."""


class SaveRefused(Exception):
    """The database refused a row; nothing of the load may stay. `detail` is what it quotes of stored records, which
    not everybody may see."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(str(problem))
        self.problem, self.detail = problem, detail

    def told(self, *, reads_everything: bool) -> Problem:
        if not self.detail:
            return self.problem
        more = f"{self.detail}." if reads_everything else "Ask an editor which record stands in the way."
        return replace(self.problem, message=f"{self.problem.message} {more}")


@dataclass(slots=True)
class Change:
    """A row that is new, where `stored` is None, or that differs from what is stored in `columns`."""

    row: Row
    stored: StoredRow | None = None
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class Plan:
    batch: Batch
    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0

    @property
    def template(self) -> Template:
        return self.batch.template

    def leave_out(self, refused: Collection[tuple[str, int]]) -> None:
        """Without the rows of these files and lines."""
        self.added = [change for change in self.added if change.row.place not in refused]
        self.changed = [change for change in self.changed if change.row.place not in refused]


def plan(batch: Batch, stored: Stored, refused: Collection[tuple[str, int]] = ()) -> Plan:
    """What a load of these rows would do, without those `refused` by file and line. A column that the file leaves out
    keeps what is stored."""
    found = Plan(batch)
    for row in batch.rows:
        if row.key is None or row.place in refused:
            continue
        kept = stored.rows.get(row.key)
        if kept is None:
            found.added.append(Change(row))
            continue
        row.values.update((name, kept.values[name]) for name in batch.absent)
        differing = tuple(name for name, value in row.values.items() if value != kept.values[name])
        if differing:
            found.changed.append(Change(row, kept, differing))
        else:
            found.unchanged += 1
    return found


@dataclass(slots=True)
class Saver:
    """`ids` are the primary keys of all that the load names or has written, by template and key."""

    ids: dict[str, dict[Key, int]]

    def save(self, plans: Iterable[Plan], *, check: bool = True) -> None:
        """Write the plans in order: each after those whose records it names. Raises SaveRefused. Without `check`, what
        the database checks last is left to the caller's `check_deferred`."""
        grown = []
        for each in plans:
            self._save(each)
            if len(each.added) >= MANY:
                grown.append(each.template.model._meta.db_table)
        if check:
            check_deferred()
        _count_again(grown)

    def _save(self, each: Plan) -> None:
        template = each.template
        # Changes come first: a period that is closed makes room for the one added after it.
        later = [change for change in each.changed if not self._resolved(template, change)]
        self._update(each, [change for change in each.changed if change not in later])
        for wave in self._waves(template, each.added):
            self._insert(each, wave)
        self._update(each, later)
        for column in template.lists:
            self._list(template, column, [*each.added, *each.changed])

    def _resolved(self, template: Template, change: Change) -> bool:
        keys = ((link.to.name, link.key(change.row.values)) for link in template.links)
        return all(key is None or key in self.ids[name] for name, key in keys)

    def _waves(self, template: Template, added: list[Change]) -> Iterator[list[Change]]:
        """Rows that name rows of the same file, after those."""
        while added:
            ready = [change for change in added if self._resolved(template, change)]
            if not ready:
                raise RuntimeError(f"rows of {template.name} wait for each other: the first pass let a circle through")
            added = [change for change in added if not self._resolved(template, change)]
            yield ready

    # --- rows --------------------------------------------------------------------------------------------------

    def _instance(self, template: Template, change: Change) -> models.Model:
        values = change.row.values
        fields = {column.field: values[column.name] for column in template.filling}
        for link in template.links:
            key = link.key(values)
            fields[f"{link.field}_id"] = None if key is None else self.ids[link.to.name][key]
        fields |= {span.field: span.range(values) for span in template.spans}
        return template.model(pk=change.stored.pk if change.stored else None, **fields)

    def _insert(self, each: Plan, changes: list[Change]) -> None:
        template, manager = each.template, each.template.model._default_manager
        ids = self.ids[template.name]

        def insert(instances: Sequence[models.Model]) -> None:
            manager.bulk_create(instances)

        for part in _parts(changes):
            instances = [self._instance(template, change) for change in part]
            _write(insert, instances, part)
            for change, instance in zip(part, instances, strict=True):
                ids[cast(Key, change.row.key)] = instance.pk

    def _update(self, each: Plan, changes: list[Change]) -> None:
        template, manager = each.template, each.template.model._default_manager
        for part in _parts(changes):
            columns = {name for change in part for name in change.columns}
            fields = template.fields_of(columns)

            def update(instances: Sequence[models.Model], fields: list[str] = fields) -> None:
                manager.bulk_update(instances, fields)

            if fields:
                _write(update, [self._instance(template, change) for change in part], part)

    # --- lists of records --------------------------------------------------------------------------------------

    def _list(self, template: Template, column: References, changes: list[Change]) -> None:
        """Bring a many-to-many field to what its cells say."""
        relation = cast("models.ManyToManyField[Any, Any]", template.model._meta.get_field(column.field))
        through = cast(type[models.Model], relation.remote_field.through)
        ours, theirs = relation.m2m_column_name(), relation.m2m_reverse_name()
        targets = self.ids[column.target.name]
        wanted: set[tuple[int, int]] = set()
        for change in changes:
            owner = self.ids[template.name][cast(Key, change.row.key)]
            wanted |= {(owner, targets[key]) for key in change.row.values[column.name]}
        owners = [self.ids[template.name][cast(Key, change.row.key)] for change in changes]
        held = {
            (row[ours], row[theirs]): row["pk"]
            for row in through._default_manager.filter(**{f"{ours}__in": owners}).values("pk", ours, theirs)
        }
        gone = [pk for pair, pk in held.items() if pair not in wanted]
        if gone:
            through._default_manager.filter(pk__in=gone).delete()
        through._default_manager.bulk_create(
            [through(**{ours: owner, theirs: target}) for owner, target in sorted(wanted - held.keys())]
        )


def _parts(changes: list[Change]) -> Iterator[list[Change]]:
    for start in range(0, len(changes), BATCH):
        yield changes[start : start + BATCH]


def _write(write: Any, instances: list[models.Model], changes: list[Change]) -> None:
    """Write them at once; when the database refuses, one by one, to name the row it refused."""
    try:
        with transaction.atomic():
            write(instances)
    except (IntegrityError, DataError) as refusal:
        for instance, change in zip(instances, changes, strict=True):
            if change.stored is None:
                instance.pk = None
                instance._state.adding = True
            try:
                with transaction.atomic():
                    write([instance])
            except (IntegrityError, DataError) as error:
                words, detail = _said(error)
                raise SaveRefused(change.row.problem(f"The database refuses this row: {words}"), detail) from error
        words, detail = _said(refusal)
        raise SaveRefused(
            changes[0].row.problem(f"The database refuses rows from here on: {words}"), detail
        ) from refusal


def _said(error: Exception) -> tuple[str, str]:
    """Which rule was broken; and by what, in values of the rows on both sides of it."""
    diagnosis = getattr(error.__cause__, "diag", None)
    primary, *_ = (getattr(diagnosis, "message_primary", None) or str(error)).splitlines() or [""]
    return f"{primary}.", (getattr(diagnosis, "message_detail", None) or "").rstrip(".")


def _count_again(tables: list[str]) -> None:
    """The database plans by statistics that it renews in its own time: after a large load, have it done now, or the
    next reads of these tables may take seconds."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


def check_deferred() -> None:
    """Foreign keys are checked at commit, too late to tell of: have it done now. Raises SaveRefused."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        words, detail = _said(error)
        raise SaveRefused(Problem("", 0, "", "", f"The database refuses the load: {words}"), detail) from error
