"""What is rounded, and what counts twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.engine.blocks import Column
from reports.engine.tables import table
from reports.engine.values import decimal
from tests.reports.checks.planting import Ground, found_by
from tests.reports.checks.plants.totals import instead

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]


def test_total_row_that_its_printed_rows_do_not_come_to_is_told_of() -> None:
    ground = Ground()
    columns = (Column("driver", "Driver"), Column("days", "Days", "number"))
    half = decimal(Decimal("1.4"), 0)
    rows = [("Service desk", half), ("Project", half)]
    instead(ground, table("days", "Days worked", columns, rows, total=("Total", decimal(Decimal("2.8"), 0))))
    (found,) = found_by("totals.rounding", ground)
    assert "“Days” comes to 2, beside a total of 3" in found.finding.message
    assert found_by("totals.rows", ground) == ()
