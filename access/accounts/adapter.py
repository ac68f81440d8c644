"""What django-allauth asks of a site, answered for ours."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from access.accounts.people import person_named
from access.accounts.sign_ins import LOCKED, REFUSED, SIGNED_IN, note_sign_in
from access.models import User

NO_MATCH = "That user name or e-mail address and password do not belong together. Check both and try again."
WAIT = "There were too many tries to sign in. Wait a quarter of an hour, then try again."
WRONG_CODE = "That code is not right, or was used before. Type the one that is shown now."
INACTIVE = "You could not be signed in. If you should be able to, ask an administrator."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the package has no types
    """Nobody signs up. Whatever is wrong at the door is said in the same words, whether the person exists or not."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": NO_MATCH,
        "email_password_mismatch": NO_MATCH,
        "incorrect_password": "That is not your password.",
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError while the person or the address is locked, before any password is looked at."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note_sign_in(REFUSED, request, None, name=_typed(credentials), why="locked")
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The name as it was typed is kept, and never the password."""
        note_sign_in(REFUSED, request, None, name=_typed(credentials), why="no match")
        key = self._get_login_attempts_cache_key(request, **credentials)
        if not ratelimit.consume(request, app="allauth.account", action="login_failed", key=key, dry_run=True):
            note_sign_in(LOCKED, request, None, name=_typed(credentials))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count for a person, by whichever of their names they are guessed at."""
        person = person_named(_typed(credentials))
        return f"person {person.pk}" if person else f"name {_typed(credentials).casefold()}"

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        by = [record["method"] for record in get_authentication_records(request, user)]
        note_sign_in(SIGNED_IN, request, user, by=", ".join(dict.fromkeys(by)))
        response: HttpResponse = super().post_login(request, user, **how)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        note_sign_in(REFUSED, request, None, name=user.get_username(), why="inactive")
        return turned_away(request)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *more: Any, **named: Any
    ) -> None:
        """A page that greets by name says already that somebody is signed in."""
        if message_template != "account/messages/logged_in.txt":
            super().add_message(request, level, message_template, *more, **named)


def turned_away(request: HttpRequest) -> HttpResponseRedirect:
    """Back to the door, in words that say nothing of any person."""
    messages.error(request, INACTIVE)
    return redirect("login")


def _typed(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username") or credentials.get("email") or "").strip()[:254]
