"""Compares jobs with the files in the private store and with the clock: missing files, work that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import storages
from django.db.models import Q

from portal.records.jobs.models import Job
from portal.records.jobs.operations import FOLDER

__all__ = ["check_jobs"]

STANDS_STILL = timedelta(hours=1)
"""So long after it could have been taken up, nobody has: no worker runs. A worker looks every second."""
SPARED = timedelta(days=1)
"""So young a file may be one that is still being written."""
State = Job.State


def check_jobs(*, at: datetime) -> Iterator[tuple[str, str]]:
    """Yield each fault as the job or file and what is wrong; three SQL, and one listing of the folder of files."""
    late = at - STANDS_STILL
    waiting = Q(state=State.WAITING, created_at__lt=late)
    abandoned = Q(state=State.RUNNING, lease_until__lt=late)
    for job in Job.objects.filter(waiting | abandoned).order_by("id").iterator():
        yield (
            _name(job),
            f"it is {job.get_state_display()} and no worker has taken it up for an hour",
        )
    stored = _list_stored()
    finished = Job.objects.exclude(stored_name="").order_by("id")
    known = set()
    for job in finished.iterator():
        known.add(job.stored_name)
        if job.stored_name not in stored:
            yield _name(job), "its file is missing"
    for name in sorted(stored - known):
        if storages["private"].get_modified_time(name) < at - SPARED:
            yield name, "no job knows this file"


def _name(job: Job) -> str:
    return f"job {job.public_id} ({job.kind})"


def _list_stored() -> set[str]:
    try:
        _folders, files = storages["private"].listdir(FOLDER)
    except FileNotFoundError:
        return set()
    return {f"{FOLDER}/{name}" for name in files}
