"""What every page of this app has in common: who may open it, and the admin's frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from access.models import User
from access.policy import may_enter_records

P = ParamSpec("P")


def entering(
    view: Callable[Concatenate[HttpRequest, User, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page for those who may enter records, who is handed to it; nobody else finds it."""

    @wraps(view)
    def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, User) or not may_enter_records(request.user):
            raise Http404("There is no such page.")
        return view(request, request.user, *args, **kwargs)

    return never_cache(asked)


def page(request: HttpRequest, template: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
    every = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"importing/{template}.html", every, status=status)
