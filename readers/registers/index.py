"""The list of registers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from readers.horizon import last_day_for
from readers.registers.answering import answer
from readers.registers.registry import REGISTERS


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every register with a sentence. One that asks a stranger to sign in says so; one that somebody signed in may not
    read is absent."""
    reader = request.user
    listed = [(one, one.open_to(reader)) for one in REGISTERS if one.open_to(reader) or not reader.is_authenticated]
    context = {"registers": listed, "last": last_day_for(reader, timezone.localdate())}
    return answer(request, "readers/registers/index.html", context)
