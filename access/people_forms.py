"""What an administrator fills in to give somebody a role."""

from __future__ import annotations

from typing import Any

from django import forms

from access.forms import HistoryForm
from access.models import Area, Role, RoleGrant

AREAS = [("", "–"), *Area.choices]
NAMES_ITS = {
    Role.CONTRIBUTOR: ("area", "Choose the area that the contributor enters."),
    Role.SUB_COMMITTEE: ("committee", "Name the committee by its code."),
}


class RoleForm(HistoryForm):
    """A role, and what it is for: a contributor's area, or a Sub-Committee member's committee. Several areas are
    several rows."""

    instance: RoleGrant

    area = forms.ChoiceField(choices=AREAS, required=False, help_text="Of a contributor alone.")
    committee = forms.CharField(max_length=40, required=False, help_text="Its code; of a Sub-Committee member alone.")

    class Meta:
        model = RoleGrant
        fields = ("role",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = NAMES_ITS.get(Role(self.instance.role)) if self.instance.role in Role.values else None
        if named:
            self.initial.setdefault(named[0], self.instance.scope)

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        cleaned = self.cleaned_data
        field, wanting = NAMES_ITS.get(cleaned.get("role", ""), ("", ""))
        for other, of in (("area", "a contributor"), ("committee", "a Sub-Committee member")):
            if "role" in cleaned and other != field and cleaned.get(other):
                self.add_error(other, f"Only the role of {of} has it.")
        cleaned["scope"] = self.instance.scope = cleaned.get(field, "") if field else ""
        if field and not cleaned["scope"] and field not in self.errors:
            self.add_error(field, wanting)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The scope is made of the two fields, and judged with the role once both are right."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        return excluded if {"area", "committee"} & set(self.errors) else excluded - {"scope"}
