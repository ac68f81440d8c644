"""The trail asked by words: where they stand in what a record was called and said, and in what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import CharField, ForeignKey, Model, TextField

from access.audit.sources import ACTS, model_of
from access.audit.values import AnyField, tracked_fields
from access.events import event_model_of
from access.models import User

Condition = tuple[str, list[Any]]
_IN_ACTS = "(kind ILIKE %s OR EXISTS (SELECT FROM jsonb_each_text(detail) AS said WHERE said.value ILIKE %s))"
_NAMED = f"IN (SELECT id FROM {User._meta.db_table} WHERE concat_ws(' ', username, first_name, last_name) ILIKE %s)"  # noqa: S608  # the name of our own table


def with_words(source: int, typed: str) -> Iterator[Condition]:
    """Conditions on what a source holds, one for each word: all of them stand somewhere in it, whatever their case.

    They are sought in a record's texts, in the labels of its choices and in the names of the people it refers to, as
    the entry says them, and in why it was written; and in an act's kind and in what is told of it, not in the names of
    that. The query that they stand in begins with `reasons_with` the same words.
    """
    for number, word in enumerate(typed.split()):
        pattern = _pattern(word)
        if source == ACTS:
            yield _IN_ACTS, [pattern, pattern]
        else:
            why = f"pgh_context_id IN (SELECT id FROM reason_{number})"  # noqa: S608  # a number of our own
            yield _in_events(model_of(source), word, pattern, (why, []))


def reasons_with(typed: str) -> Condition:
    """The contexts whose reason holds each of the words, found once for the tables of all records: what a query begins
    with; blank for no words."""
    words = typed.split()
    if not words:
        return "", []
    said = "AS MATERIALIZED (SELECT id FROM pghistory_context WHERE metadata ->> 'why' ILIKE %s)"
    named = ", ".join(f"reason_{number} {said}" for number in range(len(words)))
    return f"WITH {named} ", [_pattern(word) for word in words]


def _pattern(word: str) -> str:
    return "%" + re.sub(r"([\\%_])", r"\\\1", word) + "%"


def _in_events(model: type[Model], word: str, pattern: str, *more: Condition) -> Condition:
    ways: list[Condition] = list(more)
    fields = [field for field in tracked_fields(model) if isinstance(field, CharField | TextField)]
    column = partial(_column, model)
    if texts := [column(field) for field in fields if not field.choices]:
        ways.append((f"concat_ws(' ', {', '.join(texts)}) ILIKE %s", [pattern]))
    for field in fields:
        said = [code for code, label in field.flatchoices if word.lower() in str(label).lower()]
        if said:
            ways.append((f"{column(field)} = ANY(%s)", [said]))
    people = [each for each in tracked_fields(model) if isinstance(each, ForeignKey) and each.related_model is User]
    ways.extend((f"{column(field)} {_NAMED}", [pattern]) for field in people)
    return f"({' OR '.join(way for way, _ in ways)})", [value for _, values in ways for value in values]


def _column(model: type[Model], field: AnyField) -> str:
    return connection.ops.quote_name(event_model_of(model)._meta.get_field(field.name).column)
