"""What is sent from the book's page."""

from __future__ import annotations

from django import forms


class ReasonForm(forms.Form):
    """`check` and `finding` name the warning; what is said of a reason that says nothing, or too much, is the
    service's."""

    check = forms.CharField(max_length=80)
    finding = forms.CharField(max_length=64)
    reason = forms.CharField(required=False, strip=True)
