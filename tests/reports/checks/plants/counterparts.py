"""A list against its counterpart."""

from __future__ import annotations

from datetime import date

from meetings.models import Committee, Decision, Meeting, Outcome, Question
from modifications.models import (
    Consultation,
    ReferenceFrom,
    Release,
    SecVersion,
    StageFrom,
    VersionCause,
)
from parties.models import Membership
from tests.reports.checks.planting import Ground, plant


def _stage(code: str) -> StageFrom:
    return StageFrom.objects.filter(modification__code=code).latest("since")


@plant("decisions.disagree", "MP121 was approved by decision, but not by its stage")
def approved_and_not(ground: Ground) -> None:
    _stage("121").delete()


@plant("decisions.not_progressed", "DP152 was progressed by decision, but its stage is still “Development Stage”")
def progressed_and_not(ground: Ground) -> None:
    _stage("152").delete()


@plant("decisions.stage_alone", "DP152 entered the stage “Refinement Process”, and no decision that progressed it")
def moved_without_decision(ground: Ground) -> None:
    Decision.objects.filter(modification__code="152").delete()


@plant("decisions.not_entered", "Change Sub-Committee Meeting 31: no decision is entered")
def decided_nothing(ground: Ground) -> None:
    Decision.objects.filter(meeting__committee__code="csc").delete()


@plant("decisions.cancelled_meeting", "Change Board Meeting 58, which was cancelled")
def cancelled(ground: Ground) -> None:
    Meeting.objects.filter(committee__code="change-board", number=58).update(cancelled=True)


@plant("decisions.no_meeting", "no meeting that was held")
def no_meeting(ground: Ground) -> None:
    Meeting.objects.filter(committee__code="change-board", held_on__month=9).update(cancelled=True)


@plant("decisions.meeting_listed", "Change Sub-Committee Meeting 31, which is not among the month's meetings")
def not_listed(ground: Ground) -> None:
    Committee.objects.filter(code="csc").update(confidential=True)


@plant("counterparts.authority", "MP149 was recommended to the Authority, but its stage is “Report Phase”")
def not_with_the_authority(ground: Ground) -> None:
    StageFrom.objects.filter(modification__code="149", stage="authority").delete()


@plant("counterparts.consultations", "MP128B goes to the Report Phase, but no Modification Report Consultation")
def not_consulted_on(ground: Ground) -> None:
    Consultation.objects.all().delete()


@plant("counterparts.versions", "MP161 was implemented, but no version of the SEC issued in the month names it")
def no_version(ground: Ground) -> None:
    SecVersion.objects.get(number="45.0").modifications.clear()


@plant("counterparts.version_causes", "was caused by a modification: say by which")
def cause_not_named(ground: Ground) -> None:
    SecVersion.objects.filter(number="").update(cause=VersionCause.MODIFICATION)


@plant("counterparts.releases", "MP164 was approved for the February 2022 SEC Release, and is aimed at November")
def other_release(ground: Ground) -> None:
    release = Release.objects.get(name="February 2022 SEC Release")
    Decision.objects.filter(modification__code="164", question=Question.FINAL_DECISION).update(release=release)


@plant("counterparts.expelled", "was expelled, but no Event of Default of it ended with that")
def expelled_without_default(ground: Ground) -> None:
    membership = Membership.objects.get(party__code="example-gas-network-01")
    membership.exited_on, membership.exit_kind, membership.exit_reason = date(2021, 9, 20), "expelled", "It closed."
    membership.save()


@plant("counterparts.draft_names", "DP140 is in the stage “Refinement Process”")
def still_a_draft(ground: Ground) -> None:
    ReferenceFrom.objects.filter(modification__code="140", reference="MP140").delete()


@plant("counterparts.impact_assessments", "DP182: an Impact Assessment was approved, but none is recorded")
def not_asked_for(ground: Ground) -> None:
    Decision.objects.filter(modification__code="182").update(
        question=Question.IMPACT_ASSESSMENT, outcome=Outcome.APPROVE
    )
