from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from reports.building import build_report
from reports.engine.build import BuildResult
from reports.models import Report
from sample_data.make_2020_03 import FOLDER
from tests.conftest import month_loaded


@pytest.fixture(scope="module")
def march_2020(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The two years to March 2020, for a module's tests, which only read."""
    with month_loaded(FOLDER, django_db_blocker):
        yield


@pytest.fixture(scope="module")
def year(march_2020: None) -> BuildResult:
    """The End of Regulatory Year Report 2019-20."""
    return build_report(Report.objects.get(kind="regulatory-year", month="2020-03-01"))
