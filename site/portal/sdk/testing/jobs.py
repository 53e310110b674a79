"""The check of regular work: each job does what it does twice, inside its time; whatever it writes is undone."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from portal.notifications.plugin_jobs import MOST_JOBS, RegularJob
from portal.sdk.testing.subject import Finding, Subject

__all__ = ["check_jobs"]


def check_jobs(subject: Subject) -> Iterator[Finding]:
    """Look at names and number, and do each job twice as two workers might."""
    if len(subject.jobs) > MOST_JOBS:
        yield Finding("jobs", subject.plugin_id, f"more than {MOST_JOBS} jobs")
    jobs = [job for job in subject.jobs if isinstance(job, RegularJob)]
    if len(jobs) < len(subject.jobs):
        yield Finding("jobs", subject.plugin_id, "something that is no RegularJob")
    for name, number in Counter(job.name for job in jobs).items():
        if number > 1:
            yield Finding("jobs", f"{subject.plugin_id}.{name}", f"stands {number} times")
    for job in jobs:
        if fault := _fault(job):
            yield Finding("jobs", f"{subject.plugin_id}.{job.name}", fault)


def _fault(job: RegularJob) -> str:
    at, began = timezone.now(), time.monotonic()
    with transaction.atomic():
        try:
            with transaction.atomic():
                job.run(at)
                job.run(at)
        except Exception as error:  # noqa: BLE001 - whatever a job raises is the finding
            return f"{type(error).__name__}: {error}"
        finally:
            transaction.set_rollback(True)
    if time.monotonic() - began > 2 * job.longest.total_seconds():
        return "took longer than it says"
    return ""
