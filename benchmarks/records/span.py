"""The time that the records cover, how much happens in it, and the rows on their way to the database."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db import models

from reports.engine.month import Month

Row = TypeVar("Row", bound=models.Model)

DAYS_A_YEAR = 365.25
ISSUED_AFTER = timedelta(days=8)
"""The report is issued so long after its month ends: until then rows of the month after are entered too."""
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Volume:
    """How much happens in a year. 20 years at the default hold 5,000 modifications raised, 20,000 DCC Assessments of
    them and about 1,000 Parties."""

    modifications: int = 250
    accessions: int = 33


@dataclass(frozen=True, slots=True)
class Span:
    """So many months, the last one that of the report.

    What is still open when they begin belongs to them, with its whole history, as it would where somebody starts to
    keep records. So a month's report says the same however many years are stored before it.
    """

    months: tuple[Month, ...]

    @classmethod
    def ending(cls, until: Month, years: int) -> Span:
        return cls(until.window(12 * years))

    @property
    def month(self) -> Month:
        return self.months[-1]

    @property
    def first(self) -> date:
        return self.months[0].first

    @property
    def last(self) -> date:
        return self.month.last

    @property
    def known(self) -> date:
        """The last day on which anything has happened yet."""
        return self.last + ISSUED_AFTER

    @property
    def meeting_months(self) -> tuple[Month, ...]:
        """The next month's meetings are arranged already."""
        return (*self.months, self.month.back(-1))

    def back(self, place: int, a_year: int) -> date:
        """The day of the event so many places before the latest, of events that come evenly, so many a year."""
        return self.last - timedelta(days=int((place + 0.5) * DAYS_A_YEAR / a_year))


def chance(*key: object) -> random.Random:
    """Chance that is the same in every run, and for the same thing whatever else is made."""
    return random.Random("-".join(map(str, key)))


def later(day: date, days: float) -> date:
    return day + timedelta(days=int(days))


class Rows:
    """Rows waiting to be stored: a model's first row is added after those it points to."""

    def __init__(self) -> None:
        self._waiting: dict[type[models.Model], list[models.Model]] = {}

    def add(self, row: Row) -> Row:
        self._waiting.setdefault(type(row), []).append(row)
        return row

    def extend(self, rows: Iterable[models.Model]) -> None:
        for row in rows:
            self.add(row)

    def store(self) -> None:
        for model, rows in self._waiting.items():
            model._default_manager.bulk_create(rows, batch_size=BATCH)
        self._waiting.clear()
