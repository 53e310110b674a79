"""Taking up many applications at once, as a job: one after the other, each refused or done by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from portal.casework.refusals import explain_refusal
from portal.lifecycle.decisions import take_up_application
from portal.lifecycle.errors import LifecycleError
from portal.records.applications.models import Application
from portal.records.jobs.models import Job
from portal.records.jobs.operations import JobRun, start_job
from portal.records.jobs.running import register_job

__all__ = ["MOST_AT_ONCE", "TAKE_UP", "ask_to_take_up"]

TAKE_UP = "take_up"
MOST_AT_ONCE = 1_000


def ask_to_take_up(public_ids: Sequence[UUID], *, account_id: int, at: datetime) -> Job:
    """Ask for a job that puts an account's name on files, in the order given."""
    files = [str(public_id) for public_id in public_ids[:MOST_AT_ONCE]]
    return start_job(kind=TAKE_UP, owner_id=account_id, parameters={"files": files}, at=at)


def _run(run: JobRun) -> None:
    """Take up one file after the other; where a worker died the next goes on after the last one done."""
    files = run.parameters["files"]
    refused: list[list[str]] = list(run.checkpoint.get("refused", []))
    run.begin(len(files))
    for done in range(run.job.done, len(files)):
        refusal = _take_up(run, files[done], done + 1, refused)
        if refusal:
            refused.append(refusal)
            run.reach(done + 1, {"refused": refused})
    run.finish(len(files))


def _take_up(run: JobRun, public_id: str, done: int, refused: Any) -> list[str]:
    """Take up one file and note so in one transaction; return its reference and why not, where it is refused."""
    application = Application.objects.filter(
        public_id=public_id, submitted_at__isnull=False
    ).first()
    if application is None:
        return [public_id, ""]
    try:
        with transaction.atomic():
            take_up_application(
                application_id=application.pk, by_id=run.job.owner_id, at=timezone.now()
            )
            run.reach(done, {"refused": refused})
    except LifecycleError as error:
        return [application.reference or "", explain_refusal(error).message]
    return []


register_job(TAKE_UP, _run)
