"""What bodies decided in a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, DateField, F, OuterRef, Q, When
from django.db.models.functions import Cast, Greatest

from meetings.models import DecidingBody, Decision, Outcome, Question
from modifications.queries.state import reference_in_force, title_in_force


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """`code`, `reference` and `title` are "" where no modification was decided; so are `route`, `release`,
    `meeting_title` and `committee_code` (whose meeting it was) where there is none. `referred_to_panel_on` is None
    until it was referred."""

    body: DecidingBody
    reference: str
    title: str
    code: str
    question: Question
    outcome: Outcome
    route: str
    release: str
    decided_on: date
    meeting_title: str
    meeting_cancelled: bool
    remark: str
    referred_to_panel_on: date | None
    id: int
    committee_code: str = ""
    confidential: bool = False


def decisions_between(body: DecidingBody | str | None, first: date, last: date) -> list[DecisionRow]:
    """What one body, or with None every body, decided in the period, by day and reference; one query.

    A modification is named as on the day of the decision. Only where the body was asked to progress it to the
    Refinement Process is it named as on the day before: the decision makes it a Modification Proposal that same day,
    but what was put to the body was the Draft Proposal. A referral to the Panel after `last` is not shown.
    """
    asked = Q(decided_on__range=(first, last))
    return decisions_where(asked if body is None else asked & Q(body=body), last)


def decisions_where(wanted: Q, last: date) -> list[DecisionRow]:
    """The decisions that fulfil a condition, told as `decisions_between` tells them, as known on `last`; one query."""
    day_before = Cast(F("decided_on") - timedelta(days=1), DateField())
    put_on = Case(
        # One raised on the very day of the decision has no name on the day before.
        When(question=Question.TO_REFINEMENT, then=Greatest(day_before, F("modification__raised_on"))),
        default=F("decided_on"),
    )
    rows = (
        Decision.objects.filter(wanted)
        .annotate(put_on=put_on)
        .values(
            "id",
            "body",
            "question",
            "outcome",
            "route",
            "decided_on",
            "remark",
            "referred_to_panel_on",
            code=F("modification__code"),
            reference=reference_in_force(OuterRef("put_on"), "modification_id"),
            title=title_in_force(OuterRef("put_on"), "modification_id"),
            release_name=F("release__name"),
            meeting_title=F("meeting__title"),
            meeting_cancelled=F("meeting__cancelled"),
            committee_code=F("meeting__committee__code"),
            confidential=F("meeting__committee__confidential"),
        )
    )
    return sorted((_row(row, last) for row in rows), key=_in_order)


def _in_order(row: DecisionRow) -> tuple[date, str, str, int]:
    """Of one day's decisions on one modification, that of the higher body is the later."""
    return row.decided_on, row.reference, row.question, list(DecidingBody).index(row.body)


def _row(found: Mapping[str, Any], last: date) -> DecisionRow:
    referred = found["referred_to_panel_on"]
    return DecisionRow(
        body=DecidingBody(found["body"]),
        reference=found["reference"] or "",
        title=found["title"],
        code=found["code"] or "",
        question=Question(found["question"]),
        outcome=Outcome(found["outcome"]),
        route=found["route"],
        release=found["release_name"] or "",
        decided_on=found["decided_on"],
        meeting_title=found["meeting_title"] or "",
        meeting_cancelled=bool(found["meeting_cancelled"]),
        remark=found["remark"],
        referred_to_panel_on=referred if referred and referred <= last else None,
        id=found["id"],
        committee_code=found["committee_code"] or "",
        confidential=bool(found["confidential"]),
    )
