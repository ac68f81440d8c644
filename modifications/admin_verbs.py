"""What the pages of modifications, releases and DCC Assessments offer to do: a few questions and a service each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect

from access.forms import DateInput
from access.verbs import Verb
from modifications import services
from modifications.models import (
    AssessmentTarget,
    Body,
    DccAssessment,
    Modification,
    OnHold,
    Path,
    ReferenceFrom,
    Release,
    ReleaseDateFrom,
    RouteFrom,
    Stage,
    StageFrom,
    TargetReleaseFrom,
)


def day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, widget=DateInput, required=required)


def choice(label: str, choices: Any, *, required: bool = True, help_text: str = "") -> forms.ChoiceField:
    """Nothing is chosen beforehand: what nobody chose is not what was decided."""
    return forms.ChoiceField(label=label, choices=[("", "---------"), *choices], required=required, help_text=help_text)


def release_choice(label: str = "Release", help_text: str = "") -> Any:
    widget = AutocompleteSelect(TargetReleaseFrom._meta.get_field("release"), admin.site)
    return forms.ModelChoiceField(
        Release.objects.all(), widget=widget, required=False, label=label, help_text=help_text
    )


class Convert(Verb):
    slug, label = "convert", "Convert to a Modification Proposal"
    writes = (ReferenceFrom, StageFrom)
    explanation = (
        "From that day its reference begins with MP, and it is in the Refinement Process. To record the decision too, "
        "use the page of the meeting that took it."
    )

    on = day("Converted")
    body = choice("Decided by", Body.choices, required=False)

    def perform(self, record: Modification) -> str:
        services.convert(record, self.cleaned_data["on"], body=self.cleaned_data["body"])
        return f"Modification {record.code} is a Modification Proposal from {self.cleaned_data['on']:%-d %B %Y}."


class EnterStage(Verb):
    slug, label = "stage", "Move to another stage"
    writes = (StageFrom,)

    stage = choice("Stage", Stage.choices)
    on = day("From", "The first day in the stage.")
    body = choice("Moved by", Body.choices, required=False)

    def perform(self, record: Modification) -> str:
        asked = self.cleaned_data
        services.enter_stage(record, Stage(asked["stage"]), asked["on"], body=asked["body"])
        return f"Modification {record.code}: {Stage(asked['stage']).label} from {asked['on']:%-d %B %Y}."


class Split(Verb):
    slug, label = "split", "Split in two"
    writes = (Modification, StageFrom, ReferenceFrom, *services.HANDED_ON)
    explanation = (
        "Raises two modifications, with A and B after the number, in the stage this one is in. What happened before, "
        "its DCC Assessments too, stays with the unsplit number."
    )

    on = day("Split")
    title_a = forms.CharField(label="Title of A", required=False, help_text="Blank to keep the title it has.")
    title_b = forms.CharField(label="Title of B", required=False, help_text="Blank to keep the title it has.")

    def perform(self, record: Modification) -> str:
        asked = self.cleaned_data
        parts = services.split(record, asked["on"], {"A": asked["title_a"], "B": asked["title_b"]})
        return f"Split into {' and '.join(part.code for part in parts)} on {asked['on']:%-d %B %Y}."


class TargetRelease(Verb):
    slug, label = "target-release", "Change the target release"
    writes = (TargetReleaseFrom,)

    release = release_choice("Target release", "Blank if it is aimed at none any more.")
    on = day("From", "The day this was decided.")

    def perform(self, record: Modification) -> str:
        release = self.cleaned_data["release"]
        services.target_release(record, release, self.cleaned_data["on"])
        aimed = f"aimed at the {release}" if release else "aimed at no release"
        return f"Modification {record.code} is {aimed} from {self.cleaned_data['on']:%-d %B %Y}."


class ChangeRoute(Verb):
    slug, label = "path", "Change the path"
    writes = (RouteFrom,)

    path = choice("Path", Path.choices)
    urgent = forms.BooleanField(required=False)
    on = day("From", "The day this was decided.")

    def perform(self, record: Modification) -> str:
        asked = self.cleaned_data
        services.change_route(record, Path(asked["path"]), asked["on"], urgent=asked["urgent"])
        return f"Modification {record.code} is {Path(asked['path']).label} from {asked['on']:%-d %B %Y}."


class PutOnHold(Verb):
    slug, label = "hold", "Put on hold"
    writes = (OnHold,)

    on = day("From", "The first day on which work rests.")
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False)

    def perform(self, record: Modification) -> str:
        services.put_on_hold(record, self.cleaned_data["on"], reason=self.cleaned_data["reason"])
        return f"Modification {record.code} is on hold from {self.cleaned_data['on']:%-d %B %Y}."


class Resume(Verb):
    slug, label = "resume", "Resume"
    writes = (OnHold,)

    on = day("Resumed", "The day work goes on.")

    def perform(self, record: Modification) -> str:
        services.resume(record, self.cleaned_data["on"])
        return f"Work on modification {record.code} goes on from {self.cleaned_data['on']:%-d %B %Y}."


class MoveRelease(Verb):
    slug, label = "move", "Move its date"
    writes = (ReleaseDateFrom,)
    explanation = "Dates planned before are kept: a report of a past month prints the date known then."

    go_live_on = day("New go-live date")
    decided_on = day("Decided", "From this day on the new date is the one known.")

    def perform(self, record: Release) -> str:
        asked = self.cleaned_data
        services.move_release(record, asked["go_live_on"], asked["decided_on"])
        return f"{record} goes live on {asked['go_live_on']:%-d %B %Y}."


class ReviseTarget(Verb):
    slug, label = "revise-target", "Revise the target"
    writes = (AssessmentTarget,)
    explanation = "The targets before are kept: a report prints the one in force on its day."

    target = forms.IntegerField(label="Target (Working Days)", min_value=1)
    on = day("From", "The first day this target holds.")

    def perform(self, record: DccAssessment) -> str:
        services.revise_target(record, self.cleaned_data["target"], self.cleaned_data["on"])
        return f"The target is {self.cleaned_data['target']} WD from {self.cleaned_data['on']:%-d %B %Y}."


class ReturnAssessment(Verb):
    slug, label = "return", "Record its return"
    writes = (DccAssessment,)

    on = day("Returned", "The day the DCC returned it: its duration ends here.")

    def perform(self, record: DccAssessment) -> str:
        services.return_assessment(record, self.cleaned_data["on"])
        return f"{record} was returned on {self.cleaned_data['on']:%-d %B %Y}."


MODIFICATION_VERBS: tuple[type[Verb], ...] = (
    Convert,
    EnterStage,
    Split,
    TargetRelease,
    ChangeRoute,
    PutOnHold,
    Resume,
)
ASSESSMENT_VERBS: tuple[type[Verb], ...] = (ReturnAssessment, ReviseTarget)
