"""Contributors of before there were areas keep all they had, and go back to it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from access.models import RoleGrant
from tests.access.cast import contributor_of, person

BEFORE = ("access", "0003_acts_and_audit_trail")
AFTER = ("access", "0004_contributors_have_areas")

pytestmark = pytest.mark.django_db


def move(to: tuple[str, str], backwards: bool) -> None:
    """Runs that one migration, and puts no table of the other apps back."""
    executor = MigrationExecutor(connection)
    migration = executor.loader.get_migration(*AFTER)
    state = executor.loader.project_state(BEFORE)
    with connection.schema_editor() as editor:
        (migration.unapply if backwards else migration.apply)(state, editor)


def test_contributors_get_every_area_and_lose_it_again() -> None:
    several, one, editor = contributor_of("parties", "measures"), contributor_of("all"), person("editor")
    connection.check_constraints()
    move(BEFORE, backwards=True)
    scopes = RoleGrant.objects.filter(role="contributor").values_list("user", "scope").order_by("user")
    assert list(scopes) == [(several.pk, ""), (one.pk, "")]
    move(AFTER, backwards=False)
    assert list(scopes.all()) == [(several.pk, "all"), (one.pk, "all")]
    assert apps.get_model("access", "RoleGrant").objects.get(user=editor).scope == ""
