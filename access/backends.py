"""Django's permission questions, answered by `access.policy`."""

from __future__ import annotations

from typing import Any

from asgiref.sync import sync_to_async
from django.apps import apps
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from access import policy
from access.accounts.people import person_named, roles_along
from access.accounts.sessions import lent
from access.models import Record, RoleGrant, User


class RoleBackend(ModelBackend):
    """Signs people in by user name or e-mail address, and password; what they may do comes from their roles.

    A permission is a string like "parties.change_party". One that names no model of ours, or no action the policy
    knows, is refused.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **more: Any
    ) -> User | None:
        """The active person whom the name and the password belong to. Nobody there takes as long as somebody."""
        typed = username or more.get("email")
        if not typed or password is None:
            return None
        person = person_named(typed)
        if person is None:
            User().set_password(password)
            return None
        return person if person.check_password(password) and self.user_can_authenticate(person) else None

    def get_user(self, user_id: int) -> User | None:
        """With the roles in the same query: there is no page that does not ask for them."""
        person = lent(user_id) or User.objects.annotate(granted=roles_along("pk")).filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: Model | None = None) -> bool:
        question = _action_and_model(perm)
        if question is None or not policy.may(user_obj, *question):
            return False
        return obj is None or not isinstance(obj, Record) or policy.may_read(user_obj, obj)

    def has_module_perms(self, user_obj: User | AnonymousUser, app_label: str) -> bool:
        return any(policy.may(user_obj, "view", model) for model in apps.get_app_config(app_label).get_models())

    def get_user_permissions(self, user_obj: User | AnonymousUser, obj: Model | None = None) -> set[str]:
        return {
            f"{model._meta.app_label}.{action}_{model._meta.model_name}"
            for model in apps.get_models()
            for action in policy.ACTIONS
            if policy.may(user_obj, action, model)
        }

    def get_group_permissions(self, user_obj: User | AnonymousUser, obj: Model | None = None) -> set[str]:
        return set()

    async def aget_user_permissions(self, user_obj: User | AnonymousUser, obj: Model | None = None) -> set[str]:
        return await sync_to_async(self.get_user_permissions)(user_obj, obj)

    async def aget_group_permissions(self, user_obj: User | AnonymousUser, obj: Model | None = None) -> set[str]:
        return set()

    async def ahas_perm(self, user_obj: User | AnonymousUser, perm: str, obj: Model | None = None) -> bool:
        return await sync_to_async(self.has_perm)(user_obj, perm, obj)

    async def ahas_module_perms(self, user_obj: User | AnonymousUser, app_label: str) -> bool:
        return await sync_to_async(self.has_module_perms)(user_obj, app_label)

    def with_perm(
        self,
        perm: Any,
        is_active: bool | None = True,
        include_superusers: bool = True,
        obj: Model | None = None,
    ) -> QuerySet[User]:
        """The people who hold the permission through a role, or all who hold the administrator's as superusers."""
        question = _action_and_model(str(perm))
        if question is None or obj is not None:
            return User.objects.none()
        people = Q(pk__in=RoleGrant.objects.filter(policy.grants_that_may(*question)).values("user"))
        if include_superusers:
            people |= Q(is_superuser=True)
        if is_active is not None:
            people &= Q(is_active=is_active)
        return User.objects.filter(people)


def _action_and_model(perm: str) -> tuple[policy.Action, type[Model]] | None:
    app_label, _, codename = perm.partition(".")
    word, _, model_name = codename.partition("_")
    for action in policy.ACTIONS:
        if action == word:
            try:
                return action, apps.get_model(app_label, model_name)
            except LookupError:
                return None
    return None
