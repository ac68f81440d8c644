"""Database expressions that the rules about reports are written in. Migrations name them: change none in meaning."""

from __future__ import annotations

from django.db import models
from django.db.models import Func


class MonthAfter(Func):
    """The first day of the month after the one whose first day is given."""

    template = "(%(expressions)s + interval '1 month')::date"
    arity = 1
    output_field = models.DateField()
