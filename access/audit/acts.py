"""What tells the trail why something is done, and what is done that leaves no row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

import pghistory
from django.db import DatabaseError, connection
from pghistory import runtime

from access.classification import Classification, at_least
from access.models import Act, User
from access.policy import Reader

READING = "reading"


def record_act(kind: str, *, user: Reader | None, detail: Mapping[str, Any]) -> Act:
    """Note that a person did something, such as an export. Written with the transaction it belongs to."""
    return Act.objects.create(kind=kind, by=user if isinstance(user, User) else None, detail=dict(detail))


def record_reading(user: Reader, what: str, classification: str) -> Act | None:
    """Note that a person read what is Amber or Red, such as a draft; what more people may read is not."""
    if classification.lower() not in at_least(Classification.AMBER):
        return None
    return record_act(READING, user=user, detail={"of": what, "classification": classification.lower()})


@contextmanager
def because(why: str, **known: Any) -> Iterator[None]:
    """Everything that is written inside is done for this reason; `known` says what else there is to say (`user`: a
    person's id; `job`: a job's).

    Inside another reason it stands alone: what was written before it keeps the reason it had, and the person and the
    address of the request go on. `pghistory.context` alone would rewrite the reason of both, and what a transaction
    around it writes afterwards would still be laid to it.
    """
    outer = getattr(runtime._tracker, "value", None)  # pghistory has no public way to begin another one inside
    if outer is None:
        try:
            with pghistory.context(**known, why=why):
                yield
        finally:
            _forget_in_this_transaction()
        return
    runtime._tracker.value = runtime.Context(uuid4(), {**outer.metadata, **known, "why": why})
    try:
        yield
    finally:
        runtime._tracker.value = outer


def _forget_in_this_transaction() -> None:
    """The reason stands with the transaction until that ends. One that has failed writes nothing any more."""
    if connection.in_atomic_block and not connection.needs_rollback:
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pghistory.context_id', '', true)")
