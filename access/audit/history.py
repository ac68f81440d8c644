"""One record's life: what happened to it and to the rows edited on its page, and what was known of it at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, Model

from access import policy
from access.audit.entries import Entry, entries
from access.audit.sources import Pick, Where, newest, source_of
from access.audit.standing import Standing
from access.audit.values import AnyField, Names, Values, label_of, tracked_fields
from access.classification import highest
from access.events import declared, event_model_of, event_models, events_of, key_of

PAGE = 25


@dataclass(frozen=True)
class Part:
    """A kind of row that belongs to a record: `link` is the column that says to which."""

    model: type[Model]
    link: str

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name_plural)


def parts_of(model: type[Model]) -> list[Part]:
    """The kinds of row edited on the record's page, and the pairs of its many-to-many fields."""
    page = admin.site._registry.get(model)
    rows = [inline.model for inline in (page.inlines if page else ())]
    pairs = [field.remote_field.through for field in model._meta.many_to_many if field.remote_field.through]
    audited = [declared(row) for row in (*rows, *pairs) if row in event_models()]
    return [Part(row, link) for row in audited if (link := _link(row, model))]


def _link(row: type[Model], to: type[Model]) -> str:
    links = (f.attname for f in row._meta.concrete_fields if isinstance(f, ForeignKey) and f.related_model is to)
    return next(links, "")


def history_of(record: Model, *, reader: policy.Reader, limit: int = PAGE, after: Pick | None = None) -> list[Entry]:
    """What happened to the record and to the rows that belong to it, newest first, at most `limit` entries from the one
    after `after`. A constant number of queries. The caller has asked whether the reader may read the record as it is
    now; what happened while it was classified higher is withheld here."""
    return history_of_row(type(record), record.pk, reader=reader, limit=limit, after=after)


def history_of_row(
    model: type[Model], pk: Any, *, reader: policy.Reader, limit: int = PAGE, after: Pick | None = None
) -> list[Entry]:
    """The same by the row's number: it need not be there any more."""
    own = Where(source_of(model), (f"{key_of(model)} = %s",), (pk,))
    parts = [Where(source_of(part.model), (f"{part.link} = %s",), (pk,)) for part in parts_of(model)]
    return entries(newest([own, *parts], limit=limit, after=after), reader)


# --- As known then ------------------------------------------------------------------------------------


def known_at(of: Model | type[Model], when: datetime, pk: Any = None) -> dict[str, Any] | None:
    """The values of a row, by column ("party_id"), as they were known at that moment, to the microsecond and with it;
    None where it was not yet known or was deleted by then. `of` is a record, or a model with the row's `pk`.

    Known is what was recorded: a row that is older than its trail is known from its first event on.
    """
    model, key = (of, pk) if isinstance(of, type) else (type(of), of.pk)
    found = _last(model, when, **{key_of(model): key})
    return {field.attname: found[0][field.attname] for field in tracked_fields(model)} if found else None


def _last(model: type[Model], when: datetime, **of: Any) -> list[Values]:
    """What was known at the moment of the rows that meet `of`, each by its last event until then. One query."""
    events, key = event_model_of(model), key_of(model)
    ever = events._default_manager.filter(**of).values(key)
    rows = (
        events._default_manager.filter(**{f"{key}__in": ever}, pgh_created_at__lte=when)
        .order_by(key, "-pgh_created_at", "-pgh_id")
        .distinct(key)
    )
    asked = [field.attname for field in events._meta.concrete_fields]
    return [row for row in rows.values(*asked) if row["pgh_label"] != "delete" and _meets(row, of)]


def _meets(row: Values, of: Values) -> bool:
    """A row that belonged to another record by then is not among those of this one."""
    return all(row[column] == value for column, value in of.items())


@dataclass(frozen=True)
class ThenAndNow:
    """A value as known then, and as it is now."""

    label: str
    then: str
    now: str

    @property
    def differs(self) -> bool:
        return self.then != self.now


@dataclass(frozen=True)
class PartThenAndNow:
    """The rows of one kind: in words, with whether each was known then and is known now."""

    title: str
    rows: tuple[tuple[str, bool, bool], ...]


@dataclass(frozen=True)
class Known:
    """A record at a moment, beside now. `withheld` where it was classified above what the reader may read then."""

    known: bool
    withheld: bool
    fields: tuple[ThenAndNow, ...] = ()
    parts: tuple[PartThenAndNow, ...] = ()


def as_known(model: type[Model], pk: Any, when: datetime, now: datetime, *, reader: policy.Reader) -> Known:
    """The whole record and its rows as known at `when`, beside `now`, both by the trail. Constantly many queries."""
    found = [_last(model, moment, **{key_of(model): pk}) for moment in (when, now)]
    mine = [rows[0] if rows else None for rows in found]
    parts = [
        (part, [_last(part.model, moment, **{part.link: pk}) for moment in (when, now)]) for part in parts_of(model)
    ]
    names = Names(reader)
    rows = [row for row in mine if row is not None]
    names.gather_all([(model, rows), *((part.model, [*old, *new]) for part, (old, new) in parts)])
    standing = Standing(reader, model, rows)
    if mine[0] is None:
        return Known(known=False, withheld=False)
    if not all(standing.may_read(row) for row in rows):
        return Known(known=True, withheld=True)
    return Known(True, False, tuple(_fields(model, mine, names)), tuple(_parts(parts, names, reader)))


def _fields(model: type[Model], mine: Sequence[Values | None], names: Names) -> Iterable[ThenAndNow]:
    for field in tracked_fields(model):
        then, now = (names.shown(field, row[field.attname]) if row else "deleted" for row in mine)
        yield ThenAndNow(label_of(field), then, now)


def _parts(
    parts: Iterable[tuple[Part, list[list[Values]]]], names: Names, reader: policy.Reader
) -> Iterable[PartThenAndNow]:
    for part, (old, new) in parts:
        standing = Standing(reader, part.model, [*old, *new])
        fields = [field for field in tracked_fields(part.model) if field.attname != part.link]
        then, now = ([_words(row, fields, names) for row in rows if standing.may_read(row)] for rows in (old, new))
        lines = sorted({*then, *now})
        if lines:
            yield PartThenAndNow(part.title, tuple((line, line in then, line in now) for line in lines))


def _words(row: Values, fields: Iterable[AnyField], names: Names) -> str:
    """A row in one line: what is blank or merely no is left out."""
    said = [(field, row[field.attname]) for field in fields if row[field.attname] not in (None, "", False)]
    return "; ".join(f"{label_of(field)}: {names.shown(field, value)}" for field, value in said)


# --- What is not there any more -----------------------------------------------------------------------


def may_read_deleted(model: type[Model], pk: Any, reader: policy.Reader) -> bool:
    """Whether the row was there, is deleted, and may be looked up: by those who may delete records, and who may read
    the highest that it or what classifies it ever was."""
    rows = list(events_of(model, [pk]).values())
    if not rows or rows[-1]["pgh_label"] != "delete" or not policy.may(reader, "delete", model):
        return False
    standing = Standing(reader, model, rows)
    return standing.may_view and (not standing.path or highest(standing.word(row) for row in rows) in standing.readable)


def last_name(model: type[Model], pk: Any, reader: policy.Reader) -> str:
    """What a row called itself at its last event."""
    row = events_of(model, [pk]).values().last()
    if row is None:
        return ""
    names = Names(reader)
    names.gather(model, [row])
    return names.named(model, row)
