"""DCC Assessments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from modifications.models import AssessmentTarget, DccAssessment, Modification, StageFrom
from reports.engine.values import working_days
from tests.reports.checks.planting import Ground, plant


@plant("assessments.type_and_target", "MP078: the IA has a target of 15 WD, which is the other type's")
def others_target(ground: Ground) -> None:
    AssessmentTarget.objects.filter(assessment__modification__code="078", assessment__kind="IA").update(target=15)


@plant("assessments.revised_target", "MP078: the IA begins with a target of 60 WD, not of 40 WD")
def no_history(ground: Ground) -> None:
    AssessmentTarget.objects.filter(assessment__modification__code="078", assessment__kind="IA").update(target=60)


@plant("assessments.date_order", "the PA is returned on 4 August 2021, before it is accepted")
def returned_first(ground: Ground) -> None:
    """The database refuses such a row: what is planted is what was read."""
    rows = ground.context().assessments_shown
    changed = [
        replace(row, returned_on=date(2021, 8, 4)) if row.accepted_on == date(2021, 8, 18) else row for row in rows
    ]
    ground.shown["assessments_shown"] = changed


@plant("assessments.before_raised", "before the modification was raised on 1 June 2021")
def raised_later(ground: Ground) -> None:
    Modification.objects.filter(code="078").update(raised_on=date(2021, 6, 1))


@plant("assessments.long_open", "MP078: the IA has been underway for 278 WD, against a target of 40 WD")
def underway_for_long(ground: Ground) -> None:
    DccAssessment.objects.filter(modification__code="078", kind="IA").update(accepted_on=date(2020, 9, 8))


@plant("assessments.ended", "MP078: the IA is underway, though the modification is no longer open")
def withdrawn(ground: Ground) -> None:
    one = Modification.objects.get(code="078")
    StageFrom.objects.create(modification=one, since=date(2021, 9, 3), stage="withdrawn")


@plant("assessments.durations", "MP078 is printed with 105 WD; it is 104 WD")
def another_duration(ground: Ground) -> None:
    ground.cell("assessments-open", 0, "duration", working_days(105))
