"""Jobs: done once, with their progress on record, and taken up again where a worker died."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files import File
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from portal.records.jobs import running
from portal.records.jobs.operations import (
    LEASE,
    MOST_ATTEMPTS,
    JobLostError,
    JobRun,
    cancel_job,
    claim_job,
    forget_old_jobs,
    start_job,
)
from portal.records.jobs.running import JobRefusedError, run_next_job
from portal.records.models import Job
from portal.users.models import User
from tests.together import run_together

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = timezone.now()


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that says what jobs of kind "count" do."""
    monkeypatch.setattr(running, "_kinds", {})
    monkeypatch.setattr(running, "_sources", {})
    return lambda run: running.register_job("count", run)


def ask(owner: User, **parameters: Any) -> Job:
    """Ask for a job of kind "count"."""
    return start_job(kind="count", owner_id=owner.pk, parameters=parameters, at=NOW)


def list_files() -> set[str]:
    """Return the files that jobs have left."""
    storage = storages["private"]
    return set(storage.listdir("jobs")[1]) if storage.exists("jobs") else set()


def count(run: JobRun) -> None:
    """Count to five and keep a file."""
    run.begin(5)
    for done in range(1, 6):
        run.tell(done)
    run.finish(5, file=File(io.BytesIO(b"12345")), file_name="count.txt")


def test_job_is_done_and_its_file_is_kept(applicant: User, kind: Any) -> None:
    kind(count)
    job = ask(applicant)

    call_command("run_jobs", once=True)

    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.percent) == ("done", 5, 5, 100)
    assert storages["private"].open(job.stored_name).read() == b"12345"
    assert run_next_job(at=timezone.now()) is False


def test_failure_is_on_record_and_keeps_no_other_job_waiting(applicant: User, kind: Any) -> None:
    def fail(run: JobRun) -> None:
        if "reason" in run.parameters:
            raise JobRefusedError(str(run.parameters["reason"]))
        if "fault" in run.parameters:
            raise ZeroDivisionError
        count(run)

    kind(fail)
    jobs = [ask(applicant, reason="No such list."), ask(applicant, fault=True), ask(applicant)]

    call_command("run_jobs", once=True)

    for job in jobs:
        job.refresh_from_db()
    assert [job.state for job in jobs] == ["failed", "failed", "done"]
    assert [job.failure for job in jobs] == ["No such list.", "ZeroDivisionError", ""]


def test_cancelled_job_stops_at_its_next_step_and_leaves_no_file(
    applicant: User, kind: Any
) -> None:
    reached = []

    def cancelled_on_the_way(run: JobRun) -> None:
        run.begin(5)
        assert cancel_job(public_id=run.job.public_id, owner_id=applicant.pk, at=NOW)
        reached.append("cancelled")
        run.finish(5, file=File(io.BytesIO(b"late")), file_name="late.txt")
        reached.append("finished")

    kind(cancelled_on_the_way)
    job, before = ask(applicant), list_files()

    run_next_job(at=timezone.now())

    job.refresh_from_db()
    assert (job.state, job.stored_name, reached) == ("cancelled", "", ["cancelled"])
    assert list_files() == before


def test_nobody_cancels_what_is_not_theirs_or_is_over(
    applicant: User, other_applicant: User, kind: Any
) -> None:
    kind(count)
    job = ask(applicant)

    assert not cancel_job(public_id=job.public_id, owner_id=other_applicant.pk, at=NOW)
    run_next_job(at=timezone.now())
    assert not cancel_job(public_id=job.public_id, owner_id=applicant.pk, at=NOW)


def test_job_of_a_dead_worker_goes_on_from_its_checkpoint_and_the_dead_one_writes_no_more(
    applicant: User,
) -> None:
    ask(applicant)
    first = claim_job(at=NOW)
    assert first is not None
    dead = JobRun(first)
    dead.begin(10)
    dead.reach(4, {"row": 4})

    assert claim_job(at=timezone.now()) is None
    second = claim_job(at=timezone.now() + LEASE + timedelta(seconds=1))

    assert second is not None
    assert (second.done, second.checkpoint) == (4, {"row": 4})
    with pytest.raises(JobLostError):
        dead.reach(5, {"row": 5})
    JobRun(second).reach(6, {"row": 6})


def test_job_that_kills_its_workers_is_given_up(applicant: User) -> None:
    job, at = ask(applicant), timezone.now()
    for _attempt in range(MOST_ATTEMPTS):
        claim_job(at=at)
        at += LEASE + timedelta(seconds=1)

    claim_job(at=at)

    job.refresh_from_db()
    assert (job.state, job.failure) == ("failed", "no worker finished it")


def test_job_that_gets_further_each_time_outlives_any_number_of_workers(applicant: User) -> None:
    ask(applicant)
    at = timezone.now()
    for row in range(MOST_ATTEMPTS * 2):
        job = claim_job(at=at)
        assert job is not None
        assert (job.state, job.done) == ("running", row)
        JobRun(job).reach(row + 1, {"row": row + 1})
        at = timezone.now() + LEASE + timedelta(seconds=1)


def test_old_jobs_are_forgotten_with_their_files(applicant: User, kind: Any) -> None:
    kind(count)
    job = ask(applicant)
    run_next_job(at=timezone.now())
    job.refresh_from_db()

    assert forget_old_jobs(at=timezone.now()) == 0
    assert forget_old_jobs(at=timezone.now() + timedelta(days=8)) == 1
    assert not storages["private"].exists(job.stored_name)


@pytest.mark.django_db(transaction=True)
def test_several_workers_do_a_job_once(applicant: User) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("asks postgresql; this run uses sqlite, which lets one write at a time")
    for _job in range(10):
        ask(applicant)

    claimed = run_together([lambda: claim_job(at=timezone.now())] * 8)

    numbers = [job.pk for job in claimed if job is not None]
    assert len(numbers) == len(set(numbers)) == 8
