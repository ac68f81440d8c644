"""Every address of the site, by app."""

from django.contrib import admin
from django.urls import path

from secops.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
]
