"""How rows were classified when something happened to them, and how they are since: who may read the trail of that."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model

from access import policy
from access.audit.values import Values
from access.classification import Classification, highest
from access.events import events_of
from access.models import Record

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


class Standing:
    """One reader's: which events of a model they may read. What the rows are classified as now, and what those of
    another record were at each event, is read at once."""

    def __init__(self, reader: policy.Reader, model: type[Model], rows: Iterable[Values]) -> None:
        self.model = model
        self.readable = policy.readable_classifications(reader)
        self.may_view = policy.may(reader, "view", model)
        self.path = policy.classified_by(model)
        self._words: dict[Any, list[tuple[datetime, str]]] = {}
        self._now: dict[Any, str] = {}
        if "__" in self.path:
            self._ask(rows)
        elif self.path:
            self._ask_now({row["id"] for row in rows})

    def may_read(self, values: Values) -> bool:
        """An event with these values: `pgh_created_at` among them says when."""
        if not self.may_view or not issubclass(self.model, Record):
            return self.may_view
        return self.word(values) in self.readable

    def word(self, values: Values) -> str:
        """The higher of how the row was classified at the event and how it is now, or was when it was deleted: raised
        since, what it said before is as confidential. Red where that is not known."""
        if not self.path:
            return str(policy.default_classification(self.model) or Classification.RED)
        if "__" not in self.path:
            then = values.get(self.path) or Classification.RED
            return highest((str(then), self._now.get(values["id"], str(then))))
        known = self._words.get(values.get(f"{self._link}_id"), [])
        place = bisect_right([at for at, _ in known], values["pgh_created_at"])
        # What was classified before its trail began has the first word that the trail knows.
        return highest((known[max(place - 1, 0)][1], known[-1][1])) if known else str(Classification.RED)

    def _ask_now(self, pks: set[Any]) -> None:
        rows = self.model._default_manager.filter(pk__in=pks).values_list("pk", self.path)
        self._now = dict(rows)
        if deleted := pks - self._now.keys():
            self._now |= dict(events_of(self.model, deleted).values_list("id", self.path))  # the last of each stays

    def _ask(self, rows: Iterable[Values]) -> None:
        self._link, _, word = self.path.partition("__")
        related: Any = self.model._meta.get_field(self._link).related_model
        pks = {row[f"{self._link}_id"] for row in rows}
        for pk, at, said in events_of(related, pks).values_list("id", "pgh_created_at", word):
            self._words.setdefault(pk, []).append((at, said))
        for pk, said in related._default_manager.filter(pk__in=pks - self._words.keys()).values_list("pk", word):
            self._words[pk] = [(_BEFORE_ALL, said)]
