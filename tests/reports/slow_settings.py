"""Settings for processes that are killed: CAIRN_SLOW names a file that contents wait for (slow_brief.py)."""

from tests.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.reports.slow.SlowConfig"]  # noqa: F405
