"""What a file that is being made tells of itself is seen by others at once, and keeps nobody from writing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from portal.records.exports import tables, writing
from portal.records.exports.operations import request_export
from portal.records.jobs import operations
from portal.records.jobs.operations import JobRun
from portal.records.jobs.running import run_next_job
from portal.records.models import Job
from portal.records.reading import read_rows
from portal.users.models import User
from tests.factories import records as make
from tests.together import run_together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Tell of every row; return what another connection sees each time."""
    tell, found = JobRun.tell, []

    def look(run: JobRun, done: int) -> None:
        tell(run, done)
        found.extend(run_together([lambda: Job.objects.get(pk=run.job.pk).done]))

    monkeypatch.setattr(JobRun, "tell", look)
    monkeypatch.setattr(operations, "TELLING", operations.TELLING * 0)
    monkeypatch.setattr(writing, "ROWS_A_PART", 1)
    return found


def make_file(specialist: User, file_format: str) -> str:
    """Have a file of three people made; return how the job ends."""
    for name in ("Quill", "Marbury", "Voss"):
        make.make_named(name)
    wanted = {"key": "records.person", "parameters": {"q": ""}, "file_format": file_format}
    job = request_export(account=specialist, at=timezone.now(), **wanted)
    run_next_job(at=timezone.now())
    job.refresh_from_db()
    return str(job.state)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_each_row_is_seen_while_the_file_is_made(
    specialist: User, seen: list[int], file_format: str
) -> None:
    assert make_file(specialist, file_format) == "done"
    assert seen[:3] == [1, 2, 3]


def test_control_rows_read_in_a_transaction_hide_it(
    specialist: User, seen: list[int], monkeypatch: Any
) -> None:
    def read(rows: Any) -> Iterator[Any]:
        with transaction.atomic():
            yield from read_rows(rows)

    monkeypatch.setattr(tables, "read_rows", read)

    assert make_file(specialist, "csv") == "done"
    assert seen[:3] == [0, 0, 0]
