from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from reports.building import build_report
from reports.engine.build import BuildResult
from reports.models import Report
from sample_data.make_2019_06 import FOLDER
from tests.conftest import month_loaded
from tests.loaded import load_month


@pytest.fixture(scope="module")
def june_2019(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """June 2019, for a module's tests, which only read."""
    with month_loaded(FOLDER, django_db_blocker):
        yield


@pytest.fixture(scope="module")
def june(june_2019: None) -> BuildResult:
    """The Operations Report for June 2019, in the 2019 edition."""
    return build_report(Report.objects.get(kind="operations", month="2019-06-01"))


@pytest.fixture
def june_2019_alone(db: None) -> None:
    """June 2019 for one test, which may change it."""
    load_month(FOLDER)
