"""Files that were made for an account in the background: found for their owner alone, handed out, taken back."""

from __future__ import annotations

import uuid

from django.core.files.storage import storages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from portal.records.jobs.models import Job
from portal.records.jobs.operations import cancel_job

__all__ = ["find_own_job", "send_file", "take_back"]


def find_own_job(public_id: uuid.UUID, account_id: int | None) -> Job:
    """Return a job of the account; raise Http404 for anybody else's."""
    return get_object_or_404(Job, public_id=public_id, owner_id=account_id)


def send_file(job: Job) -> FileResponse:
    """Return the answer with the file; raise Http404 until it is whole."""
    if not job.stored_name:
        raise Http404
    file = storages["private"].open(job.stored_name)
    return FileResponse(file, as_attachment=True, filename=job.file_name)


def take_back(job: Job) -> None:
    """Cancel what is not done yet."""
    cancel_job(public_id=job.public_id, owner_id=job.owner_id, at=timezone.now())
