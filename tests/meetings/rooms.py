"""Committees and meetings in a line each."""

from __future__ import annotations

from datetime import date
from typing import Any

from meetings.models import Committee, CommitteeKind, Meeting, MeetingKind


def committee(code: str, **fields: Any) -> Committee:
    return Committee.objects.create(
        **{
            "code": code,
            "name": f"The {code}",
            "kind": CommitteeKind.COMMITTEE,
            "counts_as_held": True,
            **fields,
        }
    )


def meet(of: Committee, held_on: date, number: int | None = None, suffix: str = "", **fields: Any) -> Meeting:
    return Meeting.objects.create(
        **{
            "committee": of,
            "kind": MeetingKind.GOVERNANCE,
            "held_on": held_on,
            "number": number,
            "suffix": suffix,
            "title": f"{of.name} meeting {number or held_on}{suffix}",
            **fields,
        }
    )
