"""What `manage.py check` says about the machine."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from secops.checks import broker_is_known, database_is_postgresql, storage_is_writable


def test_checks_these_settings_pass() -> None:
    assert run_checks() == []


def test_checks_sqlite_refused(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    assert [message.id for message in database_is_postgresql(None)] == ["secops.E001"]


def test_checks_broker_misspelt_refused(settings: Settings) -> None:
    settings.CELERY_BROKER_URL = "redsi://localhost/0"
    (message,) = broker_is_known(None)
    assert (message.id, "redsi" in message.msg) == ("secops.E003", True)


def test_checks_storage_is_a_file_refused(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "storage").write_text("")
    settings.MEDIA_ROOT = tmp_path / "storage" / "media"
    assert [message.id for message in storage_is_writable(None)] == ["secops.E004"]
    settings.MEDIA_ROOT = tmp_path / "media"
    assert storage_is_writable(None) == []
