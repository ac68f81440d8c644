from __future__ import annotations

import pytest

import importing
from parties.models import CategoryPeriod, Party


def csv(*lines: str) -> bytes:
    return "\n".join((*lines, "")).encode()


PARTIES = csv("party,name,trading_name", "alpha,Alpha Limited,", "beta,Beta Limited,B")
CATEGORIES = csv(
    "party,category,from,until",
    "alpha,Large Suppliers,2019-01-01,2020-12-31",
    "alpha,small_supplier,2021-01-01,",
    "beta,OTHER,2019-01-01,",
)


@pytest.mark.django_db
def test_load_of_new_rows_saves_them() -> None:
    outcome = importing.load({"parties.csv": PARTIES, "party_categories.csv": CATEGORIES})
    assert outcome.problems == ()
    assert Party.objects.count() == 2
    assert CategoryPeriod.objects.count() == 3
    again = importing.load({"parties.csv": PARTIES, "party_categories.csv": CATEGORIES})
    assert again.counts["party_categories"].unchanged == 3
