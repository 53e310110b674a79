"""What a portal beside saboteurs does apart from pages and applications: its regular work."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.lifecycle import plugin_checks
from portal.notifications.plugin_jobs import wait_for_plugin_jobs
from portal.notifications.regular import WORK, do_due_work, register_work
from portal.plugins.guard import call_decorating

__all__ = ["OFFERED"]


def work() -> dict[str, float]:
    """Do what is due of plugins and one thing of the portal's own; return whether and after how long this was done."""
    done: list[float] = []
    own = WORK["begin_plugin_jobs"]
    WORK.clear()
    WORK[own.name] = own
    register_work("own", every=timedelta(0), do=lambda: done.append(time.monotonic()))
    if os.environ.get("SABOTEUR_UNTHREADED"):  # the worker itself does what plugins ask for
        threading.Thread.start = threading.Thread.run  # type: ignore[method-assign]
    began = time.monotonic()
    do_due_work(timezone.now())
    if not os.environ.get("SABOTEUR_UNTHREADED"):
        wait_for_plugin_jobs()
    return {"done": len(done), "seconds": done[0] - began}


def integrity() -> dict[str, Any]:
    """Check the records as ``portal integrity_check`` does; return its exit status and what it said."""
    if os.environ.get(
        "SABOTEUR_UNSAID"
    ):  # a check that fails is left out, as a piece of a page would be
        plugin_checks.call_pure = lambda *args: call_decorating(*args) or []  # type: ignore[assignment,attr-defined]
    told = StringIO()
    try:
        call_command("integrity_check", stdout=told, stderr=told)
    except CommandError as error:
        return {"status": error.returncode, "said": told.getvalue()}
    return {"status": 0, "said": told.getvalue()}


OFFERED: tuple[Callable[..., Any], ...] = (work, integrity)
