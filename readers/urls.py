"""Addresses of what people open to read; each package adds its own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("registers/", include("readers.registers.urls")),
    path("dashboard/", include("readers.dashboard.urls")),
    path("", include("readers.library.urls")),
    path("reports/", include("readers.reading.urls")),
    path("", include("readers.search.urls")),
    path("api/", include("readers.api.urls")),
    path("following/", include("readers.following.urls")),
]
