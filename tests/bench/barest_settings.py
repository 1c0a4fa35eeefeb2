"""Cairn's settings, with the barest views in place of its own."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.barest"
