"""Second factors: their secrets are kept enciphered, and named in our words."""

from __future__ import annotations

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from access.accounts.adapter import WRONG_CODE


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the package has no types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
    }

    def get_totp_issuer(self) -> str:
        return "SEC Reports"

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was enciphered with a key that is gone is replaced by something that no code fits."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return str(generate_totp_secret())

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        have = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {have + 1}"


def _cipher() -> MultiFernet:
    """Of the secret key; those that it replaced still open what they closed."""
    return MultiFernet([_key(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    digest = hashlib.sha256(b"access.accounts.second-factor:" + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
