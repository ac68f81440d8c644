"""Whether made-up rows stand among the records, so that no paper made from them can pass for a real one."""

from __future__ import annotations

from django.apps import apps
from django.db import connection
from psycopg2 import sql

from access.models import Record

NOTICE = "Illustrative records stand in for some real ones in this document. It is a sample, not a record of the SEC."


def illustrative_notice() -> str:
    """What a paper says when any record is marked illustrative; blank when none is. One query."""
    tables = sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Record))
    exists = sql.SQL(" OR ").join(
        sql.SQL("EXISTS (SELECT FROM {} WHERE illustrative)").format(sql.Identifier(table)) for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT ") + exists)
        (found,) = cursor.fetchone()
    return NOTICE if found else ""
