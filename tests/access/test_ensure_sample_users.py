"""The sample sign-ins of a developer's machine."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from access.models import Role, User

pytestmark = pytest.mark.django_db


def ensure() -> str:
    output = StringIO()
    call_command("ensure_sample_users", stdout=output)
    return output.getvalue()


def test_ensure_sample_users_each_has_one_role() -> None:
    assert settings.VAR_DIR.sample_password() in ensure()
    assert {user.email: [grant.role for grant in user.role_grants.all()] for user in User.objects.all()} == {
        "editor@example.org": [Role.EDITOR],
        "contributor@example.org": [Role.CONTRIBUTOR],
        "approver@example.org": [Role.APPROVER],
        "panel@example.org": [Role.PANEL],
        "ssc@example.org": [Role.SUB_COMMITTEE],
        "reader@example.org": [Role.PARTY],
        "admin@example.org": [Role.ADMINISTRATOR],
    }


@pytest.mark.parametrize(
    ("email", "enters_admin"),
    [
        ("editor@example.org", True),
        ("admin@example.org", True),
        ("approver@example.org", True),
        ("panel@example.org", False),
        ("reader@example.org", False),
    ],
)
def test_ensure_sample_users_password_opens_what_role_allows(email: str, enters_admin: bool, client: Client) -> None:
    ensure()
    assert client.login(username=email, password=settings.VAR_DIR.sample_password())
    assert (client.get("/admin/").status_code == 200) is enters_admin


def test_ensure_sample_users_again_changes_nothing() -> None:
    ensure()
    before = list(User.objects.order_by("pk").values("pk", "password", "role_grants__pk"))
    ensure()
    assert list(User.objects.order_by("pk").values("pk", "password", "role_grants__pk")) == before


def test_ensure_sample_users_without_development_settings_refused(settings: Settings) -> None:
    del settings.VAR_DIR
    with pytest.raises(CommandError, match="developer's machine"):
        ensure()
    assert not User.objects.exists()
