"""`make run`: the whole program on one machine, until Ctrl-C."""

from __future__ import annotations

import fcntl
import http.client
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools.children import Child, Children, Stopped, stoppable
from devtools.errors import SetupError
from devtools.prepare import REPORT_PDF
from devtools.services import in_use, needed
from devtools.state import VarDir, port_is_free

ROOT = Path(__file__).resolve().parents[1]
FIRST_PORT = 8000
START_SECONDS = 60
THREADS = 4
"""Of each web process: two may follow jobs in hand (`jobs.events`), and the others answer meanwhile."""
GRACE_SECONDS = 5
"""For what is being answered when all is stopped: less than `devtools.children` waits for the web process itself."""
REPORT_PATH = "/reports/operations/2021-09/"
SIGN_INS = (
    ("editor@example.org", "enters and corrects every record, sees every draft"),
    ("contributor@example.org", "enters records"),
    ("approver@example.org", "reviews, approves and publishes what others wrote"),
    ("panel@example.org", "a Panel member"),
    ("ssc@example.org", "a member of the Security Sub-Committee"),
    ("reader@example.org", "an SEC Party: reads what is published"),
    ("admin@example.org", "manages people and roles as well"),
)


@contextmanager
def only_one(var: VarDir) -> Iterator[None]:
    """Raises SetupError when another run uses this folder. The system frees a dead process's lock."""
    var.make()
    with (var.path / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise SetupError(
                f"`make run` is already running here (process {lock.read().strip() or 'unknown'}). "
                "Stop that one with Ctrl-C, or give this one a folder of its own: SEC_VAR_DIR=/tmp/second make run"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def choose_port(host: str) -> int:
    """PORT when it is set and free; otherwise the first free one from 8000 on."""
    if named := os.environ.get("PORT"):
        if not (named.isdigit() and 0 < int(named) < 65536 and port_is_free(int(named), host)):
            raise SetupError(f"PORT={named} cannot be had; choose another, or unset PORT to take the next free one.")
        return int(named)
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        if port_is_free(port, host):
            return port
    raise SetupError(f"No free port from {FIRST_PORT} to {FIRST_PORT + 99}; set PORT.")


def answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_for(what: str, ready: Callable[[], bool], children: Children) -> None:
    """Raises SetupError when a child ends meanwhile, or time runs out."""
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if ended := children.ended():
            raise SetupError(f"The {ended.name} ended at once ({ended.log}):\n{ended.tail()}")
        if time.monotonic() > deadline:
            raise SetupError(f"The {what} did not start in {START_SECONDS} seconds; see {ROOT / 'var'}.")
        time.sleep(0.1)


def start_web(children: Children, var: VarDir, host: str, port: int) -> Child:
    command = [sys.executable, "-m", "gunicorn", "secops.wsgi:application", "--bind", f"{host}:{port}"]
    # Its control socket would be a file in the home folder, shared by every project there.
    command += ["--workers", "2", "--worker-class", "gthread", "--threads", str(THREADS)]
    command += ["--graceful-timeout", str(GRACE_SECONDS), "--no-control-socket", "--access-logfile", "-"]
    return children.start("web process", command, var.path / "log" / "web.log")


def start_worker(children: Children, var: VarDir) -> Child:
    command = [sys.executable, "-m", "celery", "-A", "secops", "worker", "--concurrency", "1"]
    command += ["--hostname", "development@%h", "--loglevel", "INFO", "--without-mingle", "--without-gossip"]
    # With its own timetable process inside; a production machine runs `celery beat` once, by itself.
    command += ["--beat", "--schedule", str(var.path / "beat-schedule")]
    return children.start("worker", command, var.path / "log" / "worker.log")


def announce(var: VarDir, host: str, port: int) -> None:
    site = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"
    people = "\n".join(f"    {who:<26}{what}" for who, what in SIGN_INS)
    print(
        f"""
The program is running.

  Sign in      {site}/accounts/login/
               with the password {var.sample_password()} as
{people}

  The desk     {site}/desk/ (where staff land)
  The report   {site}{REPORT_PATH} (a draft: only staff who are signed in may read it)
  The records  {site}/admin/
  The PDF      {REPORT_PDF.under(var)}

  Logs are in {var.path / "log"}. Ctrl-C stops everything.
""",
        flush=True,
    )


def run(var: VarDir) -> None:
    host = os.environ.get("HOST", "127.0.0.1")
    environment = {"DJANGO_SETTINGS_MODULE": "secops.settings.development", "DEBUG": "false", **os.environ}
    children = Children(environment, ROOT)
    var.private("log")
    with in_use(var, needed(var)):
        try:
            if children.run("preparation", [sys.executable, "-m", "devtools.prepare"]):
                raise SetupError("The preparation failed; the lines above say why.")
            port = choose_port(host)
            start_web(children, var, host, port)
            worker = start_worker(children, var)
            wait_for("web process", lambda: answers(host, port), children)
            wait_for("worker", lambda: " ready." in worker.tail(1000), children)
            announce(var, host, port)
            while not (ended := children.ended()):
                time.sleep(0.5)
            raise SetupError(f"The {ended.name} ended by itself ({ended.log}):\n{ended.tail()}")
        finally:
            children.stop_all()


def main() -> int:
    var = VarDir.from_environment(ROOT)
    try:
        with stoppable(), only_one(var):
            run(var)
    except Stopped:
        print("Stopped.")
        return 0
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
