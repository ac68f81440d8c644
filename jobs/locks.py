"""A lock that lasts exactly as long as the worker that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# The first of PostgreSQL's two lock numbers, so that ours meet nobody else's. The second is the job's id.
LOCK_SPACE = 7001


@contextmanager
def job_lock(job_id: int) -> Iterator[bool]:
    """Whether we got it; released at the end, or by PostgreSQL when this process's connection ends.

    It belongs to the session, so workers need direct connections: a pooler in transaction mode would break it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, job_id])
        row = cursor.fetchone()
    held = bool(row and row[0])
    try:
        yield held
    finally:
        if held and connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, job_id])


def holds_lock(job_id: int) -> bool:
    """Whether this session holds it. One that Django opened in the place of a session that ended does not: it opens one
    on its way out of a transaction that failed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s"
            " AND pid = pg_backend_pid() AND granted)",
            [LOCK_SPACE, job_id],
        )
        return bool(cursor.fetchone() == (True,))


def locked_job_ids() -> set[int]:
    """Jobs that a living worker holds now. It takes no lock, so it keeps nobody from one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [LOCK_SPACE],
        )
        return {int(row[0]) for row in cursor.fetchall()}
