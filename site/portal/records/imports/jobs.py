"""Says what does the jobs of imports. The libraries that read files are loaded only by whoever does one."""

from __future__ import annotations

from portal.records.imports.operations import CHECK, RECORD
from portal.records.jobs.operations import JobRun
from portal.records.jobs.running import register_job


def _check(run: JobRun) -> None:
    from portal.records.imports import checking  # deferred: it loads django-import-export

    checking.check_file(run)


def _record(run: JobRun) -> None:
    from portal.records.imports.recording import record_file  # deferred: only a worker needs it

    record_file(run)


register_job(CHECK, _check)
register_job(RECORD, _record)
