"""Work that the worker does every so often beside delivering. Whoever has such work registers it at start-up.

What fails is logged and tried again at its next time; it keeps neither messages nor other work waiting. What asks
somebody outside, who may be slow to answer, is done apart.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

__all__ = ["WORK", "RegularWork", "do_due_work", "register_work"]

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class RegularWork:
    """Something to do, how often, and when this process did it last; ``is_apart`` where it may be kept waiting."""

    name: str
    every: timedelta
    do: Callable[[], object]
    is_apart: bool = False
    done_at: datetime | None = None

    def is_due(self, at: datetime) -> bool:
        """Tell whether it is time; at the first pass of a process it is."""
        return self.done_at is None or at - self.done_at >= self.every


WORK: dict[str, RegularWork] = {}


def register_work(
    name: str, *, every: timedelta, do: Callable[[], object], is_apart: bool = False
) -> None:
    """Have something done by every worker; it must be safe to do twice, and at the same time."""
    WORK[name] = RegularWork(name, every, do, is_apart)


def do_due_work(at: datetime, *, apart: bool = False) -> None:
    """Do what is due now, of the usual work or of that which is done apart."""
    for work in list(WORK.values()):
        if work.is_apart is not apart or not work.is_due(at):
            continue
        work.done_at = at
        try:
            work.do()
        except Exception:
            logger.exception("regular work %s failed", work.name)
