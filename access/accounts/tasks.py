"""The jobs that mail a way back to who has forgotten the password, and tell who is guessed at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from access.accounts import forgotten, guesses
from access.accounts.people import person_at
from access.models import User
from jobs.mail import send_once
from jobs.registry import Progress, register


@register(forgotten.LOOK_UP, title="A way back for a forgotten password")
def mail_way_back(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Whether there is such a person is looked up here, where nobody who asked can measure how long it takes."""
    person = person_at(arguments["email"])
    if person is None or not person.is_active or not person.has_usable_password():
        return {"sent": False}
    body = render_to_string("account/mail/forgotten.txt", {"link": arguments["site"] + _way_back(person)})
    key = f"new-password/{arguments['letter']}"
    send_once(key, person.email, "A new password for SEC Reports", body)
    return {"sent": True}


@register(guesses.TELL, title="Warning of wrong passwords")
def tell_of_guesses(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """One mail a day. Whom no password lets in need not hear of wrong ones."""
    person = User.objects.filter(pk=arguments["person"], is_active=True).first()
    if person is None or not person.has_usable_password():
        return {"sent": False}
    key = f"guessed/{person.pk}/{arguments['day']}"
    body = render_to_string("account/mail/guessed.txt")
    send_once(key, person.email, "Wrong passwords were tried for your account at SEC Reports", body)
    return {"sent": True}


def _way_back(person: User) -> str:
    token = default_token_generator.make_token(person)
    names = {"uidb64": urlsafe_base64_encode(force_bytes(person.pk)), "token": token}
    return reverse("accounts:new-password", kwargs=names)
