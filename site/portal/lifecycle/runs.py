"""Reads an application as its applicant works on it: one query for the row and all its answers."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from portal.definitions.compiled import CompiledWizard, get_compiled
from portal.definitions.evaluation import HeldAnswers
from portal.lifecycle.errors import ApplicationNotFoundError
from portal.records.applications.models import Application

__all__ = ["BINDINGS", "Run", "get_run"]

BINDINGS = {
    "person.first_name": "person__first_name",
    "person.middle_name": "person__middle_name",
    "person.last_name": "person__last_name",
    "person.email": "person__email",
    "person.phone": "person__phone",
    "person.address_line": "person__address_line",
    "person.address_town": "person__address_town",
    "person.address_state": "person__address_state",
    "person.address_zip": "person__address_zip",
}
"""Paths of the shared records that a field may be bound to, with where they are read."""

_COLUMNS = (
    "id",
    "public_id",
    "reference",
    "person_id",
    "version_id",
    "version__content_hash",
    "service_key",
    "credential__number",
    "lock_version",
    "submitted_at",
    "saved_at",
)
_FACTS = tuple(column.replace("__", "_") for column in _COLUMNS)
_STEP_COLUMNS = (
    "step_answers__step",
    "step_answers__answers",
    "step_answers__unfinished",
    "step_answers__checked_at",
    "step_answers__version",
)


@dataclass(frozen=True, slots=True)
class Run:
    """A draft, or what became of it, with what is stored of each step."""

    id: int
    public_id: uuid.UUID
    reference: str | None
    person_id: int
    version_id: int
    version_content_hash: str
    service_key: str
    credential_number: str | None
    lock_version: int
    submitted_at: datetime | None
    saved_at: datetime
    record: Mapping[str, Any]
    held: Mapping[str, HeldAnswers]

    @property
    def compiled(self) -> CompiledWizard:
        """Return the version this application stays on."""
        return get_compiled(self.version_id, self.version_content_hash)

    def filed_on(self, today: date) -> date:
        """Return the day that rules are judged by: of filing, or today while it is a draft."""
        return localdate(self.submitted_at) if self.submitted_at else today


def get_run(public_id: uuid.UUID, account_id: int | None) -> Run:
    """Return the applicant's own application; raise ApplicationNotFoundError for any other."""
    rows = list(
        Application.objects.filter(public_id=public_id, person__account_id=account_id)
        .order_by()
        .values_list(*_COLUMNS, *BINDINGS.values(), *_STEP_COLUMNS)
    )
    if account_id is None or not rows:
        raise ApplicationNotFoundError(public_id)
    own, bound = len(_COLUMNS), len(_COLUMNS) + len(BINDINGS)
    held = {
        step: HeldAnswers(answers, unfinished, checked_at is not None, version)
        for step, answers, unfinished, checked_at, version in (row[bound:] for row in rows)
        if step is not None
    }
    record = dict(zip(BINDINGS, rows[0][own:bound], strict=True))
    facts: dict[str, Any] = dict(zip(_FACTS, rows[0][:own], strict=True))
    return Run(**facts, record=record, held=held)
