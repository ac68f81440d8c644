"""What is sent from the review's pages. What the services refuse, they say; a form only reads what was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from access import policy
from access.models import STAFF_ROLES, User
from reports.desk.duties import name_of
from reports.models import Report, Rule

CHOSEN_AT_ALL = "Choose one."


def possible_reviewers(report: Report) -> list[User]:
    """Whose role lets them approve the report, by name. Two queries."""
    staff = User.objects.filter(Q(is_superuser=True) | Q(role_grants__role__in=STAFF_ROLES), is_active=True)
    people = staff.distinct().prefetch_related("role_grants")
    return sorted((one for one in people if policy.may_approve(one) and policy.may_read(one, report)), key=name_of)


def words(label: str, rows: int = 3) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "class": "govuk-textarea"})
    return forms.CharField(label=label, required=False, strip=True, widget=area)


class OfPeople(forms.Form):
    """A form that names people. `people` are those it offers; whom else it is sent the service refuses."""

    def __init__(self, people: list[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField | forms.TypedMultipleChoiceField):
                blank = [("", "")] if isinstance(field, forms.TypedChoiceField) else []
                field.choices = [*blank, *((one.pk, name_of(one)) for one in people)]

    def _person(self, pk: str) -> User:
        return next(one for one in self.people if str(one.pk) == pk)


class SendForm(OfPeople):
    reviewers = forms.TypedMultipleChoiceField(
        label="Who reviews it", required=False, widget=forms.CheckboxSelectMultiple
    )
    note = words("What they should know (optional)")

    def clean_reviewers(self) -> list[User]:
        return [self._person(pk) for pk in self.cleaned_data["reviewers"]]


class ReviewerForm(OfPeople):
    person = forms.TypedChoiceField(
        label="One more reviewer",
        error_messages={"required": CHOSEN_AT_ALL},
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )

    def clean_person(self) -> User:
        return self._person(self.cleaned_data["person"])


class RecallForm(forms.Form):
    reason = words("Why (optional)", 2)


class ReturnForm(forms.Form):
    reason = words("What has to change")


class ApproveForm(forms.Form):
    """`seen` is the hash of what the page was made from."""

    seen = forms.CharField(max_length=64, required=False)
    comment = words("Anything to say with it (optional)", 2)


class OverrideForm(OfPeople):
    rule = forms.ChoiceField(
        label="Which rule",
        choices=[("", ""), *Rule.choices],
        required=False,
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    benefits = forms.TypedChoiceField(
        label="Who may approve in spite of four eyes",
        required=False,
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    reason = words("Why")

    def clean_benefits(self) -> User | None:
        pk = self.cleaned_data["benefits"]
        return self._person(pk) if pk else None


class CommentForm(forms.Form):
    """`back` leads to the draft, where it was made there."""

    section = forms.CharField(max_length=60)
    passage = words("Which words (optional; leave blank for the whole section)", 2)
    body = words("Comment")
    back = forms.CharField(max_length=60, required=False)


class ResolveForm(forms.Form):
    comment = forms.IntegerField()
    resolution = words("What was done (optional)", 2)


class ReopenForm(forms.Form):
    comment = forms.IntegerField()
