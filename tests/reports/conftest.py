from __future__ import annotations

import pytest

from reports.building import build_report
from reports.engine.build import BuildResult
from reports.models import Report


@pytest.fixture(scope="module")
def september(sample_month: None) -> BuildResult:
    """The Operations Report for September 2021, built from the sample month."""
    return build_report(Report.objects.get(kind="operations", month="2021-09-01"))
