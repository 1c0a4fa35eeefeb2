"""Cairn's settings, as tests run them: in development, with files of their own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("CAIRN_DEVELOPMENT", "1")
os.environ.setdefault("CAIRN_VAR", str(Path(__file__).resolve().parent.parent / "var/test"))

from config.settings import *  # noqa: F403
from config.settings import DATABASES

# In a file, as it is deployed: in memory all threads share one connection, and a browser that saves as it goes would
# find another request's transaction open on it. Gone when the process ends.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    databases = tempfile.TemporaryDirectory(prefix="cairn-tests-")
    DATABASES["default"]["TEST"] = {"NAME": str(Path(databases.name) / "test.sqlite3")}
