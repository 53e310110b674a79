"""Reads an application as its applicant works on it: one query for the row and all its answers."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import JSONArray
from django.utils.timezone import localdate

from portal.definitions.compiled import CompiledWizard, get_compiled
from portal.definitions.evaluation import HeldAnswers
from portal.definitions.record_paths import PERSON_PATHS
from portal.lifecycle.errors import ApplicationNotFoundError
from portal.records.applications.models import Application, StepAnswers
from portal.records.json_rows import AsJSON, JSONRows
from portal.records.people.models import Person
from portal.records.prepared import PreparedRows

__all__ = ["PERSON_COLUMNS", "Run", "get_run", "record_of"]

PERSON_COLUMNS = {path: path.removeprefix("person.") for path in PERSON_PATHS}
"""Paths of the shared records that a field may be bound to, with the person's column that each is."""
_BINDINGS = {path: f"person__{column}" for path, column in PERSON_COLUMNS.items()}
"""The same, with where each is read from an application."""

_COLUMNS = (
    "id",
    "public_id",
    "reference",
    "person_id",
    "contact_email",
    "version_id",
    "version__content_hash",
    "version__wizard__is_on",
    "service_key",
    "credential__number",
    "lock_version",
    "submitted_at",
    "saved_at",
)
_FACTS = tuple(column.replace("__", "_") for column in _COLUMNS)


@dataclass(frozen=True, slots=True)
class Run:
    """A draft, or what became of it, with what is stored of each step."""

    id: int
    public_id: uuid.UUID
    reference: str | None
    person_id: int | None
    version_id: int
    version_content_hash: str
    version_wizard_is_on: bool
    service_key: str
    credential_number: str | None
    lock_version: int
    submitted_at: datetime | None
    saved_at: datetime
    contact_email: str
    record: Mapping[str, Any]
    held: Mapping[str, HeldAnswers]

    @property
    def holder_id(self) -> int:
        """Return the person; to be asked only where the definition takes an account."""
        if self.person_id is None:
            raise Person.DoesNotExist(f"{self.public_id} is of somebody without an account")
        return self.person_id

    @property
    def is_visit(self) -> bool:
        """Tell whether it is of somebody without an account."""
        return self.person_id is None

    @property
    def address(self) -> str:
        """Return where to write to, by the record or as given; empty where there is none."""
        return self.record.get("person.email") or self.contact_email

    @property
    def compiled(self) -> CompiledWizard:
        """Return the version this application stays on."""
        return get_compiled(self.version_id, self.version_content_hash)

    @property
    def is_available(self) -> bool:
        """Tell whether the service is switched on and the plugins of this version are in use."""
        return bool(self.version_wizard_is_on) and not self.compiled.missing_plugins

    def filed_on(self, today: date) -> date:
        """Return the day that rules are judged by: of filing, or today while it is a draft."""
        return localdate(self.submitted_at) if self.submitted_at else today


def record_of(person: Person | None) -> dict[str, Any]:
    """Return what rules and bound fields may read of a person; nothing of somebody without an account."""
    if person is None:
        return {}
    return {path: getattr(person, column) for path, column in PERSON_COLUMNS.items()}


def get_run(public_id: uuid.UUID, account_id: int | None, visitor_key: str = "") -> Run:
    """Return the applicant's own application; raise ApplicationNotFoundError for any other.

    ``visitor_key`` is the digest that stands for somebody without an account, who is asked for before the account.
    """
    if visitor_key:
        rows = _VISITS.fetch(public_id=public_id, visitor_key=visitor_key)
    else:
        rows = _RUNS.fetch(public_id=public_id, account_id=account_id) if account_id else ()
    if not rows:
        raise ApplicationNotFoundError(public_id)
    *facts, steps = rows[0]
    own = len(_COLUMNS)
    record = {} if visitor_key else dict(zip(_BINDINGS, facts[own:], strict=True))
    held = {
        step: HeldAnswers(answers, unfinished, bool(is_checked), version, language)
        for step, answers, unfinished, is_checked, version, language in steps or ()
    }
    named: dict[str, Any] = dict(zip(_FACTS, facts[:own], strict=True))
    return Run(**named, record=record, held=held)


def _select_run(public_id: uuid.UUID, account_id: int) -> QuerySet[Application, Any]:
    """Return the query of one application of an account."""
    own = Application.objects.filter(public_id=public_id, person__account_id=account_id)
    return _with_steps(own, *_BINDINGS.values())


def _select_visit(public_id: uuid.UUID, visitor_key: str) -> QuerySet[Application, Any]:
    """Return the query of one application of a visitor."""
    return _with_steps(Application.objects.filter(public_id=public_id, visitor_key=visitor_key))


def _with_steps(own: QuerySet[Application], *bound: str) -> QuerySet[Application, Any]:
    """Return what is read of an application, with all its steps as one JSON list."""
    step = JSONArray(
        "step",
        AsJSON("answers"),
        AsJSON("unfinished"),
        Q(checked_at__isnull=False),
        "version",
        "language",
    )
    steps = (
        StepAnswers.objects.filter(application=OuterRef("pk"))
        .order_by()
        .values("application")
        .annotate(steps=JSONRows(step))
        .values("steps")
    )
    return own.order_by().annotate(steps=Subquery(steps)).values_list(*_COLUMNS, *bound, "steps")


_RUNS = PreparedRows(_select_run, public_id=UUIDField(), account_id=BigIntegerField())
_VISITS = PreparedRows(_select_visit, public_id=UUIDField(), visitor_key=CharField())
