"""A few Parties, committees and releases with histories, entered once for the modules that ask after them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from pytest_django.plugin import DjangoDbBlocker

from parties.models import CategoryPeriod, PartyCategory, UserRole
from tests.access.cast import person
from tests.conftest import rolled_back
from tests.parties import cast
from tests.readers.registers.lives import few_modifications


@pytest.fixture(scope="module")
def few_records(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with rolled_back(django_db_blocker):
        for name in ("party", "panel", "editor"):
            person(name)
        parties()
        yield


def parties() -> None:
    """Aspen moved category on 1 July 2021, and completed the UEP on 3 May; Birch left on 1 August; Cedar is the DCC."""
    group = cast.voting_group()
    aspen = cast.party("Aspen Energy", category=None, group=group)
    moved = date(2021, 7, 1)
    CategoryPeriod.objects.create(party=aspen, category=PartyCategory.SMALL_SUPPLIER, valid=(cast.START, moved))
    CategoryPeriod.objects.create(party=aspen, category=PartyCategory.LARGE_SUPPLIER, valid=(moved, None))
    cast.uep(aspen, date(2021, 5, 3), UserRole.GAS_SUPPLIER)
    cast.party("Birch Metering", exited_on=date(2021, 8, 1), exit_kind="withdrawn")
    cast.party("Cedar Communications", category=PartyCategory.DCC)
    dogwood = cast.party("=Dogwood+Networks", category=PartyCategory.GAS_NETWORK, acceded=date(2021, 6, 15))
    cast.default(dogwood, date(2021, 7, 10), closed_on=date(2021, 9, 1), outcome="resolved")


@pytest.fixture(scope="module")
def lives(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Modifications with whole lives, and nothing else."""
    with rolled_back(django_db_blocker):
        few_modifications()
        yield
