"""A way back for who has forgotten the password, without a word on who has an account."""

from __future__ import annotations

import secrets

from django.http import HttpRequest

from access.accounts.sign_ins import note_sign_in
from jobs.services import enqueue

LOOK_UP = "accounts.forgotten"
ASKED = "new password asked for"


def ask(request: HttpRequest, email: str) -> None:
    """The same is done for every address: a job is queued, which finds out whether there is anybody to mail to."""
    letter = secrets.token_hex(16)
    note_sign_in(ASKED, request, None, name=email)
    wanted = {"email": email, "letter": letter, "site": request.build_absolute_uri("/").rstrip("/")}
    enqueue(LOOK_UP, wanted, key=f"{LOOK_UP}/{letter}")
