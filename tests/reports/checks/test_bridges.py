"""Bridges over what is rare."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from parties.models import CategoryPeriod, PartyCategory
from tests.parties.cast import START, party
from tests.reports.checks.planting import Ground, found_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]

TURNED = date(2021, 9, 10)


@pytest.mark.parametrize(
    ("first", "then"), [(PartyCategory.DCC, PartyCategory.OTHER), (PartyCategory.OTHER, PartyCategory.DCC)]
)
def test_party_that_turns_from_the_dcc_or_becomes_it_breaks_no_bridge(
    first: PartyCategory, then: PartyCategory
) -> None:
    one = party("Turning Limited", category=None)
    for category, period in ((first, (START, TURNED)), (then, (TURNED, None))):
        CategoryPeriod.objects.create(party=one, category=category, valid=DateRange(*period))
    assert not found_by("bridge.parties", Ground())
