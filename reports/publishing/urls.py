from django.urls import path

from reports.publishing import checking, desk_views, views

app_name = "publishing"

urlpatterns = [
    path("check-file/", checking.check_file, name="check-file"),
    path("<slug:kind>/<month:month>/v<int:version>/", views.version_page, name="version"),
    path("<slug:kind>/<month:month>/v<int:version>/parts/<slug:part>/", views.version_part, name="version-part"),
    path("<slug:kind>/<month:month>/v<int:version>/files/<str:name>", views.version_file, name="version-file"),
    path("<slug:kind>/<month:month>/publish/", desk_views.publish_page, name="publish"),
    path("<slug:kind>/<month:month>/publish/now/", desk_views.publish_now, name="now"),
    path("<slug:kind>/<month:month>/publish/planned/", desk_views.plan_it, name="plan"),
    path("<slug:kind>/<month:month>/publish/call-off/", desk_views.call_it_off, name="call-off"),
    path("<slug:kind>/<month:month>/publish/correct/", desk_views.correct, name="correct"),
    path("<slug:kind>/<month:month>/publish/give-up/", desk_views.give_up, name="give-up"),
    path("<slug:kind>/<month:month>/v<int:version>/withdraw/", desk_views.withdraw_it, name="withdraw"),
]
