"""Every address of the site, by app."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path
from django.views.generic import RedirectView

from secops.health import healthz

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="reports:library"), name="home"),
    path("reports/", include("reports.urls")),
    path("accounts/login/", LoginView.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
]
