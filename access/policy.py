"""The one place that decides who may see and do what. It denies when unsure."""

from __future__ import annotations

from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from access.classification import Classification
from access.models import STAFF_ROLES, Record, Role, User

Reader = User | AnonymousUser
M = TypeVar("M", bound=Model)


def roles_of(user: Reader) -> frozenset[str]:
    """The roles of a signed-in, active person; a stranger has none. A superuser holds the administrator's role."""
    if not (isinstance(user, User) and user.is_active):
        return frozenset()
    held = getattr(user, "_roles_held", None)
    if held is None:
        held = frozenset(user.role_grants.values_list("role", flat=True))
        if user.is_superuser:
            held |= {Role.ADMINISTRATOR}
        user._roles_held = held  # type: ignore[attr-defined]
    return held


def is_staff_reader(user: Reader) -> bool:
    """SECAS staff, who handle the month's data."""
    return bool(roles_of(user) & set(STAFF_ROLES))


def readable_classifications(user: Reader) -> frozenset[str]:
    """The classifications a person may read outside a named audience (inference from the Panel Information Policy:
    White anyone; Green SEC Parties and above; Amber Panel and Sub-Committee members and SECAS; Red the named few)."""
    readable = {Classification.WHITE}
    roles = roles_of(user)
    if roles:
        readable.add(Classification.GREEN)
    if roles - {Role.PARTY}:
        readable.add(Classification.AMBER)
    if roles & {Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR}:
        readable.add(Classification.RED)
    return frozenset(readable)


def visible_to(user: Reader, queryset: QuerySet[M]) -> QuerySet[M]:
    """Rows a person may see: starts from none and widens. A model that declares no classification shows nothing."""
    model = queryset.model
    readable = readable_classifications(user)
    if any(field.name == "classification" for field in model._meta.get_fields()):
        return queryset.filter(Q(classification__in=readable))
    default = getattr(model, "default_classification", None) if issubclass(model, Record) else None
    if default in readable:
        return queryset
    return queryset.none()


def may_read_drafts(user: Reader) -> bool:
    """A report that is not published is seen by SECAS staff alone."""
    return is_staff_reader(user)


def may_enter_records(user: Reader) -> bool:
    return bool(roles_of(user) & {Role.CONTRIBUTOR, Role.EDITOR, Role.ADMINISTRATOR})


def may_delete_records(user: Reader) -> bool:
    return bool(roles_of(user) & {Role.EDITOR, Role.ADMINISTRATOR})


def may_manage_people(user: Reader) -> bool:
    return Role.ADMINISTRATOR in roles_of(user)
