"""What a person follows, and the link in a mail that ends it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.models import User
from readers.following.models import MODIFICATION, REPORT, Following
from readers.following.services import as_named, follow, followings_of, read_token, stop, target_named
from readers.horizon import published_until
from reports.definitions.registry import kinds

BAD_REQUEST = 400


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """What the person follows. Who has not signed in is told what following is."""
    return _index(request)


def _index(request: HttpRequest, *, typed: str = "", fault: str = "") -> HttpResponse:
    person = request.user if isinstance(request.user, User) else None
    followed = as_named(followings_of(person), published_until()) if person else []
    targets = {one.target for one in followed}
    context = {
        "followed": followed,
        "reports": [(kind, name) for kind, name in kinds() if f"{REPORT}:{kind}" not in targets],
        "typed": typed,
        "fault": fault,
    }
    return render(request, "readers/following/index.html", context, status=BAD_REQUEST if fault else 200)


@require_POST
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Follow the `name` of what it is `of`: a report's kind, or a modification's reference as typed."""
    person = _person(request)
    of, name = str(request.POST.get("of", "")), str(request.POST.get("name", "")).strip()
    try:
        target = target_named(of, name, person)
        follow(person, target, site=request.build_absolute_uri("/"))
    except ValidationError as refusal:
        return _index(request, typed=name if of == MODIFICATION else "", fault=" ".join(refusal.messages))
    messages.success(request, f"You follow {as_named([Following(target=target)], published_until())[0].title}.")
    return _back(request)


@require_POST
@never_cache
def end(request: HttpRequest) -> HttpResponse:
    """Follow the `target` no longer."""
    if stop(_person(request).pk, str(request.POST.get("target", "")) or "-"):
        messages.success(request, "You no longer follow it.")
    return _back(request)


@csrf_exempt  # a mail program sends it for the person (RFC 8058): the signed link is the proof
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link at the end of a mail. Looking changes nothing, since mail programs look at links by themselves; the one
    button, or the mail program's own, ends it. A link that is forged or run out is not found."""
    try:
        person_id, target = read_token(token)
    except BadSignature as error:
        raise Http404("There is no such link.") from error
    if request.method == "POST":
        stop(person_id, target)
    of_these = Following.objects.filter(person=person_id)
    left = of_these.filter(target=target) if target else of_these
    named = as_named([Following(target=target)], published_until())[0].title if target else ""
    context = {"named": named, "stopped": not left.exists()}
    response = render(request, "readers/following/stop.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _person(request: HttpRequest) -> User:
    if not (isinstance(request.user, User) and request.user.is_active):
        raise Http404("Only who has signed in follows anything.")
    return request.user


def _back(request: HttpRequest) -> HttpResponse:
    back = str(request.POST.get("back", ""))
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "following:index")
