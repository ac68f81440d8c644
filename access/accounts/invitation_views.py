"""Pages to invite people on, and the one that an invitation leads to."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from access.accounts import invitations
from access.accounts.forms import AcceptForm, InvitationForm
from access.models import User
from access.policy import may_invite


def for_who_may_invite(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404 for everybody else. The view gets the person as well."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = request.user
        if not isinstance(person, User) or not may_invite(person):
            raise Http404
        return view(request, person, *args, **kwargs)

    return asked


@never_cache
@for_who_may_invite
def index(request: HttpRequest, person: User) -> HttpResponse:
    """Who is invited, and a form to invite somebody."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        invited = invitations.invite(
            form.cleaned_data["email"], form.cleaned_data["held"], by=person, site=_site(request)
        )
        messages.success(request, f"{invited.email} is invited. The link is on its way.")
        return redirect("invitations:index")
    rows = [{"invitation": row, "roles": invitations.named(row)} for row in invitations.invitations()[:200]]
    context = {"form": form, "rows": rows, "now": timezone.now()}
    return render(request, "account/invitations.html", context)


@require_POST
@for_who_may_invite
def send_again(request: HttpRequest, person: User, pk: int) -> HttpResponse:
    try:
        invited = invitations.send_again(pk, by=person, site=_site(request))
    except invitations.NotOpen:
        raise Http404 from None
    messages.success(request, f"{invited.email} gets a new link. The earlier one leads nowhere now.")
    return redirect("invitations:index")


@require_POST
@for_who_may_invite
def withdraw(request: HttpRequest, person: User, pk: int) -> HttpResponse:
    try:
        invited = invitations.withdraw(pk, by=person)
    except invitations.NotOpen:
        raise Http404 from None
    messages.success(request, f"The invitation to {invited.email} is withdrawn.")
    return redirect("invitations:index")


@never_cache
@sensitive_post_parameters("password", "password_again")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the link says who they are and chooses a password. A link that leads nowhere says nothing of
    whom it was for."""
    try:
        invitation = invitations.invitation_of(token)
        form = AcceptForm(request.POST or None, email=invitation.email)
        if request.method == "POST" and form.is_valid():
            told = {name: form.cleaned_data[name] for name in ("password", "first_name", "last_name")}
            invitations.accept(invitation, **told)
            messages.success(request, "Your account is ready. Sign in with your e-mail address and password.")
            return redirect("login")
    except invitations.NotOpen:
        return render(request, "account/gone.html", status=404)
    return render(request, "account/accept.html", {"form": form, "invitation": invitation})


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
