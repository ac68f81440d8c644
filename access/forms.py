"""Fields and forms of the admin: days, months and periods as people type them, and refusals where they belong."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.postgres.forms import DateRangeField, RangeWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.forms.renderers import BaseRenderer, get_default_renderer
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from access.classification import at_least

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Model]
    BaseInlineFormSet = forms.BaseInlineFormSet[Model, Model, forms.ModelForm[Model]]
else:
    ModelForm, BaseInlineFormSet = forms.ModelForm, forms.BaseInlineFormSet

MONTH_FORMATS = ("%Y-%m", "%m/%Y", "%B %Y", "%b %Y")


class DateInput(forms.DateInput):
    """A day as text, day first: a browser's own date field sends nothing for 31/02/2021, and the day would be lost."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"size": 10, "placeholder": "30/09/2021", **(attrs or {})}, format="%d/%m/%Y")


class MonthInput(forms.DateInput):
    """A month as text, for the same reason."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"size": 10, "placeholder": "2021-09", **(attrs or {})}, format="%Y-%m")


class MonthField(forms.Field):
    """A month, kept as its first day and written like 2021-09, 09/2021 or September 2021."""

    widget = MonthInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        for form in MONTH_FORMATS:
            try:
                return datetime.strptime(str(value).strip(), form).date()  # noqa: DTZ007
            except ValueError:
                continue
        raise ValidationError("Write the month like 2021-09.", code="invalid")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True


class PeriodWidget(RangeWidget):
    """Two dates, each with its label, since which end is in the period is what people ask."""

    labels = ("From", "Up to, not including")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(DateInput(), attrs)

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        drawer = renderer or get_default_renderer()
        parts = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        ends = format_html_join(
            "",
            '<span class="period-end"><label for="{}">{}</label>{}</span>',
            (
                (part["attrs"].get("id", ""), label, self._drawn(part, drawer))
                for part, label in zip(parts, self.labels, strict=True)
            ),
        )
        return format_html('<span class="period">{}</span>', ends)

    def _drawn(self, part: dict[str, Any], drawer: BaseRenderer) -> SafeString:
        # The template of Django's own date field has escaped what needed it.
        return mark_safe(drawer.render(part["template_name"], {"widget": part}))  # noqa: S308


class PeriodField(DateRangeField):
    """A period that has a first day and may go on. The day it ends is the first one outside it."""

    widget = PeriodWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "widget": PeriodWidget(), "required": True})
        for end in self.fields:
            end.required = False

    def compress(self, values: Any) -> Any:
        first, end = values or (None, None)
        if first is None:
            raise ValidationError("Give the day it began.", code="no_beginning")
        if end is not None and end <= first:
            raise ValidationError("It ends after the day it began.", code="bound_ordering")
        return super().compress(values)


class UnclassifyingField(forms.TypedChoiceField):
    """A classification in the hands of someone who may not classify: a recorded row keeps the one it has, and a new
    one takes `lowest` or a higher one."""

    lowest: str

    def settle(self, *, recorded: bool) -> None:
        if recorded:
            self.disabled = True
        else:
            offered: Any = self.choices
            self.choices = [choice for choice in offered if choice[0] in at_least(self.lowest)]


class RecordForm(ModelForm):
    """The form of a record's own page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, UnclassifyingField):
                field.settle(recorded=not self.instance._state.adding)

    def _update_errors(self, errors: ValidationError) -> None:
        """A fault in a field that this form doesn't show is told of above those it shows."""
        if hasattr(errors, "error_dict"):
            shown = {name for name, field in self.fields.items() if not field.widget.is_hidden}
            placed: dict[str, list[ValidationError]] = {}
            for name, faults in errors.error_dict.items():
                placed.setdefault(name if name in shown else NON_FIELD_ERRORS, []).extend(faults)
            errors = ValidationError(placed)
        super()._update_errors(errors)  # type: ignore[misc]  # not in the stubs


class HistoryForm(RecordForm):
    """One row of a history, on the page of what it is the history of.

    Rows beside it are being changed in the same save, so whether it overlaps them is not asked row by row against
    what is stored: the database judges the whole once all rows are written, by its deferrable constraints.
    """

    def validate_constraints(self) -> None:
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]  # not in the stubs
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                if getattr(constraint, "deferrable", None):
                    continue
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    self._update_errors(error)


class HistoryFormSet(BaseInlineFormSet):
    """The rows of a history. Each knows what it is the history of, so that naming a row asks for nothing more."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]  # not in the stubs
        setattr(form.instance, self.fk.name, self.instance)
        return form


# --- What the database said when it was asked to save ------------------------------------------------


class RefusedForm(ModelForm):
    """A form whose save was refused: it is shown again as typed, with the reason above its fields."""

    refusal: str

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.add_error(None, self.refusal)
        return cleaned


class RefusedFormSet(BaseInlineFormSet):
    """Rows whose save was refused: they are shown again as typed, with the reason above them."""

    refusal: str

    def clean(self) -> None:
        super().clean()
        raise ValidationError(self.refusal, code="refused")
