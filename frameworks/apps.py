from django.apps import AppConfig
from django.core.checks import register

from frameworks.checks import check_published


class FrameworksConfig(AppConfig):
    name = "frameworks"

    def ready(self) -> None:
        register(check_published)
