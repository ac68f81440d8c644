"""Sign-ins, invitations, and what all processes remember together."""

from __future__ import annotations

import secrets
from importlib import import_module
from typing import cast

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from access.models import User


def new_nonce() -> str:
    return secrets.token_urlsafe(24)


class SignIn(AbstractBaseSession):
    """A session of a browser, and whose it is: what a person's sign-ins are listed and ended by.

    Who has not signed in has a session too where a form of ours keeps something for them; it is nobody's.
    """

    unclassified_because = "A session is no record: nobody but its owner sees that it is there."
    unaudited_because = "Signing in is an act of the trail; what a session holds meanwhile is a secret of its browser."

    person = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sign_ins")
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(default=timezone.now)
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-begun_at",)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        return cast("type[SessionBase]", import_module(settings.SESSION_ENGINE).SessionStore)


class Shared(models.Model):
    """What Django's cache keeps in the database, so that every process counts the same guesses."""

    unclassified_because = "Counts of guesses and codes that were used; no page shows them."
    unaudited_because = "It forgets by itself, and holds nothing that anybody decided."

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "shared_cache"


class Invitation(models.Model):
    """An e-mail address that may make itself a person with these roles, once and until a day.

    `roles` holds pairs of a role and its scope, as RoleGrant does. The link that is mailed names the row and its
    `nonce`; another nonce makes earlier links worthless.
    """

    unclassified_because = "Who is invited is no record: administrators alone see it."
    unaudited_because = "Each step of an invitation is an act of the trail, and so are the person and roles it makes."

    email = models.EmailField("e-mail address")
    roles = models.JSONField()
    nonce = models.CharField(max_length=40, default=new_nonce, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-invited_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_ends_in_one_way",
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_open_once",
                violation_error_message="There is an open invitation to this address.",
            ),
        )

    def __str__(self) -> str:
        return f"Invitation to {self.email}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has accepted or withdrawn it. It may have expired all the same."""
        return self.accepted_at is None and self.withdrawn_at is None
