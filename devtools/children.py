"""Processes that one command starts, watches and ends together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

PR_SET_PDEATHSIG = 1  # of <linux/prctl.h>
STOP_SECONDS = 10  # for a worker to finish what it has in hand; the next run takes up what it could not


class Stopped(BaseException):
    """Ctrl-C, a terminal that closed, or a polite kill."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn the first signal that asks us to end into Stopped, and let no second one cut the clearing up short.

    That is bounded in time; a `kill -9` still ends it.
    """
    asked = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(number: int, frame: FrameType | None) -> None:
        for each in asked:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(signal.Signals(number).name)

    before = {number: signal.signal(number, stop) for number in asked}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end_with_parent() -> None:
    """In the child: where Linux can, ask for SIGTERM when we die without having a word with anyone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path | None

    def tail(self, lines: int = 15) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:]) if self.log else ""


class Children:
    """Each in a session of its own: a Ctrl-C at the terminal reaches us alone, and we end them in order."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.environment = environment
        self.folder = folder
        self.all: list[Child] = []

    def start(self, name: str, command: list[str], log: Path | None = None) -> Child:
        """Its output goes to `log`, written anew, else where ours goes."""
        output = log.open("wb") if log else None
        try:
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        finally:
            if output:
                output.close()
        child = Child(name, process, log)
        self.all.append(child)
        return child

    def ended(self) -> Child | None:
        """One that is no longer there, if any."""
        return next((child for child in self.all if child.process.poll() is not None), None)

    def run(self, name: str, command: list[str]) -> int:
        """Start one and wait for its end; its exit status."""
        child = self.start(name, command)
        status = child.process.wait()
        self.all.remove(child)
        return status

    def stop_all(self) -> None:
        """Ask all, wait, then insist: nothing of theirs is left."""
        for child in self.all:
            with suppress(ProcessLookupError):
                child.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.all:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.0, deadline - time.monotonic()))
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child.process.pid, signal.SIGKILL)  # and whatever it left behind itself
            child.process.wait()
        self.all.clear()
