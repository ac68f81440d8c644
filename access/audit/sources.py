"""Where events stand: a table for each kind of record. Read as one list, newest first, page by page.

A page is found by its keys: a later page costs what the first does, at any number of years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model

from access.events import declared, event_model_of, event_models
from access.models import Act

ACTS = 0
"""The number of the table of acts among the sources; those of events follow it."""


class Pick(NamedTuple):
    """An event, or an act: when it was, the number of its source, and its own number there. They sort by time."""

    at: datetime
    source: int
    event: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.source}~{self.event}"

    @classmethod
    def read(cls, text: str) -> Pick | None:
        """As `str` wrote it; None for anything else."""
        at, _, rest = text.partition("~")
        source, _, event = rest.partition("~")
        try:
            moment = datetime.fromisoformat(at)
            pick = cls(moment, int(source), int(event))
        except ValueError:
            return None
        # At the ends of the calendar a moment of another time zone is one that the database has none for.
        fits = MINYEAR < moment.year < MAXYEAR and max(abs(pick.source), abs(pick.event)) < 2**31
        return pick if moment.tzinfo and fits else None


@dataclass(frozen=True)
class Where:
    """Conditions on one source, as SQL with its values; joined by AND."""

    source: int
    conditions: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Among:
    """Conditions on every source, by the columns that all have."""

    person: int | None = None
    label: str = ""
    first: datetime | None = None
    before: datetime | None = None
    """The moment the time asked for ends: not in it."""
    kinds: tuple[str, ...] = field(default=())
    """Of acts, by kind."""
    begin: str = ""
    """What the query begins with, for conditions of the sources that refer to it."""
    begin_values: tuple[Any, ...] = ()


def ordered_models() -> list[type[Model]]:
    """The audited models, in the order of their numbers as sources: 1 is the first."""
    return sorted(map(declared, event_models()), key=lambda model: model._meta.label)


def source_of(model: type[Model]) -> int:
    return ordered_models().index(declared(model)) + 1


def model_of(source: int) -> type[Model]:
    return ordered_models()[source - 1]


def newest(
    sources: Sequence[Where], *, limit: int, among: Among | None = None, after: Pick | None = None
) -> list[Pick]:
    """At most `limit` of what the sources hold, newest first, from the one after `after`. One query."""
    if not sources:
        return []
    among = among or Among()
    branches, values = zip(*(_branch(where, among, after, limit) for where in sources), strict=True)
    union = " UNION ALL ".join(f"({branch})" for branch in branches)
    sql = f"{among.begin}SELECT at, source, id FROM ({union}) AS trail ORDER BY at DESC, source DESC, id DESC LIMIT %s"  # noqa: S608  # names of our own tables
    with connection.cursor() as cursor:
        cursor.execute(sql, [*among.begin_values, *(value for part in values for value in part), limit])
        return [Pick(*row) for row in cursor.fetchall()]


def _branch(where: Where, among: Among, after: Pick | None, limit: int) -> tuple[str, list[Any]]:
    """One table's newest rows, each by the index on its time."""
    acts = where.source == ACTS
    table = (Act if acts else event_model_of(model_of(where.source)))._meta.db_table
    at, key = ("at", "id") if acts else ("pgh_created_at", "pgh_id")
    conditions, values = list(where.conditions), list(where.values)

    def only(condition: str, *asked: Any) -> None:
        conditions.append(condition)
        values.extend(asked)

    if among.first:
        only(f"{at} >= %s", among.first)
    if among.before:
        only(f"{at} < %s", among.before)
    if among.person is not None and acts:
        only("by_id = %s", among.person)
    elif among.person is not None:
        only("pgh_context_id IN (SELECT id FROM pghistory_context WHERE metadata ->> 'user' = %s)", str(among.person))
    if among.label and not acts:
        only("pgh_label = %s", among.label)
    if among.kinds and acts:
        only("kind = ANY(%s)", list(among.kinds))
    if after:
        only(f"{at} <= %s AND ({at}, {where.source}, {key}) < (%s, %s, %s)", after.at, *after)
    asked = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    quoted = connection.ops.quote_name(table)
    sql = (
        f"SELECT {at} AS at, {where.source} AS source, {key} AS id FROM {quoted}{asked}"  # noqa: S608  # as above
        f" ORDER BY {at} DESC, {key} DESC LIMIT {int(limit)}"
    )
    return sql, values
