"""Runs jobs: in a thread of the web process, or by ``portal run_jobs``. Each kind is registered by its layer."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from importlib import import_module

from django.db import close_old_connections, connections
from django.utils import timezone

from portal.records.embedded import EmbeddedThread
from portal.records.jobs.operations import JobLostError, JobRun, claim_job

__all__ = [
    "EMBEDDED_JOBS",
    "JobRefusedError",
    "announce_jobs",
    "load_jobs",
    "register_job",
    "run_jobs_until",
    "run_next_job",
]

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0
AFTER_FAULT_SECONDS = 30.0
_kinds: dict[str, Callable[[JobRun], None]] = {}
_sources: dict[str, None] = {}


class JobRefusedError(Exception):
    """What was asked for can't be done; the words are for whoever asked."""


def register_job(kind: str, run: Callable[[JobRun], None]) -> None:
    """Say what does a kind of job; it calls ``JobRun.finish`` in the end. It may run twice: after a worker's death."""
    _kinds[kind] = run


def announce_jobs(module: str) -> None:
    """Name a module that registers jobs; it is imported when the first job is done, not at every start."""
    _sources[module] = None


def load_jobs() -> None:
    """Import what was announced."""
    for module in _sources:
        import_module(module)


def run_next_job(*, at: datetime) -> bool:
    """Do the oldest job that waits; tell whether there was one. Its failure is on record, and logged."""
    job = claim_job(at=at)
    if job is None:
        return False
    run = JobRun(job)
    if job.state != job.State.RUNNING:
        return True
    try:
        _do(run)
    except JobLostError:
        logger.info("%s was taken back", job)
    return True


def _do(run: JobRun) -> None:
    load_jobs()
    try:
        _kinds[run.job.kind](run)
    except JobLostError:
        raise
    except JobRefusedError as refusal:
        run.fail(str(refusal))
    except Exception as error:
        logger.exception("%s failed", run.job)
        run.fail(type(error).__name__)


def run_jobs_until(stop: threading.Event) -> None:
    """Do what is asked for until told to stop; a fault is logged and waited out."""
    try:
        while not stop.is_set():
            stop.wait(_run_once())
    finally:
        connections.close_all()


def _run_once() -> float:
    """Do one job; return how long to pause: not at all while there is more."""
    close_old_connections()
    try:
        has_run = run_next_job(at=timezone.now())
    except Exception:
        logger.exception("jobs could not be worked on")
        connections.close_all()
        return AFTER_FAULT_SECONDS
    return 0.0 if has_run else POLL_SECONDS


EMBEDDED_JOBS = EmbeddedThread("jobs", run_jobs_until)
