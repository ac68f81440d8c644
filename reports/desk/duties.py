"""Who owns a section of a report, and how far it is. Each write says what it was made on: none undoes another."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from access.audit import because
from access.models import User
from access.policy import may_read
from reports.desk.outline import owned_sections
from reports.models import Report, SectionDuty, SectionState, SectionText

STALE = "stale"
"""The code of a refusal because somebody else was first."""
WRITES = "reports.change_sectiontext"


def possible_owners(report: Report) -> list[User]:
    """The people who may write the report's text and read it, by name. Two queries."""
    people = User.objects.with_perm(WRITES).prefetch_related("role_grants").distinct()
    return sorted((person for person in people if may_read(person, report)), key=name_of)


def name_of(person: User) -> str:
    return person.get_full_name() or person.get_username()


def owner_of(report: Report, section: str) -> int | None:
    """Whose the section is, by their key; None where it is nobody's."""
    return report.duties.filter(section=section).values_list("owner_id", flat=True).first()


@transaction.atomic
def assign(report: Report, section: str, owner: User | None, *, seen: int | None) -> SectionDuty:
    """Give the section to somebody, or to nobody. `seen` is the owner that whoever assigns was shown.

    ValidationError where another owner was set meanwhile (code `STALE`), or for a person who could not write it.
    """
    duty = _locked(report, section)
    wanted = owner.pk if owner else None
    if duty.owner_id == wanted:
        return duty
    if duty.owner_id != seen:
        theirs = name_of(duty.owner) if duty.owner else "nobody"
        raise ValidationError(f"Meanwhile it was given to {theirs}. Nothing was changed: look again.", code=STALE)
    if owner is not None and owner not in possible_owners(report):
        raise ValidationError(f"{name_of(owner)} may not write text of this report.", code="owner")
    with because("assigned a section"):
        duty.owner = owner
        duty.save(update_fields=["owner"])
    return duty


@transaction.atomic
def set_state(report: Report, section: str, state: SectionState, *, seen: str) -> SectionDuty:
    """Say how far the section is. `seen` is the state that whoever says it was shown.

    ValidationError where another state was set meanwhile (code `STALE`), or for a section called ready whose text is
    still another month's, which nobody has looked at.
    """
    duty = _locked(report, section)
    if duty.state == state:
        return duty
    if duty.state != seen:
        now = SectionState(duty.state).label.lower()
        raise ValidationError(f"Meanwhile it was set to “{now}”. Nothing was changed: look again.", code=STALE)
    if state == SectionState.READY:
        _refuse_unread(report, section)
    with because("set how far a section is"):
        duty.state = state
        duty.save(update_fields=["state"])
    return duty


def _refuse_unread(report: Report, section: str) -> None:
    carried = SectionText.objects.filter(report=report, section=section, carried_from__isnull=False)
    text = carried.select_related("carried_from").first()
    if text and text.carried_from:
        month = text.carried_from.covers.label
        raise ValidationError(
            f"Its text is still {month}’s, word for word: change it, or accept it, before it is ready.", code="unread"
        )


def _locked(report: Report, section: str) -> SectionDuty:
    """The section's row, made where a report was not opened at the desk. ValidationError for no section of it."""
    if section not in {place.id for place in owned_sections(report.kind, report.covers)}:
        raise ValidationError("The report has no such section.", code="section")
    SectionDuty.objects.get_or_create(report=report, section=section)
    return (
        SectionDuty.objects.select_for_update(of=("self",)).select_related("owner").get(report=report, section=section)
    )
