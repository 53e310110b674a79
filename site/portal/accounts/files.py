"""Files that are made for an account in the background: found for their owner alone, and taken back."""

from __future__ import annotations

import uuid

from django.shortcuts import get_object_or_404
from django.utils import timezone

from portal.records.jobs.models import Job
from portal.records.jobs.operations import cancel_job

__all__ = ["find_own_job", "take_back"]


def find_own_job(public_id: uuid.UUID, account_id: int | None) -> Job:
    """Return a job of the account; raise Http404 for anybody else's."""
    return get_object_or_404(Job, public_id=public_id, owner_id=account_id)


def take_back(job: Job) -> None:
    """Cancel what is not done yet."""
    cancel_job(public_id=job.public_id, owner_id=job.owner_id, at=timezone.now())
