"""Whatever way a row is written, the trail says what happened, and who did it and why where anybody knows."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from uuid import uuid4

import pghistory.models
import pytest
from django.core.management import call_command
from django.db import DatabaseError, InternalError, connection, transaction
from django.test import Client
from django.urls import reverse

from access.audit import because
from access.events import event_model_of, event_models
from access.models import Act, Role, RoleGrant, User
from jobs.registry import register
from jobs.services import enqueue
from jobs.tasks import run
from modifications.models import Modification, SecVersion
from modifications.models.releases import SecVersionModification
from parties.models import Membership, Party, VotingGroup
from tests.access.audit.trail import Trace, traces
from tests.access.cast import browser, person
from tests.parties.cast import START, party, voting_group

pytestmark = pytest.mark.django_db


# --- Pages of the admin -------------------------------------------------------------------------------


def test_row_added_changed_and_deleted_on_its_pages() -> None:
    client, editor = browser("editor"), person("editor")
    add = reverse("admin:parties_votinggroup_add")
    members = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    client.post(add, {"code": "north", "name": "North", **_inlines(client, add), **members})
    made = VotingGroup.objects.get(code="north")
    change = reverse("admin:parties_votinggroup_change", args=(made.pk,))
    client.post(change, {"code": "north", "name": "Northern", **_inlines(client, change)})
    delete = reverse("admin:parties_votinggroup_delete", args=(made.pk,))
    client.post(delete, {"post": "yes"})
    assert traces(VotingGroup, made.pk) == [
        Trace("insert", editor.pk, "Add Voting Group", add, None),
        Trace("update", editor.pk, "Change Voting Group", change, None),
        Trace("delete", editor.pk, "Delete Voting Group", delete, None),
    ]


def _inlines(client: Client, page: str) -> dict[str, str]:
    """The hidden fields that the page sends with its tables of rows, all of them empty."""
    formsets = client.get(page).context["inline_admin_formsets"]
    forms = [inline.formset.management_form for inline in formsets]
    return {f"{form.prefix}-{name}": str(form[name].value()) for form in forms for name in form.fields}


def test_rows_deleted_from_a_list() -> None:
    client, made = browser("editor"), voting_group()
    page = reverse("admin:parties_votinggroup_changelist")
    client.post(page, {"action": "delete_selected", "_selected_action": [made.pk], "post": "yes"})
    last = traces(VotingGroup, made.pk)[-1]
    assert last == Trace("delete", person("editor").pk, "Delete selected Voting Groups", page, None)


def test_verb_gives_its_name_as_the_reason() -> None:
    client, made = browser("contributor"), party(acceded=START)
    page = reverse("admin:parties_party_verb", args=(made.pk, "withdraw"))
    client.post(page, {"exited_on": "01/02/2021"})
    stay = Membership.objects.get(party=made)
    assert traces(Membership, stay.pk)[-1] == Trace(
        "update", person("contributor").pk, "Record a withdrawal", page, None
    )


# --- Without a page -----------------------------------------------------------------------------------


@register("test.rename_party")
def _rename(arguments: object, progress: object) -> None:
    Party.objects.update(name="Renamed by a job")


def test_job_writes_for_who_asked_for_it() -> None:
    made, asker = party(), person("contributor")
    job = enqueue("test.rename_party", {}, user=asker)
    run(job.pk)
    assert traces(Party, made.pk)[-1] == Trace("update", asker.pk, "job: test.rename_party", None, job.pk)


def test_load_of_a_month_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "parties.csv").write_text("party,name,trading_name\nnorth,North,\n")
    call_command("load_month", str(tmp_path), stdout=StringIO())
    assert traces(Party) == [Trace("insert", None, "manage.py load_month", None, None)]


def test_load_of_one_file_on_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "anything.csv"
    file.write_text("party,name,trading_name\nnorth,North,\n")
    call_command("import_records", "parties", str(file), stdout=StringIO())
    assert traces(Party) == [Trace("insert", None, "manage.py import_records parties", None, None)]


def test_sample_people_are_made_on_the_command_line() -> None:
    call_command("ensure_sample_users", stdout=StringIO())
    found = {(trace.label, trace.why) for trace in (*traces(User), *traces(RoleGrant))}
    assert found == {("insert", "manage.py ensure_sample_users")}


@pytest.mark.parametrize("number", [1, 3])
def test_bulk_writes_leave_an_event_for_each_row(number: int) -> None:
    with because("in bulk", user=person("editor").pk):
        made = Party.objects.bulk_create(Party(code=f"p{each}", name=f"P{each}") for each in range(number))
        Party.objects.update(trading_name="Trader")
        for each in made:
            each.trading_name = f"Trader {each.code}"
        Party.objects.bulk_update(made, ["trading_name"])
        Party.objects.all().delete()
    labels = [trace.label for trace in traces(Party)]
    assert labels == ["insert"] * number + ["update"] * number * 2 + ["delete"] * number
    assert {trace.why for trace in traces(Party)} == {"in bulk"}


def test_plain_sql_leaves_its_events() -> None:
    made = party()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE parties_party SET name = 'By hand' WHERE id = %s", [made.pk])
        cursor.execute("DELETE FROM parties_membership WHERE party_id = %s", [made.pk])
    assert [trace.label for trace in traces(Party, made.pk)] == ["insert", "update"]
    assert [trace.label for trace in traces(Membership)] == ["insert", "delete"]


def test_save_that_changes_nothing_leaves_none() -> None:
    made = party()
    made.save()
    assert [trace.label for trace in traces(Party, made.pk)] == ["insert"]


def test_pairs_of_a_many_to_many_field_leave_theirs() -> None:
    version = SecVersion.objects.create(issued_on=START, description="A version", cause="designation")
    modification = Modification.objects.create(code="121", raised_on=START)
    version.modifications.add(modification)
    version.modifications.clear()
    assert [trace.label for trace in traces(SecVersionModification)] == ["insert", "delete"]


# --- People and their roles ---------------------------------------------------------------------------


def test_role_given_and_taken_is_kept_with_its_values() -> None:
    holder = person("contributor")
    grant = holder.role_grants.get()
    RoleGrant.objects.filter(pk=grant.pk).delete()
    events = event_model_of(RoleGrant)._default_manager.filter(id=grant.pk).order_by("pgh_id")
    assert list(events.values_list("pgh_label", "role", "user")) == [
        ("insert", Role.CONTRIBUTOR, holder.pk),
        ("delete", Role.CONTRIBUTOR, holder.pk),
    ]


@pytest.mark.parametrize("flag", ["is_active", "is_superuser"])
def test_flags_of_a_person_are_kept_before_and_after(flag: str) -> None:
    holder = person("contributor")
    before = getattr(holder, flag)
    User.objects.filter(pk=holder.pk).update(**{flag: not before})
    events = event_model_of(User)._default_manager.filter(id=holder.pk).order_by("pgh_id")
    assert list(events.values_list(flag, flat=True)) == [before, not before]


def test_sign_in_leaves_no_event_of_the_person() -> None:
    browser("contributor")
    assert [trace.label for trace in traces(User)] == ["insert"]


def test_password_is_noted_as_an_act_without_its_value() -> None:
    administrator, holder = person("administrator"), person("contributor")
    with because("test", user=administrator.pk):
        holder.set_password("a secret nobody reads")
        holder.save()
    act = Act.objects.get()
    assert (act.kind, act.by, act.detail) == ("password set", administrator, {"person": "contributor"})
    assert "password" not in {field.name for field in event_model_of(User)._meta.fields}
    assert [trace.label for trace in traces(User, holder.pk)] == ["insert"]


def test_hash_renewed_at_a_sign_in_is_no_new_password(settings: object) -> None:
    holder = User.objects.create_user("holder", "holder@example.org", "a long enough password")
    settings.PASSWORD_HASHERS = [  # type: ignore[attr-defined]
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    assert holder.check_password("a long enough password")
    assert User.objects.get(pk=holder.pk).password.startswith("pbkdf2")
    assert not Act.objects.exists()


# --- Nothing of it changes ----------------------------------------------------------------------------


@pytest.mark.parametrize("statement", ["UPDATE {} SET pgh_label = 'insert'", "DELETE FROM {}"])
def test_database_refuses_to_change_an_event(statement: str) -> None:
    party()
    with pytest.raises((InternalError, DatabaseError), match="Cannot update or delete"), connection.cursor() as cursor:
        cursor.execute(statement.format("parties_partyevent"))


def test_database_refuses_to_change_an_act() -> None:
    Act.objects.create(kind="exported")
    with pytest.raises((InternalError, DatabaseError), match="Cannot update or delete"):
        Act.objects.update(kind="nothing")


def test_database_keeps_who_and_why_a_day_later() -> None:
    with because("first", user=person("editor").pk):
        party()
    context = pghistory.models.Context.objects.filter(metadata__why="first")
    goes_on = {"user": person("editor").pk, "why": "a request that goes on"}
    assert context.update(metadata=goes_on) == 1
    later = pghistory.models.Context.objects.create(id=uuid4(), metadata={"why": "long ago"})
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE pghistory_context DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE pghistory_context SET created_at = now() - interval '25 hours' WHERE id = %s", [later.pk]
        )
        cursor.execute("ALTER TABLE pghistory_context ENABLE TRIGGER USER")
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        pghistory.models.Context.objects.filter(pk=later.pk).update(metadata={"why": "another"})
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        pghistory.models.Context.objects.filter(metadata__why="a request that goes on").delete()


@pytest.mark.parametrize("another", [{"why": "first"}, {"why": "first", "user": 0}, {"why": "first", "user": None}])
def test_database_keeps_who_did_it_from_the_first_moment(another: dict[str, object]) -> None:
    with because("first", user=person("editor").pk):
        party()
    context = pghistory.models.Context.objects.filter(metadata__why="first")
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        context.update(metadata=another)
    assert context.get().metadata["user"] == person("editor").pk


def test_person_who_signs_in_within_a_request_is_named_from_then_on() -> None:
    with because("first", user=None):
        party()
    context = pghistory.models.Context.objects.filter(metadata__why="first")
    assert context.update(metadata={"why": "first", "user": person("editor").pk}) == 1


@pytest.mark.parametrize("table", ["parties_partyevent", "pghistory_context", "access_act", "parties_party"])
@pytest.mark.parametrize("asked", ["off", ""])
def test_database_refuses_to_empty_the_trail_or_what_it_is_of(table: str, asked: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('access.may_truncate', %s, true)", [asked])
        with pytest.raises(DatabaseError, match="Cannot truncate"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table} CASCADE")
        cursor.execute("SELECT set_config('access.may_truncate', 'on', true)")
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_audited_tables_and_trails_refuse_to_be_emptied() -> None:
    """A migration that makes one calls access_guard_against_truncate()."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'access_never_emptied'")
        guarded = {table.strip('"') for (table,) in cursor.fetchall()}
    tables = {table._meta.db_table for pair in event_models().items() for table in pair}
    assert tables | {"access_act", "pghistory_context"} <= guarded


def test_every_audited_table_has_its_three_triggers_and_every_trail_its_guard() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled = 'O'")
        found = {(table.strip('"'), name.split("_")[1]) for table, name in cursor.fetchall()}
    for model, events in event_models().items():
        assert {(model._meta.db_table, label) for label in ("insert", "update", "delete")} <= found
        assert (events._meta.db_table, "append") in found
