"""Databases for a benchmark alone: made empty with all tables, dropped at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from devtools.postgres import Postgres
from devtools.services import in_use


@contextmanager
def scratch_databases(purposes: Sequence[str]) -> Iterator[dict[str, str]]:
    """One database for each purpose, by its name; on our own server, unless the environment names another."""
    with ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            server = Postgres(settings.VAR_DIR)
            stack.enter_context(in_use(settings.VAR_DIR, [server]))
            connection.settings_dict["PORT"] = settings.VAR_DIR.port_of(server.name)
        home = connection.settings_dict["NAME"]
        prefix = f"{home}_bench_{os.getpid()}"
        stack.callback(use, home)
        empty = stack.enter_context(_database(prefix))
        use(empty)
        call_command("migrate", verbosity=0)
        connection.close()
        yield {purpose: stack.enter_context(_database(f"{prefix}_{purpose}", template=empty)) for purpose in purposes}


@contextmanager
def _database(name: str, template: str = "template0") -> Iterator[str]:
    quoted = connection.ops.quote_name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {quoted(name)} TEMPLATE {quoted(template)}")
    try:
        yield name
    finally:
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted(name)}")


def use(name: str) -> None:
    """From here on Django's connection is to that database."""
    connection.close()
    connection.settings_dict["NAME"] = name
