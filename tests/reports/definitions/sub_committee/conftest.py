from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from reports.building import build_report
from reports.engine.build import BuildResult
from reports.models import Report
from sample_data.make_2018_10 import FOLDER


@pytest.fixture(scope="module")
def september_2018(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """September 2018, loaded into an empty database once for a module's tests, and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert str(connection.settings_dict["NAME"]).startswith("test_"), "mark the tests with django_db"
        call_command("load_month", str(FOLDER), stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def october(september_2018: None) -> BuildResult:
    """The Sub-Committee Report for October 2018."""
    return build_report(Report.objects.get(kind="sub-committee", month="2018-09-01"))
