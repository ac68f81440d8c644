"""What is done on the review's page: the form it is read from, the service that does it, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest
from django.urls import reverse

from access.models import User
from reports.desk.duties import name_of
from reports.models import Report, ReviewComment
from reports.parts import apart
from reports.publishing.queries import planned_for
from reports.review import commenting, services
from reports.review.forms import (
    ApproveForm,
    CommentForm,
    OverrideForm,
    RecallForm,
    ReopenForm,
    ResolveForm,
    ReturnForm,
    ReviewerForm,
    SendForm,
    possible_reviewers,
)
from reports.review.passages import section_of
from reports.review.queries import comments_for, standing
from reports.review.refusals import Refused
from reports.review.telling import TELLS


@dataclass(frozen=True, slots=True)
class Again:
    """A form to be shown again, with what was typed and what is said against it. `about` is the section or the comment
    that it stands beside, "" for one of which the page has one."""

    act: str
    form: forms.Form
    about: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """`field` names what of the form says what it is about."""

    form: Callable[[Report, Any], forms.Form]
    do: Callable[[Report, User, dict[str, Any]], str]
    field: str = ""


def act_on(request: HttpRequest, report: Report) -> Again | str:
    """Do what was sent: the address to go on to, or the form again. Http404 for what nobody does here; PermissionDenied
    for what the person's role does not do."""
    name = request.POST.get("act", "")
    act = ACTS.get(name)
    if act is None or not isinstance(request.user, User):
        raise Http404("There is no such thing to do.")
    form = act.form(report, request.POST)
    about = request.POST.get(act.field, "") if act.field else ""
    if not form.is_valid():
        return Again(name, form, about)
    try:
        with transaction.atomic():
            said = act.do(report, request.user, form.cleaned_data)
            if tell := TELLS.get(name):
                tell(report, request.build_absolute_uri("/"))
    except Refused as refusal:
        if refusal.code == "role":
            raise PermissionDenied(refusal.message) from refusal
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return Again(name, form, about)
    messages.success(request, said)
    return _on_from(report, name, form.cleaned_data)


def _on_from(report: Report, name: str, sent: dict[str, Any]) -> str:
    """The place on the page that it was done at; a comment made on the draft leads back there."""
    if name == "comment" and sent["back"]:
        return _draft_address(report, sent["section"])
    place = "#comments" if name in ("comment", "resolve", "reopen") else ""
    return reverse("review:review", args=(report.kind, report.covers)) + place


def _draft_address(report: Report, section: str) -> str:
    document = standing(report).document
    found = section_of(document, section)
    if found and found[0] in apart(document):
        return f"{reverse('reports:part', args=(report.kind, report.covers, found[0].id))}#{section}"
    return f"{reverse('reports:draft', args=(report.kind, report.covers))}#{section}"


# --- One after the other ------------------------------------------------------------------------------------


def _send(report: Report, user: User, sent: dict[str, Any]) -> str:
    round = services.send_for_review(report, by=user, **sent)
    return f"Sent for review to {', '.join(name_of(one.person) for one in round.reviewers.select_related('person'))}."


def _reviewer(report: Report, user: User, sent: dict[str, Any]) -> str:
    return f"{name_of(services.add_reviewer(report, by=user, person=sent['person']).person)} is asked to review it."


def _recall(report: Report, user: User, sent: dict[str, Any]) -> str:
    planned = planned_for(report)
    services.recall(report, by=user, reason=sent["reason"])
    return "It is a draft again, and what was planned of it is called off." if planned else "It is a draft again."


def _return(report: Report, user: User, sent: dict[str, Any]) -> str:
    services.return_for_changes(report, by=user, reason=sent["reason"])
    return "It is given back for changes: a draft again."


def _approve(report: Report, user: User, sent: dict[str, Any]) -> str:
    services.approve(report, by=user, seen_hash=sent["seen"], comment=sent["comment"])
    return "You approved it, exactly as it is now."


def _override(report: Report, user: User, sent: dict[str, Any]) -> str:
    services.override(report, by=user, **sent)
    return "The rule is set aside: it stays with the report, under your name."


def _comment(report: Report, user: User, sent: dict[str, Any]) -> str:
    known = {name: sent[name] for name in ("section", "passage", "body")}
    commenting.comment(report, by=user, **known)
    return "Your comment is kept."


def _resolve(report: Report, user: User, sent: dict[str, Any]) -> str:
    commenting.resolve(_found(report, user, sent["comment"]), by=user, resolution=sent["resolution"])
    return "The comment is resolved."


def _reopen(report: Report, user: User, sent: dict[str, Any]) -> str:
    commenting.reopen(_found(report, user, sent["comment"]), by=user)
    return "The comment is open again."


def _found(report: Report, user: User, pk: int) -> ReviewComment:
    """Http404 for a comment that the person may not read, as for one that is not there."""
    comments = comments_for(user, report, standing(report).document)
    found = next((one for one in comments if one.pk == pk), None)
    if found is None:
        raise Http404("There is no such comment.")
    return found


def _with_people(form: type[Any]) -> Callable[[Report, Any], forms.Form]:
    return lambda report, sent: form(possible_reviewers(report), sent)


def _plain(form: type[Any]) -> Callable[[Report, Any], forms.Form]:
    return lambda report, sent: form(sent)


ACTS = {
    "send": Act(_with_people(SendForm), _send),
    "reviewer": Act(_with_people(ReviewerForm), _reviewer),
    "recall": Act(_plain(RecallForm), _recall),
    "return": Act(_plain(ReturnForm), _return),
    "approve": Act(_plain(ApproveForm), _approve),
    "override": Act(_with_people(OverrideForm), _override),
    "comment": Act(_plain(CommentForm), _comment, "section"),
    "resolve": Act(_plain(ResolveForm), _resolve, "comment"),
    "reopen": Act(_plain(ReopenForm), _reopen, "comment"),
}
