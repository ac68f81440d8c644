"""Modifications in the admin: entered, found, corrected, and refused in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from modifications.models import (
    AssessmentKind,
    BankHoliday,
    Consultation,
    DccAssessment,
    InformationRequest,
    LeadAnalystFrom,
    Modification,
    OnHold,
    Path,
    ProposerFrom,
    Release,
    RouteFrom,
    SecVersion,
    Stage,
    TargetReleaseFrom,
)
from modifications.queries import modifications_at
from tests.access.cast import browser
from tests.modifications.histories import assess, enter, plan_release, raise_one, rename
from tests.modifications.pages import as_typed, errors, queries_of

pytestmark = pytest.mark.django_db
RAISED = date(2021, 5, 10)
KINDS = (
    "modification",
    "consultation",
    "dccassessment",
    "informationrequest",
    "release",
    "secversion",
    "bankholiday",
)


@pytest.fixture
def editor(db: None) -> Client:
    return browser("administrator")


def page(kind: str, action: str, *arguments: Any) -> str:
    return reverse(f"admin:modifications_{kind}_{action}", args=arguments)


def listed(editor: Client, kind: str, **asked: str) -> list[str]:
    response = editor.get(page(kind, "changelist"), asked)
    assert response.status_code == 200
    return [str(row) for row in response.context["cl"].result_list]


# --- Entering -----------------------------------------------------------------------------------------

NEW = {
    "reference": "dp 184",
    "title": "Twin element meters",
    "raised_on": "2021-09-15",
    "organisation": "A Supplier",
    "person": "P",
    "stage": "development",
}


def test_new_proposal_begins_its_histories_from_one_form(editor: Client) -> None:
    response = editor.post(page("modification", "add"), NEW)
    assert response.status_code == 302
    (found,) = modifications_at(date(2021, 9, 15))
    assert (found.code, found.reference, found.title, found.organisation, found.stage) == (
        "184",
        "DP184",
        "Twin element meters",
        "A Supplier",
        Stage.DEVELOPMENT,
    )


@pytest.mark.parametrize(("typed", "reference"), [("184", "DP184"), ("mp184", "MP184"), ("SECMP7", "SECMP0007")])
def test_new_proposal_takes_its_reference_as_people_write_it(editor: Client, typed: str, reference: str) -> None:
    editor.post(page("modification", "add"), {**NEW, "reference": typed})
    assert [one.reference for one in modifications_at(date(2021, 9, 15))] == [reference]


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("reference", "the next one", "a modification is written like"),
        ("reference", "DP121", "DP121 is recorded already"),
        ("raised_on", "31/02/2021", "Enter a valid date"),
        ("title", "", "This field is required"),
        ("organisation", "", "This field is required"),
        ("stage", "on hold", "Select a valid choice"),
    ],
)
def test_new_proposal_with_bad_input_says_so_at_its_field(editor: Client, field: str, typed: str, reason: str) -> None:
    raise_one("121", RAISED)
    found = errors(editor.post(page("modification", "add"), {**NEW, field: typed}))
    assert list(found) == [field]
    assert reason in found[field][0]
    assert Modification.objects.count() == 1


# --- Correcting ---------------------------------------------------------------------------------------


@pytest.fixture
def one() -> Modification:
    return raise_one("152", RAISED, (RAISED, Stage.DEVELOPMENT), (date(2021, 9, 28), Stage.REFINEMENT))


def change(editor: Client, one: Modification, **changed: Any) -> Any:
    address = page("modification", "change", one.pk)
    return editor.post(address, {**as_typed(editor.get(address)), **changed})


def test_page_saved_as_it_is_changes_nothing(editor: Client, one: Modification) -> None:
    before = modifications_at(date(2021, 9, 30))
    assert change(editor, one).status_code == 302
    assert modifications_at(date(2021, 9, 30)) == before


def test_history_row_is_added_and_corrected(editor: Client, one: Modification) -> None:
    response = change(
        editor,
        one,
        **{
            "references-TOTAL_FORMS": 2,
            "references-1-since": "2021-09-28",
            "references-1-reference": "mp 152",
            "stages-1-since": "2021-09-27",
        },
    )
    assert response.status_code == 302, errors(response)
    (found,) = modifications_at(date(2021, 9, 28))
    assert (found.reference, found.stage_since) == ("MP152", date(2021, 9, 27))


@pytest.mark.parametrize(
    ("typed", "at", "reason"),
    [
        ({"raised_on": "2021-02-31"}, "raised_on", "Enter a valid date"),
        ({"code": "twelve"}, "code", "a modification is written like"),
        ({"references-0-reference": "MP153"}, "references-0-reference", "MP153 is not a reference of modification 152"),
        ({"references-0-reference": "152"}, "references-0-reference", "begins with DP or MP"),
        ({"stages-0-since": "2021-05-09"}, "stages-0-since", "It was raised after that, on 10 May 2021"),
        ({"raised_on": "2021-06-01"}, "stages-0-since", "It was raised after that, on 1 June 2021"),
        ({"stages-0-stage": "on_hold"}, "stages-0-stage", "Select a valid choice"),
        ({"titles-0-title": ""}, "titles-0-title", "This field is required"),
        ({"stages-1-since": "2021-05-10"}, "stages", "duplicate data for since"),
        (
            {"holds-TOTAL_FORMS": 1, "holds-0-valid_0": "2021-09-02", "holds-0-valid_1": "2021-09-01"},
            "holds-0-valid",
            "It ends after the day it began",
        ),
        (
            {
                "assessments-TOTAL_FORMS": 1,
                "assessments-0-kind": "PA",
                "assessments-0-sequence": 1,
                "assessments-0-accepted_on": "2021-09-02",
                "assessments-0-returned_on": "2021-09-01",
            },
            "assessments-0-__all__",
            "returned on or after the day it was accepted",
        ),
    ],
)
def test_bad_input_is_refused_where_it_stands(
    editor: Client, one: Modification, typed: dict[str, Any], at: str, reason: str
) -> None:
    before = modifications_at(date(2021, 9, 30))
    found = errors(change(editor, one, **typed))
    assert reason in found[at][0], found
    assert modifications_at(date(2021, 9, 30)) == before


def test_overlapping_holds_are_refused_in_words_and_touching_ones_move_together(
    editor: Client, one: Modification
) -> None:
    OnHold.objects.create(modification=one, valid=DateRange(date(2021, 6, 1), date(2021, 7, 1)))
    OnHold.objects.create(modification=one, valid=DateRange(date(2021, 7, 1), None))
    found = errors(change(editor, one, **{"holds-0-valid_1": "2021-07-15"}))
    assert "on hold already for part of this time" in str(found)
    response = change(editor, one, **{"holds-0-valid_1": "2021-07-15", "holds-1-valid_0": "2021-07-15"})
    assert response.status_code == 302
    assert OnHold.objects.filter(valid__startswith=date(2021, 7, 15)).exists()


@pytest.mark.parametrize(
    ("verb", "typed", "reference", "stage"),
    [
        ("convert", {"on": "2021-09-30", "body": "csc"}, "MP152", Stage.REFINEMENT),
        ("stage", {"on": "2021-09-30", "stage": "withdrawn"}, "DP152", Stage.WITHDRAWN),
        ("split", {"on": "2021-09-30"}, "DP152", Stage.SPLIT),
    ],
)
def test_verbs_on_the_page_of_a_modification(
    editor: Client, one: Modification, verb: str, typed: dict[str, str], reference: str, stage: Stage
) -> None:
    address = page("modification", "verb", one.pk, verb)
    assert editor.get(address).status_code == 200
    assert editor.post(address, typed).status_code == 302
    (found,) = modifications_at(date(2021, 9, 30), codes=["152"])
    assert (found.reference, found.stage) == (reference, stage)


def test_verb_that_is_refused_says_why(editor: Client, one: Modification) -> None:
    response = editor.post(page("modification", "verb", one.pk, "stage"), {"on": "2021-05-09", "stage": "report"})
    assert response.status_code == 200
    assert "was raised after that, on 10 May 2021" in response.content.decode()


def test_release_moves_and_keeps_its_former_dates(editor: Client) -> None:
    release = plan_release("November 2019 SEC Release", (date(2019, 1, 7), date(2019, 11, 7)))
    address = page("release", "verb", release.pk, "move")
    assert editor.post(address, {"go_live_on": "2019-11-24", "decided_on": "2019-11-01"}).status_code == 302
    assert release.dates.count() == 2
    refused = editor.post(address, {"go_live_on": "2019-11-29", "decided_on": "2019-11-01"})
    assert "holds from the same day" in refused.content.decode()


def test_assessment_is_returned_and_its_target_revised(editor: Client, one: Modification) -> None:
    made = assess(one, AssessmentKind.IMPACT, date(2021, 7, 1))
    target = {"target": "60", "on": "2021-08-02"}
    assert editor.post(page("dccassessment", "verb", made.pk, "revise-target"), target).status_code == 302
    assert editor.post(page("dccassessment", "verb", made.pk, "return"), {"on": "2021-09-01"}).status_code == 302
    made.refresh_from_db()
    assert (made.returned_on, made.targets.get().target) == (date(2021, 9, 1), 60)


# --- Finding ------------------------------------------------------------------------------------------


@pytest.fixture
def several() -> None:
    raise_one("121", RAISED, title="Commissioning devices")
    rename(raise_one("152", RAISED, title="Polyphase meters"), date(2021, 9, 28), "MP152")
    raise_one("SECMP0007", date(2016, 9, 2), title="Firmware updates")
    whole = raise_one("128", RAISED, title="Certificates of 2021")
    raise_one("128A", RAISED, title="Certificates", split_from=whole)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("MP 121", ["DP121 ‘Commissioning devices’"]),
        ("dp152", ["MP152 ‘Polyphase meters’"]),
        ("SECMP7", ["SECMP0007 ‘Firmware updates’"]),
        ("128", ["DP128 ‘Certificates of 2021’", "DP128A ‘Certificates’"]),
        ("128a", ["DP128A ‘Certificates’"]),
        ("polyphase", ["MP152 ‘Polyphase meters’"]),
        ("2021", ["DP128 ‘Certificates of 2021’"]),  # a number, but of no modification
        ("firmware secmp", ["SECMP0007 ‘Firmware updates’"]),
        ("nothing like it", []),
    ],
)
def test_modification_is_found_by_reference_as_typed_and_by_words(
    editor: Client, several: None, typed: str, found: list[str]
) -> None:
    assert sorted(listed(editor, "modification", q=typed)) == sorted(found)


def test_modification_is_offered_by_what_it_is_called(editor: Client, several: None) -> None:
    asked = {"app_label": "modifications", "model_name": "dccassessment", "field_name": "modification", "term": "dp152"}
    offered = editor.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [one["text"] for one in offered] == ["MP152 ‘Polyphase meters’"]


def test_rows_of_a_modification_are_found_by_its_reference(editor: Client, several: None) -> None:
    made = assess(Modification.objects.get(code="152"), AssessmentKind.IMPACT, date(2021, 7, 1))
    assess(Modification.objects.get(code="121"), AssessmentKind.IMPACT, date(2021, 7, 1))
    request = InformationRequest.objects.create(assessment=made, asked_on=date(2021, 7, 2), subject="Volumes")
    version = SecVersion.objects.create(issued_on=date(2021, 9, 1), description="Change", cause="modification")
    version.modifications.add(made.modification)
    assert len(listed(editor, "dccassessment", q="mp152")) == 1
    assert listed(editor, "informationrequest", q="MP 152") == [str(request)]
    assert listed(editor, "secversion", q="152") == [str(version)]


@pytest.mark.parametrize(
    ("kind", "asked", "number"),
    [
        ("modification", {"stage": "refinement"}, 1),
        ("modification", {"stage": "rubbish"}, 2),
        ("modification", {"path": "self_governance"}, 1),
        ("modification", {"work": "rests"}, 1),
        ("modification", {"split": "parts"}, 0),
        ("modification", {"raised_on__year": "2021", "work": "rubbish"}, 2),
        ("dccassessment", {"kind__exact": "PA", "returned": "no"}, 1),
    ],
)
def test_lists_are_filtered(editor: Client, one: Modification, kind: str, asked: dict[str, str], number: int) -> None:
    raise_one("121", RAISED, (RAISED, Stage.REPORT))
    RouteFrom.objects.create(modification=one, since=RAISED, path=Path.SELF_GOVERNANCE)
    OnHold.objects.create(modification=one, valid=DateRange(RAISED, None))
    assess(one, AssessmentKind.PRELIMINARY, date(2021, 7, 1))
    assert len(listed(editor, kind, **asked)) == number


# --- Cost ---------------------------------------------------------------------------------------------


def fill(number: int) -> None:
    """One more of everything."""
    code, since = f"{300 + number}", RAISED + timedelta(days=number)
    release = plan_release(f"Release {number}", (since, date(2021, 11, 4)))
    made = raise_one(code, since, (since, Stage.REFINEMENT))
    grow(made, since, release)
    held = assess(made, AssessmentKind.PRELIMINARY, since, targets=((since, 20),))
    InformationRequest.objects.create(assessment=held, asked_on=since, subject="Volumes")
    version = SecVersion.objects.create(issued_on=since, description=f"Change {number}", cause="modification")
    version.modifications.add(made)
    BankHoliday.objects.get_or_create(day=date(2090, 1, 1) + timedelta(days=number), name="Holiday")


def grow(one: Modification, since: date, release: Release) -> None:
    """One more row of each history."""
    enter(one, (since + timedelta(days=100), Stage.REPORT))
    RouteFrom.objects.create(modification=one, since=since, path=Path.SELF_GOVERNANCE)
    ProposerFrom.objects.create(modification=one, since=since, organisation="A Supplier")
    LeadAnalystFrom.objects.create(modification=one, since=since, analyst="An analyst")
    TargetReleaseFrom.objects.create(modification=one, since=since, release=release)
    OnHold.objects.create(modification=one, valid=DateRange(since, since + timedelta(days=1)))
    Consultation.objects.create(
        modification=one, kind="refinement", sequence=since.toordinal() % 30_000, opened_on=since
    )


@pytest.mark.parametrize("kind", KINDS)
def test_list_takes_the_same_queries_for_one_row_and_three(
    editor: Client, kind: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    fill(0)
    once = queries_of(django_assert_max_num_queries, editor, page(kind, "changelist"))
    fill(1)
    fill(2)
    assert queries_of(django_assert_max_num_queries, editor, page(kind, "changelist")) == once
    assert once <= 14


def test_page_of_a_modification_takes_the_same_queries_for_one_row_of_each_history_and_three(
    editor: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    fill(0)
    one, release = Modification.objects.get(), Release.objects.get()
    assess(one, AssessmentKind.IMPACT, RAISED)
    once = queries_of(django_assert_max_num_queries, editor, page("modification", "change", one.pk))
    for number in (1, 2):
        grow(one, RAISED + timedelta(days=number), release)
        if number == 1:
            # Two are all there are: a modification is called DP, then MP.
            rename(one, RAISED + timedelta(days=number), "MP300")
        assess(one, AssessmentKind.IMPACT, RAISED, sequence=number + 1)
    assert queries_of(django_assert_max_num_queries, editor, page("modification", "change", one.pk)) == once
    assert once <= 30


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_opens_to_be_entered_and_corrected(editor: Client, kind: str) -> None:
    fill(0)
    assert editor.get(page(kind, "add")).status_code == 200
    row = editor.get(page(kind, "changelist")).context["cl"].result_list[0]
    response = editor.get(page(kind, "change", row.pk))
    assert response.status_code == 200
    saved = editor.post(page(kind, "change", row.pk), as_typed(response))
    assert saved.status_code == 302, errors(saved)


def test_assessment_target_shown_is_the_latest_or_the_standard_one(editor: Client, one: Modification) -> None:
    assess(one, AssessmentKind.IMPACT, date(2021, 7, 1))
    assess(one, AssessmentKind.PRELIMINARY, date(2021, 7, 1), targets=((RAISED, 20), (date(2021, 8, 2), 30)))
    rows = editor.get(page("dccassessment", "changelist")).context["cl"].result_list
    shown = {row.kind: row.target_recorded or DccAssessment.STANDARD_TARGET[row.kind] for row in rows}
    assert shown == {"IA": 40, "PA": 30}


def test_modification_without_title_or_reference_is_still_named(editor: Client) -> None:
    Modification.objects.create(code="160", raised_on=RAISED)
    rename(Modification.objects.create(code="161", raised_on=RAISED), RAISED, "DP161")
    assert listed(editor, "modification") == ["Modification 160", "DP161"]
