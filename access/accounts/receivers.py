"""What Django and django-allauth announce, and what follows from it here."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from access.accounts import second_factor
from access.accounts.sign_ins import (
    CODES_RENEWED,
    FACTOR_ADDED,
    FACTOR_REFUSED,
    FACTOR_REMOVED,
    begin,
    end_sign_ins,
    note_sign_in,
)
from access.models import RoleGrant, User

CODES = Authenticator.Type.RECOVERY_CODES


@receiver(user_logged_in)
def note_where(request: HttpRequest, **announced: Any) -> None:
    begin(request)


# --- What ends every sign-in of a person ----------------------------------------------------------------


@receiver(post_save, sender=User)
def end_of_a_password_or_person(instance: User, created: bool, **announced: Any) -> None:
    """A new password leaves none signed in by the old one. A hash that Django renews at a sign-in is no new one."""
    new_password = instance._password is not None  # type: ignore[attr-defined]  # not in the stubs
    if not created and (new_password or not instance.is_active):
        end_sign_ins(instance)


@receiver(post_delete, sender=RoleGrant)
def end_of_a_role(instance: RoleGrant, **announced: Any) -> None:
    end_sign_ins(instance.user)


@receiver(post_save, sender=RoleGrant)
def end_of_a_role_that_became_another(instance: RoleGrant, created: bool, **announced: Any) -> None:
    if not created:
        end_sign_ins(instance.user)


# --- Second factors -------------------------------------------------------------------------------------


@receiver(factors.authenticator_added)
def note_added(request: HttpRequest, user: User, authenticator: Authenticator, **announced: Any) -> None:
    if authenticator.type != CODES:
        second_factor.passed(request, user)
        note_sign_in(FACTOR_ADDED, request, user, kind=authenticator.type)


@receiver(factors.authenticator_removed)
def note_removed(request: HttpRequest, user: User, authenticator: Authenticator, **announced: Any) -> None:
    """Whoever has none left is no longer let in by one: other sessions end, this one is asked for another."""
    if authenticator.type == CODES:
        return
    note_sign_in(FACTOR_REMOVED, request, user, kind=authenticator.type)
    if not second_factor.has_one(user):
        second_factor.forget(request)
        end_sign_ins(user, but=request.session.session_key)


@receiver(factors.authenticator_reset)
def note_renewed(request: HttpRequest, user: User, **announced: Any) -> None:
    note_sign_in(CODES_RENEWED, request, user)


@receiver(factors.authenticator_used)
def note_used(request: HttpRequest, user: User, **announced: Any) -> None:
    second_factor.passed(request, user)


@receiver(factors.authentication_failed)
def note_failed(request: HttpRequest, user: User, authenticator: Authenticator, **announced: Any) -> None:
    note_sign_in(FACTOR_REFUSED, request, None, name=user.get_username(), kind=authenticator.type)
