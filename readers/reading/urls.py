from django.urls import URLPattern, path, register_converter

import reports.urls  # noqa: F401  # registers the converter "month"
from readers.reading import change_views, figure_views, views
from reports import converters  # noqa: F401  # an address names a month


class ExhibitConverter:
    """Under which of the two a block stands in an address."""

    regex = "tables|figures"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ExhibitConverter, "exhibit")

app_name = "reading"

_MONTH = "<slug:kind>/<month:month>/"
_VERSION = f"{_MONTH}v<int:version>/"
_PART = "parts/<slug:part>/"


def _of_each(rest: str, view: object, name: str) -> list[URLPattern]:
    """Of the paper itself, and of a part that stands apart."""
    return [path(f"{_VERSION}{before}{rest}", view, name=name) for before in ("", _PART)]  # type: ignore[call-overload]


urlpatterns = [
    path(f"{_MONTH}changes/", change_views.changes, name="changes"),
    path(f"{_MONTH}changes/{_PART}", change_views.changes, name="changes"),
    path(f"{_MONTH}versions/", views.versions, name="versions"),
    path(f"{_MONTH}<exhibit:of>/<slug:block>/", views.latest_exhibit, name="latest-exhibit"),
    path(f"{_VERSION}<exhibit:of>/<slug:block>/", views.exhibit_page, name="exhibit"),
    path(f"{_VERSION}<exhibit:of>/<slug:block>/<str:name>", views.exhibit_file, name="exhibit-file"),
    *_of_each("data/", views.data, "data"),
    *_of_each("data/<str:name>", views.data_file, "data-file"),
    *_of_each("data-dictionary/", views.dictionary, "dictionary"),
    *_of_each("cite/", views.cite, "cite"),
    *_of_each("cite/<str:name>", views.cite_file, "cite-file"),
    *_of_each("facts/", figure_views.figures, "facts"),
    *_of_each("facts/<str:key>/", figure_views.figure, "fact"),
    *_of_each("facts/<str:key>/rows.csv", figure_views.rows, "fact-rows"),
]
