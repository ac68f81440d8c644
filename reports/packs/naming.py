"""How a pack is named in addresses: the Panel's by the number of its meeting, others by their committee and number."""

from __future__ import annotations

import re

from django.db.models import Q

from access.policy import PANEL
from meetings.models import Meeting

_NAMED = re.compile(r"(?:(?P<code>[a-z0-9_-]+)-)?(?P<number>[0-9]{1,9})(?P<suffix>X{0,3})\Z")


def slug_of(meeting: Meeting) -> str:
    """97 for the Panel's meeting 97, tag-82X for an extraordinary one of TAG."""
    own = f"{meeting.number}{meeting.suffix}"
    return own if meeting.committee.code == PANEL else f"{meeting.committee.code}-{own}"


def meeting_named(slug: str, path: str = "") -> Q:
    """The rows of that meeting, none for no such name; `path` leads from them to it, as "pack__meeting__"."""
    named = _NAMED.match(slug)
    if named is None:
        return Q(pk__in=())
    about = {"committee__code": named["code"] or PANEL, "number": int(named["number"]), "suffix": named["suffix"]}
    return Q(**{f"{path}{name}": value for name, value in about.items()})
