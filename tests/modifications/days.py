"""The bank holidays as the migration lays them down, also after a test that emptied every table."""

from __future__ import annotations

from datetime import date
from importlib import import_module

from modifications.models import BankHoliday

LAID_DOWN: tuple[tuple[str, str], ...] = import_module("modifications.migrations.0002_bank_holidays").DAYS


def restore_bank_holidays() -> None:
    BankHoliday.objects.bulk_create(
        [BankHoliday(day=date.fromisoformat(day), name=name) for day, name in LAID_DOWN], ignore_conflicts=True
    )
