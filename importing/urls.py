from django.urls import path

from importing import export_views, views

app_name = "importing"

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:run>/", views.run_page, name="run"),
    path("<int:run>/correct/", views.correct_run, name="correct"),
    path("<int:run>/files/<int:file>/", views.file_as_sent, name="file"),
    path("<int:run>/files/<int:file>/leave-out/", views.leave_out_file, name="leave-out"),
    path("<int:run>/<slug:verb>/", views.act, name="act"),
    path("kinds/", export_views.kinds_page, name="kinds"),
    path("kinds/<slug:template>.<slug:ending>", export_views.empty_file, name="template"),
    path("export/<slug:of>/", export_views.export_page, name="export"),
    path("export/<slug:of>/<slug:template>.<slug:ending>", export_views.exported_file, name="export-file"),
]
