"""What is done at the desk: who may do it, the service that does it, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from access import policy
from access.models import User
from reports.desk.duties import assign, name_of, owner_of, set_state
from reports.desk.forms import ItemForm, OwnerForm, StateForm
from reports.desk.items import add_item, reopen, settle
from reports.desk.page import may_raise, may_settle
from reports.models import OpenItem, Report, SectionState

Act = Callable[[HttpRequest, Report, User], ItemForm | None]
"""Does what the request asks. Returns the form where what was typed has to be shown again, else None."""


def act_on(request: HttpRequest, report: Report) -> ItemForm | None:
    """Do what was sent. Http404 for what nobody does here, or what this person may not do."""
    act = ACTS.get(request.POST.get("act", ""))
    if act is None or not isinstance(request.user, User):
        raise Http404("There is no such thing to do.")
    return act(request, report, request.user)


def _allow(allowed: bool) -> None:
    if not allowed:
        raise Http404("There is nothing here that this person may do.")


def _owner(request: HttpRequest, report: Report, user: User) -> None:
    _allow(policy.may_assign(user))
    form = OwnerForm(request.POST)
    if not form.is_valid():
        _complain(request, form)
        return
    sent = form.cleaned_data
    try:
        duty = assign(report, sent["section"], sent["owner"], seen=sent["seen"])
    except ValidationError as refusal:
        _refused(request, refusal)
    else:
        messages.success(request, f"Given to {name_of(duty.owner)}." if duty.owner else "It has no owner now.")


def _state(request: HttpRequest, report: Report, user: User) -> None:
    form = StateForm(request.POST)
    is_valid, section = form.is_valid(), form.cleaned_data.get("section", "")
    _allow(policy.may_write_section(user, owner_of(report, section)))
    if not is_valid:
        _complain(request, form)
        return
    sent = form.cleaned_data
    try:
        set_state(report, section, SectionState(sent["state"]), seen=sent["seen"])
    except ValidationError as refusal:
        _refused(request, refusal)


def _add(request: HttpRequest, report: Report, user: User) -> ItemForm | None:
    _allow(may_raise(user))
    form = ItemForm(report, request.POST)
    if not form.is_valid():
        return form
    sent = form.cleaned_data
    try:
        add_item(report, sent["text"], section=sent["section"], by=user, at=timezone.now())
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return form
    return None


def _settle(request: HttpRequest, report: Report, user: User) -> None:
    settle(_item(request, report, user), by=user, at=timezone.now())


def _reopen(request: HttpRequest, report: Report, user: User) -> None:
    reopen(_item(request, report, user))


def _item(request: HttpRequest, report: Report, user: User) -> OpenItem:
    number = request.POST.get("item", "")
    item = get_object_or_404(report.open_items, pk=int(number) if number.isdecimal() else 0)
    _allow(may_settle(user, item, owner_of(report, item.section)))
    return item


def _complain(request: HttpRequest, form: forms.Form) -> None:
    said = [message for faults in form.errors.values() for message in faults]
    messages.error(request, f"Nothing was changed: {' '.join(map(str, said))}")


def _refused(request: HttpRequest, refusal: ValidationError) -> None:
    messages.error(request, " ".join(refusal.messages))


ACTS: dict[str, Act] = {"owner": _owner, "state": _state, "add": _add, "settle": _settle, "reopen": _reopen}
