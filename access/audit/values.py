"""Values as people read them: choices by their label, records by their name, days as days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Field, ForeignKey, Model
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.text import capfirst

from access import policy
from access.events import event_model_of
from access.models import Record, User

BLANK = "–"
HIDDEN = "a record that you may not see"
Values = Mapping[str, Any]
"""A row's values by the names of its columns, as an event keeps them."""
if TYPE_CHECKING:
    AnyField = Field[Any, Any]
else:
    AnyField = Field


def tracked_fields(model: type[Model]) -> list[AnyField]:
    """The fields whose values the trail keeps, in the order of the model, without the row's own number."""
    kept = {field.name for field in event_model_of(model)._meta.fields}
    fields = [field for field in model._meta.concrete_fields if field.name in kept and not field.primary_key]
    return sorted(fields, key=lambda field: field.name == "illustrative")  # the last thing that the forms ask, too


def label_of(field: AnyField) -> str:
    return str(capfirst(field.verbose_name))


class Names:
    """The names of the rows that others refer to: gathered first, then asked for at once, one query for each kind."""

    def __init__(self, reader: policy.Reader) -> None:
        self.reader = reader
        self._found: dict[type[Model], dict[Any, Model]] = {}

    def gather(self, model: type[Model], rows: Iterable[Values]) -> None:
        """Read what these rows of the model refer to."""
        self.gather_all([(model, rows)])

    def gather_all(self, kinds: Iterable[tuple[type[Model], Iterable[Values]]]) -> None:
        wanted: dict[type[Model], set[Any]] = {}
        for model, rows in kinds:
            links = [field for field in tracked_fields(model) if isinstance(field, ForeignKey)]
            for row in rows:
                for field in links:
                    if row.get(field.attname) is not None:
                        wanted.setdefault(field.related_model, set()).add(row[field.attname])
        for related, pks in wanted.items():
            known = self._found.setdefault(related, {})
            rows_ = related._default_manager.filter(pk__in=pks - known.keys())
            known.update({row.pk: row for row in rows_.select_related(*_links_of(related))})

    def row(self, model: type[Model], pk: Any) -> Model | None:
        return self._found.get(model, {}).get(pk)

    def of(self, model: type[Model], pk: Any) -> str:
        row = self.row(model, pk)
        if row is None:
            return f"{capfirst(model._meta.verbose_name)} {pk}, deleted"
        if isinstance(row, Record) and not policy.may_read(self.reader, row):
            return HIDDEN
        return (row.get_full_name() or row.get_username()) if isinstance(row, User) else str(row)

    def named(self, model: type[Model], values: Values) -> str:
        """What a row of the model with these values calls itself. Ask only for one whose links were gathered."""
        if (model._meta.concrete_model or model)._meta.auto_created:  # a pair, which has no name of its own
            pair = (field for field in tracked_fields(model) if isinstance(field, ForeignKey))
            return ", ".join(self.of(field.related_model, values.get(field.attname)) for field in pair)
        columns = [field.attname for field in model._meta.concrete_fields]
        row = model(**{column: values[column] for column in columns if column in values})
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and (linked := self.row(field.related_model, values.get(field.attname))):
                if isinstance(linked, Record) and not policy.may_read(self.reader, linked):
                    return f"{capfirst(model._meta.verbose_name)} {values['id']}"
                field.set_cached_value(row, linked)
        try:
            return str(row)
        except (ObjectDoesNotExist, AttributeError, TypeError):  # of what it is named by, something was deleted
            return f"{capfirst(model._meta.verbose_name)} {values['id']}"

    def shown(self, field: AnyField, value: Any) -> str:
        """One value for people; a blank one is a dash."""
        if value is None or value == "":
            return BLANK
        if isinstance(field, ForeignKey):
            return self.of(field.related_model, value)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return plain(field.name, value)


def plain(name: str, value: Any) -> str:
    """A value of a field of this name that refers to nothing."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%-d %B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value:%B %Y}" if name.split("_")[-1] == "month" else f"{value:%-d %B %Y}"
    if hasattr(value, "lower") and hasattr(value, "upper") and not isinstance(value, str):
        return _period(value)
    if isinstance(value, FieldFile):
        return str(value.name)
    return str(value)


def _period(value: Any) -> str:
    if getattr(value, "isempty", False) or value.lower is None:
        return BLANK
    first = f"from {plain('', value.lower)}"
    return f"{first}, up to and without {plain('', value.upper)}" if value.upper else first


def _links_of(model: type[Model], depth: int = 3) -> Iterator[str]:
    """Paths to what the rows' names may be made of, so that naming them asks for nothing more."""
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.related_model is not model:
            yield field.name
            if depth > 1:
                yield from (f"{field.name}__{rest}" for rest in _links_of(field.related_model, depth - 1))
