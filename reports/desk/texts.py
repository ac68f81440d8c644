"""How far the text of each section is: whether it is written, by whom and when, and whether it is another month's."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from access.models import User
from reports.desk.duties import name_of
from reports.models import Report, SectionText
from reports.narrative.versions import is_carried

_TAG = re.compile(r"<[^>]*>")
_TOKEN = re.compile(r"\{\{(?!\s*note:)[^{}]*\}\}")


@dataclass(frozen=True, slots=True)
class TextState:
    """`words` counts a fact, mention or reference as one. `carried_from` names the month whose text still stands in it;
    `untouched`, that nobody has written here since that was brought along."""

    words: int = 0
    carried_from: str = ""
    untouched: bool = False
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
    names = {one.pk: name_of(one) for one in User.objects.filter(pk__in={write.user for write in last.values()})}
    return {
        text.section: _state(text, last.get(text.pk), names) for text in report.texts.select_related("carried_from")
    }


def _state(text: SectionText, last: _Write | None, names: dict[int, str]) -> TextState:
    return TextState(
        words=words_of(text.body),
        carried_from=text.carried_from.covers.label if text.carried_from else "",
        untouched=last is not None and last.carried,
        by=names.get(last.user, "") if last and last.user and not last.carried else "",
        at=last.at if last else None,
    )


class _Write(NamedTuple):
    """Who wrote (the key of a person, or None) and when; `carried` where they only opened the month."""

    user: int | None
    at: datetime
    carried: bool


def _last_writes(report: Report) -> dict[int, _Write]:
    """Of each text, what wrote its row last."""
    events: Any = SectionText.pgh_event_model  # type: ignore[attr-defined]  # pghistory sets it
    latest = events.objects.filter(pgh_obj__report=report).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    rows = latest.values_list("pgh_obj_id", "pgh_context__metadata", "pgh_created_at", "pgh_label", "carried_from_id")
    return {
        pk: _Write((metadata or {}).get("user"), at, is_carried(label, carried_from))
        for pk, metadata, at, label, carried_from in rows
    }
