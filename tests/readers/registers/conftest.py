"""A few Parties, committees and releases with histories, entered once for the modules that ask after them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from pytest_django.plugin import DjangoDbBlocker

from access.policy import Reader
from meetings.models import Action, AgendaItem, Decision, Meeting
from modifications.models import SecVersion, TargetReleaseFrom
from parties.models import CategoryPeriod, PartyCategory, UserRole
from readers.registers import pages, record
from tests.access.cast import person
from tests.conftest import rolled_back
from tests.meetings import rooms
from tests.modifications.histories import plan_release, raise_one, rename
from tests.parties import cast
from tests.readers.registers.lives import few_modifications

LAST = date(2021, 9, 30)
"""For strangers; a month later for whoever is signed in."""


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the papers up to September 2021 were published."""

    def last_day_for(reader: Reader, today: date) -> date:
        return date(2021, 10, 31) if reader.is_authenticated else LAST

    for module in (pages, record):
        monkeypatch.setattr(module, "last_day_for", last_day_for)


@pytest.fixture(scope="module")
def few_records(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with rolled_back(django_db_blocker):
        for name in ("party", "panel", "editor"):
            person(name)
        parties()
        meetings()
        releases()
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


def meetings() -> None:
    """Panel 96 on 17 September 2021: papers in time, minutes late; its action was closed on 30 September. Panel 97 was
    announced on 1 October, the Working Group met twice on one day, and the Board meets in confidence."""
    panel, board = rooms.committee("panel", paper_prefix="SECP"), rooms.committee("board", confidential=True)
    group = rooms.committee("working-group", numbered=False)
    dates = {
        "notice_on": date(2021, 9, 9),
        "papers_issued_on": date(2021, 9, 10),
        "minutes_issued_on": date(2021, 9, 27),
    }
    held = rooms.meet(panel, date(2021, 9, 17), 96, **dates)
    rooms.meet(panel, date(2021, 10, 15), 97, notice_on=date(2021, 10, 1))
    rooms.meet(panel, date(2021, 8, 20), 95, cancelled=True)
    for title in ("Working Group of MP121", "Working Group of MP122"):
        rooms.meet(group, date(2021, 9, 1), title=title)
    secret = rooms.meet(board, date(2021, 9, 2), 1)
    told = {"description": "To report back.", "raised_on": date(2021, 9, 17), "due_on": date(2021, 9, 24)}
    Action.objects.create(committee=panel, meeting=held, reference="A1", closed_on=date(2021, 9, 30), **told)
    Action.objects.create(committee=board, meeting=secret, reference="B1", **told)


def releases() -> None:
    """November moved by a week on 1 September 2021, and MP121 left it on 10 September; version 38.0 came of MP121."""
    november = plan_release(
        "November 2021 SEC Release", (date(2021, 1, 4), date(2021, 11, 4)), (date(2021, 9, 1), date(2021, 11, 11))
    )
    for code, title in (("121", "Longer keys"), ("122", "Shorter forms")):
        one = raise_one(code, date(2020, 3, 2), title=title)
        TargetReleaseFrom.objects.create(modification=one, since=date(2021, 2, 1), release=november)
        if code == "121":
            rename(one, date(2020, 5, 1), "MP121")
            TargetReleaseFrom.objects.create(modification=one, since=date(2021, 9, 10), release=None)
            version = SecVersion.objects.create(
                number="38.0", issued_on=date(2021, 9, 20), description="Keys may be longer.", cause="modification"
            )
            version.modifications.add(one)
            item = {"meeting": Meeting.objects.get(number=96), "modification": one}
            AgendaItem.objects.create(position=1, **item)
            Decision.objects.create(
                body="panel", decided_on=date(2021, 9, 17), question="timetable", outcome="note", **item
            )


@pytest.fixture(scope="module")
def lives(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Modifications with whole lives, and nothing else."""
    with rolled_back(django_db_blocker):
        few_modifications()
        yield
