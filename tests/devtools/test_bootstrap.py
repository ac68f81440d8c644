"""What is said, and done, on a machine that lacks something."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from devtools import bootstrap
from devtools.errors import SetupError


def fake_python(folder: Path, name: str, version: str, can_make_venv: bool = True) -> str:
    """A program that answers as that Python would."""
    program = folder / name
    program.write_text(
        f'#!/bin/sh\ncase "$2" in *version_info*) echo "{version}";; *) exit {0 if can_make_venv else 1};; esac\n'
    )
    program.chmod(0o755)
    return str(program)


@pytest.fixture
def no_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "may_use_apt", lambda: False)


@pytest.fixture
def apt(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been installed."""
    installed: list[str] = []
    monkeypatch.setattr(bootstrap, "may_use_apt", lambda: True)
    monkeypatch.setattr(bootstrap, "apt_install", lambda packages: installed.extend(packages) or True)
    return installed


# --- System libraries -------------------------------------------------------------------------------------


def test_system_libraries_missing_for_a_user_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, no_apt: None
) -> None:
    monkeypatch.setattr(bootstrap, "PANGO", {"libnowhere-1.0.so.0": "libpango-1.0-0"})
    monkeypatch.setattr(bootstrap, "SMALLER_PDFS", {})
    with pytest.raises(SetupError) as failure:
        bootstrap.check_system_libraries()
    (line,) = str(failure.value).splitlines()
    assert line.endswith("sudo apt-get install -y --no-install-recommends libpango-1.0-0")


def test_system_libraries_missing_for_root_are_installed(monkeypatch: pytest.MonkeyPatch, apt: list[str]) -> None:
    monkeypatch.setattr(bootstrap, "PANGO", {"libnowhere-1.0.so.0": "libpango-1.0-0"})
    monkeypatch.setattr(bootstrap, "SMALLER_PDFS", {"libnowhere-2.0.so.0": "libharfbuzz-subset0"})
    bootstrap.check_system_libraries()
    assert apt == ["libpango-1.0-0", "libharfbuzz-subset0"]


def test_system_libraries_only_a_nicety_missing_goes_on(
    monkeypatch: pytest.MonkeyPatch, no_apt: None, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "PANGO", {})
    monkeypatch.setattr(bootstrap, "SMALLER_PDFS", {"libnowhere-2.0.so.0": "libharfbuzz-subset0"})
    bootstrap.check_system_libraries()
    assert "libharfbuzz-subset0" in capsys.readouterr().err


def test_system_libraries_here_ask_for_nothing(apt: list[str]) -> None:
    bootstrap.check_system_libraries()
    assert apt == []


# --- The browser ------------------------------------------------------------------------------------------

SHELL, WHOLE = bootstrap.BROWSERS


@pytest.mark.parametrize(
    ("here", "to_be_had", "installed"),
    [
        ([], [SHELL, WHOLE], [SHELL]),
        ([WHOLE], [SHELL, WHOLE], [SHELL]),
        ([], [WHOLE], [WHOLE]),
        ([WHOLE], [], []),
        ([SHELL], [WHOLE], []),
    ],
)
def test_browser_installed_is_the_best_that_is_to_be_had(
    here: list[str], to_be_had: list[str], installed: list[str], monkeypatch: pytest.MonkeyPatch, apt: list[str]
) -> None:
    def install(packages: list[str]) -> bool:
        had = set(packages) <= set(to_be_had)
        apt.extend(packages if had else [])
        return had

    monkeypatch.setattr(bootstrap, "BROWSER_DRIVER", {})
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: name if name in here else None)
    monkeypatch.setattr(bootstrap, "apt_install", install)
    bootstrap.install_browser()
    assert apt == installed


def test_browser_that_cannot_be_installed_is_told_of(
    monkeypatch: pytest.MonkeyPatch, apt: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    monkeypatch.setattr(bootstrap, "apt_install", lambda packages: False)
    bootstrap.install_browser()
    assert "will be left out" in capsys.readouterr().err


# --- Python -----------------------------------------------------------------------------------------------


def test_find_python_named_too_old_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, no_apt: None) -> None:
    monkeypatch.setenv("PYTHON", fake_python(tmp_path, "old", "3 9"))
    with pytest.raises(SetupError, match=r"Python 3\.11 or newer is needed; found: .*old 3\.9"):
        bootstrap.find_python()


def test_find_python_without_venv_asks_for_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, no_apt: None
) -> None:
    monkeypatch.setenv("PYTHON", fake_python(tmp_path, "bare", "3 12", can_make_venv=False))
    with pytest.raises(SetupError, match="python3-venv"):
        bootstrap.find_python()


def test_find_python_unnamed_is_new_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHON", raising=False)
    assert (bootstrap.python_version(bootstrap.find_python()) or (0,)) >= (3, 11)


def test_python_version_no_such_program_is_none(tmp_path: Path) -> None:
    assert bootstrap.python_version(str(tmp_path / "python9")) is None
    assert bootstrap.python_version(sys.executable) == sys.version_info[:2]


# --- Packages ---------------------------------------------------------------------------------------------


@pytest.fixture
def clone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A clone with two short lists of requirements and an empty .venv."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text(f"# {name}\n")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "VENV_BIN", tmp_path / ".venv" / "bin")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / ".venv" / "installed.json")
    return tmp_path


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lists that uv was asked to install."""
    files: list[str] = []
    monkeypatch.setattr(bootstrap, "get_uv", lambda: True)
    monkeypatch.setattr(bootstrap, "sync_with_uv", lambda file: files.append(file) or True)
    return files


def test_install_again_does_nothing_until_the_list_changes(clone: Path, synced: list[str]) -> None:
    bootstrap.install("requirements.txt")
    bootstrap.install("requirements.txt")
    assert synced == ["requirements.txt"]
    (clone / "requirements.txt").write_text("# more\n")
    bootstrap.install("requirements.txt")
    assert synced == ["requirements.txt"] * 2


def test_install_runtime_after_development_keeps_the_tools(clone: Path, synced: list[str]) -> None:
    bootstrap.install("requirements-dev.txt")
    bootstrap.install("requirements.txt")
    assert synced == ["requirements-dev.txt"]


def test_install_interrupted_is_done_again(clone: Path, synced: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    bootstrap.install("requirements.txt")
    (clone / "requirements.txt").write_text("# more\n")

    def interrupted(file: str) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(bootstrap, "sync_with_uv", interrupted)
        with pytest.raises(KeyboardInterrupt):
            bootstrap.install("requirements.txt")
    (clone / "requirements.txt").write_text("# requirements.txt\n")
    bootstrap.install("requirements.txt")
    assert synced == ["requirements.txt"] * 2


def test_install_uv_not_to_be_had_takes_pip(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, ...]] = []

    def pip(*arguments: str) -> None:
        asked.append(arguments)
        if "requirements-installer.txt" in arguments:
            raise SetupError("no wheel for this machine")

    monkeypatch.setattr(bootstrap, "pip", pip)
    bootstrap.install("requirements.txt")
    assert asked[-1] == ("--require-hashes", "-r", "requirements.txt")
    assert "pip will do" in capsys.readouterr().err
    assert json.loads((clone / ".venv" / "installed.json").read_text()).keys() == {"requirements.txt"}


# --- Files of somebody else -------------------------------------------------------------------------------


def test_ownership_others_files_say_how_to_take_them_over(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEC_VAR_DIR", raising=False)
    (clone / "var").mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: 65534)
    monkeypatch.setattr(os, "access", lambda path, mode: path != clone / "var")
    with pytest.raises(SetupError, match=rf"sudo chown -R nobody {clone / 'var'}$"):
        bootstrap.check_ownership()


def test_ownership_own_files_are_fine(clone: Path) -> None:
    (clone / "var").mkdir()
    bootstrap.check_ownership()
