"""Cairn's settings, as tests run them: in development, with files of their own."""

import os
from pathlib import Path

os.environ.setdefault("CAIRN_DEVELOPMENT", "1")
os.environ.setdefault("CAIRN_VAR", str(Path(__file__).resolve().parent.parent / "var/test"))

from config.settings import *  # noqa: F403
