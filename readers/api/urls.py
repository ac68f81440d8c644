"""/api/v1/: a later version that changes what an answer means stands beside it."""

from django.urls import URLPattern, include, path, re_path

from readers.api.answering import answered
from readers.api.interface import PARAMETERS, api
from readers.api.pages import docs, nothing_here, openapi


def _patterns() -> list[URLPattern]:
    """Those of the interface, each behind what all have in common."""
    found = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name in PARAMETERS]
    return [URLPattern(one.pattern, answered(one.callback, PARAMETERS[str(one.name)]), name=one.name) for one in found]


patterns = [
    path("", docs, name="docs"),
    path("openapi.json", answered(openapi, ()), name="openapi"),
    *_patterns(),
    re_path(r"^(?P<rest>.*)$", answered(nothing_here, ()), name="nothing"),
]
urlpatterns = [path("v1/", include((patterns, "api")))]
