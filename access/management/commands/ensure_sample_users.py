"""Sign-ins to try the program with, on a developer's machine only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from access.audit import because
from access.models import Area, Role, RoleGrant, User

SAMPLE_ROLES = {
    "editor@example.org": (Role.EDITOR, ""),
    "contributor@example.org": (Role.CONTRIBUTOR, Area.EVERY),
    "approver@example.org": (Role.APPROVER, ""),
    "panel@example.org": (Role.PANEL, ""),
    "ssc@example.org": (Role.SUB_COMMITTEE, "ssc"),
    "reader@example.org": (Role.PARTY, ""),
    "admin@example.org": (Role.ADMINISTRATOR, ""),
}


class Command(BaseCommand):
    help = (
        "Makes the sample sign-ins, each with one role, and gives them the password in var/sample-password. "
        "Running it again changes nothing. Refused under production settings."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with because("manage.py ensure_sample_users"), transaction.atomic():
            self._ensure()

    def _ensure(self) -> None:
        # Only development settings have a folder for throw-away data, so a known password can live nowhere else.
        if not hasattr(settings, "VAR_DIR"):
            raise CommandError("Sample sign-ins are for a developer's machine; these settings are not for one.")
        password = settings.VAR_DIR.sample_password()
        for email, (role, scope) in SAMPLE_ROLES.items():
            user, _ = User.objects.get_or_create(username=email, defaults={"email": email})
            if not user.check_password(password):
                user.set_password(password)
                user.save()
            RoleGrant.objects.get_or_create(user=user, role=role, scope=scope)
        self.stdout.write(f"Sign in as {', '.join(SAMPLE_ROLES)} with the password {password}")
