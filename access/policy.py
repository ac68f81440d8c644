"""The one place that decides who may see and do what. It denies when unsure."""

from __future__ import annotations

from functools import reduce
from typing import Literal, TypeVar, get_args

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from access.classification import Classification
from access.events import Event
from access.models import STAFF_ROLES, Act, Record, Role, RoleGrant, User

Reader = User | AnonymousUser
Action = Literal["view", "add", "change", "delete"]
ACTIONS: tuple[Action, ...] = get_args(Action)
M = TypeVar("M", bound=Model)

_ON_RECORDS: dict[str, frozenset[Action]] = {
    Role.CONTRIBUTOR: frozenset(("view", "add", "change")),
    Role.EDITOR: frozenset(ACTIONS),
    Role.APPROVER: frozenset(("view",)),
    Role.ADMINISTRATOR: frozenset(ACTIONS),
}


def roles_of(user: Reader) -> frozenset[str]:
    """The roles of a signed-in, active person; a stranger has none. A superuser holds the administrator's role."""
    if not (isinstance(user, User) and user.is_active):
        return frozenset()
    return user.roles


def is_staff_reader(user: Reader) -> bool:
    """SECAS staff, who handle the month's data."""
    return bool(roles_of(user) & set(STAFF_ROLES))


# --- What a person may read ---------------------------------------------------------------------------


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
    if path := _classified_by_row(model):
        return queryset.filter(**{f"{path}__in": readable})
    if default_classification(model) in readable:
        return queryset
    return queryset.none()


def may_read(user: Reader, record: Model) -> bool:
    """The same answer as `visible_to`, for a row in hand."""
    path = _classified_by_row(type(record))
    word = reduce(getattr, path.split("__"), record) if path else default_classification(type(record))
    return word in readable_classifications(user)


def may_read_drafts(user: Reader) -> bool:
    """A report that is not published is seen by SECAS staff alone."""
    return is_staff_reader(user)


def _classified_by_row(model: type[Model]) -> str:
    """The path to what classifies each row, or "" where all rows of the model are classified alike."""
    if any(field.name == "classification" for field in model._meta.get_fields()):
        return "classification"
    return getattr(model, "classified_as", "") if issubclass(model, Record) else ""


def default_classification(model: type[Model]) -> Classification | None:
    return getattr(model, "default_classification", None) if issubclass(model, Record) else None


# --- What a person may do -----------------------------------------------------------------------------


def may(user: Reader, action: Action, model: type[Model]) -> bool:
    """Whether the person may do this to rows of the model that they may read."""
    return any(role_may(role, action, model) for role in roles_of(user))


def role_may(role: str, action: Action, model: type[Model]) -> bool:
    """Records go by the table above; people and their roles are the administrators', except that nobody deletes a
    person: what they changed would lose its author. What is no record but stands beside them (bank holidays, jobs:
    models that say `unclassified_because`) staff view and administrators change."""
    if issubclass(model, Record):
        return action in _ON_RECORDS.get(role, ())
    if issubclass(model, User | RoleGrant):
        return role == Role.ADMINISTRATOR and not (action == "delete" and issubclass(model, User))
    if issubclass(model, Act | Event):  # the audit trail: read by administrators, written by what happens
        return role == Role.ADMINISTRATOR and action == "view"
    if getattr(model, "unclassified_because", ""):
        return role == Role.ADMINISTRATOR or (action == "view" and role in STAFF_ROLES)
    return False


def may_classify(user: Reader) -> bool:
    """Whether the person may lower a row's classification, or change it at all once the row is recorded. Whoever may
    not gives a new row the model's default or a higher one."""
    return _is_editor(user)


def may_enter_records(user: Reader) -> bool:
    return any("add" in _ON_RECORDS.get(role, ()) for role in roles_of(user))


def may_delete_records(user: Reader) -> bool:
    return any("delete" in _ON_RECORDS.get(role, ()) for role in roles_of(user))


def may_manage_people(user: Reader) -> bool:
    return Role.ADMINISTRATOR in roles_of(user)


# --- The month desk -------------------------------------------------------------------------------------


def may_write_section(user: Reader, owner_id: int | None) -> bool:
    """Whether the person may change the text of a section that `owner_id` owns: a contributor changes their own."""
    if may_open_reports(user):
        return True
    return Role.CONTRIBUTOR in roles_of(user) and owner_id is not None and owner_id == user.pk


def may_open_reports(user: Reader) -> bool:
    """Whether the person may open a month's reports and change what stands on their first page."""
    return _is_editor(user)


def may_give_reasons(user: Reader) -> bool:
    """Whether the person may let a warning of the reconciliation book stand, with a reason."""
    return _is_editor(user)


def may_assign(user: Reader) -> bool:
    """Whether the person may say who owns a section."""
    return _is_editor(user)


def _is_editor(user: Reader) -> bool:
    return bool(roles_of(user) & {Role.EDITOR, Role.ADMINISTRATOR})
