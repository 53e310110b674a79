"""Regular work of plugins: each job in a thread of its own, so that none keeps the worker or another job waiting.

A thread can't be interrupted. A job that overruns is named as a failure and not begun again before it ends. When a job
is due, and whether some process does it, is in the cache for all of them; one whose process died is begun again.
"""

from __future__ import annotations

import logging
import threading
import time as clock
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from types import ModuleType

from django.core.cache import cache
from django.db import connections
from django.utils import timezone

from portal.plugins.breaker import State, get_state
from portal.plugins.guard import call_decorating, count_failure
from portal.plugins.registry import plugin_modules

__all__ = ["JobOverranError", "RegularJob", "do_plugin_jobs", "wait_for_plugin_jobs"]

logger = logging.getLogger(__name__)

SHORTEST = timedelta(minutes=1)
USUALLY_LONGEST, LONGEST = timedelta(minutes=5), timedelta(hours=6)
MOST_JOBS = 20
"""A plugin has no more: each may hold a thread."""
DAY_KEPT = timedelta(days=2)


class JobOverranError(Exception):
    """A job took longer than it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegularJob:
    """Something to do so long after it was done last, or once a day from an hour of the portal's clock on.

    ``run`` is given the moment; it must be safe to do twice, since a worker may end in the middle of it. ``longest``
    is how long it may take. Raises ValueError where none or both of ``every`` and ``at`` are given, or out of bounds.
    """

    name: str
    run: Callable[[datetime], object]
    every: timedelta | None = None
    at: time | None = None
    longest: timedelta = USUALLY_LONGEST

    def __post_init__(self) -> None:
        if not self.name.isidentifier():
            raise ValueError(f"{self.name!r} is no name of a job")
        if (self.every is None) == (self.at is None):
            raise ValueError(f"{self.name}: either every or at")
        if self.every is not None and self.every < SHORTEST:
            raise ValueError(f"{self.name}: more often than each minute")
        if not timedelta() < self.longest <= LONGEST:
            raise ValueError(f"{self.name}: longest is no time up to {LONGEST}")


@dataclass(slots=True)
class _Run:
    """A job that this process has begun."""

    place: str
    job: RegularJob
    at: datetime
    thread: threading.Thread | None = None
    began: float = field(default_factory=clock.monotonic)
    was_asked: bool = False
    is_told: bool = False

    @property
    def is_over(self) -> bool:
        return self.thread is None or not self.thread.is_alive()

    @property
    def left(self) -> float:
        """Return the seconds until it overruns."""
        return self.began + self.job.longest.total_seconds() - clock.monotonic()


_runs: dict[str, _Run] = {}


def do_plugin_jobs(at: datetime) -> None:
    """Name those that overrun, and begin what is due; return at once."""
    _watch()
    for plugin_id, job in _offered():
        key = f"{plugin_id}.{job.name}"
        try:
            if key not in _runs and _is_free(f"{plugin_id}:jobs") and _claim(key, job, at):
                _begin(key, f"{plugin_id}:jobs", job, at)
        except Exception:
            logger.exception("job %s could not be begun", key)


def wait_for_plugin_jobs() -> None:
    """Return when each job of this process has ended or overrun; for a worker that ends after one pass."""
    for run in list(_runs.values()):
        if run.thread is not None:
            run.thread.join(max(run.left, 0))
    _watch()


def _offered() -> Iterator[tuple[str, RegularJob]]:
    for plugin, module in plugin_modules("jobs"):
        for job in call_decorating(f"{plugin.label}:jobs", _listed, module) or ():
            yield plugin.label, job


def _listed(module: ModuleType) -> list[RegularJob]:
    jobs = list(module.JOBS)
    if len(jobs) > MOST_JOBS or not all(isinstance(job, RegularJob) for job in jobs):
        raise TypeError(f"not a list of up to {MOST_JOBS} jobs")
    return jobs


def _is_free(place: str) -> bool:
    """Tell whether the plugin's jobs may be asked: what is left out for a while stays due."""
    return get_state(place) is not State.OPEN


def _claim(key: str, job: RegularJob, at: datetime) -> bool:
    """Tell whether the job is due and no other process does it; until its end it is this one's."""
    if job.at is not None and timezone.localtime(at).time() < job.at:
        return False
    if not cache.add(_running(key), 1, timeout=job.longest.total_seconds()):
        return False
    if cache.get(_done(key, job, at)) is None:
        return True
    cache.delete(_running(key))
    return False


def _begin(key: str, place: str, job: RegularJob, at: datetime) -> None:
    run = _Run(place, job, at)
    run.thread = threading.Thread(
        target=_do, args=(key, run), name=f"plugin job {key}", daemon=True
    )
    _runs[key] = run
    run.thread.start()


def _do(key: str, run: _Run) -> None:
    def ask() -> None:
        run.was_asked = True
        run.job.run(run.at)

    ask.__qualname__ = key  # named in the log
    try:
        call_decorating(run.place, ask)
    finally:
        connections.close_all()
        if run.was_asked:
            kept = run.job.every or DAY_KEPT
            cache.set(_done(key, run.job, run.at), 1, timeout=kept.total_seconds())
        cache.delete(_running(key))


def _watch() -> None:
    """Forget what has ended; name what overruns once, and keep other processes from beginning it too."""
    for key, run in list(_runs.items()):
        if run.is_over:
            del _runs[key]
        elif run.left <= 0:
            cache.set(_running(key), 1, timeout=run.job.longest.total_seconds())
            if not run.is_told:
                run.is_told = True
                count_failure(run.place, run.job.run, JobOverranError(key))


def _running(key: str) -> str:
    return f"plugins:jobs:running:{key}"


def _done(key: str, job: RegularJob, at: datetime) -> str:
    """Return where it stands that a job was done: lately, or on a day."""
    day = f":{timezone.localdate(at):%Y%m%d}" if job.at is not None else ""
    return f"plugins:jobs:done:{key}{day}"
