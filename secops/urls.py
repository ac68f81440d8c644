"""Every address of the site, by app."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

from secops.health import healthz


def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it beside every answer that is not a page and names no icon of its own."""
    return redirect(static("img/icon.svg"), permanent=False)


urlpatterns = [
    path("favicon.ico", favicon, name="favicon"),
    path("", RedirectView.as_view(pattern_name="reports:library"), name="home"),
    path("", include("readers.urls")),
    path("reports/restatements/", include("reports.restating.urls")),
    path("reports/", include("reports.urls")),
    path("reports/", include("reports.publishing.urls")),
    path("reports/", include("reports.review.urls")),
    path("desk/", include("reports.desk.urls")),
    path("desk/", include("reports.narrative.urls")),
    path("desk/", include("reports.checks.urls")),
    path("editions/", include("reports.edition_making.urls")),
    path("packs/", include("reports.packs.urls")),
    path("measures/", include("measures.urls")),
    path("import/", include("importing.urls")),
    path("jobs/", include("jobs.urls")),
    path("accounts/", include("access.accounts.urls")),
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
]
