"""Every Party as it stood on a day, those that had left among them: one row each, whatever else is asked of it.

All of it is annotated to the rows given, so that whoever asks filters, sorts and pages in the database.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, JSONObject

from parties.models import (
    CategoryPeriod,
    EventOfDefault,
    ExitKind,
    Membership,
    Party,
    PartyCategory,
    UepCompletion,
    VotingGroupPeriod,
)


class Standing(TextChoices):
    """How a Party stood on a day."""

    PARTY = "party", "Party"
    WITHDRAWN = ExitKind.WITHDRAWN.value, ExitKind.WITHDRAWN.label
    EXPELLED = ExitKind.EXPELLED.value, ExitKind.EXPELLED.label


def parties_as_at(parties: QuerySet[Party], day: date) -> QuerySet[Any]:
    """Those of `parties` that had acceded by the day, each with `standing`, `acceded_on` and `exited_on` of its latest
    membership by then (an exit to come is not known), and `category` and `group` (the Voting Group's name) on the day,
    or on its last day as a Party; None where none is recorded."""
    begun = Membership.objects.filter(acceded_on__lte=day).order_by("party_id", "-acceded_on")
    latest = begun.distinct("party_id").values("pk")
    left = Q(exit_on__isnull=False, exit_on__lte=day)
    day_before = Cast(ExpressionWrapper(F("exit_on") - timedelta(days=1), DateField()), DateField())
    categories = CategoryPeriod.objects.filter(party=OuterRef("pk"), valid__contains=OuterRef("known_on")).order_by()
    groups = VotingGroupPeriod.objects.filter(party=OuterRef("pk"), valid__contains=OuterRef("known_on")).order_by()
    # One membership a Party: what is asked of it below is read off one join.
    acceded: QuerySet[Any] = parties.filter(memberships__in=latest).annotate(
        acceded_on=F("memberships__acceded_on"),
        exit_on=F("memberships__exited_on"),
        exit_as=F("memberships__exit_kind"),
    )
    found: QuerySet[Any] = acceded.annotate(
        standing=Case(When(left, then=F("exit_as")), default=Value(Standing.PARTY), output_field=CharField()),
        exited_on=Case(When(left, then=F("exit_on")), default=None, output_field=DateField()),
        known_on=Case(When(left, then=day_before), default=Value(day), output_field=DateField()),
    ).annotate(
        category=Subquery(categories.values("category")[:1]),
        group=Subquery(groups.values("voting_group__name")[:1]),
    )
    return found


def with_uep(parties: QuerySet[Any], completions: QuerySet[UepCompletion], day: date) -> QuerySet[Any]:
    """With `uep`: the User Roles that each completed by the day, as a list of (role, extent, on), by day."""
    by_day = completions.filter(party=OuterRef("pk"), completed_on__lte=day).order_by(
        "completed_on", "user_role", "extent"
    )
    said = JSONObject(role="user_role", extent="extent", on="completed_on")
    found: QuerySet[Any] = parties.annotate(uep=ArraySubquery(by_day.values(said=said)))
    return found


def completed_for(role: str, completions: QuerySet[UepCompletion], day: date) -> Exists:
    """Whether a Party completed the User Entry Process for the User Role by the day, fully or in part."""
    return Exists(completions.filter(party=OuterRef("pk"), user_role=role, completed_on__lte=day))


def with_events(parties: QuerySet[Any], events: QuerySet[EventOfDefault], day: date) -> QuerySet[Any]:
    """With `defaults`: how many of these Events of Default of each stood on the day."""
    standing = events.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), party=OuterRef("pk"), raised_on__lte=day)
    number = standing.order_by().values("party").annotate(number=Count("pk")).values("number")
    found: QuerySet[Any] = parties.annotate(defaults=Coalesce(Subquery(number, output_field=IntegerField()), 0))
    return found


def but_the_dcc(parties: QuerySet[Any]) -> QuerySet[Any]:
    """Without whoever is in the Party Category DCC; of rows of `parties_as_at`."""
    return parties.exclude(category=PartyCategory.DCC)
