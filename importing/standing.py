"""What a person's roles let a load of theirs see and do. The answers are access.policy's; None stands for the command
line, which whoever runs the server uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from access import policy
from access.classification import Classification, at_least, highest
from importing.problems import Problem
from importing.stored import StoredRow
from importing.template import Template

if TYPE_CHECKING:
    from importing.checks import Load
    from importing.cleaning import Batch
    from importing.saving import Change, Plan

HIDDEN = "Can't be loaded by you: it would touch a record that you may not see. Ask an editor."


class Standing:
    """One person's, for one load."""

    def __init__(self, reader: policy.Reader | None) -> None:
        self.reader = reader

    @cached_property
    def readable(self) -> frozenset[str]:
        return frozenset(Classification.values) if self.reader is None else policy.readable_classifications(self.reader)

    @property
    def reads_everything(self) -> bool:
        """Whether nothing that is stored is out of the person's sight."""
        return self.readable.issuperset(Classification.values)

    def hidden(self, template: Template, rows: Iterable[StoredRow]) -> set[int]:
        """The primary keys of those stored rows that the person may not see. One query at most."""
        found = {row.pk for row in rows}
        if self.reader is None or not found:
            return set()
        if not _path(template):
            default = policy.default_classification(template.model)
            return set() if default in self.readable else found
        rows = self.visible(template.model._default_manager.filter(pk__in=found))
        return found - set(rows.values_list("pk", flat=True))

    def visible(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows if self.reader is None else policy.visible_to(self.reader, rows)

    def barred(self, batches: Mapping[str, Batch]) -> Iterator[Problem]:
        """The files of kinds of record of which the person may see none. Nothing of such a file is compared with what
        is stored: any answer about a row would tell whether it is there."""
        for batch in batches.values() if self.reader is not None else ():
            model = batch.template.model
            if not _path(batch.template) and policy.default_classification(model) not in self.readable:
                words = model._meta.verbose_name_plural
                yield Problem(batch.file, 0, "", "", f"Your roles don't let you load {words}: ask an editor.")

    def problems(self, load: Load, plans: Iterable[Plan]) -> Iterator[Problem]:
        """What the person may not do of what the plans would. Rows that are refused by then are not among them."""
        if self.reader is None:
            return
        for plan in plans:
            model, words = plan.template.model, str(plan.template.model._meta.verbose_name_plural)
            for changes, action in ((plan.added, "add"), (plan.changed, "change")):
                if changes and not policy.may_in_bulk(self.reader, "add" if action == "add" else "change", model):
                    yield Problem(plan.batch.file, 0, "", "", f"Your roles don't let you {action} {words}.")
            for change in [*plan.added, *plan.changed]:
                yield from self._classified(load, plan.template, change)

    def _classified(self, load: Load, template: Template, change: Change) -> Iterator[Problem]:
        """A record is classified by those who may, and by nobody above what they may read themselves."""
        before, after = classifications(load, template, change)
        column = template.columns_of("classification")
        if not column:
            if after not in self.readable:
                yield change.row.problem(HIDDEN)
            return
        if after not in self.readable:
            yield change.row.problem("You may not classify a record above what you may read yourself.", column[0])
        elif self.reader is not None and not policy.may_classify(self.reader) and after != before:
            if before:
                yield change.row.problem(
                    f"Only an editor changes how a stored record is classified; this one is {before}.", column[0]
                )
            elif after not in at_least(lowest := _lowest(template)):
                yield change.row.problem(f"Only an editor classifies a new record below {lowest}.", column[0])


def classifications(load: Load, template: Template, change: Change) -> tuple[str, str]:
    """Who may see the record before and after the load; "" before for one that is new."""
    path = _path(template)
    if not path:
        every = str(policy.default_classification(template.model) or Classification.RED)
        return (every if change.stored else "", every)
    if path == "classification":
        (column,) = template.columns_of("classification")
        return (str(change.stored.values[column]) if change.stored else "", str(change.row.values[column]))
    field, _, rest = path.partition("__")
    link = next(link for link in template.links if link.field == field)
    (column,) = link.to.columns_of(rest)
    key = link.key(change.row.values)
    record = load.record(link.to, key)
    word = str(record[column]) if record else str(Classification.RED)
    stored = load.stored[link.to.name].rows.get(key) if key else None
    before = str(stored.values[column]) if stored and change.stored else ""
    return before, word


def strictest(load: Load, template: Template, change: Change) -> str:
    """The higher of the record's classifications before and after: who may read what the load does to it."""
    return highest(word for word in classifications(load, template, change) if word)


def _path(template: Template) -> str:
    """To what classifies each row; "" where all rows of the model are classified alike."""
    if template.columns_of("classification"):
        return "classification"
    return str(getattr(template.model, "classified_as", ""))


def _lowest(template: Template) -> str:
    (column,) = template.columns_of("classification")
    default = template.column(column).blank or policy.default_classification(template.model)
    return str(default or Classification.RED)
