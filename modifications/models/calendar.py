"""The bank holidays that SEC Working Days leave out."""

from __future__ import annotations

from django.db import models

from access.events import audited


@audited()
class BankHoliday(models.Model):
    """A day that is no SEC Working Day, kept in a table so that the count of a past month never changes.

    Covers Christmas Day, Good Friday and the bank holidays of England and Wales (Banking and Financial Dealings Act
    1971).
    """

    unclassified_because = "The law's calendar is nobody's secret and no record of the month."

    day = models.DateField(unique=True)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"
