"""A Document as JSON and back, exactly: what was published is read again as it was.

Canonical: keys sorted, no spaces, no NaN. Decimals and dates among raw values carry their type. Every other field
follows from the dataclasses, so a field added to them is stored without a word here; then raise SCHEMA_VERSION. A field
that is seldom filled stands in `_SELDOM`: what was stored before there was such a field is read and written as it was.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

from cattrs import BaseValidationError, Converter, transform_error
from cattrs.gen import make_dict_unstructure_fn, override
from cattrs.strategies import configure_tagged_union

from reports.engine.blocks import Block, Cell, Chart, Figure, Inline, Prose, Series, Table, Tile, TileGroup, Tiles
from reports.engine.document import SCHEMA_VERSION, Document, Part
from reports.engine.month import Month
from reports.engine.values import Raw


class DocumentFormatError(ValueError):
    """What was read is not a Document of the schema this program knows."""


def to_dict(document: Document) -> dict[str, Any]:
    """Raises TypeError for a raw value that could not be read back as it was."""
    plain: dict[str, Any] = _converter.unstructure(document)
    return plain


def from_dict(plain: object) -> Document:
    """Raises DocumentFormatError."""
    if not isinstance(plain, dict) or "schema" not in plain:
        raise DocumentFormatError("this is not a stored document: it names no schema")
    if plain["schema"] != SCHEMA_VERSION:
        raise DocumentFormatError(f"schema {plain['schema']!r} is unknown; this program reads schema {SCHEMA_VERSION}")
    try:
        return _converter.structure(plain, Document)
    except BaseValidationError as error:
        raise DocumentFormatError("; ".join(transform_error(error))) from error


def dumps(document: Document) -> str:
    return json.dumps(to_dict(document), sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def loads(text: str) -> Document:
    """Raises DocumentFormatError."""
    try:
        plain = json.loads(text)
    except json.JSONDecodeError as error:
        raise DocumentFormatError(f"this is not JSON: {error}") from error
    return from_dict(plain)


def content_hash(document: Document) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal: equal for equal content, whatever the machine or process."""
    return hashlib.sha256(dumps(document).encode()).hexdigest()


# --- the converter --------------------------------------------------------------------------------------------------


def _raw_to_plain(raw: Raw) -> object:
    if raw is None or type(raw) in (int, str):
        return raw
    if isinstance(raw, Decimal) and raw.is_finite():
        return {"decimal": str(raw)}
    if type(raw) is date:
        return {"date": raw.isoformat()}
    raise TypeError(f"a value holds a whole number, a finite Decimal, a date or text, not {raw!r}")


def _raw_from_plain(plain: object, _: object) -> Raw:
    match plain:
        case None | str():
            return plain
        case bool():
            raise ValueError(f"not a raw value: {plain!r}")
        case int():
            return plain
        case {"decimal": str(digits)}:
            return Decimal(digits)
        case {"date": str(day)}:
            return date.fromisoformat(day)
        case _:
            raise ValueError(f"not a raw value: {plain!r}")


def _exactly(plain: Any, kind: Any) -> Any:
    if type(plain) is not kind:
        raise ValueError(f"expected {kind.__name__}, found {plain!r}")
    return plain


_SELDOM: dict[type, tuple[str, ...]] = {
    Cell: ("prose", "text", "of"),
    Series: ("fact", "revised", "of"),
    Chart: ("months",),
    Table: ("revisions",),
    Figure: (),
    Tile: ("of", "mark"),
    TileGroup: (),
    Tiles: ("revisions",),
}
"""The fields that are written only where they say something; those of what holds others come after theirs."""


def _make_converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, unstruct_collection_overrides={tuple: list})

    def register(holder: type, *seldom: str) -> None:
        fields: Any = {name: override(omit_if_default=True) for name in seldom}
        converter.register_unstructure_hook(holder, make_dict_unstructure_fn(holder, converter, **fields))

    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _exactly)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda plain, _: date.fromisoformat(plain))
    converter.register_unstructure_hook(Month, lambda month: month.iso)
    converter.register_structure_hook(Month, lambda plain, _: Month.parse(plain))
    converter.register_unstructure_hook(Raw, _raw_to_plain)
    converter.register_structure_hook(Raw, _raw_from_plain)
    for union in (Inline, Prose):
        configure_tagged_union(union, converter, tag_name="type")
    # Of thousands of cells few hold running text or a past month's figure that was revised, and what was stored before
    # a field was known is written as it was.
    for holder, names in _SELDOM.items():
        register(holder, *names)
    configure_tagged_union(Block, converter, tag_name="type")
    register(Part, "audience")
    return converter


_converter = _make_converter()
