from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Reports and text"

    def ready(self) -> None:
        from reports.edition_making import checks  # noqa: F401  # registers itself
        from reports.restating import keeping  # noqa: F401  # hears of publications
