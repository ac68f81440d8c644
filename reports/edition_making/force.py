"""How an edition takes force from a month, and is withdrawn while nothing was issued under it.

`today` is the day it is where SECAS works: a report whose issue date has come has been issued.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from access.audit import because
from access.models import User
from access.policy import Reader, visible_to
from reports.definitions.context import MonthContext
from reports.definitions.registry import definition_of
from reports.edition_making.comparing import Changes, changes_between
from reports.edition_making.issued import Issued, last_issued
from reports.edition_making.layout import Fault, UnresolvedEdition, faults_of
from reports.edition_making.rows import tree_of
from reports.edition_making.services import catalogue_for, locked_draft, stored_editions, unchanged
from reports.edition_making.trial import Trial, tried
from reports.editions import base_of, edition_of, editions_of, forget, resolved
from reports.engine.edition import Edition, texts_asked
from reports.engine.month import Month
from reports.models import Report, SectionText, StoredEdition


@dataclass(frozen=True, slots=True)
class Unprinted:
    """A text that was typed for a section which the month's report would not have any more."""

    report: Report
    section: str
    title: str


@dataclass(frozen=True, slots=True)
class Review:
    """What would come of an edition taking force. `refusals` keep it from that; without them there are `changes`,
    against the edition `before` it, and `unprinted`. Where that cannot be printed any more there is nothing to compare
    with, and `incomparable` says why. `trial` is the latest report made in it."""

    month: Month
    refusals: tuple[str, ...]
    before: Edition[MonthContext] | None = None
    changes: Changes | None = None
    unprinted: tuple[Unprinted, ...] = ()
    incomparable: str = ""
    trial: Trial = field(default_factory=Trial)

    @property
    def may_take(self) -> bool:
        return not self.refusals


def faults_in(edition: StoredEdition) -> list[Fault]:
    """What is wrong with the sections of a stored edition, in reading order."""
    tree = tree_of(edition.sections.order_by("rank"))
    try:
        base = base_of(edition)
    except UnresolvedEdition as error:
        return [Fault("", str(error))]
    return faults_of(tree, catalogue_for(edition.kind), base)


def review(edition: StoredEdition, month: Month, *, today: date, reader: Reader) -> Review:
    """What taking force from the month would bring, for somebody to decide on."""
    refusals, trial = _tried(edition, month, today, reader)
    if refusals:
        return Review(month, tuple(refusals))
    after = resolved(edition, edition.sections.order_by("rank"), month)
    unprinted = _unprinted(edition.kind, month, after, reader)
    try:
        before = edition_of(edition.kind, month)
    except UnresolvedEdition as error:
        return Review(month, (), unprinted=unprinted, incomparable=str(error), trial=trial)
    return Review(month, (), before, changes_between(before, after), unprinted, trial=trial)


def _tried(edition: StoredEdition, month: Month, today: date, reader: Reader) -> tuple[list[str], Trial]:
    """Why it cannot take force; where its sections are without fault, what the latest report in it says too."""
    if refusals := _refusals(edition, month, today):
        return refusals, Trial()
    trial = tried(resolved(edition, edition.sections.order_by("rank"), month), edition.kind, reader)
    return [f"Made in it, the {trial.report} would not be whole. {said}" for said in trial.twice], trial


def _refusals(edition: StoredEdition, month: Month, today: date) -> list[str]:
    last = max(_in_force(edition.kind), key=lambda one: one[0])
    found = []
    if month <= last[0]:
        found.append(f"{last[1]} has been in force since {last[0].label}: take a later month.")
    if not found and (issued := last_issued(edition.kind, month, today)):
        found.append(f"The {issued} as it was laid out then: take a month after it.")
    return [*found, *(_said(fault) for fault in faults_in(edition))]


def _said(fault: Fault) -> str:
    return f"Section “{fault.section}”: {fault.message}" if fault.section else fault.message


def _in_force(kind: str) -> list[tuple[Month, str]]:
    coded = [(one.in_force_from, one.name) for one in definition_of(kind).editions]
    stored = stored_editions(kind).filter(in_force_from__isnull=False)
    return [*coded, *((begins, one.name) for one in stored if (begins := one.begins))]


def _unprinted(kind: str, month: Month, after: Edition[MonthContext], reader: Reader) -> tuple[Unprinted, ...]:
    """The texts of that month and later ones that are printed now and would not be; three queries."""
    texts = SectionText.objects.filter(report__kind=kind, report__month__gte=month.first).exclude(body="")
    asked = {id for id, _ in texts_asked(after.every_section)}
    titles = {id: title for one in editions_of(kind) for id, title in texts_asked(one.every_section)}
    found = visible_to(reader, texts).exclude(section__in=asked).select_related("report")
    return tuple(
        Unprinted(text.report, text.section, titles[text.section])
        for text in found.order_by("report__month", "section")
        if text.section in titles
    )


@transaction.atomic
def take_force(
    edition: StoredEdition, month: Month, *, seen: int, by: User, at: datetime, today: date
) -> StoredEdition:
    """Let the edition be in force from the month on. One at a time for a report.

    ValidationError for whatever `review` refuses, and where the draft is not what `seen` says.
    """
    _hold(edition.kind)
    draft = locked_draft(edition, seen)
    forget()
    refusals, _ = _tried(draft, month, today, by)
    if refusals:
        raise ValidationError(refusals)
    with because(f"Take force from {month.label}", user=by.pk):
        draft.in_force_from, draft.taken_by, draft.taken_at = month.first, by, at
        draft.revision += 1
        draft.save(update_fields=["in_force_from", "taken_by", "taken_at", "revision"])
    forget()
    return draft


def issued_under(edition: StoredEdition, today: date) -> Issued | None:
    """The last report that went out as the edition lays it out."""
    begins = edition.begins
    if begins is None:
        return None
    ends = min((one for one, _ in _in_force(edition.kind) if one > begins), default=None)
    return last_issued(edition.kind, begins, today, before=ends)


@transaction.atomic
def withdraw(edition: StoredEdition, *, seen: int, today: date) -> StoredEdition:
    """Make the edition a draft again. ValidationError once a report was issued under it, and where the edition is not
    what `seen` says (code `STALE`)."""
    _hold(edition.kind)
    held = StoredEdition.objects.select_for_update().get(pk=edition.pk)
    if held.in_force_from is None:
        return held
    unchanged(held, seen)
    if issued := issued_under(held, today):
        raise ValidationError(f"The {issued} as it lays it out: it stays as it is.")
    with because("Withdraw an edition"):
        held.in_force_from = held.taken_by = held.taken_at = None
        held.revision += 1
        held.save(update_fields=["in_force_from", "taken_by", "taken_at", "revision"])
    forget()
    return held


def _hold(kind: str) -> Sequence[StoredEdition]:
    """Lock the report's editions, in one order, so that two do not take force at once."""
    return list(stored_editions(kind).select_for_update().order_by("pk"))
