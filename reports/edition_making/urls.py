"""/editions/. The converter "month" is registered by reports.urls."""

from django.urls import path

from reports.edition_making import previews, views

app_name = "editions"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:kind>/<slug:key>/", views.edition, name="edition"),
    path("<slug:kind>/<slug:key>/start/", views.start_from, name="start"),
    path("<slug:kind>/<slug:key>/arrange/", views.arrange, name="arrange"),
    path("<slug:kind>/<slug:key>/take-force/", views.take, name="take"),
    path("<slug:kind>/<slug:key>/withdraw/", views.withdraw_edition, name="withdraw"),
    path("<slug:kind>/<slug:key>/delete/", views.discard_draft, name="delete"),
    path("<slug:kind>/<slug:key>/preview/<month:month>/", previews.preview, name="preview"),
    path("<slug:kind>/<slug:key>/preview/<month:month>/<slug:part>/", previews.preview, name="preview-part"),
]
