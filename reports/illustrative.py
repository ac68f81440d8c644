"""Whether made-up rows stand among the records, so that no paper made from them can pass for a real one."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

from access.models import Record

NOTICE = "Illustrative records stand in for some real ones in this document. It is a sample, not a record of the SEC."


def illustrative_notice() -> str:
    """What a paper says when any record is marked illustrative; blank when none is. One query."""
    tables = sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Record))
    quoted = map(connection.ops.quote_name, tables)
    exists = " OR ".join(f"EXISTS (SELECT FROM {table} WHERE illustrative)" for table in quoted)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {exists}")
        (found,) = cursor.fetchone()
    return NOTICE if found else ""
