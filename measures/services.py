"""What happens to a month's measures, in verbs. Rules that are broken raise ValidationError, in the words of the rule.

Months are given by their first day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from access.audit import because
from access.models import User
from access.policy import visible_to
from measures import contests
from measures.grid import month_back
from measures.models import Measure, MeasureCategory
from measures.places import Entry, Place
from measures.recording import Outcome, Recorder

WHY = "Monthly grid"


def record_month(user: User, month: date, entries: Iterable[Entry]) -> dict[Place, Outcome]:
    """Store what a person typed into a month's places, each on its own: one that is refused keeps no other back.

    A blank takes the number away, which not everybody may. Where what is stored is not what the person saw, nothing
    is stored and the outcome says what is: two saves of one place wait for each other here, so that one of them is
    told. Of two entries for one place the last counts.
    """
    by_measure: dict[str, list[Entry]] = defaultdict(list)
    for entry in {entry.place: entry for entry in entries}.values():
        by_measure[entry.place.measure].append(entry)
    # A code with the one sign that PostgreSQL can't keep is that of no measure.
    measures = visible_to(user, Measure.objects.filter(code__in=[code for code in by_measure if "\x00" not in code]))
    with transaction.atomic(), because(WHY, user=user.pk):
        # In one order, so that no two saves wait for each other in a ring.
        recorder = Recorder.of(user, month, list(measures.order_by("pk").select_for_update(no_key=True)))
        outcomes = [outcome for code, own in by_measure.items() for outcome in recorder.record(code, own)]
        outcomes = contests.named(outcomes, recorder)
    return {outcome.place: outcome for outcome in outcomes}


@transaction.atomic
def start_category(
    measure: Measure, name: str, month: date, *, code: str = "", group: str = "", position: int | None = None
) -> MeasureCategory:
    """Measure a new category from a month on. Unless given, its code is made of its name, and its position is after
    those the measure has."""
    _lock(measure)
    if position is None:
        position = 1 + (measure.categories.aggregate(last=Max("position"))["last"] or 0)
    category = MeasureCategory(
        measure=measure,
        code=code or slugify(name)[: MeasureCategory._meta.get_field("code").max_length],
        name=name.strip(),
        group=group.strip(),
        position=position,
        first_month=month,
    )
    category.full_clean()
    category.save()
    return category


@transaction.atomic
def end_category(category: MeasureCategory, month: date) -> MeasureCategory:
    """Measure a category for the last time in a month. Its numbers stay; from the month after, none is asked for."""
    stored = _locked(category)
    if stored.last_month is not None:
        raise ValidationError({"last_month": f"It ended with {stored.last_month:%B %Y}."})
    stored.last_month = month
    stored.full_clean()
    stored.save()
    return stored


@transaction.atomic
def replace_category(category: MeasureCategory, name: str, month: date) -> MeasureCategory:
    """Measure another category in its place from a month on: under its heading, at its position."""
    ended = end_category(category, month_back(month, 1))
    return start_category(ended.measure, name, month, group=ended.group, position=ended.position)


@transaction.atomic
def resume_category(category: MeasureCategory) -> MeasureCategory:
    """Measure a category on, as if it had not ended: every month since is asked for."""
    stored = _locked(category)
    if stored.last_month is None:
        raise ValidationError("It has not ended.")
    stored.last_month = None
    stored.full_clean()
    stored.save()
    return stored


def _lock(measure: Measure) -> None:
    """Numbers and categories of one measure are stored one after the other."""
    Measure.objects.select_for_update(no_key=True).get(pk=measure.pk)


def _locked(category: MeasureCategory) -> MeasureCategory:
    _lock(category.measure)
    return MeasureCategory.objects.select_related("measure").get(pk=category.pk)
