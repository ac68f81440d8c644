"""Reading a few of a publication's figures without the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, JSONField, TextField, Value


class PickedFigures(Func):
    """Of a JSON object the entries of these names alone, so that the rest never leaves the database.

    What is stored compressed is unpacked once for all names, by putting nothing to it.
    """

    template = (
        "(SELECT COALESCE(jsonb_object_agg(name, whole.facts -> name), '{}'::jsonb)"
        " FROM (SELECT %(expressions)s || '{}'::jsonb AS facts OFFSET 0) AS whole, unnest(%(names)s) AS name"
        " WHERE jsonb_exists(whole.facts, name))"
    )
    output_field = JSONField()

    def __init__(self, expression: str, names: Iterable[str]) -> None:
        super().__init__(expression)
        self.names = Value(sorted(names), ArrayField(TextField()))

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> Any:
        names, given = compiler.compile(self.names)
        sql, params = super().as_sql(compiler, connection, *args, names=names, **context)
        return sql, (*params, *given)
