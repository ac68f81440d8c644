"""Who keeps an embedded server running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devtools import services
from devtools.broker import Broker
from devtools.services import in_use, keep_running, needed, stop_all
from devtools.state import VarDir

ROOT = Path(__file__).resolve().parents[2]
LOOK = "import sys; from pathlib import Path; from devtools.broker import Broker; from devtools.state import VarDir"
# Uses the broker of the folder named first until its input ends.
USER = f"""
{LOOK}; from devtools.services import in_use
var = VarDir(Path(sys.argv[1]))
with in_use(var, [Broker(var)]):
    print("using", flush=True); sys.stdin.read()
"""


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """Of these servers the quicker to start; the rules are the same for both."""
    made = Broker(VarDir(tmp_path / "var"))
    yield made
    made.stop()


def another_user(broker: Broker) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", USER, str(broker.var.path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline() == b"using\n"
    return process


def test_in_use_last_to_leave_stops_it(broker: Broker) -> None:
    with another_user(broker) as other:
        with in_use(broker.var, [broker]):
            assert broker.ready()
        assert broker.ready(), "the other process still needs it"
        other.communicate()
    assert not broker.ready()


def test_in_use_killed_user_does_not_count(broker: Broker) -> None:
    with in_use(broker.var, [broker]):
        with another_user(broker) as other:
            os.kill(other.pid, signal.SIGKILL)
            other.communicate()
        assert broker.ready()
    assert not broker.ready()


def test_in_use_failing_user_leaves_nothing_behind(broker: Broker) -> None:
    with pytest.raises(RuntimeError), in_use(broker.var, [broker]):
        raise RuntimeError
    assert not broker.ready()


def test_kept_running_until_stopped_but_not_while_used(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/db")
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)
    keep_running(broker.var)
    with in_use(broker.var, [broker]):
        pass
    assert broker.ready()
    with another_user(broker) as other:
        assert stop_all(broker.var) == ["broker"]
        assert broker.ready()
        other.communicate()
    assert not broker.ready(), "asked to stop, it went with its last user"
    assert stop_all(broker.var) == []


def test_command_that_needs_the_servers_leaves_them_to_whoever_started_them(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`make published` beside `make run`: it starts what is not running, and stops only that."""
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/db")
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)
    monkeypatch.setenv("SEC_VAR_DIR", str(broker.var.path))
    asked = [sys.executable, "-c", f"{LOOK}; sys.exit(7 if Broker(VarDir(Path(sys.argv[1]))).ready() else 1)"]
    command = ["during", *asked, str(broker.var.path)]
    assert services.main(command) == 7, "the command's own status, and it found them up"
    assert not broker.ready()
    with another_user(broker) as other:
        assert services.main(command) == 7
        assert broker.ready()
        other.communicate()
    assert not broker.ready()
    told = subprocess.run(["make", "-n", "published"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "services during" in told
    assert "services start" not in told


@pytest.mark.parametrize(
    ("set_variables", "names"),
    [
        ((), ["postgres", "broker"]),
        (("DATABASE_URL",), ["broker"]),
        (("CELERY_BROKER_URL",), ["postgres"]),
        (("DATABASE_URL", "CELERY_BROKER_URL"), []),
    ],
)
def test_needed_is_what_the_environment_does_not_name(
    set_variables: tuple[str, ...], names: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("DATABASE_URL", "CELERY_BROKER_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in set_variables:
        monkeypatch.setenv(name, "somewhere")
    assert [server.name for server in needed(VarDir(tmp_path))] == names


def test_services_start_shows_no_password_of_a_server_that_is_not_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a clone that has no var/ yet, too."""
    monkeypatch.setenv("SEC_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("DATABASE_URL", "postgres://real:hunter2@db.example/sec")
    monkeypatch.setenv("CELERY_BROKER_URL", "redis://:hunter2@broker.example/0")
    assert services.main(["start"]) == 0
    said = "".join(capsys.readouterr())
    assert "hunter2" not in said
    assert "set by DATABASE_URL" in said
    assert "set by CELERY_BROKER_URL" in said


def test_services_unknown_word_shows_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert services.main(["restart"]) == 2
    assert "usage:" in capsys.readouterr().err
