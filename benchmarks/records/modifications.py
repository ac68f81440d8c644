"""Modifications with their whole histories, the releases they aim at, and the versions of the SEC they cause."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from benchmarks.records.assessments import assessments_of
from benchmarks.records.committees import CSC
from benchmarks.records.lives import Life, lives, release_after, release_day
from benchmarks.records.span import Rows, Span, Volume, chance, later
from modifications.models import (
    AffectedCategoriesFrom,
    AffectedCategory,
    Body,
    Consultation,
    ConsultationKind,
    LeadAnalystFrom,
    Modification,
    OnHold,
    ProposerFrom,
    ReferenceFrom,
    Release,
    ReleaseDateFrom,
    ReleaseKind,
    RouteFrom,
    SecVersion,
    Stage,
    StageFrom,
    TargetReleaseFrom,
    TitleFrom,
    VersionCause,
)
from modifications.models.modification import _From
from modifications.references import draft_reference, proposal_reference
from reports.engine.month import Month

Made = list[tuple[Life, Modification]]

_CHANGES = ("Clarification", "Extension", "Review", "Correction", "Removal", "Improvement")
_SUBJECTS = ("Service Requests", "Device firmware", "Alerts", "the GBCS", "Access Control", "reporting", "User Roles")
_MOVED_BY = {
    Stage.REFINEMENT: Body.CSC,
    Stage.REPORT: Body.CSC,
    Stage.AUTHORITY: Body.CHANGE_BOARD,
    Stage.IMPLEMENTED: Body.SECAS,
    Stage.WITHDRAWN: Body.PROPOSER,
    Stage.SPLIT: Body.CSC,
}


def make_modifications(rows: Rows, span: Span, volume: Volume) -> Made:
    releases = _make_releases(rows, span)
    wholes = [(life, _modification(life)) for life in lives(span, volume)]
    rows.extend(modification for _, modification in wholes)
    rows.store()
    made = [
        *wholes,
        *(
            (part, _modification(part, whole))
            for life, whole in wholes
            for part in life.parts
            if part.raised <= span.known
        ),
    ]
    rows.extend(modification for life, modification in made if life.letter)
    for life, modification in made:
        rows.extend(row for row in _history(life, modification, releases) if row.since <= span.known)
        rows.extend(_work(life, modification, span.known))
        rows.extend(assessments_of(life, modification, span.known))
    rows.store()
    _make_versions(rows, span, made)
    return made


def _modification(life: Life, split_from: Modification | None = None) -> Modification:
    issue = f"Parties cannot rely on it as it stands, since number {life.code} was found. " * 3
    return Modification(code=life.code, raised_on=life.raised, split_from=split_from, issue=issue)


# --- Histories ----------------------------------------------------------------------------------------


def _history(life: Life, modification: Modification, releases: dict[date, Release]) -> Iterator[_From]:
    dice = chance("history", life.code)
    of, raised, refined = {"modification": modification}, life.raised, life.day_of(Stage.REFINEMENT)
    title = f"{dice.choice(_CHANGES)} of {dice.choice(_SUBJECTS)} ({life.code})"
    if not life.letter:
        yield ReferenceFrom(**of, since=raised, reference=draft_reference(life.code))
    if refined:
        yield ReferenceFrom(**of, since=refined, reference=proposal_reference(life.code))
    yield TitleFrom(**of, since=raised, title=title)
    if dice.random() < 0.3:
        yield TitleFrom(**of, since=later(raised, 45), title=f"{title}, as narrowed")
    organisation = f"Energy company {dice.randrange(330):04} Limited"
    yield ProposerFrom(**of, since=raised, person=f"Proposer {dice.randrange(200)}", organisation=organisation)
    if dice.random() < 0.15:
        yield ProposerFrom(**of, since=later(raised, 200), organisation=organisation)
    for change in range(1 + dice.randrange(3)):
        yield LeadAnalystFrom(**of, since=later(raised, 150 * change), analyst=f"Analyst {dice.randrange(25)}")
    for day, stage in life.steps:
        yield StageFrom(**of, since=day, stage=stage, body=_MOVED_BY.get(stage, ""))
    if refined:
        yield RouteFrom(**of, since=refined, path=life.path, urgent=dice.random() < 0.04)
        yield from _targets(life, modification, refined, releases)
        affected = [code for code in AffectedCategory if dice.random() < 0.5]
        if affected:
            yield AffectedCategoriesFrom(**of, since=refined, categories=affected)


def _targets(
    life: Life, modification: Modification, refined: date, releases: dict[date, Release]
) -> Iterator[TargetReleaseFrom]:
    """Half of them miss the release they aimed at first."""
    aimed = release_after(later(refined, 300))
    days = [(refined, aimed)]
    if chance("target", life.code).random() < 0.5:
        days.append((later(refined, 120), release_after(later(aimed, 1))))
    for since, release in days:
        if release in releases:
            yield TargetReleaseFrom(modification=modification, since=since, release=releases[release])


def _work(life: Life, modification: Modification, known: date) -> Iterator[Consultation | OnHold]:
    dice = chance("work", life.code)
    for kind, stage in (
        (ConsultationKind.REFINEMENT, Stage.REFINEMENT),
        (ConsultationKind.MODIFICATION_REPORT, Stage.REPORT),
    ):
        entered = life.day_of(stage)
        if entered and entered <= known:
            monday = later(entered, 7 - entered.weekday() + 14)
            opened, closed = later(monday, dice.randrange(10)), later(monday, 25)
            yield Consultation(
                modification=modification,
                kind=kind,
                planned_week=monday,
                opened_on=opened if opened <= known else None,
                closed_on=closed if closed <= known else None,
            )
    held = later(life.raised, 15)
    if dice.random() < 0.05 and held <= known:
        yield OnHold(modification=modification, valid=(held, later(held, 50)), reason="It waits for another proposal.")


# --- Releases and versions ----------------------------------------------------------------------------


def _make_releases(rows: Rows, span: Span) -> dict[date, Release]:
    """Each is planned two years ahead, and half of them move once."""
    releases: dict[date, Release] = {}
    for month in span.month.back(-36).window(len(span.months) + 36):
        if month.month not in (2, 6, 11):
            continue
        day = release_day(month)
        release = rows.add(Release(name=f"{month.label} SEC Release", kind=ReleaseKind.SCHEDULED))
        rows.add(ReleaseDateFrom(release=release, since=later(day, -730), go_live_on=later(day, 7 * (month.year % 2))))
        if later(day, -200) <= span.known:
            rows.add(ReleaseDateFrom(release=release, since=later(day, -200), go_live_on=day))
        releases[day] = release
    return releases


def _make_versions(rows: Rows, span: Span, made: Made) -> None:
    """One each month for a modification, one each quarter by designation."""
    caused: list[tuple[SecVersion, Modification]] = []
    approved = sorted(
        (day, life.code, modification) for life, modification in made if (day := life.day_of(Stage.APPROVED))
    )
    by_month = {Month.containing(day): modification for day, _, modification in approved}
    for month in span.months:
        number = f"{CSC.number(month)}"
        if month in by_month:
            issued = month.first.replace(day=20)
            description = f"Legal text of {month.label}"
            version = SecVersion(
                number=f"{number}.0", issued_on=issued, description=description, cause=VersionCause.MODIFICATION
            )
            caused.append((rows.add(version), by_month[month]))
        if month.month % 3 == 0:
            day, words = month.first.replace(day=9), f"Designation of {month.label}"
            rows.add(SecVersion(number=f"{number}.5", issued_on=day, description=words, cause=VersionCause.DESIGNATION))
    rows.store()
    through = SecVersion.modifications.through
    rows.extend(through(secversion=version, modification=one) for version, one in caused)
    rows.store()
