"""The audit trail: what was done that leaves no row of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from access.models import Act, User
from access.policy import Reader


def record_act(kind: str, *, user: Reader | None, detail: Mapping[str, Any]) -> Act:
    """Note that a person did something, such as an export. Written with the transaction it belongs to."""
    return Act.objects.create(kind=kind, by=user if isinstance(user, User) else None, detail=dict(detail))
