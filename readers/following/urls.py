from django.urls import path

from readers.following import views

app_name = "following"

urlpatterns = [
    path("", views.index, name="index"),
    path("begin/", views.begin, name="begin"),
    path("end/", views.end, name="end"),
    path("stop/<str:token>/", views.stop_by_link, name="stop-by-link"),
]
