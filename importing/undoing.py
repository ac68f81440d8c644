"""Undoing an import: every value it changed put back, every record it added taken away, or nothing and the reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import router, transaction
from django.db.models import Model

from access import policy
from importing.cleaning import Batch, Row, known_row
from importing.dependants import Dependant, dependants, entered_since, rules_broken
from importing.exactly import decoded
from importing.examining import examine
from importing.links import Key, Values
from importing.models import ImportRow, ImportRun, RowKind
from importing.problems import Problem
from importing.registry import templates
from importing.resets import put_back
from importing.saving import SaveRefused, check_deferred
from importing.standing import HIDDEN, Standing
from importing.stored import hold, stored_for
from importing.template import Template


@dataclass(slots=True)
class Done:
    """One row of the import, as it was saved."""

    row: ImportRow
    key: Key
    before: Values | None
    after: Values

    def row_before(self, template: Template) -> Row:
        return known_row(template, self.before or {}, self.row.file, self.row.line)

    def problem(self, message: str, column: str = "") -> Problem:
        return Problem(self.row.file, self.row.line, column, "", f"{self.row.record}: {message}")


@dataclass(slots=True)
class Undoing:
    """What an import did, by template in the order of saving."""

    done: dict[str, list[Done]] = field(default_factory=lambda: defaultdict(list))

    def added(self, template: Template) -> dict[int, Done]:
        return {one.row.record_id: one for one in self.done[template.name] if one.before is None and one.row.record_id}

    def changed(self, template: Template) -> list[Done]:
        return [one for one in self.done[template.name] if one.before is not None]

    def reset(self, template: Template) -> dict[str, set[int]]:
        """The records whose fields it set back, by the column that it changed."""
        found: dict[str, set[int]] = {column: set() for column, _ in template.resets}
        for one in self.changed(template):
            for column, pks in found.items():
                if one.row.record_id and (one.before or {})[column] != one.after[column]:
                    pks.add(one.row.record_id)
        return found

    def named_by_changed(self) -> dict[str, set[Key]]:
        """The records, by template, that those it changed name now."""
        found: dict[str, set[Key]] = defaultdict(set)
        for template in self.templates:
            for one in self.changed(template):
                for link in template.links:
                    if (key := link.key(one.after)) is not None:
                        found[link.to.name].add(key)
                for column in template.lists:
                    found[column.target.name].update(one.after[column.name])
        return found

    @property
    def records(self) -> dict[str, set[int]]:
        """What it added or changed, by template."""
        return {name: {one.row.record_id for one in done if one.row.record_id} for name, done in self.done.items()}

    @property
    def templates(self) -> list[Template]:
        return [template for name, template in templates().items() if name in self.done]


class _Refused(Exception):
    """What was undone so far must be done again: the transaction goes back."""


def undo(run: ImportRun, standing: Standing) -> list[Problem]:
    """Why it can't be undone, with nothing written; or no reason, and it is. Call it inside a transaction, after
    `take_turn`."""
    undoing, problems = _read(run)
    for template in undoing.templates:
        problems += _permitted(template, undoing, standing)
        problems += _changed_since(template, undoing.done[template.name], standing)
        problems += _kept(template, undoing)
    if problems:
        return sorted(problems)
    since = entered_since(run, undoing.records)
    broken_already = rules_broken(since, standing)
    held: list[tuple[Done, Dependant]] = []
    try:
        with transaction.atomic():
            problems += _take_back(undoing, standing)
            for template in undoing.templates:
                added = undoing.added(template)
                held += [(added[found.on], found) for found in dependants(template.model, list(added))]
            if not problems and not held:
                problems += [problem for problem in rules_broken(since, standing) if problem not in broken_already]
            if problems or held:
                raise _Refused
            for template in undoing.templates:
                put_back(run, template, undoing.reset(template))
            check_deferred()
    except _Refused:
        pass
    except SaveRefused as refused:
        problems.append(refused.told(reads_everything=standing.reads_everything))
    # What holds a record is named now that the record is back.
    problems += [one.problem(f"Is needed by {found.named(standing)}.") for one, found in held]
    return sorted(problems)


def _read(run: ImportRun) -> tuple[Undoing, list[Problem]]:
    undoing, problems, known = Undoing(), list[Problem](), templates()
    for row in run.rows.filter(kind__in=(RowKind.ADDED, RowKind.CHANGED)):
        template = known.get(row.template)
        after = decoded(row.after or {})
        if template is None or {column.name for column in template.columns} != after.keys():
            message = "The template has changed since, and this row can't be undone by itself."
            problems.append(Problem(row.file, row.line, "", "", message))
            continue
        before = None if row.before is None else decoded(row.before)
        undoing.done[row.template].append(Done(row, template.identify(after), before, after))
    return undoing, problems


def _permitted(template: Template, undoing: Undoing, standing: Standing) -> Iterator[Problem]:
    """Adding is undone by deleting, and that is not for everybody who may add."""
    added = undoing.added(template)
    if added and standing.reader is not None and not policy.may_in_bulk(standing.reader, "delete", template.model):
        words = template.model._meta.verbose_name_plural
        yield Problem("", 0, "", "", f"Undoing it deletes {len(added):,} {words}, which your roles don't let you do.")


def _kept(template: Template, undoing: Undoing) -> Iterator[Problem]:
    """Added records that may not be taken away by now, each with the reason."""
    added = undoing.added(template)
    for pk, why in (template.kept(list(added)) if template.kept and added else {}).items():
        yield added[pk].problem(why)


# --- What has happened since ------------------------------------------------------------------------------------------


def _changed_since(template: Template, done: list[Done], standing: Standing) -> Iterator[Problem]:
    keys = {one.key for one in done}
    hold(template, keys)
    stored = stored_for(template, keys)
    hidden = standing.hidden(template, stored.rows.values())
    for one in done:
        found = stored.rows.get(one.key)
        if found is None or found.pk != one.row.record_id:
            yield one.problem("Was deleted since, or has another name by now.")
        elif found.pk in hidden:
            yield one.problem(HIDDEN)
        else:
            for column in template.columns:
                now, then = found.values[column.name], one.after[column.name]
                if now != then:
                    yield one.problem(
                        f"Was changed since: the import left {_quoted(column.write(then))}, "
                        f"and now it is {_quoted(column.write(now))}.",
                        column.name,
                    )


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "blank"


# --- Taking away and putting back -------------------------------------------------------------------------------------


def _take_back(undoing: Undoing, standing: Standing) -> list[Problem]:
    """Added records go before changed ones are put back, to make room for them; but those that the changed ones still
    name go after."""
    still_named = undoing.named_by_changed()
    last: list[tuple[type[Model], list[int]]] = []
    for template in undoing.templates:
        added, kept = undoing.added(template), still_named[template.name]
        _delete(template.model, [pk for pk, one in added.items() if one.key not in kept])
        last.append((template.model, [pk for pk, one in added.items() if one.key in kept]))
    problems = _restore(undoing, standing)
    for model, pks in last:
        _delete(model, pks)
    return problems


def _delete(model: type[Model], pks: list[int]) -> None:
    """These rows alone. What refers to them stays, and is looked for before the transaction may end: the database
    checks foreign keys at its end."""
    using = router.db_for_write(model)
    for relation in model._meta.local_many_to_many:
        through: Any = relation.remote_field.through
        owner = relation.m2m_field_name()
        through._base_manager.filter(**{f"{owner}__in": pks})._raw_delete(using)
    model._base_manager.filter(pk__in=pks)._raw_delete(using)


def _restore(undoing: Undoing, standing: Standing) -> list[Problem]:
    """The values before, through everything a load checks. Raises SaveRefused."""
    batches = {
        template.name: Batch(template, done[0].row.file, [one.row_before(template) for one in done])
        for template in undoing.templates
        if (done := undoing.changed(template))
    }
    examined = examine(batches, [], templates(), standing, hold=True)
    if not examined.problems:
        examined.save(check=False)
    return examined.problems
