from django.apps import AppConfig
from django.utils.module_loading import import_string


class SlowConfig(AppConfig):
    """Puts the slow brief in the place of the real one, once models can be imported."""

    name = "tests.reports"
    label = "slow"

    def ready(self) -> None:
        import_string("tests.reports.slow_brief.register")()
