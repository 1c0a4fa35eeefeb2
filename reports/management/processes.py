"""Processes that a command starts. Nothing here needs Django to be ready: this is what makes it so."""

import multiprocessing
import os
import threading

import django


def start() -> None:
    """Before a new process does anything: know Django, and go when whoever started it is gone."""
    django.setup()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def cores() -> int:
    """Those this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
