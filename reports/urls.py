from django.urls import path

from reports import (
    converters,  # noqa: F401  # registers itself
    fact_views,
    views,
)
from reports.library.views import library
from reports.publishing.views import with_latest

app_name = "reports"

urlpatterns = [
    path("", library, name="library"),
    path("<slug:kind>/<month:month>/", with_latest(views.detail), name="detail"),
    path("<slug:kind>/<month:month>/draft/", views.detail, name="draft"),
    path("<slug:kind>/<month:month>/document.json", views.document_json, name="document"),
    path("<slug:kind>/<month:month>/report.docx", views.word_file, name="word"),
    path("<slug:kind>/<month:month>/parts/<slug:part>/", views.part, name="part"),
    path("<slug:kind>/<month:month>/parts/<slug:part>/print/", views.request_part_print, name="part-print"),
    path("<slug:kind>/<month:month>/parts/<slug:part>/part.docx", views.part_word_file, name="part-word"),
    path("<slug:kind>/<month:month>/print/", views.request_print, name="print"),
    path("<slug:kind>/<month:month>/print/<int:job>/", views.print_progress, name="print-progress"),
    path("<slug:kind>/<month:month>/facts/", fact_views.fact_list, name="facts"),
    path("<slug:kind>/<month:month>/facts.json", fact_views.fact_json, name="facts-json"),
    path("<slug:kind>/<month:month>/facts/<str:key>/", fact_views.fact_detail, name="fact"),
    path("<slug:kind>/<month:month>/facts/<str:key>/rows.csv", fact_views.fact_rows, name="fact-rows"),
    path("drafts/<int:paper>.pdf", views.draft_paper, name="draft-paper"),
]
