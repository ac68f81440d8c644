"""/reports/<kind>/<month>/review/ and what belongs to it. The converter "month" is registered by reports.urls."""

from django.urls import path

from reports.review import views

app_name = "review"

REVIEW = "<slug:kind>/<month:month>/review/"

urlpatterns = [
    path(REVIEW, views.review, name="review"),
    path(f"{REVIEW}changes/", views.changes, name="changes"),
]
