"""Signing in with SECAS's own accounts, by OpenID Connect. Off unless the environment names the provider."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest

from access.accounts.adapter import turned_away
from access.accounts.people import person_at
from access.accounts.sign_ins import REFUSED, note_sign_in
from access.models import User


class WorkAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the package has no types
    """Signs in people who exist, and makes none: the provider's word for an address of SECAS's own domain stands for
    the active person with that address."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Raises ImmediateHttpResponse for everybody else. Asked at each sign-in, also of an account that signed in
        before: its address may have become another's."""
        claims = sociallogin.account.get_provider_account().get_user_data() or {}
        person = _meant_by(claims) if _of_one_account(sociallogin.account.extra_data) else None
        known = sociallogin.user.pk if sociallogin.is_existing else None
        if person is None or known not in (None, person.pk) or sociallogin.state.get("process") != AuthProcess.LOGIN:
            note_sign_in(REFUSED, request, None, name=str(claims.get("email", ""))[:254], why="work account")
            raise ImmediateHttpResponse(turned_away(request))
        if known is None:
            sociallogin.connect(request, person)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **what: Any) -> None:
        """Raises ImmediateHttpResponse: the provider refused, or its answer was not the one to our question."""
        note_sign_in(REFUSED, request, None, name="", why=f"work account: {what.get('error') or 'unknown'}")
        raise ImmediateHttpResponse(turned_away(request))


def _of_one_account(told: dict[str, Any]) -> bool:
    """Whether the token that was signed for us and what the provider said on being asked are about the same account."""
    subjects = {told[part].get("sub") for part in ("id_token", "userinfo") if part in told}
    return len(subjects) == 1 and subjects != {None}


def _meant_by(claims: dict[str, Any]) -> User | None:
    address = str(claims.get("email", ""))
    if claims.get("email_verified") is not True or address.rpartition("@")[2].lower() != settings.OIDC_MAIL_DOMAIN:
        return None
    person = person_at(address)
    return person if person and person.is_active else None
