"""People, their roles, and the base every record of the month is built on."""

from __future__ import annotations

from typing import Any, ClassVar

import pgtrigger
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property

from access.classification import Classification
from access.events import acting_person, audited

__all__ = ["Act", "Area", "Classification", "Record", "Role", "RoleGrant", "User"]


class Role(models.TextChoices):
    PARTY = "party", "SEC Party"
    PANEL = "panel", "Panel member"
    SUB_COMMITTEE = "sub_committee", "Sub-Committee member"
    CONTRIBUTOR = "contributor", "Contributor"
    EDITOR = "editor", "Editor"
    APPROVER = "approver", "Approver"
    ADMINISTRATOR = "administrator", "Administrator"


class Area(models.TextChoices):
    """What a contributor's role is for: the records of one app, or the text of reports."""

    EVERY = "all", "Every area"
    PARTIES = "parties", "Parties and market"
    MODIFICATIONS = "modifications", "Modifications and DCC Assessments"
    MEETINGS = "meetings", "Committees and meetings"
    MEASURES = "measures", "The month's measures"
    TEXT = "reports", "Text of reports"


PASSWORD_SET = "password set"  # noqa: S105  # the name of an act
STAFF_ROLES = (Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR)


class People(UserManager["User"]):
    """Django's manager, less the flags that our roles replace."""

    use_in_migrations = False

    def create_user(self, username: str, email: str | None = None, password: str | None = None, **fields: Any) -> User:
        person = User(username=User.normalize_username(username), email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> User:
        """The first administrator of a new installation: made on the command line, by whoever runs the server."""
        return self.create_user(username, email, password, **{**fields, "is_superuser": True})


@audited(without=("password", "last_login"))
class User(AbstractUser):
    """A person who signs in. What they may see and do comes from their roles alone, never from Django permissions."""

    unclassified_because = "A person is no record: administrators alone see them."

    # Django's own ways to hand out rights are taken away, so that no second list of them can disagree with the roles.
    groups = None  # type: ignore[assignment]  # the stubs have no way to say "not here"
    user_permissions = None  # type: ignore[assignment]  # nor here

    email = models.EmailField("e-mail address", unique=True)

    objects: ClassVar[People] = People()

    class Meta:
        ordering = ("username",)
        verbose_name = "person"
        verbose_name_plural = "people"

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles the person holds. A superuser holds the administrator's.

        Read once an object: whoever changes the grants reads the person anew.
        """
        return frozenset(role for role, _ in self.held)

    @cached_property
    def held(self) -> frozenset[tuple[str, str]]:
        """The roles with the scope of each."""
        read_along = getattr(self, "granted", None)  # by the backend that found whom a session is of
        if read_along is not None:
            held = frozenset((grant["role"], grant["scope"]) for grant in read_along)
        else:
            held = frozenset((grant.role, grant.scope) for grant in self.role_grants.all())
        return held | {(Role.ADMINISTRATOR, "")} if self.is_superuser else held

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new password leaves no value in the trail, so that it was set is noted beside it. A hash that Django renews
        at a sign-in is no new password."""
        renewed = self._password is not None and not self._state.adding  # type: ignore[attr-defined]  # not in the stubs
        with transaction.atomic():
            super().save(*args, **kwargs)
            if renewed:
                Act.objects.create(kind=PASSWORD_SET, by_id=acting_person(), detail={"person": self.username})

    @property
    def is_staff(self) -> bool:  # type: ignore[override]  # a field of Django's, reckoned here
        """Whether the admin lets them in."""
        return not self.roles.isdisjoint(STAFF_ROLES)


@audited()
class RoleGrant(models.Model):
    """A role held by a person. `scope` is the committee's code for a Sub-Committee member, the area for a contributor
    (one row for each of several), else blank."""

    unclassified_because = "A person's role is no record: administrators alone see it."

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role)
    scope = models.CharField(
        max_length=40, blank=True, help_text="A Sub-Committee member's committee, by its code; a contributor's area."
    )

    class Meta:
        ordering = ("role", "scope")
        verbose_name = "role"
        constraints = (
            models.UniqueConstraint(
                fields=("user", "role", "scope"),
                name="role_granted_once",
                violation_error_message="The person holds this role already.",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_known"),
            models.CheckConstraint(
                condition=(models.Q(role=Role.SUB_COMMITTEE) & ~models.Q(scope=""))
                | models.Q(role=Role.CONTRIBUTOR, scope__in=Area.values)
                | (~models.Q(role__in=(Role.SUB_COMMITTEE, Role.CONTRIBUTOR)) & models.Q(scope="")),
                name="scope_fits_the_role",
                violation_error_message="A Sub-Committee member's role names the committee, a contributor's the area; "
                "no other role has either.",
            ),
        )

    def __str__(self) -> str:
        area = Area(self.scope).label if self.role == Role.CONTRIBUTOR and self.scope in Area.values else self.scope
        return f"{self.get_role_display()}: {area}" if area else self.get_role_display()


class Act(models.Model):
    """Something done that leaves no row of its own, such as an export. Never changed or deleted."""

    unclassified_because = "Who did what is no record: administrators alone read the whole of it."
    unaudited_because = "It is a part of the audit trail itself, and the database refuses to change it."

    kind = models.CharField(max_length=40)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ("-at", "-pk")
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.kind} by {self.by or 'nobody signed in'}"


class Record(models.Model):
    """The base of everything staff enter.

    `default_classification` says who may see rows of the model in registers; a model whose rows differ declares a
    `classification` field of its own, which then decides row by row. A model of ours that is not a record says why
    it has none, in `unclassified_because`; `manage.py check` asks every model for the one or the other.
    """

    default_classification: ClassVar[Classification]
    classified_as: ClassVar[str] = ""
    """Path to the field that classifies the row when that is another record's: "report__classification"."""
    editors_alone: ClassVar[bool] = False
    """Whether no contributor adds or changes rows, whatever their area."""
    owned_row_by_row: ClassVar[bool] = False
    """Whether a contributor of the area adds and changes only rows of their own: each page asks whose a row is, and
    what writes many rows at once is for editors."""

    illustrative = models.BooleanField(
        default=False,
        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
    )

    class Meta:
        abstract = True
