"""A closed loop of one client: does what was prepared, one after the other, and notes how each went."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import OperationalError

__all__ = ["work_through"]


def work_through(work: Sequence[Callable[[], object]]) -> dict[str, Any]:
    """Do everything; return how many were done, how many found the database locked, and the times."""
    locked, milliseconds = 0, []
    cpu = time.process_time()
    for each in work:
        started = time.perf_counter()
        try:
            each()
        except OperationalError:
            locked += 1
            time.sleep(0.001)
        milliseconds.append((time.perf_counter() - started) * 1000)
    return {
        "done": len(work) - locked,
        "locked": locked,
        "cpu": (time.process_time() - cpu) * 1000,
        "milliseconds": milliseconds,
    }
