from __future__ import annotations

import pytest

from reports.models import Report


@pytest.fixture
def report(sample_month: None, db: None) -> Report:
    """The Operations Report for September 2021, as a draft that is ready to be sent."""
    return Report.objects.select_related("meeting__committee").get(kind="operations", month="2021-09-01")
