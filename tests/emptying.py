"""Emptying the tables after a test with real transactions, and only those that it filled.

Django empties every table there is by TRUNCATE, which makes each of their files anew: half a second of the server's
time for a handful of rows, and several where its disk is slow.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations


def empty_only_what_is_filled() -> None:
    """From now on `flush`, which ends such a test, does so in this process."""
    DatabaseOperations.sql_flush = _sql_flush  # for the connection of every thread


def _sql_flush(operations: DatabaseOperations, style: Any, tables: Iterable[str], **options: Any) -> list[str]:
    """In one transaction, as `flush` runs it: neither the trail nor the rules of a table have a say in this."""
    full = [connection.ops.quote_name(table) for table in filled(list(tables))]
    if not full:
        return []
    return [
        *(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in full),
        *(f"DELETE FROM {table}" for table in full),
        "SET CONSTRAINTS ALL IMMEDIATE",  # what refers to one another is gone together
        *(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in full),
    ]


def filled(tables: list[str]) -> list[str]:
    """Those that hold a row."""
    asked = " UNION ALL ".join(
        f"(SELECT {number} FROM {connection.ops.quote_name(table)} LIMIT 1)" for number, table in enumerate(tables)
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [tables[number] for (number,) in cursor.fetchall()]
