"""People, their roles, and the base every record of the month is built on."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models

from access.classification import Classification

__all__ = ["Classification", "Record", "Role", "RoleGrant", "User"]


class User(AbstractUser):
    """A person who signs in. What they may see and do comes from their roles alone, never from Django permissions."""

    email = models.EmailField("e-mail address", unique=True)

    objects: ClassVar[UserManager[Any]] = UserManager()

    class Meta:
        ordering = ("username",)


class Role(models.TextChoices):
    PARTY = "party", "SEC Party"
    PANEL = "panel", "Panel member"
    SUB_COMMITTEE = "sub_committee", "Sub-Committee member"
    CONTRIBUTOR = "contributor", "Contributor"
    EDITOR = "editor", "Editor"
    APPROVER = "approver", "Approver"
    ADMINISTRATOR = "administrator", "Administrator"


STAFF_ROLES = (Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR)


class RoleGrant(models.Model):
    """A role held by a person. `scope` is the committee's code for a Sub-Committee member, else blank."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role)
    scope = models.CharField(
        max_length=40, blank=True, help_text="A committee's code, for a Sub-Committee member only."
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "role", "scope"), name="role_granted_once"),
            models.CheckConstraint(
                condition=models.Q(role=Role.SUB_COMMITTEE) ^ models.Q(scope=""),
                name="scope_names_a_sub_committee",
                violation_error_message="A Sub-Committee member's role names the committee; no other role does.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.scope}".strip()


class Record(models.Model):
    """The base of everything staff enter.

    `default_classification` says who may see rows of the model in registers; a model whose rows differ declares a
    `classification` field of its own, which then decides row by row.
    """

    default_classification: ClassVar[Classification]

    illustrative = models.BooleanField(
        default=False,
        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
    )

    class Meta:
        abstract = True
