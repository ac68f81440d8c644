from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "access"
    verbose_name = "People and roles"

    def ready(self) -> None:
        from access import checks  # noqa: F401
