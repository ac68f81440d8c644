"""The embedded servers: who uses them, and when they stop.

Every user (a run, a test session, a command run `during` their time) holds a shared lock while it needs a
server; the last to leave stops it. The system drops a dead process's lock, so a crash leaves no count behind.
`make services` and `make setup` set a mark that keeps the servers running until `make stop`.
"""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Protocol

from devtools.broker import Broker
from devtools.children import Children, Stopped, stoppable
from devtools.errors import SetupError
from devtools.postgres import Postgres
from devtools.state import VarDir

ROOT = Path(__file__).resolve().parents[1]


class Server(Protocol):
    name: str

    def ready(self) -> bool: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


def needed(var: VarDir) -> list[Server]:
    """Those for which the environment names no server."""
    servers: list[Server] = []
    if not os.environ.get("DATABASE_URL"):
        servers.append(Postgres(var))
    if not os.environ.get("CELERY_BROKER_URL"):
        servers.append(Broker(var))
    return servers


@contextmanager
def in_use(var: VarDir, servers: list[Server]) -> Iterator[None]:
    """Start what is not running; on leaving, stop what nobody else uses."""
    with ExitStack() as stack:
        for server in servers:
            stack.enter_context(_one_in_use(var, server))
        yield


@contextmanager
def _one_in_use(var: VarDir, server: Server) -> Iterator[None]:
    var.make()
    with _open(var.path / f"{server.name}-users.lock") as users:
        try:
            with _changing(var, server):
                fcntl.flock(users, fcntl.LOCK_SH)
                if not server.ready():
                    server.start()
            yield
        finally:
            with _changing(var, server):
                if _last_user(users) and not _keep_mark(var).exists():
                    server.stop()


@contextmanager
def _changing(var: VarDir, server: Server) -> Iterator[None]:
    """Nobody starts a server while another stops it."""
    with _open(var.path / f"{server.name}-change.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _last_user(users: IO[str]) -> bool:
    fcntl.flock(users, fcntl.LOCK_UN)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _open(path: Path) -> IO[str]:
    return path.open("a")


def _keep_mark(var: VarDir) -> Path:
    return var.path / "services-keep-running"


def keep_running(var: VarDir) -> None:
    """Start the servers and leave them running until stop_all()."""
    with in_use(var, needed(var)):
        var.make()  # with no server of ours to start, nobody has made it yet
        _keep_mark(var).touch()


def during(var: VarDir, command: list[str]) -> int:
    """Run a command while the servers are up; its exit status. They stop with it, unless somebody else uses them."""
    children = Children(dict(os.environ), ROOT)
    with stoppable(), in_use(var, needed(var)):
        try:
            return children.run(command[0], command)
        finally:
            children.stop_all()


def stop_all(var: VarDir) -> list[str]:
    """Stop every embedded server that nobody uses; the names of those still in use."""
    _keep_mark(var).unlink(missing_ok=True)
    busy = []
    for server in (Postgres(var), Broker(var)):
        if not var.path.exists():
            continue
        with _open(var.path / f"{server.name}-users.lock") as users, _changing(var, server):
            if not _last_user(users):
                busy.append(server.name)
            elif server.ready():
                server.stop()
    return busy


def _shown(variable: str, embedded: Callable[[], str]) -> str:
    """The address of an embedded server. That of any other holds a password which is not ours to show."""
    return f"set by {variable}" if os.environ.get(variable) else embedded()


def main(arguments: list[str]) -> int:
    """`start`, `stop`, or `during` and a command."""
    var = VarDir.from_environment(ROOT)
    try:
        if arguments[:1] == ["during"] and len(arguments) > 1:
            return during(var, arguments[1:])
        if arguments == ["start"]:
            keep_running(var)
            print(f"PostgreSQL:  {_shown('DATABASE_URL', var.database_url)}")
            print(f"Broker:      {_shown('CELERY_BROKER_URL', var.broker_url)}")
            return 0
        if arguments == ["stop"]:
            busy = stop_all(var)
            print(f"Still in use: {', '.join(busy)}." if busy else "Stopped.")
            return 1 if busy else 0
    except Stopped:
        return 130
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 1
    print("usage: python -m devtools.services start | stop | during COMMAND", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
