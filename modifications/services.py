"""What happens to a modification, in verbs. Each writes every row that follows from it, or none.

A change takes effect on a day and holds until the next row of its history, also where that row is recorded already.
Rules that are broken raise ValidationError, in the words of the rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model

from modifications.life import OPEN_STAGES
from modifications.models import (
    AffectedCategoriesFrom,
    AssessmentTarget,
    Body,
    DccAssessment,
    LeadAnalystFrom,
    Modification,
    OnHold,
    Path,
    ProposerFrom,
    ReferenceFrom,
    Release,
    ReleaseDateFrom,
    RouteFrom,
    Stage,
    StageFrom,
    TargetReleaseFrom,
    TitleFrom,
)
from modifications.models.modification import _From
from modifications.references import draft_reference, normalise_reference, proposal_reference

M = TypeVar("M", bound=Model)
H = TypeVar("H", bound=_From)

HANDED_ON: tuple[type[_From], ...] = (
    TitleFrom,
    ProposerFrom,
    LeadAnalystFrom,
    RouteFrom,
    AffectedCategoriesFrom,
    StageFrom,
    TargetReleaseFrom,
)
"""What the parts of a split take over from the modification as it was; their references are their own."""


# --- A modification's life ----------------------------------------------------------------------------


@transaction.atomic
def raise_draft_proposal(
    number: str, on: date, *, title: str, organisation: str, person: str = "", issue: str = ""
) -> Modification:
    """Record a new Draft Proposal, in the Development Stage. `number` is any form of its reference: "184", "DP184"."""
    try:
        code = normalise_reference(number)
    except ValueError as error:
        raise ValidationError({"number": str(error)}) from error
    raised = _store(Modification(code=code, raised_on=on, issue=issue))
    begin(raised, reference=draft_reference(code), title=title, organisation=organisation, person=person)
    return raised


@transaction.atomic
def begin(
    modification: Modification,
    *,
    reference: str,
    title: str,
    organisation: str,
    person: str = "",
    stage: Stage | str = Stage.DEVELOPMENT,
) -> None:
    """Begin the histories of a modification on the day it was raised."""
    since = modification.raised_on
    _store(ReferenceFrom(modification=modification, since=since, reference=reference))
    _store(TitleFrom(modification=modification, since=since, title=title))
    _store(ProposerFrom(modification=modification, since=since, organisation=organisation, person=person))
    _store(StageFrom(modification=modification, since=since, stage=stage, body=Body.PROPOSER))


@transaction.atomic
def convert(modification: Modification, on: date, *, body: Body | str = "") -> None:
    """Make a Draft Proposal a Modification Proposal: from that day its reference is MP, its stage Refinement.

    One of the old series keeps its reference.
    """
    _lock(modification)
    called, proposal = _in_force(modification, ReferenceFrom, on), proposal_reference(modification.code)
    if called is None or called.reference != proposal:
        _take_effect(modification, ReferenceFrom, on, reference=proposal)
    enter_stage(modification, Stage.REFINEMENT, on, body=body)


@transaction.atomic
def enter_stage(modification: Modification, stage: Stage, on: date, *, body: Body | str = "") -> StageFrom:
    """Move it to a stage from that day. Nothing is written when it is in that stage then."""
    _lock(modification)
    held = _in_force(modification, StageFrom, on)
    if held is not None and held.stage == stage:
        return held
    return _take_effect(modification, StageFrom, on, stage=stage, body=body)


@transaction.atomic
def split(modification: Modification, on: date, titles: Mapping[str, str]) -> list[Modification]:
    """Split it into parts by letter ({"A": title, "B": title}); a blank title keeps the whole's.

    The parts are raised on that day in the stage the whole was in, with what else held for it. What happened before,
    its DCC Assessments included, stays with the unsplit number.
    """
    _lock(modification)
    if len(titles) < 2:
        raise ValidationError("A modification is split into two parts at least.")
    stage = _in_force(modification, StageFrom, on)
    if stage is not None and stage.stage == Stage.SPLIT:
        raise ValidationError(f"{modification} is split already.")
    if stage is None or stage.stage not in OPEN_STAGES:
        was = f"is {stage.get_stage_display().lower()}" if stage else "has no stage"
        raise ValidationError(f"Only an open modification is split, and {modification} {was} on {on:%-d %B %Y}.")
    handed_on = [row for history in HANDED_ON if (row := _in_force(modification, history, on)) is not None]
    # The split comes first: a part is one of a whole that was split on the day the part is raised.
    _take_effect(modification, StageFrom, on, stage=Stage.SPLIT)
    return [_part(modification, letter, on, title, handed_on) for letter, title in sorted(titles.items())]


def _part(whole: Modification, letter: str, on: date, title: str, handed_on: Sequence[_From]) -> Modification:
    part = _store(Modification(code=f"{whole.code}{letter}", raised_on=on, split_from=whole))
    called = _in_force(whole, ReferenceFrom, on)
    reference = called.reference if called is not None else draft_reference(whole.code)
    _store(ReferenceFrom(modification=part, since=on, reference=f"{reference}{letter}"))
    if title:
        _store(TitleFrom(modification=part, since=on, title=title))
    for held in handed_on:
        if not (title and isinstance(held, TitleFrom)):
            _store(type(held)(**{"modification": part, "since": on, **_values(held)}))
    return part


def _values(row: _From) -> dict[str, Any]:
    own = ("id", "modification", "since")
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in own}


# --- What else changes over its life ------------------------------------------------------------------


def retitle(modification: Modification, title: str, on: date) -> TitleFrom:
    return _change(modification, TitleFrom, on, title=title)


def change_proposer(modification: Modification, organisation: str, on: date, *, person: str = "") -> ProposerFrom:
    return _change(modification, ProposerFrom, on, organisation=organisation, person=person)


def change_lead_analyst(modification: Modification, analyst: str, on: date) -> LeadAnalystFrom:
    return _change(modification, LeadAnalystFrom, on, analyst=analyst)


def change_route(modification: Modification, path: Path, on: date, *, urgent: bool = False) -> RouteFrom:
    return _change(modification, RouteFrom, on, path=path, urgent=urgent)


def target_release(modification: Modification, release: Release | None, on: date) -> TargetReleaseFrom:
    """Aim it at a release from that day, or at none."""
    return _change(modification, TargetReleaseFrom, on, release=release)


@transaction.atomic
def put_on_hold(modification: Modification, on: date, *, reason: str = "") -> OnHold:
    """Work rests from that day until it is resumed."""
    _lock(modification)
    return _store(OnHold(modification=modification, valid=DateRange(on, None), reason=reason))


@transaction.atomic
def resume(modification: Modification, on: date) -> OnHold:
    """Work goes on from that day."""
    _lock(modification)
    held = modification.holds.filter(valid__contains=on, valid__endswith__isnull=True, valid__startswith__lt=on).first()
    if held is None:
        raise ValidationError(f"{modification} was not on hold on the day before.")
    held.valid = DateRange(held.valid.lower, on)
    return _store(held)


# --- Releases and DCC Assessments ---------------------------------------------------------------------


def move_release(release: Release, go_live_on: date, decided_on: date) -> ReleaseDateFrom:
    """Plan a release for another date, as known from the day that was decided. Earlier plans are kept."""
    return _store(ReleaseDateFrom(release=release, since=decided_on, go_live_on=go_live_on))


@transaction.atomic
def revise_target(assessment: DccAssessment, target: int, on: date) -> AssessmentTarget:
    """Hold an assessment against another target, in Working Days, from that day. Earlier targets are kept."""
    stored = DccAssessment.objects.select_for_update().get(pk=assessment.pk)
    if stored.returned_on is not None and stored.returned_on < on:
        raise ValidationError(f"{stored} was returned before that, on {stored.returned_on:%-d %B %Y}.")
    return _store(AssessmentTarget(assessment=stored, since=on, target=target))


@transaction.atomic
def return_assessment(assessment: DccAssessment, on: date) -> DccAssessment:
    """The DCC returns its assessment on that day: its duration ends."""
    stored = DccAssessment.objects.select_for_update().get(pk=assessment.pk)
    if stored.returned_on is not None:
        raise ValidationError(f"{stored} was returned on {stored.returned_on:%-d %B %Y}.")
    stored.returned_on = on
    return _store(stored)


# --- Histories ----------------------------------------------------------------------------------------


def _lock(modification: Modification) -> None:
    """Two changes of one modification's history wait for each other."""
    Modification.objects.select_for_update().get(pk=modification.pk)


def _store(row: M) -> M:
    row.full_clean()
    row.save()
    return row


def _in_force(modification: Modification, history: type[H], day: date) -> H | None:
    rows = history._default_manager.filter(modification=modification, since__lte=day)
    return rows.order_by("-since").first()


def _take_effect(modification: Modification, history: type[H], on: date, **values: Any) -> H:
    if on < modification.raised_on:
        raise ValidationError(f"{modification} was raised after that, on {modification.raised_on:%-d %B %Y}.")
    return _store(history(modification=modification, since=on, **values))


@transaction.atomic
def _change(modification: Modification, history: type[H], on: date, **values: Any) -> H:
    _lock(modification)
    return _take_effect(modification, history, on, **values)
