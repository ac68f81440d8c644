from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class RecordsAdminConfig(AdminConfig):
    default_site = "secops.admin_site.RecordsSite"


class WiringConfig(AppConfig):
    """No records of its own: it makes `manage.py check` look at the settings."""

    name = "secops"
    verbose_name = "Wiring"

    def ready(self) -> None:
        from secops import checks  # noqa: F401
