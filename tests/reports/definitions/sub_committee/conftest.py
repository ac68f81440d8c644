from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from reports.building import build_report
from reports.engine.build import BuildResult
from reports.models import Report
from sample_data.make_2018_10 import FOLDER
from tests.conftest import month_loaded


@pytest.fixture(scope="module")
def september_2018(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """September 2018, for a module's tests, which only read."""
    with month_loaded(FOLDER, django_db_blocker):
        yield


@pytest.fixture(scope="module")
def october(september_2018: None) -> BuildResult:
    """The Sub-Committee Report for October 2018."""
    return build_report(Report.objects.get(kind="sub-committee", month="2018-09-01"))
