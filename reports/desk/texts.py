"""How far the text of each section is: whether it is written, by whom and when, and whether it is another month's."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from access.models import User
from reports.desk.duties import name_of
from reports.models import Report, SectionText

_TAG = re.compile(r"<[^>]*>")
_TOKEN = re.compile(r"\{\{(?!\s*note:)[^{}]*\}\}")


@dataclass(frozen=True, slots=True)
class TextState:
    """`words` counts a fact, mention or reference as one. `carried_from` names the month whose text it still is."""

    words: int = 0
    carried_from: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def written(self) -> bool:
        return self.words > 0


def words_of(body: str) -> int:
    plain = _TOKEN.sub(" token ", html.unescape(_TAG.sub(" ", body)))
    return len(plain.split())


def text_states(report: Report) -> dict[str, TextState]:
    """By the section's id; three queries. Who wrote last is read from the audit trail."""
    last = _last_writes(report)
    names = {person.pk: name_of(person) for person in User.objects.filter(pk__in={user for user, _ in last.values()})}
    return {
        text.section: TextState(
            words=words_of(text.body),
            carried_from=text.carried_from.covers.label if text.carried_from else "",
            by=names.get(last[text.pk][0], "") if text.pk in last else "",
            at=last[text.pk][1] if text.pk in last else None,
        )
        for text in report.texts.select_related("carried_from")
    }


def _last_writes(report: Report) -> dict[int, tuple[Any, datetime]]:
    """Of each text, who wrote its row last (the key of a person, or None) and when."""
    events: Any = SectionText.pgh_event_model  # type: ignore[attr-defined]  # pghistory sets it
    latest = events.objects.filter(pgh_obj__report=report).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    rows = latest.values_list("pgh_obj_id", "pgh_context__metadata", "pgh_created_at")
    return {pk: ((metadata or {}).get("user"), at) for pk, metadata, at in rows}
