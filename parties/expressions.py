"""Database expressions that the rules about Parties are written in. Migrations name them: change none in meaning."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Func


class DateRange(Func):
    """The days from the first date, up to but not including the second; without end where that is NULL."""

    function = "DATERANGE"
    arity = 2
    output_field = DateRangeField()


class BarredUntil(Func):
    """The first day a Party that exited may be one again: twelve months after an expulsion, else the day it left.

    Takes the day it left and the kind of exit. Source: SEC Section M8 on readmission after expulsion.
    """

    template = "(%(expressions)s WHEN 'expelled' THEN interval '12 months' ELSE interval '0' END)::date"
    arg_joiner = "::date + CASE "
    arity = 2
    output_field = models.DateField()
