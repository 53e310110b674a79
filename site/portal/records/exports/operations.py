"""Asks for exports and makes them in the background; each is on record in the audit trail.

What can be exported is declared by the layer that shows it: under which key, to whom, and which rows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files import File
from django.db import transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from portal.records.audit.operations import record_event
from portal.records.exports.tables import ExportTable
from portal.records.exports.writing import list_csv_parts, write_csv, write_xlsx
from portal.records.jobs.models import Job
from portal.records.jobs.operations import JobRun, start_job
from portal.records.jobs.running import JobRefusedError, load_jobs, register_job

__all__ = [
    "EXPORTS",
    "FORMATS",
    "Export",
    "ExportRefusedError",
    "ExportUnavailableError",
    "find_export",
    "register_export",
    "request_export",
    "stream_export",
]

KIND = "export"
FORMATS = {"csv": write_csv, "xlsx": write_xlsx}
Parameters = Mapping[str, str]


class ExportRefusedError(Exception):
    """There is no such export, or not for this account."""


class ExportUnavailableError(Exception):
    """The rows can't be had just now, since what works them out has a fault."""


@dataclass(frozen=True, slots=True)
class Export:
    """Something that can be exported: by whom, and the rows that parameters choose.

    Both ask the account; ``reads`` names the parameters of its list that choose rows, and no other is kept.
    """

    key: str
    file_name: str
    is_allowed: Callable[[Any], bool]
    build: Callable[[Any, Parameters], ExportTable]
    reads: frozenset[str] = frozenset({"q"})

    def own(self, parameters: Parameters) -> dict[str, str]:
        """Return what of the parameters chooses rows."""
        return {name: value for name, value in parameters.items() if name in self.reads}


EXPORTS: dict[str, Export] = {}
"""What is on offer, by key."""


def register_export(export: Export) -> None:
    """Offer an export under its key."""
    EXPORTS[export.key] = export


def find_export(key: str, account: Any) -> Export:
    """Return an export that the account may have; raise ExportRefusedError."""
    load_jobs()
    export = EXPORTS.get(key)
    if export is None or not account.is_active or not export.is_allowed(account):
        raise ExportRefusedError(key)
    return export


@transaction.atomic
def request_export(
    *, key: str, account: Any, parameters: Parameters, file_format: str, at: datetime
) -> Job:
    """Ask for a file; raise ExportRefusedError."""
    own = find_export(key, account).own(parameters)
    if file_format not in FORMATS:
        raise ExportRefusedError(file_format)
    _record(key, account, own, file_format, at)
    wanted = {"export": key, "format": file_format, "parameters": own, "language": get_language()}
    return start_job(kind=KIND, owner_id=account.pk, parameters=wanted, at=at)


def stream_export(
    *, key: str, account: Any, parameters: Parameters, at: datetime
) -> tuple[str, Iterator[bytes]]:
    """Return the name of a CSV file and its parts, read as they are asked for.

    Raises ExportRefusedError, and ExportUnavailableError before the first part.
    """
    export = find_export(key, account)
    own = export.own(parameters)
    with transaction.atomic():
        _record(key, account, own, "csv", at)
    return f"{export.file_name}.csv", list_csv_parts(export.build(account, own))


def _record(key: str, account: Any, parameters: Parameters, file_format: str, at: datetime) -> None:
    record_event(
        action="export.requested",
        record_type="export",
        record_id=key,
        state={"format": file_format, "parameters": dict(parameters)},
        actor_id=account.pk,
        at=at,
    )


def _run(run: JobRun) -> None:
    """Make the file in the language in which it was asked for."""
    with override(run.parameters.get("language") or settings.LANGUAGE_CODE):
        _make(run)


def _make(run: JobRun) -> None:
    key, file_format = run.parameters["export"], run.parameters["format"]
    account = get_user_model()._default_manager.get(pk=run.job.owner_id)
    try:
        export = find_export(key, account)
    except ExportRefusedError as refusal:
        raise JobRefusedError(_("You may no longer export this list.")) from refusal
    try:
        table = export.build(account, run.parameters["parameters"])
    except ExportUnavailableError as fault:
        raise JobRefusedError(_("This list has a fault and can't be exported just now.")) from fault
    run.begin(table.count())
    with tempfile.TemporaryFile() as file:
        done = FORMATS[file_format](table, file, run.tell)
        file.seek(0)
        run.finish(done, file=File(file), file_name=f"{export.file_name}.{file_format}")


register_job(KIND, _run)
