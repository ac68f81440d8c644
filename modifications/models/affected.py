"""Which Party Categories a modification affects."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, IntegerField, Value
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import Exact

from access.events import audited
from modifications.models.modification import Modification, _From


class AffectedCategory(models.TextChoices):
    """The Party Categories: those of `parties`, which nothing here may know of; a test holds the two equal."""

    LARGE_SUPPLIER = "large_supplier", "Large Suppliers"
    SMALL_SUPPLIER = "small_supplier", "Small Suppliers"
    ELECTRICITY_NETWORK = "electricity_network", "Electricity Networks"
    GAS_NETWORK = "gas_network", "Gas Networks"
    OTHER = "other", "Other SEC Parties"
    DCC = "dcc", "DCC"


def _places(code: str) -> Func:
    """1 where the categories hold the code, else 0; a code that stands twice counts as one too."""
    place = Func(F("categories"), Value(code), function="ARRAY_POSITION", output_field=IntegerField())
    return Coalesce(place / place, Value(0))


def _known_once() -> Exact:
    """As many entries as known codes among them, and one at least: so each is known, and none stands twice."""
    number = Func(F("categories"), function="CARDINALITY", output_field=IntegerField())
    first, *others = (_places(code) for code in AffectedCategory.values)
    found = sum(others, start=first)
    return Exact(found, Greatest(number, Value(1)))


@audited()
class AffectedCategoriesFrom(_From):
    """The Party Categories it affects, all of them together: a change of one is a new row with all."""

    modification = models.ForeignKey(Modification, on_delete=models.CASCADE, related_name="affected_categories")
    categories = ArrayField(models.CharField(max_length=30, choices=AffectedCategory), verbose_name="Party Categories")

    class Meta(_From.Meta):
        constraints = (
            *_From.Meta.constraints,
            models.CheckConstraint(
                condition=_known_once(),
                name="affected_categories_known_once",
                violation_error_message="Give the Party Categories it affects, each once.",
            ),
        )

    def __str__(self) -> str:
        return ", ".join(label for code, label in AffectedCategory.choices if code in self.categories)
