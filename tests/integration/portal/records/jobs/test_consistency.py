"""Jobs that stand still, and files that are missing or that no job knows, are named by the check of the records."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files import File
from django.core.files.storage import storages
from django.utils import timezone
from pytest_django import Settings

from portal.records.jobs.consistency import check_jobs
from portal.records.jobs.operations import JobRun, claim_job, start_job
from portal.records.models import Job
from portal.users.models import User
from tests.factories.stores import use_folder

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Any) -> None:
    """Keep files where no other test looks."""
    use_folder(settings, tmp_path / "private")


def find(hours: float = 0) -> list[tuple[str, str]]:
    """Return the faults, so many hours from now."""
    return list(check_jobs(at=NOW + timedelta(hours=hours)))


def ask(owner: User) -> Job:
    """Ask for a job."""
    return start_job(kind="count", owner_id=owner.pk, parameters={}, at=NOW)


def finish(owner: User) -> Job:
    """Do a job that leaves a file."""
    ask(owner)
    job = claim_job(at=NOW)
    assert job is not None
    JobRun(job).finish(1, file=File(io.BytesIO(b"1")), file_name="one.txt")
    return Job.objects.get(pk=job.pk)


def test_jobs_that_are_done_and_under_way_agree(specialist: User) -> None:
    finish(specialist)
    ask(specialist)

    assert find(hours=0.9) == []


def test_job_that_nobody_takes_up_is_named(specialist: User) -> None:
    job = ask(specialist)

    assert find(hours=1.1) == [
        (f"job {job.public_id} (count)", "it is waiting and no worker has taken it up for an hour")
    ]


def test_job_whose_worker_died_and_that_nobody_takes_up_is_named(specialist: User) -> None:
    ask(specialist)
    claim_job(at=NOW)

    (fault,) = find(hours=1.1)

    assert fault[1] == "it is running and no worker has taken it up for an hour"
    assert find(hours=0.9) == []


def test_file_that_is_missing_is_named(specialist: User) -> None:
    job = finish(specialist)
    storages["private"].delete(job.stored_name)

    assert find() == [(f"job {job.public_id} (count)", "its file is missing")]


def test_file_that_no_job_knows_is_named_a_day_later(specialist: User) -> None:
    job = finish(specialist)
    Job.objects.filter(pk=job.pk).delete()

    assert find(hours=23) == []
    assert find(hours=25) == [(job.stored_name, "no job knows this file")]
