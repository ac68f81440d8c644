"""The one place that decides who may see and do what. It denies when unsure."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from typing import Literal, TypeVar, get_args

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from access.classification import Classification, announced
from access.events import Event
from access.models import STAFF_ROLES, Act, Area, Record, Role, RoleGrant, User

Reader = User | AnonymousUser
PANEL = "panel"
"""The Panel's code among the committees: its members hold a role of their own, others name their committee."""
Action = Literal["view", "add", "change", "delete"]
ACTIONS: tuple[Action, ...] = get_args(Action)
M = TypeVar("M", bound=Model)

_ON_RECORDS: dict[str, frozenset[Action]] = {
    Role.CONTRIBUTOR: frozenset(("view", "add", "change")),
    Role.EDITOR: frozenset(ACTIONS),
    Role.APPROVER: frozenset(("view",)),
    Role.ADMINISTRATOR: frozenset(ACTIONS),
}


Held = tuple[str, str]
"""A role, and what it is for: a contributor's area, a Sub-Committee member's committee, else blank."""


def roles_of(user: Reader) -> frozenset[str]:
    """The roles of a signed-in, active person; a stranger has none. A superuser holds the administrator's role."""
    if not (isinstance(user, User) and user.is_active):
        return frozenset()
    return user.roles


def held_by(user: Reader) -> frozenset[Held]:
    """The roles of a signed-in, active person with the scope of each."""
    return user.held if isinstance(user, User) and user.is_active else frozenset()


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


def committees_of(user: Reader) -> frozenset[str]:
    """The committees whose member the person is, by code."""
    member = {scope for role, scope in held_by(user) if role == Role.SUB_COMMITTEE}
    return frozenset(member | ({PANEL} if Role.PANEL in roles_of(user) else set()))


def may_read_for(user: Reader, classification: str, audience: Collection[str]) -> bool:
    """Whether the person may read what was published under this classification for these committees (by code).

    Red is for members of the committees named and the staff who handle it; Amber that names any, for their members and
    SECAS staff, and else for every member and SECAS staff.
    """
    readable = readable_classifications(user)
    named = not committees_of(user).isdisjoint(audience)
    if classification == Classification.RED:
        return named or Classification.RED in readable
    if classification == Classification.AMBER and audience:
        return named or is_staff_reader(user)
    return classification in readable


def visible_to(user: Reader, queryset: QuerySet[M]) -> QuerySet[M]:
    """Rows a person may see: starts from none and widens. A model that declares no classification shows nothing; one
    whose rows name their audience goes by `may_read_for`."""
    model = queryset.model
    readable = readable_classifications(user)
    if _names_its_audience(model):
        return queryset.filter(_readable_for(user))
    if path := classified_by(model):
        return queryset.filter(**{f"{path}__in": readable})
    if default_classification(model) in readable:
        return queryset
    return queryset.none()


def may_be_known_of(classification: str) -> bool:
    """Whether anybody may be told that something is there which they may not read, by its name and classification
    (inference: what is Red is named in Red papers alone)."""
    return announced(classification, Classification.WHITE)


def known_to(user: Reader, queryset: QuerySet[M]) -> QuerySet[M]:
    """What was published that the person may read, or may know of: of the latter they are told what it is called, how
    it is classified, and that it is withheld. Raises TypeError for rows that name no audience."""
    if not _names_its_audience(queryset.model):
        raise TypeError(f"{queryset.model.__name__} is not published: it is seen or not.")
    told = [word for word in Classification.values if may_be_known_of(word)]
    return queryset.filter(_readable_for(user) | Q(classification__in=told))


def _readable_for(user: Reader) -> Q:
    """What `may_read_for` says, asked of rows with a classification and an audience."""
    readable = readable_classifications(user)
    rows = Q(classification__in=readable - {Classification.AMBER, Classification.RED})
    if Classification.AMBER in readable:
        rows |= Q(classification=Classification.AMBER, **({} if is_staff_reader(user) else {"audience": []}))
    if Classification.RED in readable:
        rows |= Q(classification=Classification.RED)
    if member := committees_of(user):
        named = (Classification.AMBER, Classification.RED)
        rows |= Q(classification__in=named, audience__overlap=sorted(member))
    return rows


def may_read(user: Reader, record: Model) -> bool:
    """The same answer as `visible_to`, for a row in hand."""
    if _names_its_audience(type(record)):
        return may_read_for(user, getattr(record, "classification"), getattr(record, "audience"))  # noqa: B009
    path = classified_by(type(record))
    word = reduce(getattr, path.split("__"), record) if path else default_classification(type(record))
    return word in readable_classifications(user)


def _names_its_audience(model: type[Model]) -> bool:
    """Rows of records are read by their classification alone: an audience is of what was published."""
    names = {field.name for field in model._meta.get_fields()}
    return {"classification", "audience"} <= names and not issubclass(model, Record)


def may_read_part(user: Reader, classification: str) -> bool:
    """Whether the person may read a part of a paper that is classified like this, who may read the paper itself."""
    return classification.lower() in readable_classifications(user)


def may_read_drafts(user: Reader) -> bool:
    """A report that is not published is seen by SECAS staff alone."""
    return is_staff_reader(user)


def classified_by(model: type[Model]) -> str:
    """The path to what classifies each row, or "" where all rows of the model are classified alike."""
    if any(field.name == "classification" for field in model._meta.get_fields()):
        return "classification"
    return getattr(model, "classified_as", "") if issubclass(model, Record) else ""


def default_classification(model: type[Model]) -> Classification | None:
    return getattr(model, "default_classification", None) if issubclass(model, Record) else None


# --- What a person may do -----------------------------------------------------------------------------


def may(user: Reader, action: Action, model: type[Model]) -> bool:
    """Whether the person may do this to rows of the model that they may read. Where rows are owned one by one
    (`Record.owned_row_by_row`) it says whether they may do it to any, and the page asks whose the row is."""
    return any(role_may(held, action, model) for held in held_by(user))


def may_in_bulk(user: Reader, action: Action, model: type[Model]) -> bool:
    """Whether the person may do this to any number of rows that they may read, whosever they are."""
    if action != "view" and issubclass(model, Record) and model.owned_row_by_row:
        return _is_editor(user)
    return may(user, action, model)


def role_may(held: Held, action: Action, model: type[Model]) -> bool:
    """Records go by the table above, a contributor's within their area; people and their roles are the
    administrators', except that nobody deletes a person: what they changed would lose its author. What is no record but
    stands beside them (bank holidays, jobs: models that say `unclassified_because`) staff view and administrators
    change."""
    role, scope = held
    if issubclass(model, Record):
        within = role != Role.CONTRIBUTOR or action == "view" or _in_area(scope, model)
        return within and action in _ON_RECORDS.get(role, ())
    if issubclass(model, User | RoleGrant):
        return role == Role.ADMINISTRATOR and not (action == "delete" and issubclass(model, User))
    if issubclass(model, Act | Event):  # the audit trail: read by administrators, written by what happens
        return role == Role.ADMINISTRATOR and action == "view"
    if getattr(model, "unclassified_because", ""):
        return role == Role.ADMINISTRATOR or (action == "view" and role in STAFF_ROLES)
    return False


def grants_that_may(action: Action, model: type[Model]) -> Q:
    """The rows of RoleGrant whose role may do this."""
    scopes = {Role.CONTRIBUTOR: Area.values}
    allowed = Q(pk__in=())
    for role in Role:
        for scope in scopes.get(role, [""]):
            if role_may((role, scope), action, model):
                allowed |= Q(role=role, scope=scope) if role in scopes else Q(role=role)
    return allowed


def _in_area(scope: str, model: type[Record]) -> bool:
    return not model.editors_alone and scope in (Area.EVERY, model._meta.app_label)


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


def may_read_trail(user: Reader) -> bool:
    """Whether the person may read the trail of all records at once, and of those that were deleted."""
    return _is_editor(user)


# --- Review and publication -----------------------------------------------------------------------------


def may_send_for_review(user: Reader) -> bool:
    """Whether the person may send a report for review, name its reviewers, and take it back."""
    return _is_editor(user)


def may_comment(user: Reader) -> bool:
    """Whether the person may comment on a draft that they may read."""
    return is_staff_reader(user)


def may_approve(user: Reader) -> bool:
    """Whether the person's role lets them approve a report: which they still may not where they changed it."""
    return _answers_for_papers(user)


def may_override(user: Reader) -> bool:
    """Whether the person may set a rule of the review aside, in their name and with a reason."""
    return _answers_for_papers(user)


def may_publish(user: Reader) -> bool:
    """Whether the person may publish what is approved, now or at a time, and withdraw what was published."""
    return _answers_for_papers(user)


def may_correct(user: Reader) -> bool:
    """Whether the person may begin the correction of a published paper."""
    return _is_editor(user)


def _answers_for_papers(user: Reader) -> bool:
    return bool(roles_of(user) & {Role.APPROVER, Role.ADMINISTRATOR})


# --- The month desk -------------------------------------------------------------------------------------


def may_write_section(user: Reader, owner_id: int | None) -> bool:
    """Whether the person may change the text of a section that `owner_id` owns: a contributor whose area is the text of
    reports changes their own."""
    if _is_editor(user):
        return True
    writes = held_by(user) & {(Role.CONTRIBUTOR, Area.TEXT), (Role.CONTRIBUTOR, Area.EVERY)}
    return bool(writes) and owner_id is not None and owner_id == user.pk


def may_open_reports(user: Reader) -> bool:
    """Whether the person may open a month's reports and change what stands on their first page."""
    return _is_editor(user)


def may_lay_out(user: Reader) -> bool:
    """Whether the person may lay out editions of reports, and say from which month they are in force."""
    return _is_editor(user)


def may_give_reasons(user: Reader) -> bool:
    """Whether the person may let a warning of the reconciliation book stand, with a reason."""
    return _is_editor(user)


def may_assign(user: Reader) -> bool:
    """Whether the person may say who owns a section."""
    return _is_editor(user)


# --- Work outside the request -----------------------------------------------------------------------------


def may_see_job(user: Reader, asked_by_id: int | None) -> bool:
    """Whether the person may follow a job, and call it off: whoever asked for it, and operators."""
    if may_see_every_job(user):
        return True
    return bool(roles_of(user)) and asked_by_id is not None and asked_by_id == user.pk


def may_see_every_job(user: Reader) -> bool:
    """Operators, who also read why a job failed and have it tried again."""
    return Role.ADMINISTRATOR in roles_of(user)


def _is_editor(user: Reader) -> bool:
    return bool(roles_of(user) & {Role.EDITOR, Role.ADMINISTRATOR})


# --- Accounts -------------------------------------------------------------------------------------------


def may_invite(user: Reader) -> bool:
    """Whether the person may invite others, and see who is invited."""
    return may_manage_people(user)


def needs_second_factor(user: Reader) -> bool:
    """Whether a password alone is too little for the roles that the person holds."""
    return is_staff_reader(user)


# --- Paper packs ----------------------------------------------------------------------------------------


def may_make_packs(user: Reader) -> bool:
    """Whether the person may build a meeting's paper pack, and issue it to its readers."""
    return _is_editor(user)
