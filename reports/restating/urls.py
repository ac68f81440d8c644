from django.urls import path

from reports.restating import views

app_name = "restating"

urlpatterns = [
    path("", views.register, name="register"),
    path("restatements.csv", views.register_csv, name="csv"),
]
