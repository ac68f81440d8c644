from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from reports.building import build_report
from reports.engine.build import BuildResult
from reports.models import Report

SAMPLE_MONTH = settings.BASE_DIR / "sample_data" / "2021-09"


@pytest.fixture(scope="module")
def sample_month(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """September 2021, loaded once for a module's tests, which only read, and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        # The test database is made only for a run in which some test is marked as needing one.
        assert str(connection.settings_dict["NAME"]).startswith("test_"), "mark the tests with django_db"
        call_command("load_month", str(SAMPLE_MONTH), stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def september(sample_month: None) -> BuildResult:
    """The Operations Report for September 2021, built from the sample month."""
    return build_report(Report.objects.get(kind="operations", month="2021-09-01"))
