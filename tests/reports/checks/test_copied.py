"""A month that was copied but for one number."""

from __future__ import annotations

from datetime import date

import pytest

from measures.models import Observation
from tests.reports.checks.planting import SEPTEMBER, Ground, found_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]


def test_month_copied_but_for_one_category_is_found() -> None:
    ground = Ground()
    rows = list(Observation.objects.filter(measure__code="helpdesk-emails", month=SEPTEMBER))
    for row in rows[1:]:
        then = Observation.objects.get(measure=row.measure, category=row.category, month=date(2021, 8, 1))
        Observation.objects.filter(pk=row.pk).update(value=then.value)
    (found,) = found_by("series.copied", ground)
    assert "categories are as in the month before" in found.finding.message
