"""Says what does the jobs of imports. The libraries that read files are loaded only by whoever does one."""

from __future__ import annotations

from portal.records.imports.operations import CHECK, RECORD
from portal.records.jobs.operations import JobRun
from portal.records.jobs.running import register_job

__all__ = ["register_import_jobs"]


def register_import_jobs() -> None:
    """Register the check and the recording of a file."""
    register_job(CHECK, _check)
    register_job(RECORD, _record)


def _check(run: JobRun) -> None:
    from portal.records.imports.checking import (
        check_file,
    )  # deferred: it loads django-import-export

    check_file(run)


def _record(run: JobRun) -> None:
    from portal.records.imports.recording import record_file  # deferred: only a worker needs it

    record_file(run)
