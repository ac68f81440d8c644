"""Writing a section's text. A save says on which text it was written: what somebody else wrote is never overwritten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import pghistory
from django.db import IntegrityError, transaction

from access.audit import because
from access.models import User
from reports.engine.markup import is_too_deep
from reports.engine.narrative import sanitise, validate
from reports.engine.unbound import Unbound, find_unbound
from reports.models import Report, SectionText
from reports.narrative.carried import ACCEPTED, still_carried_from
from reports.narrative.versions import latest_change
from reports.review.closing import closed_words, may_be_changed

LONGEST = 200_000
"""Characters of one section's text: some sixty printed pages."""

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Saved:
    """What is stored now. `body` is as it was cleaned."""

    body: str
    digest: str
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody else's text is stored by now, and stays: `who` is "" where the trail does not say."""

    body: str
    digest: str
    who: str
    when: datetime | None


@dataclass(frozen=True, slots=True)
class Faulty:
    """Nothing was stored: it could not be printed as it was written, or the report is published."""

    faults: list[str]


def digest(body: str) -> str:
    """What a save names the text by that it is based on; a section without a text has that of an empty one."""
    return sha256(body.encode()).hexdigest()


def cleaned(body: str) -> str:
    """The body as it would be stored."""
    typed = _UNSTORABLE.sub("", body.replace("\r\n", "\n").replace("\r", "\n"))
    return _UNSTORABLE.sub("", sanitise(typed))  # once more: they may also be written as entities


def faults_of(body: str) -> list[str]:
    """Why the body may not be stored, in reading order. A stored text can always be printed as it was written."""
    if len(body) > LONGEST:
        return [f"The text is longer than {LONGEST:,} characters, the most that one section can hold."]
    if is_too_deep(body):
        return ["Its lists or bold passages stand inside each other too deeply to be read: bullets go two deep."]
    return validate(body)


def unbound_in(body: str) -> list[Unbound]:
    """The numbers of what was typed that are bound to no figure and not quoted; none of a body that can't be read."""
    return [] if len(body) > LONGEST or is_too_deep(body) else find_unbound(cleaned(body))


def save_text(
    report: Report,
    section: str,
    body: str,
    *,
    based_on: str,
    by: User,
    why: str = "",
) -> Saved | Stale | Faulty:
    """Store the text of a section, unless another is stored by now than the one it is `based_on`.

    A save that is sent twice succeeds twice. The text is marked as another month's as long as pieces of that stand in
    it that nobody accepted, whoever sends it and whatever is said of it.
    """
    if len(body) > LONGEST or is_too_deep(body):
        return Faulty(faults_of(body))
    body = cleaned(body)
    if faults := faults_of(body):
        return Faulty(faults)
    if not may_be_changed(report):
        return Faulty([closed_words(report)])
    with because(why, user=by.pk) if why else pghistory.context(user=by.pk), transaction.atomic():
        text = _locked(report, section)
        if text.body != body:
            if digest(text.body) != based_on:
                return _stale(text)
            text.carried_from = still_carried_from(text, body)
            text.body = body
            text.save(update_fields=["body", "carried_from"])
        return Saved(body, digest(body), text.carried_from_id is not None)


def accept_text(report: Report, section: str, *, based_on: str, by: User) -> Saved | Stale | Faulty:
    """Last month's words are meant for this month too: the mark that says where they came from goes."""
    if not may_be_changed(report):
        return Faulty([closed_words(report)])
    with because(ACCEPTED, user=by.pk), transaction.atomic():
        text = _locked(report, section)
        if digest(text.body) != based_on:
            return _stale(text)
        if text.carried_from_id is not None:
            text.carried_from = None
            text.save(update_fields=["carried_from"])
        return Saved(text.body, based_on)


def _locked(report: Report, section: str) -> SectionText:
    """The section's row, ours until the transaction ends. Of two first saves the later waits here for the earlier."""
    rows = SectionText.objects.select_for_update(of=("self",)).filter(report=report, section=section)
    if (found := rows.first()) is not None:
        found.report = report
        return found
    try:
        with transaction.atomic():
            return SectionText.objects.create(report=report, section=section, body="")
    except IntegrityError:
        return rows.get()


def _stale(text: SectionText) -> Stale:
    change = latest_change(text.report_id, text.section)
    return Stale(text.body, digest(text.body), change.who if change else "", change.at if change else None)
