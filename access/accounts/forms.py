"""What people fill in at the door and on the pages of their account."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password

from access.accounts.models import Invitation
from access.accounts.people import person_at
from access.models import Area, Role, User

PLAIN_ROLES = [(role.value, role.label) for role in Role if role not in (Role.SUB_COMMITTEE, Role.CONTRIBUTOR)]


class SignInForm(LoginForm):  # type: ignore[misc]  # the package has no types
    """django-allauth's, with the names that the fields always had here: what old pages send is understood."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "User name or e-mail address"

    def add_prefix(self, field_name: str) -> str:
        return "username" if field_name == "login" else field_name


class InvitationForm(forms.Form):
    """Whom to invite, and with which roles."""

    email = forms.EmailField(label="E-mail address", max_length=254)
    roles = forms.MultipleChoiceField(
        choices=PLAIN_ROLES, required=False, widget=forms.CheckboxSelectMultiple, label="Roles"
    )
    committees = forms.CharField(
        required=False,
        max_length=200,
        label="Sub-Committee member of",
        help_text="Codes of the committees, separated by commas.",
    )
    areas = forms.MultipleChoiceField(
        choices=Area.choices, required=False, widget=forms.CheckboxSelectMultiple, label="Contributor of"
    )

    def clean_email(self) -> str:
        address = User.objects.normalize_email(self.cleaned_data["email"].strip())
        longest = User._meta.get_field("username").max_length
        if longest and len(address) > longest:
            raise forms.ValidationError(f"The address may have at most {longest} letters.")
        if person_at(address) or User.objects.filter(username__iexact=address).exists():
            raise forms.ValidationError("Somebody with this address has an account. Give them the roles there.")
        if _is_invited(address):
            raise forms.ValidationError("There is an open invitation to this address. Send that one again.")
        return address

    def clean_committees(self) -> list[str]:
        codes = [code.strip() for code in self.cleaned_data["committees"].split(",") if code.strip()]
        if any(len(code) > 40 for code in codes):
            raise forms.ValidationError("A committee's code has at most 40 letters.")
        return list(dict.fromkeys(codes))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        pairs = [(role, "") for role in cleaned.get("roles", [])]
        pairs += [(Role.SUB_COMMITTEE.value, code) for code in cleaned.get("committees", [])]
        pairs += [(Role.CONTRIBUTOR.value, area) for area in cleaned.get("areas", [])]
        if not pairs and not self.errors:
            self.add_error("roles", "Choose at least one role.")
        cleaned["held"] = pairs
        return cleaned


def _is_invited(address: str) -> bool:
    found = Invitation.objects.filter(email__iexact=address, accepted_at=None, withdrawn_at=None)
    return found.exists()


class AcceptForm(forms.Form):
    """What an invited person says of themselves."""

    first_name = forms.CharField(max_length=150, label="First name")
    last_name = forms.CharField(max_length=150, label="Last name")
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False, label="Password"
    )
    password_again = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False, label="The password again"
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", "The two passwords differ.")
        if password:
            names = {name: cleaned.get(name, "") for name in ("first_name", "last_name")}
            try:
                validate_password(password, User(username=self.email, email=self.email, **names))
            except forms.ValidationError as refused:
                self.add_error("password", refused)
        return cleaned


class ForgottenForm(forms.Form):
    """Where to send a link to set a new password."""

    email = forms.EmailField(label="Your e-mail address", max_length=254)
