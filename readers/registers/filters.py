"""The form of a register: the day and its filters, all of it in the address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django_filters import FilterSet

from access.policy import Reader, may_read_drafts
from modifications.references import normalise_reference
from readers.registers.days import AsAtField

AS_AT = "as_at"
SORT = "sort"
PAGE = "page"
_CLASSES: dict[type[forms.Widget], str] = {
    forms.TextInput: "govuk-input",
    forms.DateInput: "govuk-input govuk-input--width-10",
    forms.Select: "govuk-select",
    forms.CheckboxInput: "govuk-checkboxes__input",
    forms.CheckboxSelectMultiple: "govuk-checkboxes__input",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a valid address asks for. `values` are the cleaned filters, by name."""

    reader: Reader
    day: date
    values: Mapping[str, Any]


_IN_SIGHT = 4
"""As many fields as stand in a row at a desk; of more than one beyond them, the rest fold."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that was filled in: its label, what was chosen in words, and the address without it."""

    label: str
    words: str
    without: str


class RegisterFilters(FilterSet):
    """Filters of a register. A subclass declares them in the order they stand in the form and in addresses.

    `settle` takes filters and choices away from whoever may not use them: to them the name means nothing.
    """

    reader: Reader
    day: date
    knows_order: ClassVar[tuple[str, ...]] = (SORT, PAGE)

    def __init__(
        self, data: QueryDict, *, model: type[Model], sortable: Collection[str], request: HttpRequest, last: date
    ) -> None:
        # The rows depend on the day, which the form has yet to say: `filter_queryset` is given them.
        super().__init__(data, model._default_manager.none(), request=request)
        self.reader, self.last, self.sortable = request.user, last, sortable
        self.settle()

    def settle(self) -> None:
        """Changes `self.filters`, which are this form's own, to those that `self.reader` may use."""

    def get_form_class(self) -> type[forms.Form]:
        filtering: type[forms.Form] = super().get_form_class()  # type: ignore[no-untyped-call]  # not in the stubs
        as_at = AsAtField(self.last, staff=may_read_drafts(self.reader))
        return type(filtering.__name__, (_RegisterForm, filtering), {AS_AT: as_at})

    def is_valid(self) -> bool:
        """Whatever an address asks is asked of this form: also of an empty one, which asks for everything."""
        return bool(self.form.is_valid())

    @property
    def form(self) -> forms.Form:
        if not hasattr(self, "_form"):
            self._form = self.get_form_class()(self.data)
            self._form.known = (*self._form.fields, *self.knows_order)  # type: ignore[attr-defined]  # ours
            self._form.sortable = self.sortable  # type: ignore[attr-defined]  # ours
            _dress(self._form)
        return self._form

    def asked(self) -> Asked:
        """Raises KeyError where the form is not valid."""
        cleaned = dict(self.form.cleaned_data)
        self.day = cleaned.pop(AS_AT)
        return Asked(self.reader, self.day, cleaned)

    def filter_queryset(self, queryset: QuerySet[Any], *, but: str = "") -> QuerySet[Any]:
        """By all that was filled in, `but` the one of that name."""
        for name, one in self.filters.items():
            if name != but:
                queryset = one.filter(queryset, self.form.cleaned_data.get(name))
        return queryset

    # --- The address --------------------------------------------------------------------------------

    def pairs(self, **instead: str) -> list[tuple[str, str]]:
        """What the address asks, in canonical order and without what is blank; `instead` replaces values by name."""
        found: list[tuple[str, str]] = []
        for name in (*self.form.fields, *self.knows_order):
            if name in instead:
                given = [instead[name]]
            else:
                given = [text.strip() for text in self.data.getlist(name)]
                given = given if self._holds_several(name) else given[-1:]
                day = self.form.cleaned_data.get(name)
                if isinstance(day, date) and given != [""]:
                    given = [day.isoformat()] if given else []
            found += [(name, text) for text in given if text and not (name == PAGE and text == "1")]
        return found

    def query(self, **instead: str) -> str:
        return urlencode(self.pairs(**instead))

    def _holds_several(self, name: str) -> bool:
        return name in self.form.fields and isinstance(self.form.fields[name].widget, forms.SelectMultiple)

    def chosen(self) -> list[Chosen]:
        """The filters that were filled in, the day not among them."""
        found = []
        for name in self.filters:
            words = _in_words(self.form.fields[name], self.form.cleaned_data.get(name))
            if words:
                label = str(self.form.fields[name].label)
                found.append(Chosen(label, words, self.query(**{name: "", PAGE: ""})))
        return found


def is_reference(text: str) -> None:
    """Raises ValidationError for what no modification could be called."""
    try:
        normalise_reference(text)
    except ValueError:
        raise ValidationError("Write a reference such as MP121, DP152 or SECMP0007.") from None


_TICKS = ("", "on", "true", "false")
_ENDS = ("to", "until")


class _RegisterForm(forms.Form):
    """The day first, then the filters; an address that asks for more than the register knows is told so: else a slip in
    a filter's name would give all rows for some."""

    known: tuple[str, ...]
    sortable: Collection[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([AS_AT])

    @property
    def standing(self) -> list[forms.BoundField]:
        """Those in sight, the day first."""
        return list(self)[: _IN_SIGHT if len(self.fields) > _IN_SIGHT + 1 else None]

    @property
    def folding(self) -> list[forms.BoundField]:
        return list(self)[len(self.standing) :]

    @property
    def unfolds(self) -> bool:
        """Whether one of those that fold is filled in, or wrong."""
        return any(field.errors or field.value() for field in self.folding)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name in self.data:
            if name not in self.known:
                self.add_error(NON_FIELD_ERRORS, f"The address asks for “{name[:60]}”, which this register has not.")
        sort = self.data.get(SORT, "").strip()
        if sort and sort.removeprefix("-") not in self.sortable:
            self.add_error(NON_FIELD_ERRORS, f"The register cannot be sorted by “{sort[:60]}”.")
        for name in self.fields:
            self._is_ticked_or_not(name)
            self._begins_before_it_ends(name)
        return cleaned

    def _is_ticked_or_not(self, name: str) -> None:
        """The widget takes any text for a tick."""
        typed = str(self.data.get(name, "")).strip()
        if type(self.fields[name].widget) is forms.CheckboxInput and typed.lower() not in _TICKS:
            self.add_error(name, f"“{typed[:60]}” is none of its choices: it is “on”, or left out.")

    def _begins_before_it_ends(self, name: str) -> None:
        """Of `raised_from` and `raised_to`, or `raised_until`, the later one is marked."""
        stem, _, end = name.rpartition("_")
        first, last = self.cleaned_data.get(f"{stem}_from"), self.cleaned_data.get(name)
        if end in _ENDS and first and last and last < first:
            self.add_error(name, f"This is before “{self.fields[f'{stem}_from'].label}”. Choose a later day.")


def _dress(form: forms.Form) -> None:
    for field in form.fields.values():
        classes = next((words for kind, words in _CLASSES.items() if type(field.widget) is kind), "")
        if classes:
            field.widget.attrs.setdefault("class", classes)


def _in_words(field: forms.Field, value: Any) -> str:
    if value in (None, "", [], False):
        return ""
    if value is True:
        return "yes"
    several = value if isinstance(value, list | tuple) else [value]
    if any(isinstance(one, Model) for one in several):
        return ", ".join(map(str, several))
    labels = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    return ", ".join(labels.get(str(one), str(one)) for one in several)
