"""What went wrong, as application/problem+json (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

TYPE = "application/problem+json"


def problem(status: int, detail: str, *, errors: Sequence[dict[str, str]] = (), **headers: str) -> HttpResponse:
    """`errors` name each parameter that is wrong. No cache keeps it."""
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        said["errors"] = list(errors)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    content = json.dumps(said, ensure_ascii=False)
    return HttpResponse(content, status=status, content_type=TYPE, headers={"Cache-Control": "no-store", **named})
