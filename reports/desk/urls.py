"""/desk/ and the page of a month. The converter "month" is registered by reports.urls."""

from django.urls import path

from reports.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.index, name="index"),
    path("arrive/", views.arrive, name="arrive"),
    path("open/<slug:kind>/<month:month>/", views.open_report, name="open"),
    path("<slug:kind>/<month:month>/", views.month, name="month"),
]
