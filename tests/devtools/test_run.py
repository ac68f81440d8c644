"""`make run` from an empty folder to the page in a browser, and back to nothing."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from devtools.errors import SetupError
from devtools.prepare import REPORT_PDF, Memory, fingerprint
from devtools.run import REPORT_PATH, choose_port, only_one
from devtools.state import VarDir, port_is_free

ROOT = Path(__file__).resolve().parents[2]
FIRST_RUN_SECONDS = 180


def start(var: Path, **environment: str) -> subprocess.Popen[str]:
    """As a terminal would: a session of its own, with nothing set that names other servers."""
    clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CELERY_BROKER_URL")}
    clean.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.Popen(
        [sys.executable, "-m", "devtools.run"],
        cwd=ROOT,
        env={**clean, "SEC_VAR_DIR": str(var), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """Its output up to the line with those words. Fails with all of it when that never comes."""
    assert process.stdout
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


def browser() -> urllib.request.OpenerDirector:
    """Keeps cookies, as people's browsers do."""
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor())


def sign_in(opener: urllib.request.OpenerDirector, site: str, password: str) -> None:
    page = opener.open(f"{site}/accounts/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    fields = {"username": "editor@example.org", "password": password, "csrfmiddlewaretoken": token.group(1)}
    opener.open(f"{site}/accounts/login/", urllib.parse.urlencode(fields).encode())


def processes_of(var: Path) -> list[str]:
    """Command lines that mention the folder, or whose environment does."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            seen = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if str(var).encode() in seen and process.name != str(os.getpid()):
            found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


@pytest.mark.worker
def test_run_shows_report_and_leaves_nothing_behind(tmp_path: Path) -> None:
    var = tmp_path / "var"
    for stop_with, seconds in ((signal.SIGINT, FIRST_RUN_SECONDS), (signal.SIGTERM, FIRST_RUN_SECONDS / 3)):
        started = time.monotonic()
        process = start(var)
        try:
            banner = read_until(process, "Ctrl-C stops everything")
            assert time.monotonic() - started < seconds
            report = re.search(r"http://localhost:\d+/reports/\S+", banner)
            password = re.search(r"with the password (\S+) as", banner)
            assert report
            assert password
            assert report.group().endswith(REPORT_PATH)
            opener = browser()
            sign_in(opener, report.group().removesuffix(REPORT_PATH), password.group(1))
            assert "September 2021" in opener.open(report.group()).read().decode()
            assert REPORT_PDF.under(VarDir(var)).read_bytes().startswith(b"%PDF-")
        finally:
            process.send_signal(stop_with)
            rest, _ = process.communicate(timeout=60)
        assert (process.returncode, rest.strip().splitlines()[-1]) == (0, "Stopped.")
        assert processes_of(var) == []


def test_only_one_second_is_told_who_runs(tmp_path: Path) -> None:
    var = VarDir(tmp_path / "var")
    with only_one(var):
        process = start(var.path)
        output, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert f"already running here (process {os.getpid()})" in output
    with only_one(var):
        pass  # it is free again


def test_choose_port_default_taken_takes_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)
    first = choose_port("127.0.0.1")
    with socket.create_server(("127.0.0.1", first)):
        assert not port_is_free(first)
        assert choose_port("127.0.0.1") > first


def test_choose_port_named_one_taken_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(SetupError, match=f"PORT={port} cannot be had"):
            choose_port("127.0.0.1")
    assert choose_port("127.0.0.1") == port


@pytest.mark.parametrize("nonsense", ["http", "-1", "0", "99999"])
def test_choose_port_nonsense_refused(nonsense: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", nonsense)
    with pytest.raises(SetupError, match="cannot be had"):
        choose_port("127.0.0.1")


def test_fingerprint_changes_with_content_and_name_alone(tmp_path: Path) -> None:
    folder = tmp_path / "month"
    folder.mkdir()
    (folder / "parties.csv").write_text("name\nAlpha Energy\n")
    before = fingerprint([folder])
    (folder / "parties.csv").touch()
    assert fingerprint([folder]) == before
    (folder / "parties.csv").write_text("name\nBeta Energy\n")
    changed = fingerprint([folder])
    (folder / "parties.csv").rename(folder / "members.csv")
    assert len({before, changed, fingerprint([folder])}) == 3


def test_memory_broken_file_is_forgotten(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "prepared.json")
    memory.keep("month 2021-09", "abc")
    assert Memory(tmp_path / "prepared.json").holds("month 2021-09", "abc")
    memory.file.write_text("{half")
    assert not memory.holds("month 2021-09", "abc")
