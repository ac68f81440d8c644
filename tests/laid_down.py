"""The rows that migrations lay down, laid down again after a test that emptied every table."""

from __future__ import annotations

from datetime import date
from importlib import import_module

from modifications.models import BankHoliday
from reports.models import Deadline

BANK_HOLIDAYS: tuple[tuple[str, str], ...] = import_module("modifications.migrations.0002_bank_holidays").DAYS
DEADLINES: tuple[tuple[str, str, int], ...] = import_module("reports.migrations.0005_deadlines_of_a_month").DEADLINES


def restore_laid_down_rows() -> None:
    BankHoliday.objects.bulk_create(
        [BankHoliday(day=date.fromisoformat(day), name=name) for day, name in BANK_HOLIDAYS], ignore_conflicts=True
    )
    Deadline.objects.bulk_create(
        [Deadline(code=code, name=name, working_days=days) for code, name, days in DEADLINES], ignore_conflicts=True
    )
