"""Facts of decisions: by body, by what was put to it and how it decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from meetings.models import DecidingBody, Outcome, Question
from meetings.queries import DecisionRow
from modifications.models import Path
from reports.facts import sheets
from reports.facts.making import About, counted
from reports.facts.registry import Fact

_DECISIONS = About("Decisions", "meetings.queries.decisions_between")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is put to a body, and the outcomes that its papers tell apart."""

    body: DecidingBody
    question: Question
    outcomes: tuple[Outcome, ...] = ()


_ADVISED = (Outcome.RECOMMEND_APPROVAL, Outcome.RECOMMEND_REJECTION)
_FINAL = (Outcome.APPROVE, Outcome.REJECT)
_PROGRESS = (Outcome.APPROVE, Outcome.DEFER, Outcome.RETURN)
_REQUESTED = (Outcome.APPROVE, Outcome.REJECT, Outcome.DEFER)

ASKED = (
    Asked(DecidingBody.CSC, Question.NEW_PROPOSAL, (Outcome.REMAIN,)),
    Asked(DecidingBody.CSC, Question.TO_REFINEMENT, (Outcome.RECOMMEND_APPROVAL, *_PROGRESS)),
    Asked(DecidingBody.CSC, Question.TO_REPORT_PHASE, _PROGRESS),
    Asked(DecidingBody.CSC, Question.TIMETABLE),
    Asked(DecidingBody.CSC, Question.RELEASE_SCOPE),
    Asked(DecidingBody.CHANGE_BOARD, Question.FINAL_DECISION, (*_FINAL, *_ADVISED, Outcome.DEFER, Outcome.RETURN)),
    Asked(DecidingBody.CHANGE_BOARD, Question.IMPACT_ASSESSMENT, _REQUESTED),
    Asked(DecidingBody.PANEL, Question.TO_REFINEMENT, _PROGRESS),
    Asked(DecidingBody.PANEL, Question.TO_REPORT_PHASE, _PROGRESS),
    Asked(DecidingBody.PANEL, Question.FINAL_DECISION, _FINAL),
    Asked(DecidingBody.AUTHORITY, Question.FINAL_DECISION, (*_FINAL, Outcome.RETURN)),
)


def facts() -> Iterator[Fact]:
    """Every decision of each body, then by what was put to it, then by how it decided."""
    for body in DecidingBody:
        yield _decided(f"decisions.{body.value}", f"Decisions: {body.label}", f"of the {body.label}", _of(body))
    for asked in ASKED:
        key = f"decisions.{asked.body.value}.{asked.question.value}"
        label = f"{asked.body.label}: {asked.question.label}"
        rule = f"of the {asked.body.label} on “{asked.question.label}”"
        yield _decided(key, label, rule, _of(asked.body, asked.question))
        for outcome in asked.outcomes:
            how = f"{rule} with the outcome “{outcome.label}”"
            wanted = _of(asked.body, asked.question, outcome)
            yield _decided(f"{key}.{outcome.value}", f"{label}, {outcome.label}", how, wanted)
    yield from _self_governance()


def _of(
    body: DecidingBody, question: Question | None = None, outcome: Outcome | None = None
) -> Callable[[DecisionRow], bool]:
    def wanted(row: DecisionRow) -> bool:
        return row.body == body and question in (None, row.question) and outcome in (None, row.outcome)

    return wanted


def _decided(key: str, label: str, rule: str, wanted: Callable[[DecisionRow], bool]) -> Fact:
    return counted(
        key,
        label,
        f"Decisions {rule} in the month.",
        lambda reads: [row for row in reads.decisions if wanted(row)],
        sheets.DECISIONS,
        _DECISIONS,
    )


def _self_governance() -> Iterator[Fact]:
    for outcome in _FINAL:
        final = _of(DecidingBody.CHANGE_BOARD, Question.FINAL_DECISION, outcome)
        yield _decided(
            f"decisions.change_board.final_decision.{outcome.value}.self_governance",
            f"Change Board: Final decision, {outcome.label} under Self-Governance",
            f"of the Change Board on “Final decision”, {outcome.label.lower()} under Self-Governance,",
            _self_governed(final),
        )
    yield _decided(
        "decisions.referred_to_panel",
        "Self-Governance decisions referred to the Panel",
        "referred to the Panel by the end of the month, of those taken",
        lambda row: row.referred_to_panel_on is not None,
    )


def _self_governed(wanted: Callable[[DecisionRow], bool]) -> Callable[[DecisionRow], bool]:
    return lambda row: wanted(row) and row.route == Path.SELF_GOVERNANCE
