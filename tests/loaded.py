"""A sample month's rows: loaded as an operator loads them the first time that a run asks, and copied from then on.

To load a month takes seconds of reading, checking and writing; to copy the rows that it leaves, a tenth of that.
"""

from __future__ import annotations

import os
import pickle
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from tests.emptying import filled

ALWAYS_FILLED = {
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "modifications_bankholiday",
    "modifications_bankholidayevent",
    "reports_deadline",
    "reports_deadlineevent",
}
"""What migrations have put there."""


class Shelf:
    """A folder of this run's own, which its processes share: the next run loads each month anew."""

    folder: Path | None = None


@dataclass(frozen=True)
class Rows:
    """What COPY writes of each table that the load filled, and the last number that each sequence gave."""

    tables: dict[str, bytes]
    numbers: dict[str, int]


def load_month(folder: Path) -> None:
    """As `manage.py load_month` leaves it, in a database that holds no records yet."""
    assert Shelf.folder
    if beside := set(filled(_tables())) - ALWAYS_FILLED:
        raise AssertionError(f"A month's rows are copied into an empty database, and this one has {sorted(beside)}")
    kept = Shelf.folder / f"{folder.name}-{sha256(str(folder).encode()).hexdigest()[:8]}"
    if kept.exists():
        _lay(pickle.loads(kept.read_bytes()))
        return
    call_command("load_month", str(folder), stdout=StringIO())
    own = kept.with_suffix(f".{os.getpid()}")
    own.write_bytes(pickle.dumps(_left()))
    own.rename(kept)  # two processes that load it at once write the same


def _tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


def _left() -> Rows:
    tables = {table: _copied(table) for table in filled(_tables()) if table not in ALWAYS_FILLED}
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE last_value IS NOT NULL")
        return Rows(tables, dict(cursor.fetchall()))


def _copied(table: str) -> bytes:
    content = BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {_quoted(table)} TO STDOUT", content)
    return content.getvalue()


@transaction.atomic
def _lay(rows: Rows) -> None:
    """The trail and the rules of a table have had their say when the rows were made."""
    with connection.cursor() as cursor:
        _each(cursor, "ALTER TABLE {} DISABLE TRIGGER USER", rows)
        for table, content in rows.tables.items():
            cursor.copy_expert(f"COPY {_quoted(table)} FROM STDIN", BytesIO(content))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _each(cursor, "ALTER TABLE {} ENABLE TRIGGER USER", rows)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        numbers = [(f"public.{name}", last) for name, last in rows.numbers.items()]
        cursor.execute(
            "SELECT setval(name::regclass, greatest(last, nextval(name::regclass)))"
            " FROM unnest(%s, %s) AS given (name, last)",
            [[name for name, _ in numbers], [last for _, last in numbers]],
        )


def _each(cursor: Any, statement: str, rows: Rows) -> None:
    cursor.execute("; ".join(statement.format(_quoted(table)) for table in rows.tables))


def _quoted(table: str) -> str:
    return str(connection.ops.quote_name(table))
