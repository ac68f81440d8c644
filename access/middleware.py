"""Whom a request is of, and what it tells the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from pghistory.middleware import HistoryMiddleware

from access.accounts.sessions import person_of

if TYPE_CHECKING:
    from access.models import User


class PersonMiddleware(AuthenticationMiddleware):
    """Django's own, which asks whose session it is once and in the query of the session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = cast("User", SimpleLazyObject(lambda: person_of(request)))


class AuditMiddleware(HistoryMiddleware):
    """Who asks and at which address, for every write of the request. Services add why."""
