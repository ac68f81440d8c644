"""Facts of DCC Assessments and of consultations."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from modifications.models import AssessmentKind, ConsultationKind
from modifications.queries import AssessmentRow, ConsultationRow
from reports.facts import sheets
from reports.facts.making import About, averaged, counted
from reports.facts.modifications import AS_PUBLISHED
from reports.facts.parties import IN_12_MONTHS, LAST_DAY
from reports.facts.registry import Fact
from reports.reads import MonthReads

_GROUP = "DCC Assessments"
_OPEN = About(_GROUP, "modifications.queries.assessments_open")
_COMPLETED = About(_GROUP, "modifications.queries.assessments_completed")
_CONSULTED = About("Consultations", "modifications.queries.consultations_between")


def facts() -> Iterator[Fact]:
    for code, kind in (("pa", AssessmentKind.PRELIMINARY), ("ia", AssessmentKind.IMPACT)):
        name = f"{kind.label}s"
        open_rule = f"Accepted by the DCC and not returned {LAST_DAY}"
        yield from _in_state(f"assessments.{code}_open", f"{name} open", open_rule, kind, False)
        done_rule = f"Returned by the DCC {IN_12_MONTHS}"
        yield from _in_state(f"assessments.{code}_completed", f"{name} completed", done_rule, kind, True)
        for key, label, rule, wanted in _OF_THE_MONTH:
            yield _of_the_month(f"assessments.{code}_{key}", f"{name} {label}", rule, kind, wanted)
    for state in _STATES:
        for suffix, name, asked in _KINDS:
            yield _consulted(state, suffix, name, asked)


# --- DCC Assessments ----------------------------------------------------------------------------------


def _in_state(key: str, label: str, rule: str, kind: AssessmentKind, completed: bool) -> Iterator[Fact]:
    about = _COMPLETED if completed else _OPEN

    def items(reads: MonthReads) -> list[AssessmentRow]:
        rows = reads.assessments_completed if completed else reads.assessments_open
        return [row for row in rows if row.kind == kind]

    yield counted(key, label, f"{rule}.", items, sheets.ASSESSMENTS, about)
    yield averaged(
        f"{key}_average",
        f"Average duration of {label}",
        "From the accepted day to the day returned, or the last day of the month; averaged, then rounded.",
        lambda reads: ((row, row.duration) for row in items(reads)),
        lambda reads: sheets.ASSESSMENTS,
        about.by(AS_PUBLISHED),
        lambda reads: reads.assessment_timescale(kind, completed=completed),
    )
    yield counted(
        f"{key}_over_target",
        f"{label} over target",
        f"{rule}, having taken more Working Days than their target.",
        lambda reads: [row for row in items(reads) if row.over_target],
        sheets.ASSESSMENTS,
        about.by(AS_PUBLISHED),
    )


def _accepted(reads: MonthReads, row: AssessmentRow) -> bool:
    return row.accepted_on >= reads.first


def _returned(reads: MonthReads, row: AssessmentRow) -> bool:
    return row.returned_on is not None and row.returned_on >= reads.first


def _opening(reads: MonthReads, row: AssessmentRow) -> bool:
    return not _accepted(reads, row) and (row.returned_on is None or _returned(reads, row))


_OF_THE_MONTH = (
    ("opening", "open at the start of the month", "Accepted, and not returned, before the month began.", _opening),
    ("accepted", "accepted in the month", "Accepted by the DCC in the month.", _accepted),
    ("returned", "returned in the month", "Returned by the DCC in the month.", _returned),
)
"""What was open before + accepted - returned is what is open after."""


def _of_the_month(
    key: str, label: str, rule: str, kind: AssessmentKind, wanted: Callable[[MonthReads, AssessmentRow], bool]
) -> Fact:
    def items(reads: MonthReads) -> list[AssessmentRow]:
        rows = [*reads.assessments_open, *reads.assessments_completed]
        return [row for row in rows if row.kind == kind and wanted(reads, row)]

    return counted(key, label, rule, items, sheets.ASSESSMENTS, _COMPLETED)


# --- Consultations ------------------------------------------------------------------------------------


def _out(reads: MonthReads, row: ConsultationRow) -> bool:
    return row.is_open


def _opened(reads: MonthReads, row: ConsultationRow) -> bool:
    return row.opened_on is not None and row.opened_on >= reads.first


def _closed(reads: MonthReads, row: ConsultationRow) -> bool:
    return row.closed_on is not None and row.closed_on >= reads.first


def _expected(reads: MonthReads, row: ConsultationRow) -> bool:
    return row.expected_after(reads.last)


def _slipped(reads: MonthReads, row: ConsultationRow) -> bool:
    return row.slipped_by(reads.last)


_KINDS: tuple[tuple[str, str, ConsultationKind | None], ...] = (
    ("", "Consultations", None),
    (".refinement", "Refinement Consultations", ConsultationKind.REFINEMENT),
    (".modification_report", "Modification Report Consultations", ConsultationKind.MODIFICATION_REPORT),
    (".request_for_information", "Requests for information", ConsultationKind.REQUEST_FOR_INFORMATION),
)
_State = tuple[str, str, str, Callable[[MonthReads, ConsultationRow], bool]]
_STATES: tuple[_State, ...] = (
    ("open", "open", "that were out at the end of the month's last day", _out),
    ("opened", "opened in the month", "that opened in the month", _opened),
    ("closed", "closed in the month", "whose last day for answers was in the month", _closed),
    ("expected", "expected", "planned for a week that was not over at the month's end, and not yet opened", _expected),
    ("slipped", "not opened as planned", "planned for an earlier week of the last year, and not yet opened", _slipped),
)


def _consulted(state: _State, suffix: str, name: str, kind: ConsultationKind | None) -> Fact:
    key, label, rule, wanted = state
    return counted(
        f"consultations.{key}{suffix}",
        f"{name} {label}",
        f"{name} {rule}.",
        lambda reads: [row for row in reads.consultations if kind in (None, row.kind) and wanted(reads, row)],
        sheets.CONSULTATIONS,
        _CONSULTED,
    )
