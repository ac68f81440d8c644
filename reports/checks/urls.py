"""/desk/<kind>/<month>/checks/ and what belongs to it. The converter "month" is registered by reports.urls."""

from django.urls import path

from reports.checks import views

app_name = "checks"

BOOK = "<slug:kind>/<month:month>/checks/"

urlpatterns = [
    path(BOOK, views.book, name="book"),
    path(f"{BOOK}renew/", views.renew, name="renew"),
    path(f"{BOOK}reason/", views.reason, name="reason"),
    path(f"{BOOK}reason/<int:reason>/withdraw/", views.withdraw, name="withdraw"),
    path(f"{BOOK}annex/", views.annex, name="annex"),
    path(f"{BOOK}annex/print/", views.print_annex, name="annex-print"),
]
