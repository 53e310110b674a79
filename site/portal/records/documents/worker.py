"""Scans what waits again and again: in a thread of the web process, or by ``portal scan_documents``.

A thread of its own, so that a scanner that does not answer keeps no message and no export waiting.
"""

from __future__ import annotations

import logging
import threading

from django.db import close_old_connections, connections
from django.utils import timezone

from portal.records.documents.scanning import scan_waiting
from portal.records.embedded import EmbeddedThread

__all__ = ["EMBEDDED_SCANNER", "scan_until"]

logger = logging.getLogger(__name__)

AT_ONCE = 20
POLL_SECONDS, AFTER_FAULT_SECONDS = 2.0, 30.0


def scan_until(stop: threading.Event) -> None:
    """Scan what is due until told to stop; a fault is logged and waited out."""
    try:
        while not stop.is_set():
            stop.wait(_scan_once())
    finally:
        connections.close_all()


def _scan_once() -> float:
    """Scan some; return how long to pause: not at all while there is more."""
    close_old_connections()
    try:
        done = scan_waiting(at=timezone.now(), most=AT_ONCE)
    except Exception:
        logger.exception("documents could not be scanned")
        connections.close_all()
        return AFTER_FAULT_SECONDS
    return 0.0 if done == AT_ONCE else POLL_SECONDS


EMBEDDED_SCANNER = EmbeddedThread("scanner", scan_until)
