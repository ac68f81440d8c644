from django.urls import path, register_converter

from reports import views
from reports.converters import MonthConverter

register_converter(MonthConverter, "month")

app_name = "reports"

urlpatterns = [
    path("", views.library, name="library"),
    path("<slug:kind>/<month:month>/", views.detail, name="detail"),
    path("<slug:kind>/<month:month>/document.json", views.document_json, name="document"),
    path("<slug:kind>/<month:month>/print/", views.request_print, name="print"),
    path("<slug:kind>/<month:month>/print/<int:job>/", views.print_progress, name="print-progress"),
    path("drafts/<int:paper>.pdf", views.draft_paper, name="draft-paper"),
]
