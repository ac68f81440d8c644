"""What was done in the month to assess the security of Users, in numbers."""

from __future__ import annotations

from reports.definitions.context import MonthContext
from reports.engine.blocks import Column, Table
from reports.engine.tables import table

ACTIVITY = (
    ("Fieldwork assessments completed", "measure.security-fieldwork"),
    ("First-stage Full User Security Assessments", "measure.security-first-stage-assessments.fusa"),
    ("First-stage Verification User Security Assessments", "measure.security-first-stage-assessments.vusa"),
    ("Assessments prepared for the Security Sub-Committee", "measure.security-assessments-prepared"),
    ("Initial validations", "measure.security-initial-validations"),
    ("Assurance Statuses set", "measure.security-statuses-set.assurance"),
    ("Compliance Statuses set", "measure.security-statuses-set.compliance"),
    ("Director’s Letters approved", "measure.security-directors-letters"),
    ("Still being assessed at the month’s end", "measure.security-parties-assessed"),
)


def user_assessments(ctx: MonthContext) -> Table:
    return table(
        "user-assessments",
        f"User security assessment activity in {ctx.month.label}",
        (Column("activity", "Activity", width=76), Column("number", "Number", "number", width=24)),
        [(label, ctx.cell(key)) for label, key in ACTIVITY],
        provenance=ctx.provenance("measures.series_many"),
    )
