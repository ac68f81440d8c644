"""Who may see and do what: the whole cast against every classification and every action."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import IntegrityError, transaction

from access import policy
from access.classification import Classification, highest
from access.models import Role, RoleGrant, User
from measures.models import Observation
from meetings.models import Meeting
from modifications.models import BankHoliday, Modification
from parties import models
from parties.models import EventOfDefault, Party
from reports.models import (
    Abbreviation,
    ClassificationWording,
    Objective,
    ObjectiveStatus,
    Report,
    ReportAttachment,
    Restatement,
    SectionText,
)
from tests.access.cast import CAST, STAFF, STRANGER, contributor_of, person, reader
from tests.parties.cast import START, default, party

pytestmark = pytest.mark.django_db

# One row for each of the cast: what they read, and what they do to records.
READS = {
    STRANGER: "white",
    "party": "white green",
    "panel": "white green amber",
    "sub-committee": "white green amber",
    "contributor": "white green amber",
    "editor": "white green amber red",
    "approver": "white green amber red",
    "administrator": "white green amber red",
}
DOES = {
    "contributor": "view add change",
    "editor": "view add change delete",
    "approver": "view",
    "administrator": "view add change delete",
}


# --- Reading ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CAST)
def test_rows_classified_one_by_one_are_seen_by_who_reads_that_word(name: str) -> None:
    of = party()
    kinds = zip(Classification.values, ("srept", "uept", "smets1", None), strict=True)
    for word, test in kinds:
        owner, test = (of, test) if test else (party(), "uept")
        models.TestingCompletion.objects.create(party=owner, test=test, completed_on=START, classification=word)
    seen = policy.visible_to(reader(name), models.TestingCompletion.objects.all())
    assert set(seen.values_list("classification", flat=True)) == set(READS[name].split())
    for row in models.TestingCompletion.objects.all():
        assert policy.may_read(reader(name), row) is (row.classification in READS[name].split())


@pytest.mark.parametrize("name", CAST)
def test_rows_of_an_amber_model_are_seen_by_who_reads_amber(name: str) -> None:
    event = default(party(), START)
    seen = policy.visible_to(reader(name), EventOfDefault.objects.all())
    assert list(seen) == ([event] if "amber" in READS[name] else [])
    assert policy.may_read(reader(name), event) is ("amber" in READS[name])


@pytest.mark.parametrize("name", CAST)
def test_rows_of_a_white_model_are_seen_by_all(name: str) -> None:
    white = party()
    assert list(policy.visible_to(reader(name), Party.objects.all())) == [white]
    assert policy.may_read(reader(name), white)


@pytest.mark.parametrize("name", CAST)
def test_rows_of_a_model_that_declares_nothing_are_seen_by_nobody(name: str) -> None:
    Group.objects.create(name="undeclared")
    person("administrator")
    for rows in (Group.objects.all(), User.objects.all(), BankHoliday.objects.all()):
        assert not policy.visible_to(reader(name), rows).exists()
    assert not policy.may_read(reader(name), Group.objects.get())


def test_visible_to_keeps_the_filters_it_is_given() -> None:
    known, _ = party("Arrow Energy Limited"), party()
    rows = Party.objects.filter(name="Arrow Energy Limited")
    assert list(policy.visible_to(AnonymousUser(), rows)) == [known]


@pytest.mark.parametrize("name", CAST)
def test_drafts_are_read_by_staff_alone(name: str) -> None:
    assert policy.may_read_drafts(reader(name)) is (name in STAFF)
    assert policy.is_staff_reader(reader(name)) is (name in STAFF)


@pytest.mark.parametrize("name", CAST)
def test_classifying_is_for_editors_and_administrators(name: str) -> None:
    assert policy.may_classify(reader(name)) is (name in ("editor", "administrator"))


# --- Doing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("model", [Party, EventOfDefault])
def test_records_are_changed_by_role(name: str, model: type[Any]) -> None:
    allowed = {action for action in policy.ACTIONS if policy.may(reader(name), action, model)}
    assert allowed == set(DOES.get(name, "").split())


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("model", [User, RoleGrant])
def test_people_and_roles_are_the_administrators_alone(name: str, model: type[Any]) -> None:
    allowed = [policy.may(reader(name), action, model) for action in policy.ACTIONS]
    deletes = model is RoleGrant  # with a person their part of every history would go
    assert allowed == [name == "administrator"] * 3 + [name == "administrator" and deletes]
    assert policy.may_manage_people(reader(name)) is (name == "administrator")


@pytest.mark.parametrize("name", CAST)
def test_what_stands_beside_records_is_viewed_by_staff_and_changed_by_administrators(name: str) -> None:
    assert policy.may(reader(name), "view", BankHoliday) is (name in STAFF)
    for action in ("add", "change", "delete"):
        assert policy.may(reader(name), action, BankHoliday) is (name == "administrator")


@pytest.mark.parametrize("name", CAST)
def test_nobody_does_anything_to_models_that_declare_nothing(name: str) -> None:
    assert not any(policy.may(reader(name), action, Group) for action in policy.ACTIONS)


@pytest.mark.parametrize("name", CAST)
def test_entering_and_deleting_follow_the_same_table(name: str) -> None:
    assert policy.may_enter_records(reader(name)) is ("add" in DOES.get(name, ""))
    assert policy.may_delete_records(reader(name)) is ("delete" in DOES.get(name, ""))


# --- Areas --------------------------------------------------------------------------------------------

ONE_OF_EACH = {
    "parties": Party,
    "modifications": Modification,
    "meetings": Meeting,
    "measures": Observation,
    "reports": SectionText,
}


@pytest.mark.parametrize("area", ONE_OF_EACH)
@pytest.mark.parametrize("of", ONE_OF_EACH)
def test_contributor_of_an_area_changes_its_records_and_views_all(area: str, of: str) -> None:
    allowed = {action for action in policy.ACTIONS if policy.may(contributor_of(area), action, ONE_OF_EACH[of])}
    assert allowed == ({"view", "add", "change"} if area == of else {"view"})


def test_contributor_of_two_areas_changes_the_records_of_both() -> None:
    both = contributor_of("parties", "measures")
    assert [policy.may(both, "change", model) for model in ONE_OF_EACH.values()] == [True, False, False, True, False]


@pytest.mark.parametrize(
    "model", [Report, ReportAttachment, Abbreviation, ClassificationWording, Objective, ObjectiveStatus, Restatement]
)
def test_reports_themselves_are_for_editors(model: type[Any]) -> None:
    for area in ("all", "reports"):
        assert policy.may(contributor_of(area), "view", model)
        assert not any(policy.may(contributor_of(area), action, model) for action in ("add", "change", "delete"))
    assert policy.may(person("editor"), "change", model)


@pytest.mark.parametrize("name", CAST)
def test_texts_are_written_in_bulk_by_editors_alone(name: str) -> None:
    edits = name in ("editor", "administrator")
    assert policy.may_in_bulk(reader(name), "change", SectionText) is edits
    assert policy.may_in_bulk(reader(name), "view", SectionText) is (name in STAFF)
    assert policy.may_in_bulk(reader(name), "change", Party) is policy.may(reader(name), "change", Party)


@pytest.mark.parametrize("area", [*ONE_OF_EACH, "all"])
def test_section_is_written_by_its_owner_whose_area_is_text(area: str) -> None:
    owner = contributor_of(area)
    assert policy.may_write_section(owner, owner.pk) is (area in ("reports", "all"))


# --- The month desk -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CAST)
def test_opening_reports_giving_reasons_and_assigning_are_for_editors_and_administrators(name: str) -> None:
    edits = name in ("editor", "administrator")
    asked = (policy.may_open_reports, policy.may_give_reasons, policy.may_assign)
    assert [may(reader(name)) for may in asked] == [edits] * 3


@pytest.mark.parametrize("name", CAST)
def test_a_section_is_written_by_its_owner_if_a_contributor_and_by_editors(name: str) -> None:
    edits, own = name in ("editor", "administrator"), name == "contributor"
    who = reader(name)
    assert policy.may_write_section(who, who.pk) is (edits or own)
    assert policy.may_write_section(who, None) is edits
    assert policy.may_write_section(who, person("editor").pk + 1000) is edits


# --- Roles --------------------------------------------------------------------------------------------


def test_deactivated_person_is_a_stranger() -> None:
    editor = person("editor")
    editor.is_active = False
    assert policy.roles_of(editor) == frozenset()
    assert policy.readable_classifications(editor) == {"white"}
    assert not policy.may(editor, "view", Party)


def test_person_without_a_role_is_a_stranger() -> None:
    nobody = User.objects.create_user("nobody", "nobody@example.org")
    assert policy.readable_classifications(nobody) == {"white"}
    assert not nobody.is_staff


def test_roles_add_up() -> None:
    both = person("contributor")
    RoleGrant.objects.create(user=both, role=Role.APPROVER)
    assert policy.readable_classifications(both) == set(Classification.values)
    assert policy.may(both, "add", Party)
    assert not policy.may(both, "delete", Party)


def test_superuser_holds_the_administrators_role() -> None:
    first = User.objects.create_superuser("first", "first@example.org", "a long enough password")
    assert policy.roles_of(first) == {Role.ADMINISTRATOR}
    assert first.is_staff
    assert first.check_password("a long enough password")


def test_roles_are_asked_once_a_request(
    django_assert_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    editor = User.objects.get(pk=person("editor").pk)
    with django_assert_num_queries(1):
        policy.readable_classifications(editor)
        policy.may(editor, "change", Party)
        policy.may_read_drafts(editor)


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("scope_fits_the_role", {"role": Role.SUB_COMMITTEE}),
        ("scope_fits_the_role", {"role": Role.EDITOR, "scope": "tag"}),
        ("scope_fits_the_role", {"role": Role.CONTRIBUTOR}),
        ("scope_fits_the_role", {"role": Role.CONTRIBUTOR, "scope": "gardens"}),
        ("role_known", {"role": "owner"}),
        ("role_granted_once", {"role": Role.PARTY}),
    ],
)
def test_role_grant_against_its_rules_refused_by_the_database(constraint: str, columns: dict[str, str]) -> None:
    holder = person("party")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RoleGrant.objects.create(user=holder, **columns)


# --- Classification -----------------------------------------------------------------------------------


def test_highest_is_what_a_bundle_takes() -> None:
    assert highest(["green", "white", "amber"]) == Classification.AMBER
    assert highest(["white"]) == Classification.WHITE
    with pytest.raises(ValueError, match="empty"):
        highest([])
