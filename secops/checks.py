"""What `manage.py check` says about the machine that the settings describe."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.database)
def database_is_postgresql(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Constraints, locks and date ranges are PostgreSQL's; its older driver is the one we test with."""
    engine = settings.DATABASES["default"]["ENGINE"]
    if engine != "django.db.backends.postgresql":
        return [Error(f"The database must be PostgreSQL, not {engine}.", hint="Set DATABASE_URL.", id="secops.E001")]
    from django.db.backends.postgresql.psycopg_any import is_psycopg3

    if is_psycopg3:
        hint = "Uninstall psycopg; psycopg2 is in requirements.txt."
        return [Error("psycopg 3 is installed, and Django prefers it.", hint=hint, id="secops.E002")]
    return []


@register()
def broker_is_known(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """A misspelt address would show only when the first job waits for ever."""
    scheme = urlsplit(settings.CELERY_BROKER_URL).scheme
    if scheme in (*settings.BROKERS, "memory"):
        return []
    hint = "Set CELERY_BROKER_URL to redis://..., rediss://..., redis+socket://... or amqp(s)://..."
    return [Error(f"No broker speaks {scheme or 'nothing'!r}.", hint=hint, id="secops.E003")]


@register(Tags.files, deploy=True)
def storage_is_writable(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Better said at the start than by the first report that cannot be kept."""
    folder = Path(settings.MEDIA_ROOT).parent
    if folder.is_dir() and os.access(folder, os.W_OK):
        return []
    hint = "Make the folder, or set SEC_STORAGE_DIR to another."
    return [Error(f"Files cannot be kept in {folder}.", hint=hint, id="secops.E004")]
