"""Real Celery workers for tests: their own broker, the test database, and an end to them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from kombu import pools

from devtools.broker import Broker
from devtools.state import VarDir
from secops.celery import app

START_SECONDS = 30


def wait_until(true: Callable[[], bool], seconds: float = 20, what: str = "the condition") -> None:
    """Raises AssertionError when `true()` has not come true in that time."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"{what} did not come true in {seconds} seconds"
        time.sleep(0.05)


def live_database_url() -> str:
    """The address of the database that the running test uses."""
    at = connection.settings_dict
    return f"postgres://{quote(at['USER'])}:{quote(at['PASSWORD'])}@{at['HOST']}:{at['PORT']}/{quote(at['NAME'])}"


def point_app_at(url: str) -> None:
    """From now on this process sends to the broker at `url`."""
    pools.reset()  # closed pools are never opened again: new ones are made for the new address
    app._pool = None
    app.conf.broker_url = url
    app.conf.broker_write_url = app.conf.broker_read_url = url
    app.amqp.__dict__.pop("_producer_pool", None)
    app.set_current()


class Worker:
    """One worker process and its pool of so many."""

    def __init__(self, log: Path, modules: tuple[str, ...], environment: dict[str, str], concurrency: int = 1) -> None:
        self.log = log
        command = [sys.executable, "-m", "celery", "-A", "secops", "worker", "--concurrency", str(concurrency)]
        command += ["--loglevel", "INFO", "--hostname", f"{log.stem}@test", "--without-mingle"]
        if modules:
            command += ["--include", ",".join(modules)]
        with log.open("w") as output:
            self.process = subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env={**os.environ, **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until(self._ready, START_SECONDS, f"the start of a worker (see {log})")

    def _ready(self) -> bool:
        assert self.process.poll() is None, f"the worker ended at once:\n{self.log.read_text()}"
        return " ready." in self.log.read_text()

    def kill(self) -> None:
        """As the system does when memory runs out, or power: nothing gets to say goodbye."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)  # its pool is in its group
            self.process.wait()


class WorkerPark:
    """A broker in a folder of the test's, the app pointed at it, and every worker started meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.var = VarDir(folder / "broker-var")
        self.folder = folder
        self.broker = Broker(self.var)
        self.workers: list[Worker] = []
        self._broker_before = app.conf.broker_url

    def __enter__(self) -> WorkerPark:
        self.var.path.mkdir()
        self.broker.start()
        point_app_at(self.var.broker_url())
        return self

    def start(self, *modules: str, concurrency: int = 1, **environment: str) -> Worker:
        log = self.folder / f"worker{len(self.workers)}.log"
        servers = {
            "DJANGO_SETTINGS_MODULE": "secops.settings.development",
            "DATABASE_URL": live_database_url(),
            "CELERY_BROKER_URL": self.var.broker_url(),
            "DEBUG": "false",
        }
        worker = Worker(log, modules, {**servers, **environment}, concurrency)
        self.workers.append(worker)
        return worker

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self.workers:
            worker.kill()
        point_app_at(self._broker_before)
        self.broker.stop()
