"""Parties made by hand: each call says only what a test turns on."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from parties import models
from parties.models import PartyCategory

_number = count(1)
START = date(2020, 1, 1)


def party(
    name: str | None = None,
    category: str | None = PartyCategory.OTHER,
    group: models.VotingGroup | None = None,
    acceded: date | None = START,
    **exit_: Any,
) -> models.Party:
    """A Party since `acceded` (never, if None), in the category and Voting Group since then."""
    number = next(_number)
    made = models.Party.objects.create(code=f"party-{number}", name=name or f"Party {number:04d}")
    since = DateRange(acceded or START, None)
    if category:
        models.CategoryPeriod.objects.create(party=made, category=category, valid=since)
    if group:
        models.VotingGroupPeriod.objects.create(party=made, voting_group=group, valid=since)
    if acceded:
        models.Membership.objects.create(party=made, acceded_on=acceded, **exit_)
    return made


def voting_group() -> models.VotingGroup:
    number = next(_number)
    return models.VotingGroup.objects.create(code=f"group-{number}", name=f"Voting Group {number:04d}")


def default(of: models.Party, raised: date, **rest: Any) -> models.EventOfDefault:
    return models.EventOfDefault.objects.create(
        party=of, reference=f"EOD-{next(_number)}", limb="(a)", raised_on=raised, **rest
    )


def uep(of: models.Party, completed: date, role: str = "other_user", extent: str = "full") -> models.UepCompletion:
    return models.UepCompletion.objects.create(party=of, completed_on=completed, user_role=role, extent=extent)


def outcome(
    kind: str = models.ReviewKind.DIRECTORS_LETTER, name: str = "Further steps asked", code: str = "further-steps"
) -> models.SecurityOutcome:
    return models.SecurityOutcome.objects.get_or_create(code=code, defaults={"kind": kind, "name": name})[0]


def review(
    of: models.Party, on: date, came: models.SecurityOutcome | None = None, remark: str = ""
) -> models.SecurityReview:
    """What the Security Sub-Committee reviewed of a Party; a Director's Letter unless said otherwise."""
    return models.SecurityReview.objects.create(party=of, outcome=came or outcome(), reviewed_on=on, remark=remark)
