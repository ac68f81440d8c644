"""What every address of the interface has in common: methods, bounds, caches, other sites, and how it refuses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag
from django.views.decorators.csrf import csrf_exempt

from access.audit import record_reading
from access.classification import Classification, at_least, highest
from readers.api.problems import problem
from readers.rates import to_wait

View = Callable[..., HttpResponse]
METHODS = "GET, HEAD, OPTIONS"
PUBLIC_SECONDS = 60
_NAMED_AUDIENCE = set(at_least(Classification.AMBER))
_HELD = "_api_classifications"


def holds(request: HttpRequest, classifications: Iterable[str], *, of: str = "") -> None:
    """Note what the answer holds. `of` names figures or tables that were read, which is kept where Amber or Red."""
    found = set(classifications)
    getattr(request, _HELD).update(found)
    if of and found & _NAMED_AUDIENCE:
        record_reading(request.user, f"{of} by program", highest(found))


def answered(view: View, parameters: Collection[str]) -> View:
    """The view as the interface serves it: read-only, within the client's bound, and refusing what it does not know."""

    @csrf_exempt  # it changes nothing, whatever the method
    @wraps(view)
    def answer(request: HttpRequest, **place: object) -> HttpResponse:
        setattr(request, _HELD, set())
        return _for_all(request, _refused(request, parameters) or _read(request, view, place))

    return answer


def _refused(request: HttpRequest, parameters: Collection[str]) -> HttpResponse | None:
    if request.method == "OPTIONS":
        allowed = {"Access-Control-Allow-Methods": METHODS, "Access-Control-Max-Age": "86400"}
        return HttpResponse(status=204, headers={"Allow": METHODS, **allowed})
    if request.method not in ("GET", "HEAD"):
        return problem(405, "This interface is for reading alone.", Allow=METHODS)
    if seconds := to_wait(request, "api", settings.API_REQUESTS_A_MINUTE):
        return problem(429, f"Ask again in {seconds} seconds.", Retry_After=str(seconds))
    if unknown := sorted(request.GET.keys() - set(parameters)):
        known = f"It takes {', '.join(sorted(parameters))}." if parameters else "It takes none."
        errors = [{"parameter": name, "message": f"There is no such parameter. {known}"} for name in unknown]
        return problem(400, "A parameter is not known here.", errors=errors)
    return None


def _read(request: HttpRequest, view: View, place: dict[str, object]) -> HttpResponse:
    asked, request.method = request.method, "GET"  # of HEAD the server leaves the content out
    response = view(request, **place)
    request.method = asked
    if response.status_code != 200:
        return response
    _let_caches_keep(request, response)
    set_response_etag(response)
    kept = get_conditional_response(request, etag=response.get("ETag"), response=response)
    return kept if isinstance(kept, HttpResponse) else response


def _let_caches_keep(request: HttpRequest, response: HttpResponse) -> None:
    if getattr(request, _HELD) & _NAMED_AUDIENCE:
        patch_cache_control(response, private=True, no_store=True)
    elif request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)


def _for_all(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Pages of other sites may read what anybody may, without the reader's cookies."""
    patch_vary_headers(response, ["Cookie"])
    if not getattr(request, _HELD) - {Classification.WHITE}:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    return response
