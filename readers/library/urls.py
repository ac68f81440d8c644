from django.urls import path

from readers.library import views

app_name = "readers"

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar.ics", views.calendar_file, name="calendar-file"),
    path("feeds/calendar.atom", views.calendar_feed, name="calendar-feed"),
    path("feeds/papers.atom", views.papers_feed, name="papers-feed"),
    path("feeds/<slug:kind>.atom", views.papers_feed, name="report-feed"),
]
