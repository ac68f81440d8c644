"""What the records of a preview are called."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import Role, User
from importing.models import ImportRun
from tests.importing.files import COMMITTEES, MEETINGS_HEADER, MODIFICATIONS, PARTIES
from tests.importing.runs import checked, person, saved

pytestmark = pytest.mark.django_db

REFERENCES = (
    "modification,since,reference",
    "DP301,2021-06-14,DP301",
    "DP301,2021-09-01,MP301",
    "128,2020-01-06,MP128",
)


@pytest.fixture
def editor() -> User:
    return person(Role.EDITOR)


def names(run: ImportRun) -> list[str]:
    return list(run.rows.values_list("record", flat=True))


def test_modification_is_called_by_its_last_reference_stored_or_in_the_load(editor: User) -> None:
    run = checked(editor, modifications=MODIFICATIONS, modification_references=REFERENCES)
    assert names(run) == [
        "MP301, since 2021-06-14",
        "MP301, since 2021-09-01",
        "MP128, since 2020-01-06",
        "MP301",
        "MP128",
    ]
    saved(editor, modifications=MODIFICATIONS, modification_references=REFERENCES)
    run = checked(editor, modification_titles=("modification,since,title", "301,2021-06-14,Faster alerts"))
    assert names(run) == ["MP301, since 2021-06-14"]
    (cells,) = run.rows.values_list("cells", flat=True)
    assert {"column": "modification", "old": "", "new": "MP301"} in cells


def test_modification_without_a_reference_is_called_by_its_code(editor: User) -> None:
    assert names(checked(editor, modifications=MODIFICATIONS)) == ["Modification 301", "Modification 128"]


@pytest.mark.parametrize("kinds", [1, 3])
def test_names_cost_one_question_whatever_the_number_of_rows(editor: User, kinds: int) -> None:
    numbers = range(201, 201 + kinds)
    files = {
        "modifications": (MODIFICATIONS[0], *(f"DP{number},2021-06-14,,," for number in numbers)),
        "modification_references": (REFERENCES[0], *(f"DP{number},2021-06-14,DP{number}" for number in numbers)),
    }
    saved(editor, **files)
    titles = ("modification,since,title", *(f"DP{number},2021-06-14,Title" for number in numbers))
    with CaptureQueriesContext(connection) as captured:
        run = checked(editor, modification_titles=titles)
    assert len(names(run)) == kinds
    assert sum("referencefrom" in one["sql"] for one in captured) == 1


def test_records_are_called_as_reports_print_them(editor: User) -> None:
    saved(editor, committees=COMMITTEES, parties=PARTIES)
    meetings = (MEETINGS_HEADER, "panel,96,,2021-09-17,governance,SEC Panel Meeting 96,,,,,,,")
    assert names(checked(editor, meetings=meetings)) == ["SEC Panel Meeting 96 (panel-96)"]
    saved(editor, meetings=meetings)
    items = ("meeting,position,modification,topic", "panel-96,1,,The budget")
    assert names(checked(editor, agenda_items=items)) == ["SEC Panel Meeting 96 (panel-96), position 1"]
    categories = ("party,category,from,until", "beta,other,2021-01-01,")
    assert names(checked(editor, party_categories=categories)) == ["Beta Networks Limited, from 2021-01-01"]
    renamed = (PARTIES[0], "alpha,Lantern Power Limited,Lantern")
    assert names(checked(editor, parties=renamed)) == ["Lantern Power Limited (alpha)"]
    measures = ("measure,name,group,unit,decimals,ranked,definition", "calls,Calls taken,helpdesk,count,0,no,")
    topics = ("measure,category,name,group,position,first_month,last_month", "calls,new,New Parties,,1,,")
    numbers = ("measure,category,month,value", "calls,new,2021-09,12")
    run = checked(editor, measures=measures, measure_categories=topics, observations=numbers)
    assert names(run) == [
        "Calls taken, New Parties",
        "Calls taken",
        "Calls taken, New Parties, month 2021-09",
    ]


def test_choices_in_a_key_are_said_in_words(editor: User) -> None:
    saved(editor, modifications=MODIFICATIONS, modification_references=REFERENCES)
    asked = ("modification,kind,sequence,requested_on,accepted_on,returned_on", "MP128,PA,1,2021-08-26,,")
    assert names(checked(editor, dcc_assessments=asked)) == ["MP128, Preliminary Assessment, sequence 1"]


def test_record_that_there_is_not_is_called_as_the_file_writes_it(editor: User) -> None:
    run = checked(editor, modification_titles=("modification,since,title", "999,2021-06-14,Faster alerts"))
    assert names(run) == ["999, since 2021-06-14"]
