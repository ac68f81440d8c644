"""Signing in, and the pages of one's own account."""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from access.accounts import browsers, forgotten, second_factor
from access.accounts.forms import ForgottenForm, SignInForm
from access.accounts.models import SignIn
from access.accounts.people import folded
from access.accounts.sign_ins import ENDED, end_sign_ins, note_sign_in, sign_ins_of
from access.models import User
from access.policy import may_invite, needs_second_factor


class SignInView(LoginView):  # type: ignore[misc]  # the package has no types
    """By user name or e-mail address and password. Who is signed in already may sign in as somebody else."""

    form_class = SignInForm
    template_name = "registration/login.html"

    def form_valid(self, form: SignInForm) -> HttpResponse:
        if self.request.user.is_authenticated:
            logout(self.request)  # nothing of one person's session goes on to another's
        response: HttpResponse = super().form_valid(form)
        return response

    def get_context_data(self, **known: Any) -> dict[str, Any]:
        context = super().get_context_data(**known)
        wanted = get_next_redirect_url(self.request) or ""
        return {**context, "next": wanted, "work_accounts": bool(settings.OIDC_ISSUER)}


@never_cache
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """What there is to one's account, and the way to each part."""
    person = request.user
    context = {
        "person": person,
        "has_factor": second_factor.has_one(person),  # type: ignore[arg-type]  # signed in
        "needs_factor": needs_second_factor(person),
        "may_invite": may_invite(person),
    }
    return render(request, "account/index.html", context)


class PasswordView(PasswordChangeView):
    """A new password ends all other sign-ins; this one goes on under a new key."""

    template_name = "account/password.html"
    success_url = reverse_lazy("accounts:index")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        response = super().form_valid(form)
        messages.success(self.request, "Your password is changed. Everywhere else you are signed out.")
        return response


# --- Sign-ins -------------------------------------------------------------------------------------------


@never_cache
@login_required
def sign_ins(request: HttpRequest) -> HttpResponse:
    here = request.session.session_key
    rows = [
        {"row": row, "browser": browsers.named(row.browser), "handle": _handle(row), "here": row.pk == here}
        for row in sign_ins_of(request.user)  # type: ignore[arg-type]  # signed in
    ]
    return render(request, "account/sign_ins.html", {"rows": rows, "others": len(rows) > 1})


@require_POST
@login_required
def end_sign_in(request: HttpRequest) -> HttpResponse:
    """Ends the one that the form names, or all but this one where it names none. 404 for what is not one's own."""
    person: User = request.user  # type: ignore[assignment]  # signed in
    handle = request.POST.get("which", "")
    if not handle:
        ended = end_sign_ins(person, but=request.session.session_key)
    else:
        row = next((row for row in sign_ins_of(person) if _handle(row) == handle), None)
        if row is None or row.pk == request.session.session_key:
            raise Http404
        ended, _ = SignIn.objects.filter(pk=row.pk).delete()
    note_sign_in(ENDED, request, person, number=ended)
    messages.success(request, f"{ended} sign-in{'s' if ended != 1 else ''} ended.")
    return redirect("accounts:sign-ins")


def _handle(row: SignIn) -> str:
    """Names a session on a page without giving it away: the key itself would be a way in."""
    return hashlib.sha256(row.session_key.encode()).hexdigest()[:24]


# --- A forgotten password -------------------------------------------------------------------------------


@never_cache
def forgot(request: HttpRequest) -> HttpResponse:
    """The answer is the same for every address."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if ratelimit.consume(request, app="allauth.account", action="reset_password", key=folded(email)):
            forgotten.ask(request, email)
            return redirect("accounts:forgotten-sent")
        form.add_error(None, "There were too many requests. Wait an hour, then try again.")
    return render(request, "account/forgotten.html", {"form": form})


def forgot_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "account/forgotten_sent.html")


class NewPasswordView(PasswordResetConfirmView):
    """The page that the mailed link leads to. It signs nobody in: a second factor is asked for as ever."""

    template_name = "account/new_password.html"
    success_url = reverse_lazy("login")

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        response = super().form_valid(form)
        messages.success(self.request, "Your new password is set. Sign in with it.")
        return response

    def render_to_response(self, context: dict[str, Any], **response: Any) -> HttpResponse:
        """A link that was used, has expired or was made up: not found, whosever it may have been."""
        if not self.validlink:
            return render(self.request, "account/gone.html", status=404)
        return super().render_to_response(context, **response)
