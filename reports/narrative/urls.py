"""/desk/<kind>/<month>/text/<section>/ and what belongs to it. The converter "month" is registered by reports.urls."""

from django.urls import path

from reports.narrative import views, views_chips, views_saving

app_name = "text"

SECTION = "<slug:kind>/<month:month>/text/<slug:section>/"

urlpatterns = [
    path("<slug:kind>/<month:month>/chips.json", views_chips.chips_json, name="chips"),
    path("<slug:kind>/<month:month>/mentions.json", views_chips.mentions_json, name="mentions"),
    path(SECTION, views.text, name="text"),
    path(f"{SECTION}save/", views_saving.save, name="save"),
    path(f"{SECTION}compare/", views_saving.compare, name="compare"),
    path(f"{SECTION}here/", views_saving.here, name="here"),
    path(f"{SECTION}accept/", views.accept, name="accept"),
    path(f"{SECTION}before/", views.before, name="before"),
    path(f"{SECTION}versions/", views.versions, name="versions"),
    path(f"{SECTION}versions/<int:version_id>/restore/", views.restore, name="restore"),
]
