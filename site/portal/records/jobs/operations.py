"""Asks for jobs, takes them back, and moves them on; every move says under which lease it is made."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files import File
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.records.jobs.models import Job

__all__ = ["JobLostError", "JobRun", "cancel_job", "claim_job", "forget_old_jobs", "start_job"]

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 3
KEPT = timedelta(days=7)
TELLING = timedelta(seconds=0.4)
FOLDER = "jobs"
State = Job.State
OPEN = (State.WAITING, State.RUNNING)


class JobLostError(Exception):
    """The job was cancelled, or its lease ran out and somebody else took it: stop, and write nothing more."""


def start_job(*, kind: str, owner_id: int, parameters: Mapping[str, Any], at: datetime) -> Job:
    """Ask for a job; a worker begins it within seconds."""
    return Job.objects.create(
        kind=kind, owner_id=owner_id, parameters=dict(parameters), created_at=at
    )


def cancel_job(*, public_id: uuid.UUID, owner_id: int, at: datetime) -> bool:
    """Take back one's own job unless it is over; whoever runs it notices at its next step."""
    own = Job.objects.filter(public_id=public_id, owner_id=owner_id, state__in=OPEN)
    return bool(own.update(state=State.CANCELLED, finished_at=at, lease=None, lease_until=None))


@transaction.atomic
def claim_job(*, at: datetime) -> Job | None:
    """Take the oldest job that waits, or whose worker died; one that killed its workers is given up."""
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, lease_until__lt=at)
    job = Job.objects.filter(free).select_for_update(skip_locked=True).order_by("id").first()
    if job is None:
        return None
    if job.attempts >= MOST_ATTEMPTS:
        job.state, job.finished_at, job.lease, job.lease_until = State.FAILED, at, None, None
        job.failure = "no worker finished it"
    else:
        job.state, job.lease, job.lease_until = State.RUNNING, uuid.uuid4(), at + LEASE
        job.attempts += 1
    job.save()
    return job


def forget_old_jobs(*, at: datetime) -> int:
    """Delete jobs a week after their end, with their files."""
    old = list(Job.objects.filter(finished_at__lt=at - KEPT)[:1_000])
    for job in old:
        if job.stored_name:
            storages["private"].delete(job.stored_name)
        job.delete()
    return len(old)


@dataclass(slots=True)
class JobRun:
    """A claimed job in the hands of whoever does it."""

    job: Job
    told_at: datetime | None = None

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Return what was asked for."""
        parameters: Mapping[str, Any] = self.job.parameters
        return parameters

    @property
    def checkpoint(self) -> Mapping[str, Any]:
        """Return what an earlier worker left to go on from."""
        checkpoint: Mapping[str, Any] = self.job.checkpoint
        return checkpoint

    def begin(self, total: int | None) -> None:
        """Say how much there is to do, or that this is unknown yet; raise JobLostError."""
        self._move(total=total, done=0 if total is None else min(self.job.done, total))

    def tell(self, done: int) -> None:
        """Say how much is done, a few times a second at most; raise JobLostError."""
        if self.told_at is None or timezone.now() - self.told_at >= TELLING:
            self._move(done=self._bound(done))

    def reach(self, done: int, checkpoint: Mapping[str, Any]) -> None:
        """Say how much is done and where to go on; part of the caller's transaction. Raise JobLostError.

        Attempts count anew: only what kills its workers at one place is given up.
        """
        self._move(done=self._bound(done), checkpoint=dict(checkpoint), attempts=1)

    def finish(self, done: int, *, file: File[bytes] | None = None, file_name: str = "") -> None:
        """Keep the file, if any, and say that all is done; raise JobLostError."""
        stored = ""
        if file is not None:
            stored = storages["private"].save(f"{FOLDER}/{uuid.uuid4().hex}", file)
        try:
            self._move(
                state=State.DONE,
                done=done,
                total=done,
                finished_at=timezone.now(),
                stored_name=stored,
                file_name=file_name,
            )
        except JobLostError:
            if stored:
                storages["private"].delete(stored)
            raise

    def fail(self, failure: str) -> None:
        """Give up, with the reason; raise JobLostError."""
        self._move(state=State.FAILED, finished_at=timezone.now(), failure=failure[:300])

    def _bound(self, done: int) -> int:
        return done if self.job.total is None else min(done, self.job.total)

    def _move(self, **changes: Any) -> None:
        self.told_at = timezone.now()
        is_over = "finished_at" in changes
        lease = (
            {"lease": None, "lease_until": None}
            if is_over
            else {"lease_until": self.told_at + LEASE}
        )
        held = Job.objects.filter(pk=self.job.pk, state=State.RUNNING, lease=self.job.lease)
        if not held.update(**changes, **lease):
            raise JobLostError(str(self.job))
        for name, value in changes.items():
            setattr(self.job, name, value)
