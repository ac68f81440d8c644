"""What the page of a Party offers to do: each a few questions and one of the services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect

from access.forms import DateInput
from access.verbs import Verb
from parties import services
from parties.models import (
    CategoryPeriod,
    DefaultOutcome,
    EventOfDefault,
    Membership,
    Party,
    PartyCategory,
    VotingGroup,
    VotingGroupPeriod,
)


def _day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, widget=DateInput, required=required)


def _voting_group(*, required: bool = True) -> Any:
    widget = AutocompleteSelect(VotingGroupPeriod._meta.get_field("voting_group"), admin.site)
    return forms.ModelChoiceField(VotingGroup.objects.all(), widget=widget, required=required, label="Voting Group")


class Accede(Verb):
    slug, label = "accede", "Record an accession"
    writes = (Membership, CategoryPeriod, VotingGroupPeriod)
    explanation = "Admits the Party, and begins its Party Category and Voting Group on the same day."

    applied_on = _day("Application received", required=False)
    acceded_on = _day("Acceded", "The first day as a Party.")
    category = forms.ChoiceField(choices=PartyCategory.choices, label="Party Category")
    voting_group = _voting_group(required=False)

    def perform(self, record: Party) -> str:
        asked = self.cleaned_data
        services.accede(
            record,
            asked["acceded_on"],
            category=PartyCategory(asked["category"]),
            voting_group=asked["voting_group"],
            applied_on=asked["applied_on"],
        )
        return f"{record} acceded on {asked['acceded_on']:%-d %B %Y}."


class Withdraw(Verb):
    slug, label = "withdraw", "Record a withdrawal"
    writes = (Membership, CategoryPeriod, VotingGroupPeriod)
    explanation = "Ends its membership, Party Category and Voting Group on the same day."

    exited_on = _day("Left", "The first day no longer a Party.")

    def perform(self, record: Party) -> str:
        services.withdraw(record, self.cleaned_data["exited_on"])
        return f"{record} withdrew on {self.cleaned_data['exited_on']:%-d %B %Y}."


class Expel(Verb):
    slug, label = "expel", "Record an expulsion"
    writes = (Membership, CategoryPeriod, VotingGroupPeriod)
    explanation = "Ends its membership, Party Category and Voting Group. It cannot be readmitted for twelve months."

    exited_on = _day("Expelled", "The first day no longer a Party.")
    exit_reason = forms.CharField(
        label="Reason", help_text="Footnoted with the Party's name.", widget=forms.Textarea(attrs={"rows": 2})
    )

    def perform(self, record: Party) -> str:
        services.expel(record, self.cleaned_data["exited_on"], reason=self.cleaned_data["exit_reason"])
        return f"{record} was expelled on {self.cleaned_data['exited_on']:%-d %B %Y}."


class MoveCategory(Verb):
    slug, label = "move-category", "Move to another category"
    writes = (CategoryPeriod,)
    explanation = "Ends the Party Category it is in on that day, and begins the new one."

    category = forms.ChoiceField(choices=PartyCategory.choices, label="Party Category")
    valid = _day("From", "The first day in the new Party Category.")

    def perform(self, record: Party) -> str:
        category = PartyCategory(self.cleaned_data["category"])
        services.move_category(record, category, self.cleaned_data["valid"])
        return f"{record} is in {category.label} from {self.cleaned_data['valid']:%-d %B %Y}."


class MoveVotingGroup(Verb):
    slug, label = "move-voting-group", "Move to another Voting Group"
    writes = (VotingGroupPeriod,)
    explanation = "Ends the Voting Group it is in on that day, and begins the new one."

    voting_group = _voting_group()
    valid = _day("From", "The first day in the new Voting Group.")

    def perform(self, record: Party) -> str:
        services.move_voting_group(record, self.cleaned_data["voting_group"], self.cleaned_data["valid"])
        return f"{record} is in {self.cleaned_data['voting_group']} from {self.cleaned_data['valid']:%-d %B %Y}."


class RaiseEventOfDefault(Verb):
    slug, label = "raise-event-of-default", "Raise an Event of Default"
    writes = (EventOfDefault,)
    explanation = "Who is in default is confidential: reports count, and name no Party."

    reference = forms.CharField(max_length=40)
    limb = forms.CharField(max_length=10, help_text="The limb of SEC M8.1, such as (a).")
    raised_on = _day("Raised")
    considered_on = _day("Considered by the Panel", required=False)

    def perform(self, record: Party) -> str:
        asked = self.cleaned_data
        services.raise_event_of_default(
            record,
            asked["reference"],
            limb=asked["limb"],
            on=asked["raised_on"],
            considered_on=asked["considered_on"],
        )
        return f"Event of Default {asked['reference']} was raised on {asked['raised_on']:%-d %B %Y}."


class CloseEventOfDefault(Verb):
    slug, label = "close", "Close this Event of Default"
    writes = (EventOfDefault,)

    closed_on = _day("Closed", "The first day it no longer stands.")
    outcome = forms.ChoiceField(choices=DefaultOutcome.choices)

    def perform(self, record: EventOfDefault) -> str:
        asked = self.cleaned_data
        services.close_event_of_default(record, asked["closed_on"], DefaultOutcome(asked["outcome"]))
        return f"{record} was closed on {asked['closed_on']:%-d %B %Y}."


PARTY_VERBS = (Accede, MoveCategory, MoveVotingGroup, RaiseEventOfDefault, Withdraw, Expel)
