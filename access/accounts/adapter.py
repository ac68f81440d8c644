"""What django-allauth asks of a site, answered for ours."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.internal.ratelimit import RateLimitUsage
from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from access.accounts import guesses
from access.accounts.guesses import Target
from access.accounts.sign_ins import LOCKED, REFUSED, SIGNED_IN, note_sign_in
from access.models import User

NOT_IN = (
    "Either that user name or e-mail address and password do not belong together, or there were too many tries. Check "
    "both. If you are sure of them, wait a quarter of an hour before you try again, or an hour if that is not enough."
)
"""Says both, always: whoever could tell a lock from a wrong password could find out which names there are."""
WAIT = "There were too many tries to sign in. Wait a quarter of an hour, then try again."
WRONG_CODE = "That code is not right, or was used before. Type the one that is shown now."
INACTIVE = "You could not be signed in. If you should be able to, ask an administrator."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the package has no types
    """Nobody signs up. Whatever is wrong at the door is said in the same words, whether the person exists or not."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": NOT_IN,
        "email_password_mismatch": NOT_IN,
        "incorrect_password": "That is not your password.",
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    counted_anywhere: RateLimitUsage | None = None

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError while the person or the address is locked, before any password is looked at; in the
        words and the time of a wrong password."""
        try:
            super().pre_authenticate(request, **credentials)
            self.counted_anywhere = guesses.count_anywhere(request, Target.of(_typed(credentials)))
            if self.counted_anywhere is None:
                raise self.validation_error("too_many_login_attempts")
        except ValidationError:
            User().set_password(credentials.get("password"))
            note_sign_in(REFUSED, request, None, name=_typed(credentials), why="locked")
            raise self.validation_error("username_password_mismatch") from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The right password is no guess: it is taken out of the count again."""
        user: User | None = super().authenticate(request, **credentials)
        if user and self.counted_anywhere:
            self.counted_anywhere.rollback()
        return user

    def reauthenticate(self, user: User, password: str) -> bool:
        """Raises ValidationError where there were too many tries. To the person themselves that is said as it is."""
        try:
            return bool(super().reauthenticate(user, password))
        except ValidationError:
            raise self.validation_error("too_many_login_attempts") from None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The name as it was typed is kept, and never the password."""
        typed = _typed(credentials)
        target = Target.of(typed)
        note_sign_in(REFUSED, request, None, name=typed, why="no match")
        if guesses.are_too_many_here(request, target):
            note_sign_in(LOCKED, request, None, name=typed)
        if guesses.are_too_many_anywhere(request, target):
            note_sign_in(LOCKED, request, None, name=typed, why="from all addresses together")
            guesses.tell(target)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count for a person at an address, by whichever of their names they are guessed at."""
        return Target.of(_typed(credentials)).key_at(request)

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
