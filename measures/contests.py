"""Who was first, where two people typed at one place: the audit trail knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from access.audit.people import by, people_of
from access.events import event_model_of
from access.models import User
from measures.models import Observation, RankedEntry

if TYPE_CHECKING:
    from measures.places import Place
    from measures.recording import Outcome, Recorder

Key = tuple[int, int | None]
"""A measure by its id, and in it a category by its id or a rank; None where it has one number."""


def named(outcomes: Sequence[Outcome], recorder: Recorder) -> list[Outcome]:
    """The outcomes, those that are stale with who stored what stands there. Two queries at most, and one for the names;
    none where nothing is stale."""
    found = [outcome for outcome in outcomes if outcome.state == "stale"]
    stale = {outcome.place: _key(outcome, recorder) for outcome in found}
    if not stale:
        return list(outcomes)
    ranked = {key for place, key in stale.items() if recorder.measures[place.measure].ranked}
    last = _last(RankedEntry, "rank", ranked, recorder)
    last |= _last(Observation, "category_id", set(stale.values()) - ranked, recorder)
    people = people_of(last.values())
    return [_told(one, by(last.get(stale[one.place]), people), recorder) if one in found else one for one in outcomes]


def reason(who: str, stored: str) -> str:
    return f"{who} changed this while you typed. It is {stored or 'blank'} now."


def _told(outcome: Outcome, who: User | None, recorder: Recorder) -> Outcome:
    if who is None:
        return outcome
    name = "You, in another window," if who.pk == recorder.user.pk else who.get_full_name() or who.get_username()
    return replace(outcome, reason=reason(name, outcome.stored))


def _key(outcome: Outcome, recorder: Recorder) -> Key:
    place: Place = outcome.place
    measure = recorder.measures[place.measure]
    if measure.ranked:
        return measure.pk, int(place.part)
    category = recorder.categories.get((measure.pk, place.part))
    return measure.pk, category.pk if category else None


def _last(
    model: type[Observation] | type[RankedEntry], part: str, keys: set[Key], recorder: Recorder
) -> dict[Key, Any]:
    """The context of the last event at each of these places: of a row that was deleted there, too."""
    if not keys:
        return {}
    events = event_model_of(model)._default_manager.filter(month=recorder.month, measure_id__in={pk for pk, _ in keys})
    rows = events.order_by("measure_id", part, "-pgh_id").distinct("measure_id", part)
    found = rows.values_list("measure_id", part, "pgh_context__metadata")
    return {(measure, at): context for measure, at, context in found if (measure, at) in keys}
