"""/packs/: by the number of the Panel's meeting, or a committee's code and number."""

from django.urls import path

from reports.packs import preview_views, reader_views, views

app_name = "packs"

urlpatterns = [
    path("", reader_views.index, name="index"),
    path("start/", views.start, name="start"),
    path("<slug:pack>/", reader_views.pack, name="pack"),
    path("<slug:pack>/p/<int:page>", reader_views.page, name="page"),
    path("<slug:pack>/files/<str:name>", reader_views.file, name="file"),
    path("<slug:pack>/arrange/", views.arrange, name="arrange"),
    path("<slug:pack>/preview/", preview_views.preview, name="preview"),
    path("<slug:pack>/preview/<slug:classification>.pdf", preview_views.preview_file, name="preview-file"),
    path("<slug:pack>/issue/", views.issue, name="issue"),
    path("<slug:pack>/progress/<int:job>/", views.progress, name="progress"),
    path("<slug:pack>/progress/<int:job>/stop/", views.stop, name="stop"),
]
