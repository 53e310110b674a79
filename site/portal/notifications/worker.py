"""Runs delivery again and again: in a thread of the web process, or as a process of its own.

The thread is the embedded default; production runs ``portal deliver_messages`` beside the web. Regular work that may
be kept waiting has a thread of its own beside it.
"""

from __future__ import annotations

import logging
import threading
from datetime import date, datetime

from django.db import close_old_connections, connections
from django.utils import timezone

from portal.notifications.delivery import deliver_due
from portal.notifications.problems import queue_problem_digest
from portal.notifications.regular import do_due_work
from portal.records.embedded import EmbeddedThread

__all__ = ["EMBEDDED_OUTBOX", "deliver_until"]

logger = logging.getLogger(__name__)

POLL_SECONDS = 2.0
APART_SECONDS = 1.0
AFTER_FAULT_SECONDS = 30.0


def deliver_until(stop: threading.Event) -> None:
    """Deliver what is due until told to stop; a fault is logged and waited out."""
    apart = threading.Thread(target=_work_apart_until, args=(stop,), name="apart", daemon=True)
    apart.start()
    try:
        while not stop.is_set():
            stop.wait(_deliver_once())
    finally:
        connections.close_all()
        apart.join(APART_SECONDS)


def _work_apart_until(stop: threading.Event) -> None:
    """Do the regular work that may be kept waiting; a thread that hangs ends with the process."""
    try:
        while not stop.wait(APART_SECONDS):
            close_old_connections()
            do_due_work(timezone.now(), apart=True)
    finally:
        connections.close_all()


def _deliver_once() -> float:
    """Deliver one batch; return how long to pause: not at all while there is more."""
    close_old_connections()
    try:
        at = timezone.now()
        _days.tell_problems(at)
        do_due_work(at)
        report = deliver_due(at=at)
    except Exception:
        logger.exception("the outbox could not be worked on")
        connections.close_all()
        return AFTER_FAULT_SECONDS
    return 0.0 if report.handled else POLL_SECONDS


class _Days:
    """Looks for problems with plugins once a day and process; the outbox keeps it to one message."""

    def __init__(self) -> None:
        self.told_on: date | None = None

    def tell_problems(self, at: datetime) -> None:
        """Queue the digest at the first pass of a day."""
        day = timezone.localdate(at)
        if self.told_on != day:
            queue_problem_digest(at=at)
            self.told_on = day


_days = _Days()


EMBEDDED_OUTBOX = EmbeddedThread("outbox", deliver_until)
