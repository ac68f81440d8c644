"""The records behind a month's numbers."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import Measure, MeasureCategory, MeasureGroup, Observation, RankedEntry
from measures.queries import RankedRow, observation_ids, ranked_many

pytestmark = pytest.mark.django_db
AUGUST, SEPTEMBER = date(2021, 8, 1), date(2021, 9, 1)


def test_observation_ids_are_those_of_the_months_asked_for() -> None:
    emails = Measure.objects.create(code="emails", name="E-mails", group=MeasureGroup.HELPDESK)
    topic = MeasureCategory.objects.create(measure=emails, code="other", name="Other")
    entered = Observation.objects.create(measure=emails, category=topic, month=SEPTEMBER, value=4)
    Observation.objects.create(measure=emails, category=topic, month=AUGUST, value=3)
    assert observation_ids("emails", [SEPTEMBER]) == {("other", SEPTEMBER): entered.pk}
    assert observation_ids("none", [SEPTEMBER]) == {}


@pytest.mark.parametrize("size", [1, 3])
def test_ranked_many_gives_each_list_in_order_in_one_query(size: int) -> None:
    for number in range(size):
        pages = Measure.objects.create(code=f"pages-{number}", name=f"Pages {number}", group="website", ranked=True)
        RankedEntry.objects.create(measure=pages, month=SEPTEMBER, rank=2, label="Login")
        RankedEntry.objects.create(measure=pages, month=SEPTEMBER, rank=1, label="Home Page")
        RankedEntry.objects.create(measure=pages, month=AUGUST, rank=1, label="Login")
    with CaptureQueriesContext(connection) as captured:
        found = ranked_many(SEPTEMBER)
    assert (len(captured), len(found)) == (1, size)
    assert found["pages-0"] == ("Pages 0", (RankedRow(1, "Home Page"), RankedRow(2, "Login")))
