"""The trail of all records and acts, newest first, as it is asked for."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from access import policy
from access.audit.entries import ACTIONS, Entry, entries
from access.audit.sources import ACTS, Among, Pick, Where, model_of, newest, ordered_models, source_of
from access.audit.wording import reasons_with, with_words
from access.classification import Classification
from access.events import key_of
from access.models import Act, User

PAGE = 40
BATCH = 500
MOST = 100_000
"""Entries in one file: some minutes of one worker's time."""
LABELS: dict[str, str] = {action: label for label, action in ACTIONS.items()}
HEADINGS = (
    "When",
    "Who",
    "What",
    "Kind of record",
    "Number",
    "Record",
    "Field",
    "Before",
    "After",
    "Why",
    "Address",
    "Job",
)


@dataclass(frozen=True)
class Asked:
    """What of the trail is asked for; blank is everything. `first` and `last` are days, both with all their hours.

    `kinds` are those of acts, which have no record: with any, or with the action "done", there are acts alone; with a
    model, a record or another action there are none. `words` all stand somewhere in the entry.
    """

    person: User | None = None
    model: type[Model] | None = None
    record: int | None = None
    action: str = ""
    kinds: tuple[str, ...] = ()
    words: str = ""
    first: date | None = None
    last: date | None = None


def readable_models(reader: policy.Reader) -> list[type[Model]]:
    return [model for model in ordered_models() if policy.may(reader, "view", model)]


def log(asked: Asked, *, reader: policy.Reader, limit: int = PAGE, after: Pick | None = None) -> list[Entry]:
    """At most `limit` entries that the reader may know of, newest first, from the one after `after`.

    One query finds them, whatever the number of years; then a constant number for each kind of record on the page.
    """
    return entries(newest(_sources(asked, reader), limit=limit, among=_among(asked), after=after), reader)


def _sources(asked: Asked, reader: policy.Reader) -> list[Where]:
    acts_alone = bool(asked.kinds) or asked.action == "done"
    models = [] if acts_alone else [each for each in readable_models(reader) if asked.model in (None, each)]
    if asked.words and not policy.readable_classifications(reader).issuperset(Classification.values):
        models = []  # that a word stands in what is withheld tells of it
    with_acts = acts_alone or not (asked.model or asked.record or asked.action)
    sources = [source_of(model) for model in models]
    if with_acts and policy.may(reader, "view", Act):
        sources.append(ACTS)
    return [_where(source, asked) for source in sources]


def _where(source: int, asked: Asked) -> Where:
    conditions = list(with_words(source, asked.words))
    if asked.record is not None and source != ACTS:
        conditions.append((f"{key_of(model_of(source))} = %s", [asked.record]))
    values = tuple(value for _, values in conditions for value in values)
    return Where(source, tuple(condition for condition, _ in conditions), values)


def _among(asked: Asked) -> Among:
    begin, begin_values = reasons_with(asked.words)
    return Among(
        begin=begin,
        begin_values=tuple(begin_values),
        person=asked.person.pk if asked.person else None,
        label=LABELS.get(asked.action, "") if asked.action != "done" else "",
        first=_midnight(asked.first) if asked.first else None,
        before=_midnight(asked.last + timedelta(days=1)) if asked.last and asked.last < date.max else None,
        kinds=asked.kinds,
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


# --- As a file ----------------------------------------------------------------------------------------


def as_csv(asked: Asked, *, reader: policy.Reader) -> Iterator[str]:
    """The newest `MOST` entries of it, a line for each field that changed; where it holds more, the last line says so.
    No cell begins as a formula does."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(HEADINGS)
    after, left = None, MOST
    while left and (page := log(asked, reader=reader, limit=min(BATCH, left), after=after)):
        for entry in page:
            for line in _lines(entry):
                yield writer.writerow([_harmless(cell) for cell in line])
        after, left = page[-1].pick, left - len(page)
    if not left and log(asked, reader=reader, limit=1, after=after):
        yield writer.writerow(
            [f"The file ends here, after {MOST:,} entries: ask for fewer days to have what is older."]
        )


def _lines(entry: Entry) -> Iterable[Sequence[Any]]:
    when = timezone.localtime(entry.at).isoformat(sep=" ", timespec="seconds")
    if entry.withheld:
        yield when, "", "not shown", entry.kind, "", "", "", "", "", "", "", ""
        return
    who = entry.by.get_username() if entry.by else ""
    number = "" if entry.pk is None else entry.pk
    about = "; ".join(f"{name}: {value}" for name, value in entry.detail.items())
    for label, before, after in [(each.label, each.before, each.after) for each in entry.changes] or [("", "", about)]:
        first = (when, who, entry.action, entry.kind, number, entry.subject)
        yield *first, label, before, after, entry.why, entry.url, entry.job or ""


def _harmless(cell: Any) -> str:
    """A text that a spreadsheet would reckon is begun with an apostrophe, which it shows as text."""
    text = str(cell)
    begins = text.startswith(("\t", "\r", "\n")) or text.lstrip().startswith(("=", "+", "-", "@"))
    return f"'{text}" if begins else text


class _Line:
    """The writer of CSV gives its caller what a file's `write` gives back: here, the line."""

    def write(self, line: str) -> str:
        return line
