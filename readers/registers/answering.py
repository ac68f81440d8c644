"""How pages and files of registers are answered: what may keep them, and for how long."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from access.classification import Classification, at_least

_KEPT_BY_NOBODY = at_least(Classification.AMBER)
R = TypeVar("R", bound=HttpResponseBase)


def answer(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    classification: Classification = Classification.WHITE,
    *,
    status: int = 200,
) -> HttpResponse:
    """A page under the classification of what it holds. A stranger's browser that holds just this page is told so; the
    page of somebody signed in holds a token of its session, so that no two are alike."""
    response = cached(request, render(request, template, context, status=status), classification)
    if request.user.is_authenticated or status != 200:
        return response
    etag = f'W/"{sha256(response.content).hexdigest()}"'
    response.headers["ETag"] = etag
    kept = get_conditional_response(request, etag=etag, response=response)
    return kept if isinstance(kept, HttpResponse) else response


def cached(request: HttpRequest, response: R, classification: Classification) -> R:
    """What is Amber or Red no cache keeps: the next person at the same machine would find it."""
    patch_vary_headers(response, ["Cookie"])
    if classification in _KEPT_BY_NOBODY:
        patch_cache_control(response, private=True, no_store=True)
    elif request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, no_cache=True)
    return response
