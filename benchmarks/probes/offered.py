"""What a portal beside saboteurs does apart from pages and applications: its regular work."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from benchmarks.cast import RENEWAL
from benchmarks.saboteurs import name_of
from portal.accounts import plugin_demo
from portal.casework import reports
from portal.lifecycle import plugin_checks
from portal.notifications import pieces
from portal.notifications.delivery import deliver_due
from portal.notifications.operations import queue_message
from portal.notifications.plugin_jobs import wait_for_plugin_jobs
from portal.notifications.regular import WORK, do_due_work, register_work
from portal.plugins.guard import call_decorating, call_pure
from portal.users.models import User

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


def message() -> dict[str, int]:
    """Send what waits in the outbox, with a message of a renewal in it; return how many were sent and postponed."""
    if os.environ.get("SABOTEUR_UNLESS_SOUND"):  # a message whose piece fails isn't sent
        pieces.call_decorating = call_pure  # type: ignore[attr-defined]
    at = timezone.now()
    queue_message(
        kind="application_submitted",
        dedup_key=f"probe:{at.isoformat()}",
        recipient="reader@example.org",
        language="en",
        context={"reference": "U96A8F9T6W", "service_key": RENEWAL},
        at=at,
    )
    report = deliver_due(at=at, limit=1_000)
    return {"sent": report.sent, "failed": report.failed}


def report() -> dict[str, int]:
    """Ask for the saboteur's report as an overseer; return its status and that of the admin's home."""
    if os.environ.get("SABOTEUR_UNOMITTED"):  # a report that fails is a fault of the page
        reports.call_decorating = call_pure  # type: ignore[attr-defined]
    overseer = Client(HTTP_HOST="localhost", raise_request_exception=False)
    overseer.force_login(User.objects.get(username="overseer"))
    address = f"/admin/plugins/{name_of('report_error')}/reports/report/"
    return {
        "report": overseer.get(address).status_code,
        "admin": overseer.get("/admin/").status_code,
    }


def demo() -> dict[str, int]:
    """Fill the demonstration as ``portal fill_demo`` does; return whether it ended and named the saboteur."""
    if os.environ.get("SABOTEUR_UNKEPT"):  # what a plugin adds is asked for without any guard
        plugin_demo.call_pure = lambda _place, function, *args: function(*args)  # type: ignore[assignment,attr-defined]
    settings.PORTAL_DEMO = True
    told = StringIO()
    try:
        call_command("fill_demo", stdout=told, stderr=told)
    except Exception:  # noqa: BLE001 - a fault of the command is what is counted
        return {"ended": 0, "named": 0}
    return {"ended": 1, "named": int(f"{name_of('demo_error')} is left out" in told.getvalue())}


OFFERED: tuple[Callable[..., Any], ...] = (work, integrity, message, report, demo)
