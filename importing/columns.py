"""The kinds of column a template has. Each reads a cell into a plain value and writes that value back as a cell."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal as Number
from difflib import get_close_matches
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.enums import ChoicesType

from importing.cells import inert, one_line_end, tidy, unquoted
from importing.problems import CellError, or_list

if TYPE_CHECKING:
    from importing.links import Link
    from importing.template import Template


SEPARATOR = ";"
"""Between the parts of a cell that holds several."""


@dataclass(frozen=True, kw_only=True)
class Column(ABC):
    """One column of a template.

    `field` is the model field it fills ("=" for the one of its own name, "" when it only helps to name a record or to
    make a date range), and `path` where the stored value is read. Whether it is required, what a blank cell means, its
    help and its limits come from the model field unless given here.
    """

    name: str
    example: str = ""
    field: str = "="
    path: str = ""
    help: str = ""
    required: bool | None = None
    may_be_absent: bool = False
    model_field: models.Field[Any, Any] | None = None

    number: ClassVar[bool] = False
    keep_spaces: ClassVar[bool] = False
    names_records: ClassVar[bool] = False

    # --- what the template tells it ----------------------------------------------------------------------------

    def bound(self, template: Template) -> Self:
        """This column with the model field it fills, if it fills one."""
        name = self.name if self.field == "=" else self.field
        if not name:
            return self
        found = cast("models.Field[Any, Any]", template.model._meta.get_field(name))
        return replace(self, field=name, path=self.path or name, model_field=found)

    def link(self, template: Template) -> Link | None:
        """The foreign key that this column alone fills."""
        return None

    def like(self, example: str) -> Self:
        """The same column with an example."""
        return replace(self, example=example)

    def through(self, link: str) -> Self:
        """This column of another template as part of the name of a record that `link` leads to."""
        return replace(self, field="", path=f"{link}__{self.path}")

    @property
    def is_required(self) -> bool:
        if self.required is not None:
            return self.required
        found = self.model_field
        return found is not None and not (found.null or found.blank or found.has_default())

    @property
    def blank(self) -> Any:
        """What a blank cell stands for."""
        found = self.model_field
        if found is None or (found.null and not found.has_default()):
            return None
        default = found.get_default()
        return default.value if isinstance(default, Enum) else default

    @property
    def description(self) -> str:
        if self.help or self.model_field is None:
            return self.help
        words = str(self.model_field.help_text or self.model_field.verbose_name)
        return words[:1].upper() + words[1:]

    # --- cells -------------------------------------------------------------------------------------------------

    def clean(self, raw: str) -> Any:
        """The value of a cell. Raises CellError."""
        text = tidy(raw, number=self.number, keep_spaces=self.keep_spaces)
        if not text:
            if self.is_required:
                raise CellError(f"Is blank. Write {self.accepts}.")
            return self.blank
        value = self.parse(text)
        self.check(value)
        return value

    def check(self, value: Any) -> None:
        """The model field's own limits: length, range, digits, form."""
        if self.model_field is None or self.model_field.is_relation:
            return
        try:
            self.model_field.run_validators(value)
        except ValidationError as error:
            raise CellError(" ".join(error.messages)) from error

    @abstractmethod
    def parse(self, text: str) -> Any:
        """The value of a cell that isn't blank. Raises CellError."""

    def write(self, value: Any) -> str:
        """The cell that reads as this value."""
        return "" if value is None else inert(str(value))

    @property
    @abstractmethod
    def accepts(self) -> str:
        """What to write, to stand after "Write"."""

    # --- stored values -----------------------------------------------------------------------------------------

    @property
    def paths(self) -> tuple[str, ...]:
        """What is asked of the database, for `read` to make the value of."""
        return (self.path,)

    @property
    def annotations(self) -> dict[str, Any]:
        """What the database works out for `paths` to name."""
        return {}

    def read(self, *stored: Any) -> Any:
        return stored[0]

    def among(self, values: Iterable[Any], prefix: str = "") -> Q:
        """Stored rows that hold one of these values, and perhaps others."""
        wanted = set(values)
        found = Q(**{f"{prefix}{self.path}__in": sorted(wanted - {None})})
        return found | Q(**{f"{prefix}{self.path}__isnull": True}) if None in wanted else found


@dataclass(frozen=True, kw_only=True)
class Text(Column):
    """Words. On one line, unless the model keeps a paragraph or more."""

    def read(self, *stored: Any) -> Any:
        return one_line_end(stored[0])

    def parse(self, text: str) -> str:
        if "\n" in text and not self.long:
            raise CellError("Holds a line break. Write it on one line.")
        return text

    @property
    def long(self) -> bool:
        return isinstance(self.model_field, models.TextField)

    @property
    def accepts(self) -> str:
        if self.long:
            return "text, of as many lines as it needs"
        if isinstance(self.model_field, models.URLField):
            return "a web address, like https://example.org/page"
        limit = getattr(self.model_field, "max_length", None)
        return f"text of at most {limit} characters" if limit else "text"


@dataclass(frozen=True, kw_only=True)
class Code(Column):
    """A short name that other rows use: no quotation marks round it, no line breaks. `canonical` writes it one way."""

    canonical: Callable[[str], str] | None = None
    form: str = ""

    def parse(self, text: str) -> str:
        text = unquoted(text)
        if "\n" in text:
            raise CellError("Holds a line break. Write it on one line.")
        if self.canonical is None:
            return text
        try:
            return self.canonical(text)
        except ValueError as error:
            raise CellError(f"Can't be read. Write {self.accepts}.") from error

    def check(self, value: Any) -> None:
        if isinstance(self.model_field, models.SlugField) and not re.fullmatch(r"[A-Za-z0-9_-]+", value):
            raise CellError(f"Is no code. Write {self.accepts}.")
        if isinstance(self.model_field, models.SlugField) and value != value.lower():
            raise CellError(f"Holds capitals, and a code is in small letters. Write {value.lower()}.")
        super().check(value)

    @property
    def accepts(self) -> str:
        if self.form:
            return self.form
        if isinstance(self.model_field, models.SlugField):
            return f"small letters, digits, hyphens and underscores, at most {self.model_field.max_length}"
        return f"at most {self.model_field.max_length} characters" if self.model_field else "the code"


@dataclass(frozen=True, kw_only=True)
class Narrative(Column):
    """Text with tags and tokens; `validate` lists what is wrong with it, and `sanitise` makes it safe to keep."""

    validate: Callable[[str], list[str]]
    sanitise: Callable[[str], str]
    form: str = "text"

    keep_spaces: ClassVar[bool] = True

    def read(self, *stored: Any) -> Any:
        return one_line_end(stored[0])

    def parse(self, text: str) -> str:
        if found := self.validate(text):
            raise CellError("Mend the text. " + " ".join(_sentence(words) for words in found))
        return self.sanitise(text)

    @property
    def accepts(self) -> str:
        return self.form


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


# --- numbers and choices ------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Integer(Column):
    number: ClassVar[bool] = True

    def parse(self, text: str) -> int:
        text = unquoted(text)
        if not re.fullmatch(r"[+-]?[0-9]{1,15}", text):
            raise CellError(f"Is no whole number. Write {self.accepts}.")
        return int(text)

    @property
    def accepts(self) -> str:
        return "a whole number in digits alone, like 1234"


@dataclass(frozen=True, kw_only=True)
class Decimal(Column):
    number: ClassVar[bool] = True

    def parse(self, text: str) -> Number:
        text = unquoted(text)
        if not re.fullmatch(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?", text):
            raise CellError(f"Is no number. Write {self.accepts}.")
        return Number(text)

    def write(self, value: Number | None) -> str:
        if value is None:
            return ""
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain

    @property
    def accepts(self) -> str:
        return "a number in digits, with a full stop before any decimals, like 1234.5"


@dataclass(frozen=True, kw_only=True)
class YesNo(Column):
    WORDS: ClassVar[dict[str, bool]] = {
        **dict.fromkeys(("yes", "y", "true"), True),
        **dict.fromkeys(("no", "n", "false"), False),
    }

    def parse(self, text: str) -> bool:
        try:
            return self.WORDS[unquoted(text).lower()]
        except KeyError:
            raise CellError("Write yes or no.") from None

    def write(self, value: bool | None) -> str:
        return {True: "yes", False: "no", None: ""}[value]

    @property
    def accepts(self) -> str:
        return "yes or no"


@dataclass(frozen=True, kw_only=True)
class Choice(Column):
    """One of a list, by its stored value or by the words it is printed in; capitals don't matter."""

    choices: type[models.TextChoices] | Callable[[], list[tuple[str, str]]]

    @property
    def labels(self) -> dict[str, str]:
        """What each value is printed as."""
        offered = self.choices
        return dict(offered.choices if isinstance(offered, ChoicesType) else offered())

    @cached_property
    def _words(self) -> dict[str, str]:
        return {label.lower(): value for value, label in self.labels.items()} | {
            value.lower(): value for value in self.labels
        }

    def parse(self, text: str) -> str:
        wanted = " ".join(unquoted(text).lower().split())
        if wanted in self._words:
            return self._words[wanted]
        near = get_close_matches(wanted, self._words, n=1, cutoff=0.75)
        meant = f" Was {self._words[near[0]]} meant?" if near else ""
        raise CellError(f"Is none of the choices.{meant} Write {self.accepts}.")

    @property
    def accepts(self) -> str:
        return or_list(list(self.labels))


@dataclass(frozen=True, kw_only=True)
class Choices(Column):
    """One or more of a list, separated by semicolons; its value is their stored values in the list's order."""

    choices: type[models.TextChoices]

    @cached_property
    def _each(self) -> Choice:
        return Choice(name=self.name, choices=self.choices)

    @property
    def labels(self) -> dict[str, str]:
        return self._each.labels

    def parse(self, text: str) -> tuple[str, ...]:
        named = [self._each.parse(word) for word in text.split(SEPARATOR) if word.strip()]
        for value in named:
            if named.count(value) > 1:
                raise CellError(f"Names {value} twice.")
        if not named:
            raise CellError(f"Names nothing. Write {self.accepts}.")
        return self._in_order(named)

    def check(self, value: Any) -> None:
        """All is said by `parse`: each is one of the choices."""

    def read(self, *stored: Any) -> tuple[str, ...] | None:
        return None if stored[0] is None else self._in_order(stored[0])

    def _in_order(self, values: Collection[str]) -> tuple[str, ...]:
        return tuple(value for value in self.labels if value in values)

    def write(self, value: tuple[str, ...] | None) -> str:
        return f"{SEPARATOR} ".join(value or ())

    @property
    def accepts(self) -> str:
        return f"one or more of {', '.join(self.labels)}, with semicolons between"
