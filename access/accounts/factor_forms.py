"""django-allauth's forms of the second step, which say in the trail what it keeps to itself."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
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


class PasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]  # the package has no types
    """The second step by a passkey."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except ValidationError:
            note_sign_in(FACTOR_REFUSED, context.request, None, name=self.user.get_username(), kind="webauthn")
            raise


class PasskeyAloneForm(LoginWebAuthnForm):  # type: ignore[misc]  # the package has no types
    """Signing in by a passkey alone. Whose it claims to be is not known before it fits."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except ValidationError:
            note_sign_in(FACTOR_REFUSED, context.request, None, name="", kind="webauthn")
            raise
