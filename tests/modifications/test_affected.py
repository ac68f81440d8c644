"""The Party Categories a modification affects: known ones, each once, in a history of their own."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from importing.exporting import export
from importing.package import Format
from importing.problems import CellError
from importing.registry import templates
from modifications import services
from modifications.models import AffectedCategoriesFrom, AffectedCategory, Stage
from parties.models import PartyCategory
from tests.importing.files import load
from tests.importing.runs import load_again
from tests.modifications.histories import raise_one

NAME = "affected_categories"
RAISED, LATER = date(2021, 6, 14), date(2021, 7, 5)


def test_categories_are_those_that_parties_have() -> None:
    assert AffectedCategory.choices == PartyCategory.choices


@pytest.mark.django_db
@pytest.mark.parametrize("categories", [[], ["dcc", "dcc"], ["nobody"], ["dcc", "nobody"], ["dcc", "", "other"]])
def test_database_and_forms_refuse_what_is_unknown_or_stands_twice(categories: list[str]) -> None:
    row = AffectedCategoriesFrom(modification=raise_one("301", RAISED), since=RAISED, categories=categories)
    with pytest.raises(IntegrityError, match="affected_categories_known_once"), transaction.atomic():
        row.save()
    with pytest.raises(ValidationError):
        row.full_clean()


@pytest.mark.django_db
def test_history_is_loaded_taken_out_and_handed_on_by_a_split() -> None:
    whole = raise_one("301", RAISED, (RAISED, Stage.DEVELOPMENT))
    file = f"# {NAME} v1\nmodification,since,categories\nMP301,{RAISED},dcc\nDP301,{LATER},DCC; Large Suppliers;\n"
    assert not load(**{NAME: file.encode()}).problems
    assert [str(row) for row in whole.affected_categories.all()] == ["DCC", "Large Suppliers, DCC"]
    again = load_again(NAME, Format.CSV, export(templates()[NAME], AffectedCategoriesFrom.objects.all()))
    assert again == ([], "0 added, 0 changed, 2 unchanged")
    for part in services.split(whole, date(2021, 8, 2), {"A": "", "B": ""}):
        assert [str(row) for row in part.affected_categories.all()] == ["Large Suppliers, DCC"]


@pytest.mark.parametrize(
    ("cell", "said"), [("dcc; DCC", "Names dcc twice"), (";", "Names nothing"), ("gas", "none of")]
)
def test_cell_that_names_what_it_may_not_is_refused(cell: str, said: str) -> None:
    with pytest.raises(CellError, match=said):
        templates()[NAME].column("categories").clean(cell)
