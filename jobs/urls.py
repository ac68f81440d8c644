from django.urls import path

from jobs import views

app_name = "jobs"

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:job>/", views.job_page, name="job"),
    path("<int:job>/events", views.events, name="events"),
    path("<int:job>/cancel/", views.cancel, name="cancel"),
    path("<int:job>/again/", views.try_again, name="again"),
]
