"""Facts of modifications: what is open, what concluded and how long it took, and what the month did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from modifications.life import OPEN_STAGES
from modifications.models import ReleaseKind, Stage
from modifications.queries import ModificationAt, ModificationEvent
from modifications.working_days import published_duration
from reports.engine.values import count
from reports.facts import sheets
from reports.facts.making import About, averaged, counted
from reports.facts.parties import IN_12_MONTHS, LAST_DAY
from reports.facts.registry import Fact
from reports.period_reads import PeriodReads

IN_FORCE = "By the outcome in force at the end: one that was approved and then withdrawn counts as withdrawn."
AS_PUBLISHED = "Working Days as published: weekdays, the first and the last day counted, bank holidays not removed."
BRIDGE = "modifications.queries.bridge_between"
OUTCOMES = ((Stage.APPROVED, "approved"), (Stage.REJECTED, "rejected"), (Stage.WITHDRAWN, "withdrawn"))
RELEASED_BY = (
    (ReleaseKind.SCHEDULED, "a scheduled SEC Release"),
    (ReleaseKind.STANDALONE, "a standalone SEC Release"),
)
_MODIFICATIONS = About("Modifications", BRIDGE)
_OPEN = _MODIFICATIONS.of("modifications.queries.open_timescale")
_CONCLUDED = _MODIFICATIONS.of("modifications.queries.concluded_timescale")
_DECIDED = _MODIFICATIONS.of("modifications.queries.decided_between")
_RAISED = _MODIFICATIONS.of("modifications.queries.raised_between")
_IMPLEMENTED = _MODIFICATIONS.of("modifications.queries.implemented_between")


def facts() -> Iterator[Fact]:
    yield from _open()
    for stage in OPEN_STAGES:
        yield _in_stage(stage)
    yield from _resting_or_urgent()
    yield from _concluded()
    for stage, words in OUTCOMES:
        yield _concluded_in_12_months(stage, words)
    yield from _across_the_month()
    yield from _raised()
    yield from _decided()
    for kind, words in RELEASED_BY:
        yield _implemented(kind, words)


# --- Open ---------------------------------------------------------------------------------------------


def _open() -> Iterator[Fact]:
    yield counted(
        "modifications.open",
        "Proposals open (pre-decision)",
        f"Draft Proposals and Modification Proposals raised and not yet decided {LAST_DAY}.",
        lambda reads: reads.open,
        sheets.MODIFICATIONS,
        _OPEN,
        read=lambda reads: count(reads.open_timescale.count),
    )
    yield averaged(
        "modifications.open_average",
        "Average age of open proposals",
        "From the day raised to the last day of the month, averaged before rounding.",
        lambda reads: ((row, published_duration(row.raised_on, reads.last)) for row in reads.open),
        lambda reads: sheets.aged(reads.last),
        _OPEN.by(AS_PUBLISHED),
        lambda reads: reads.open_timescale,
    )


def _in_stage(stage: Stage) -> Fact:
    return counted(
        f"modifications.open.{stage.value}",
        f"Proposals open: {stage.label}",
        f"Open proposals that were in the stage “{stage.label}” {LAST_DAY}.",
        lambda reads: [row for row in reads.open if row.stage == stage],
        sheets.MODIFICATIONS,
        _MODIFICATIONS.of("modifications.queries.process_by_month"),
        read=lambda reads: count(reads.open_by_stage[stage]),
    )


def _resting_or_urgent() -> Iterator[Fact]:
    yield counted(
        "modifications.on_hold",
        "Proposals on hold",
        f"Open proposals on which work rested {LAST_DAY}.",
        lambda reads: reads.on_hold,
        sheets.MODIFICATIONS,
        _MODIFICATIONS.of("modifications.queries.on_hold_at"),
    )
    yield counted(
        "modifications.urgent",
        "Urgent proposals open",
        f"Open proposals on an urgent path {LAST_DAY}.",
        lambda reads: reads.urgent,
        sheets.MODIFICATIONS,
        _MODIFICATIONS.of("modifications.queries.urgent_at"),
    )


# --- Concluded ----------------------------------------------------------------------------------------


def _concluded() -> Iterator[Fact]:
    yield counted(
        "modifications.concluded",
        "Proposals concluded in the last 12 months",
        f"Proposals approved, rejected or withdrawn {IN_12_MONTHS}.",
        lambda reads: reads.concluded,
        sheets.CONCLUDED,
        _CONCLUDED,
        read=lambda reads: count(reads.concluded_timescale.count),
    )
    yield averaged(
        "modifications.concluded_average",
        "Average duration of concluded proposals",
        "From the day raised to the day concluded, averaged before rounding.",
        lambda reads: ((row, sheets.concluded_after(row)) for row in reads.concluded),
        lambda reads: sheets.CONCLUDED,
        _CONCLUDED.by(AS_PUBLISHED),
        lambda reads: reads.concluded_timescale,
    )
    yield counted(
        "modifications.concluded_in_month",
        "Proposals concluded in the month",
        "Proposals approved, rejected or withdrawn in the month.",
        lambda reads: reads.concluded_in_period,
        sheets.CONCLUDED,
        _MODIFICATIONS.of("modifications.queries.process_by_month"),
        read=lambda reads: count(reads.process[-1].concluded),
    )


def concluded_as(rows: Sequence[ModificationEvent], stage: Stage) -> list[ModificationEvent]:
    return [row for row in rows if row.into == stage]


def _concluded_in_12_months(stage: Stage, words: str) -> Fact:
    return counted(
        f"modifications.concluded.{stage.value}",
        f"Proposals {words} in the last 12 months",
        f"Of the proposals concluded {IN_12_MONTHS}, those {words}.",
        lambda reads: concluded_as(reads.concluded, stage),
        sheets.CONCLUDED,
        _MODIFICATIONS.of("modifications.queries.concluded_durations").by(IN_FORCE),
        read=lambda reads: count(sum(one is stage for one, _ in reads.concluded_durations)),
    )


# --- What the month did -------------------------------------------------------------------------------


def crossing(period: PeriodReads, ids: Sequence[int]) -> list[ModificationAt]:
    """The modifications of a step of the bridge, by raised day and code."""
    wanted = set(ids)
    return [row for id, row in period.on_the_bridge.items() if id in wanted]


def _across_the_month() -> Iterator[Fact]:
    yield counted(
        "modifications.opening",
        "Proposals open at the start of the month",
        "Proposals raised and not yet decided on the last day of the month before.",
        lambda reads: crossing(reads, reads.bridge.opening),
        sheets.MODIFICATIONS,
        _MODIFICATIONS,
        read=lambda reads: count(len(reads.bridge.opening)),
    )
    yield counted(
        "modifications.reopened",
        "Proposals reopened",
        "Proposals whose conclusion was undone in the month.",
        lambda reads: crossing(reads, reads.bridge.reopened),
        sheets.MODIFICATIONS,
        _MODIFICATIONS,
        read=lambda reads: count(len(reads.bridge.reopened)),
    )
    yield counted(
        "modifications.split",
        "Modifications split",
        "Modifications that were split in the month.",
        lambda reads: reads.split,
        sheets.EVENTS,
        _MODIFICATIONS,
        read=lambda reads: count(len(reads.bridge.split)),
    )


def _raised() -> Iterator[Fact]:
    yield counted(
        "modifications.raised",
        "New modifications raised",
        "Proposals raised in the month, not counting those made by a split.",
        lambda reads: reads.raised,
        sheets.RAISED,
        _RAISED,
    )
    yield counted(
        "modifications.raised_12_months",
        "New modifications raised in the last 12 months",
        f"Proposals raised {IN_12_MONTHS}, not counting those made by a split.",
        lambda reads: reads.of_window.raised,
        sheets.RAISED,
        _MODIFICATIONS.of("modifications.queries.process_by_month"),
        read=lambda reads: count(sum(month.raised for month in reads.process)),
    )
    yield counted(
        "modifications.parts",
        "Modifications made by a split",
        "The parts that the splits of the month made.",
        lambda reads: reads.parts,
        sheets.RAISED,
        _MODIFICATIONS,
        read=lambda reads: count(len(reads.bridge.parts)),
    )


def _decided() -> Iterator[Fact]:
    yield counted(
        "modifications.decided",
        "Modifications decided upon",
        "Modifications approved or rejected in the month, each by its latest decision, though it was withdrawn after.",
        lambda reads: reads.decided,
        sheets.EVENTS,
        _DECIDED,
    )
    yield counted(
        "modifications.approved",
        "Modifications approved",
        "Of the modifications decided upon in the month, those approved.",
        lambda reads: [row for row in reads.decided if row.into == Stage.APPROVED],
        sheets.EVENTS,
        _DECIDED,
    )
    yield counted(
        "modifications.rejected",
        "Modifications rejected",
        "Of the modifications decided upon in the month, those rejected.",
        lambda reads: [row for row in reads.decided if row.into == Stage.REJECTED],
        sheets.EVENTS,
        _DECIDED,
    )
    yield counted(
        "modifications.withdrawn",
        "Modifications withdrawn",
        "Of the proposals concluded in the month, those withdrawn.",
        lambda reads: concluded_as(reads.concluded_in_period, Stage.WITHDRAWN),
        sheets.CONCLUDED,
        _MODIFICATIONS.by(IN_FORCE),
        read=lambda reads: count(len(reads.bridge.concluded_as(Stage.WITHDRAWN))),
    )
    yield counted(
        "modifications.implemented",
        "Modifications implemented",
        "Modifications implemented in the month.",
        lambda reads: reads.implemented,
        sheets.IMPLEMENTED,
        _IMPLEMENTED,
    )


def implemented_by(period: PeriodReads, kind: ReleaseKind) -> list[ModificationEvent]:
    return [row for row in period.implemented if period.release_kinds.get(row.target_release) == kind]


def released_by(period: PeriodReads, kind: ReleaseKind) -> list[str]:
    """The release of each modification that was implemented by one of the kind."""
    return [name for name, its_kind in period.implemented_releases if its_kind == kind]


def _implemented(kind: ReleaseKind, words: str) -> Fact:
    return counted(
        f"modifications.implemented.{kind.value}",
        f"Modifications implemented by {words}",
        f"Modifications implemented in the month that were aimed at {words}.",
        lambda reads: implemented_by(reads, kind),
        sheets.IMPLEMENTED,
        _MODIFICATIONS.of("modifications.queries.implemented_releases"),
        read=lambda reads: count(len(released_by(reads, kind))),
    )
