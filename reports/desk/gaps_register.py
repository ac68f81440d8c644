"""Records that the counts cannot use as they are: Parties without a place, DCC Assessments without a target."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from modifications.models import AssessmentTarget, DccAssessment
from modifications.queries.state import reference_in_force
from parties.models import Party
from parties.queries import unplaced_parties as unplaced
from reports.desk import mends
from reports.desk.gaps import Gap, Question
from reports.engine.tables import joined
from reports.reads import WINDOW

SHOWN = 5
"""So many are named, each with its form; of more, the number is told."""


def unplaced_parties(question: Question) -> Iterator[Gap]:
    section = question.needs.parties
    if section is None:
        return
    rows = unplaced(question.month.last)
    keys = dict(Party.objects.filter(code__in=[row.code for row in rows[:SHOWN]]).values_list("code", "pk"))
    for row in rows[:SHOWN]:
        lacking = [
            name
            for name, has in (("Party Category", row.has_category), ("Voting Group", row.has_voting_group))
            if not has
        ]
        mend = mends.change(Party, keys[row.code], f"Place {row.name}")
        yield Gap("party.unplaced", section, f"{row.name} has no {joined(lacking, 'or')}.", (mend,))
    yield from _more(len(rows), "Parties have no Party Category or Voting Group", "party.unplaced", section, Party)


def assessments_without_target(question: Question) -> Iterator[Gap]:
    """Of those the report shows: underway at the month's end, or returned in its twelve months."""
    section = question.needs.assessments
    if section is None:
        return
    first, last = question.month.back(WINDOW - 1).first, question.month.last
    shown = DccAssessment.objects.filter(Q(returned_on__isnull=True) | Q(returned_on__gte=first), accepted_on__lte=last)
    untargeted = shown.filter(~Exists(AssessmentTarget.objects.filter(assessment=OuterRef("pk"))))
    named = untargeted.annotate(reference=reference_in_force(last, "modification_id")).order_by("accepted_on", "pk")
    rows = list(named.values_list("pk", "kind", "reference"))
    for pk, kind, reference in rows[:SHOWN]:
        message = f"The {kind} of {reference} has no target of its own: the standard one is printed."
        mend = mends.change(DccAssessment, pk, f"Enter the target of the {kind} of {reference}")
        yield Gap("assessment.target", section, message, (mend,))
    yield from _more(len(rows), "assessments have no target", "assessment.target", section, DccAssessment)


def _more(number: int, what: str, kind: str, section: str, model: type[Party] | type[DccAssessment]) -> Iterator[Gap]:
    if more := max(number - SHOWN, 0):
        yield Gap(kind, section, f"{more} more {what}.", (mends.find(model, "Open the list"),), more)
