"""Processes end when whoever started them does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devtools import children
from devtools.children import Children, Stopped, stoppable
from tests.workers import wait_until

ROOT = Path(__file__).resolve().parents[2]
# Ends only when forced to, and has a child of its own that does neither.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""
PARENT = """
import os, sys, time; from pathlib import Path
from devtools.children import Children
children = Children(dict(os.environ), Path("."))
print(children.start("sleeper", [sys.executable, "-c", "import time; time.sleep(600)"]).process.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Children]:
    made = Children(dict(os.environ), tmp_path)
    yield made
    made.stop_all()


def gone(pid: int) -> bool:
    """No such process, or one that nobody has buried yet."""
    try:
        return " Z " in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True


def test_children_end_reports_which_and_its_last_words(family: Children, tmp_path: Path) -> None:
    family.start("sleeper", [sys.executable, "-c", "import time; time.sleep(600)"])
    assert family.ended() is None
    family.start("talker", [sys.executable, "-c", "print('no such table')"], tmp_path / "talker.log")
    wait_until(lambda: family.ended() is not None)
    ended = family.ended()
    assert ended
    assert (ended.name, ended.tail()) == ("talker", "no such table")


def test_children_stubborn_ones_and_theirs_are_ended(
    family: Children, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "STOP_SECONDS", 0.5)
    child = family.start("stubborn", [sys.executable, "-c", STUBBORN], tmp_path / "log")
    wait_until(lambda: child.tail() != "")
    family.stop_all()
    assert child.process.returncode == -signal.SIGKILL
    wait_until(lambda: gone(int(child.tail())), what="the end of its own child")


def test_children_of_a_killed_parent_end(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert not gone(child)
        parent.kill()
    wait_until(lambda: gone(child), what="the end of the child")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stoppable_second_signal_does_not_disturb_the_clearing_up(number: signal.Signals) -> None:
    cleared = []

    def work() -> None:
        with stoppable():
            try:
                os.kill(os.getpid(), number)
            finally:
                os.kill(os.getpid(), number)
                cleared.append(number)

    before = signal.getsignal(number)
    with pytest.raises(Stopped, match=number.name):
        work()
    assert cleared == [number]
    assert signal.getsignal(number) is before
