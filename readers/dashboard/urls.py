from django.urls import path

from readers.dashboard import views

app_name = "dashboard"

urlpatterns = [
    path("", views.dashboard, name="index"),
    path("<slug:slug>/", views.figure_page, name="figure"),
    path("<slug:slug>.csv", views.figure_file, name="file"),
]
