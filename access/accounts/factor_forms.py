"""django-allauth's forms of the second step, which say in the trail what it keeps to itself."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.forms import ValidationError

from access.accounts.sign_ins import FACTOR_REFUSED, LOCKED, note_sign_in

TOO_MANY = "too_many_login_attempts"


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # the package has no types
    def clean_code(self) -> str:
        """A wrong code is announced by a signal, too many of them by nothing."""
        try:
            return str(super().clean_code())
        except ValidationError as refused:
            if refused.code == TOO_MANY:
                note_sign_in(LOCKED, context.request, None, name=self.user.get_username(), kind="code")
            raise


class Checked:
    """What a passkey answered, whatever a script made of it: the package trips over a part that is missing."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # of the form that it is mixed into
        except (KeyError, TypeError, ValueError, AttributeError, ValidationError) as refused:
            note_sign_in(FACTOR_REFUSED, context.request, None, name=self.claimed_name(), kind="webauthn")
            if isinstance(refused, ValidationError):
                raise
            raise get_adapter().validation_error("incorrect_code") from refused

    def claimed_name(self) -> str:
        """Whose it is to be; blank where the passkey alone says so, before it fits."""
        user = getattr(self, "user", None)
        return user.get_username() if user else ""


class PasskeyForm(Checked, AuthenticateWebAuthnForm):  # type: ignore[misc]  # the package has no types
    """The second step by a passkey."""


class PasskeyAloneForm(Checked, LoginWebAuthnForm):  # type: ignore[misc]  # the package has no types
    """Signing in by a passkey alone."""


class PasskeyAgainForm(Checked, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # the package has no types
    """Confirming by a passkey that it is still the same person."""


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # the package has no types
    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except (KeyError, TypeError, ValueError, AttributeError) as refused:
            if isinstance(refused, ValidationError):
                raise
            raise get_adapter().validation_error("incorrect_code") from refused
        return cleaned
