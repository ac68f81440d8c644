"""One save of the monthly grid: what is stored at its places, and what becomes of each. Called inside a transaction
that holds the measures' rows (`measures.services.record_month`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from access.models import User
from access.policy import Action, may
from access.record_admin import Refusal
from measures import contests, numbers
from measures.models import Measure, MeasureCategory, Observation, RankedEntry
from measures.places import Entry, Place

State = Literal["saved", "stale", "refused"]

LONGEST_LIST = 100

MAY_NOT: dict[Action, str] = {
    "add": "Your roles add no numbers.",
    "change": "Your roles change no numbers.",
    "delete": "Only an editor takes a recorded value away. Type the right one, or ask an editor.",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an entry. `stored` is what the place holds now, as shown; `reason` says why it is not what was
    typed: refused by a rule, or stale, for somebody else stored another value meanwhile."""

    place: Place
    state: State
    stored: str
    reason: str = ""


def refused(place: Place, stored: str, reason: str) -> Outcome:
    return Outcome(place, "refused", stored, reason)


def _stale(place: Place, stored: str) -> Outcome:
    """Who it was is told once all is stored (`measures.contests`)."""
    return Outcome(place, "stale", stored, contests.reason("Somebody else", stored))


class Recorder:
    """What the month holds for some measures, read once."""

    def __init__(self, user: User, month: date, measures: dict[str, Measure]) -> None:
        self.user, self.month, self.measures = user, month, measures
        self.categories: dict[tuple[int, str], MeasureCategory] = {}
        self.stored: dict[tuple[int, int | None], Observation] = {}
        self.lines: dict[tuple[int, int], RankedEntry] = {}

    @classmethod
    def of(cls, user: User, month: date, measures: Sequence[Measure]) -> Recorder:
        """The rows are held until the transaction ends, against whoever changes them elsewhere."""
        made = cls(user, month, {measure.code: measure for measure in measures})
        for category in (
            MeasureCategory.objects.filter(measure__in=measures).order_by("pk").select_for_update(no_key=True)
        ):
            made.categories[category.measure_id, category.code] = category
        rows = Observation.objects.filter(month=month, measure__in=measures).order_by("pk").select_for_update()
        made.stored = {(row.measure_id, row.category_id): row for row in rows}
        lines = RankedEntry.objects.filter(month=month, measure__in=measures).order_by("pk").select_for_update()
        made.lines = {(line.measure_id, line.rank): line for line in lines}
        return made

    def record(self, code: str, entries: Sequence[Entry]) -> list[Outcome]:
        measure = self.measures.get(code)
        if measure is None:
            return [refused(entry.place, "", "There is no such measure any more.") for entry in entries]
        if measure.ranked:
            return RankedList(self, measure).record(entries)
        return [self._number(measure, entry) for entry in entries]

    def may_not(self, action: Action, model: type[Observation] | type[RankedEntry]) -> str:
        return "" if may(self.user, action, model) else MAY_NOT[action]

    # --- Numbers ----------------------------------------------------------------------------------

    def _number(self, measure: Measure, entry: Entry) -> Outcome:
        category = self.categories.get((measure.pk, entry.place.part))
        if entry.place.part and category is None:
            return refused(entry.place, "", "The measure has no such category any more.")
        row = self.stored.get((measure.pk, category.pk if category else None))
        stored = numbers.shown(row.value if row else None, measure.decimals)
        try:
            value = numbers.read(entry.typed, measure.unit)
        except numbers.NotANumber as fault:
            return refused(entry.place, stored, str(fault))
        if value == (row.value if row else None):
            return Outcome(entry.place, "saved", stored)
        if _seen(entry.was, measure.unit) != (row.value if row else None):
            return _stale(entry.place, stored)
        action: Action = "delete" if value is None else "change" if row else "add"
        if reason := self.may_not(action, Observation):
            return refused(entry.place, stored, reason)
        kept = row or Observation(measure=measure, month=self.month)
        kept.measure, kept.category = measure, category  # in hand: the rules would ask for them
        try:
            self._store(kept, value)
        except ValidationError as fault:
            return refused(entry.place, stored, " ".join(fault.messages))
        except IntegrityError as error:
            return self._lost(entry, measure, category, error)
        return Outcome(entry.place, "saved", numbers.shown(value, measure.decimals))

    def _store(self, row: Observation, value: Decimal | None) -> None:
        key = (row.measure_id, row.category_id)
        if value is None:
            row.delete()
            self.stored.pop(key)
            return
        held, was_illustrative = row.value, row.illustrative
        row.value, row.illustrative = value, False  # what a person types is no sample
        try:
            row.clean()
            row.clean_fields(exclude=("measure", "category"))
            with transaction.atomic():
                row.save()
        except (ValidationError, IntegrityError):
            row.value, row.illustrative = held, was_illustrative
            raise
        self.stored[key] = row

    def _lost(self, entry: Entry, measure: Measure, category: MeasureCategory | None, error: IntegrityError) -> Outcome:
        """Whoever enters a number elsewhere (its own page, a file) holds no measure's row, and may come first."""
        row = Observation.objects.filter(measure=measure, category=category, month=self.month).first()
        stored = numbers.shown(row.value if row else None, measure.decimals)
        if row and (measure.pk, row.category_id) not in self.stored:
            return _stale(entry.place, stored)
        return refused(entry.place, stored, Refusal.of(error).message)


def _seen(text: str, unit: str) -> Decimal | Literal["unreadable"] | None:
    try:
        return numbers.read(text, unit)
    except numbers.NotANumber:
        return "unreadable"


class RankedList:
    """A month's list. Its lines are judged together: two that change places are equal only half-way."""

    def __init__(self, recorder: Recorder, measure: Measure) -> None:
        self.recorder, self.measure = recorder, measure
        self.rows = {rank: row for (pk, rank), row in recorder.lines.items() if pk == measure.pk}

    def record(self, entries: Iterable[Entry]) -> list[Outcome]:
        judged = {entry: self._judge(entry) for entry in entries}
        wanted = {rank: row.label for rank, row in self.rows.items()}
        wanted |= {_rank(entry.place): _line(entry.typed) for entry, fault in judged.items() if fault is None}
        for entry in judged:
            if judged[entry] is None and (twin := self._twin(entry, wanted)):
                judged[entry] = refused(entry.place, self._stored(entry), f"Is in the list already, at {twin}.")
        kept = [entry for entry, fault in judged.items() if fault is None]
        try:
            with transaction.atomic():
                self._store(kept)
        except IntegrityError as error:
            message = Refusal.of(error).message
            judged |= {entry: refused(entry.place, self._stored(entry), message) for entry in kept}
        return [judged[entry] or Outcome(entry.place, "saved", _line(entry.typed)) for entry in judged]

    def _judge(self, entry: Entry) -> Outcome | None:
        """None where nothing speaks against the line but, perhaps, another."""
        place, typed, stored = entry.place, _line(entry.typed), self._stored(entry)
        if not 1 <= _rank(place) <= LONGEST_LIST:
            return refused(place, "", "The list has no such place.")
        if typed == stored:
            return Outcome(place, "saved", stored)
        if _line(entry.was) != stored:
            return _stale(place, stored)
        if len(typed) > RankedEntry._meta.get_field("label").max_length:  # type: ignore[operator]  # it has one
            return refused(place, stored, "Is too long: 200 letters at most.")
        action: Action = "delete" if not typed else "change" if stored else "add"
        if reason := self.recorder.may_not(action, RankedEntry):
            return refused(place, stored, reason)
        return None

    def _twin(self, entry: Entry, wanted: dict[int, str]) -> int:
        own, label = _rank(entry.place), _line(entry.typed)
        return next((rank for rank, other in sorted(wanted.items()) if label and rank != own and other == label), 0)

    def _stored(self, entry: Entry) -> str:
        row = self.rows.get(_rank(entry.place))
        return row.label if row else ""

    def _store(self, entries: Sequence[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ranked_label_once DEFERRED")
            for entry in entries:
                self._line_of(entry)
            cursor.execute("SET CONSTRAINTS ranked_label_once IMMEDIATE")

    def _line_of(self, entry: Entry) -> None:
        rank, label = _rank(entry.place), _line(entry.typed)
        row = self.rows.get(rank)
        if not label:
            if row:
                row.delete()
            return
        row = row or RankedEntry(measure=self.measure, month=self.recorder.month, rank=rank)
        row.label, row.illustrative = label, False
        row.clean_fields(exclude=("measure",))
        row.clean()
        row.save()


def _rank(place: Place) -> int:
    """0 for what is no rank."""
    return int(place.part) if place.part.isascii() and place.part.isdigit() and len(place.part) <= 3 else 0


def _line(text: str) -> str:
    """In one line, without the one sign that PostgreSQL can't keep."""
    return " ".join(text.replace("\x00", "").split())
