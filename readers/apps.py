from django.apps import AppConfig


class ReadersConfig(AppConfig):
    name = "readers"
    verbose_name = "Library, registers and search"

    def ready(self) -> None:
        """Nothing else brings in those who listen for publications."""
        from readers.api import figures  # noqa: F401
        from readers.dashboard import tasks as dashboard  # noqa: F401
        from readers.registers import mentions  # noqa: F401
        from readers.search import tasks  # noqa: F401
