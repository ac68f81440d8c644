"""What var/ remembers."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from devtools.state import VarDir


def test_var_secret_is_made_once_and_private(tmp_path: Path) -> None:
    var = VarDir(tmp_path / "var")
    first = var.secret_key()
    assert len(first) >= 50
    assert VarDir(tmp_path / "var").secret_key() == first
    assert stat.S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_var_lets_others_through_and_shows_them_nothing(tmp_path: Path) -> None:
    var = VarDir(tmp_path / "deep" / "var")
    assert mode(var.make()) == 0o711
    (tmp_path / "shared").mkdir(mode=0o755)
    assert mode(VarDir(tmp_path / "shared").make()) == 0o755, "a folder that was there is somebody's choice"


def test_var_private_folder_is_closed_even_when_it_was_open(tmp_path: Path) -> None:
    var = VarDir(tmp_path / "var")
    (tmp_path / "var" / "media").mkdir(parents=True, mode=0o755)
    assert [mode(var.private(name)) for name in ("media", "log")] == [0o700, 0o700]


def test_var_secrets_differ_between_folders_and_uses(tmp_path: Path) -> None:
    one, other = VarDir(tmp_path / "one"), VarDir(tmp_path / "other")
    made = [one.secret_key(), other.secret_key(), one.database_password(), one.broker_password(), one.sample_password()]
    assert len(set(made)) == len(made)


def test_var_secret_asked_for_by_many_at_once_is_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: VarDir(tmp_path / "var").database_password(), range(64)))
    assert len(set(answers)) == 1
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["postgres-password"]


def test_var_urls_hold_the_port_until_it_is_changed(tmp_path: Path) -> None:
    var = VarDir(tmp_path / "var")
    assert var.database_url() == f"postgres://sec:{var.database_password()}@127.0.0.1:{var.port_of('postgres')}/sec"
    var.set_port_of("broker", 7)
    assert var.broker_url() == f"redis://:{var.broker_password()}@127.0.0.1:7/0"


def test_var_from_environment_unset_is_in_the_clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEC_VAR_DIR", raising=False)
    assert VarDir.from_environment(tmp_path).path == tmp_path / "var"
    monkeypatch.setenv("SEC_VAR_DIR", str(tmp_path / "elsewhere"))
    assert VarDir.from_environment(tmp_path).path == tmp_path / "elsewhere"
