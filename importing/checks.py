"""The second half of the first pass: rows against each other and against the database, in a number of queries that
doesn't grow with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from importing.cleaning import Batch, Row
from importing.conditions import holds
from importing.links import CellLink, Key, Link, Values
from importing.problems import Problem
from importing.references import References
from importing.standing import HIDDEN, Standing
from importing.stored import Stored, hold, stored_for
from importing.suggestions import Suggestions
from importing.surroundings import Surroundings
from importing.template import Template
from importing.timelines import overlaps
from importing.uniqueness import repeated


@dataclass(slots=True)
class Load:
    """Everything read so far: the files' rows, and what is stored of the records they name, by template. With `hold`,
    those records are locked before they are looked at, for a load that is about to be saved."""

    batches: dict[str, Batch]
    stored: dict[str, Stored] = field(default_factory=dict)
    rows: dict[str, dict[Key, Row]] = field(default_factory=dict)
    hidden: dict[str, set[Key]] = field(default_factory=dict)
    standing: Standing = field(default_factory=lambda: Standing(None))
    hold: bool = False
    suggestions: Suggestions = field(init=False)

    def __post_init__(self) -> None:
        self.suggestions = Suggestions(self.standing)

    def keep(self, template: Template, stored: Stored) -> None:
        """What is stored of a template's records, and which of them the person may not see."""
        self.stored[template.name] = stored
        pks = self.standing.hidden(template, stored.rows.values())
        self.hidden[template.name] = {key for key, row in stored.rows.items() if row.pk in pks}

    def knows(self, target: Template, key: Key) -> bool:
        """Whether a reference leads to a record, or to a row whose own problems are told of elsewhere. A record that
        the person may not see is as good as none."""
        if key in self.rows[target.name]:
            return True
        if key in self.stored[target.name].rows and key not in self.hidden[target.name]:
            return True
        batch = self.batches.get(target.name)
        return batch is not None and (not batch.trusted or key in batch.doomed)

    def record(self, target: Template, key: Key | None) -> Values | None:
        """A record as it will be after the load; None for one that isn't known, or has problems of its own."""
        if key is None:
            return None
        if row := self.rows[target.name].get(key):
            return None if row.bad else row.values
        if key in self.hidden[target.name]:
            return None
        stored = self.stored[target.name].rows.get(key)
        return stored.values if stored else None


def check(load: Load, templates: Iterable[Template]) -> list[Problem]:
    """Every problem of the load that one cell can't show. Fills in `load.rows` and `load.stored`."""
    problems: list[Problem] = []
    ordered = list(templates)
    for template in ordered:
        load.rows[template.name] = {}
        if batch := load.batches.get(template.name):
            problems += _index(load, batch)
    for template, keys in _needed(load, ordered):
        if load.hold:
            hold(template, keys)
        load.keep(template, stored_for(template, keys))
    for batch in [load.batches[template.name] for template in ordered if template.name in load.batches]:
        problems += _check_batch(load, batch)
    return problems


def _index(load: Load, batch: Batch) -> Iterator[Problem]:
    """Rows by key. A row that repeats another's is told of, and left out of everything that follows."""
    rows = load.rows[batch.template.name]
    kept = []
    for row in batch.rows:
        if row.key is not None and row.key in rows:
            yield row.problem(
                f"Repeats {_key_words(batch.template)} of line {rows[row.key].line}. Keep one row.",
                batch.template.key[0],
            )
            continue
        kept.append(row)
        if row.key is not None:
            rows[row.key] = row
    batch.rows = kept


def _key_words(template: Template) -> str:
    return f"the {', '.join(template.key)}"


def _needed(load: Load, templates: list[Template]) -> Iterator[tuple[Template, set[Key]]]:
    """The keys to look up by template: of the rows themselves, and of all that they name."""
    needed: dict[str, set[Key]] = {template.name: set(load.rows[template.name]) for template in templates}
    for batch in load.batches.values():
        for row in batch.rows:
            for _, target, key in _named(batch.template, row):
                needed[target.name].add(key)
    return ((template, needed[template.name]) for template in templates)


def _named(template: Template, row: Row) -> Iterator[tuple[Link | References, Template, Key]]:
    """Every record a row names in cells that could be read."""
    for link in template.links:
        if row.bad.isdisjoint(link.by) and (key := link.key(row.values)) is not None:
            yield link, link.to, key
    for column in template.lists:
        for key in row.values[column.name]:
            yield column, column.target, key


def _check_batch(load: Load, batch: Batch) -> Iterator[Problem]:
    template, stored = batch.template, load.stored[batch.template.name]
    hidden = load.hidden[template.name]
    for row in batch.rows:
        if row.key in hidden:
            yield row.problem(HIDDEN, template.key[0])
            continue
        if row.key in stored.twice:
            yield row.problem(f"Several stored records have {_key_words(template)} of this row: correct them first.")
        yield from _check_references(load, template, row)
        yield from _check_row(load, template, row)
    yield from _check_circles(load, template)
    yield from repeated(template, batch.rows, load.standing)
    yield from overlaps(template, batch.rows, stored, hidden)
    for rule in template.rules:
        yield from rule(Surroundings(load))


def _check_references(load: Load, template: Template, row: Row) -> Iterator[Problem]:
    for source, target, key in list(_named(template, row)):
        blamed = source.name if isinstance(source, References) else _blamed(template, source)
        if load.knows(target, key) or not row.bad.isdisjoint(() if isinstance(source, References) else source.by):
            continue
        named = (
            target.naming.write(key) if isinstance(source, (References, CellLink)) else _parts(template, source, row)
        )
        near = load.suggestions.near(target, key, load.rows[target.name])
        yield row.problem(
            f"There is no {named} in {target.name}.{near} Correct it, or add it to {target.file}.", blamed
        )


def _blamed(template: Template, link: Link) -> str:
    """The column to mend: the first that is there only to name this record."""
    return next((name for name in link.by if not template.column(name).field), link.by[0])


def _parts(template: Template, link: Link, row: Row) -> str:
    """A record that several columns name together."""
    return ", ".join(f"{name} {template.column(name).write(row.values[name])}" for name in link.by)


def _check_row(load: Load, template: Template, row: Row) -> Iterator[Problem]:
    def related(field: str) -> Values | None:
        link = next(link for link in template.links if link.field == field)
        usable = row.bad.isdisjoint(link.by)
        return load.record(link.to, link.key(row.values)) if usable else None

    for check in template.checks:
        for column, message in check(row.values, related):
            if column not in row.bad:
                yield row.problem(message, column)
    for span in template.spans:
        if row.bad.isdisjoint((span.first, span.last)) and span.is_backwards(row.values):
            yield row.problem(f"Is before the day in {span.first}. It is the last day, itself included.", span.last)
    if row.key is not None:
        yield from _check_conditions(template, row)


def _check_conditions(template: Template, row: Row) -> Iterator[Problem]:
    fields = template.model_values(row.values)
    for rule in template.conditions:
        if row.bad.isdisjoint(rule.columns) and holds(rule.condition, fields) is False:
            yield row.problem(rule.message, rule.columns[0])


def _check_circles(load: Load, template: Template) -> Iterator[Problem]:
    """A record that descends from itself, through records of its own kind."""
    for link in template.links:
        if link.to is not template:
            continue
        parent = {key: link.key(row.values) for key, row in load.stored[template.name].rows.items()}
        parent |= {key: link.key(row.values) for key, row in load.rows[template.name].items()}
        for key, row in load.rows[template.name].items():
            seen, step = set[Key](), parent[key]
            while step is not None and step != key and step not in seen:
                seen.add(step)
                step = parent.get(step)
            if step == key:
                yield row.problem("Leads back to the row itself.", link.by[0])
