"""Whether a service takes an application of a person on a day: by its days, its rules of access, and how many it takes.

Judged at the start and again at submit; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from portal.definitions.periods import Period, last_open_day, period_of
from portal.definitions.published import find_wizard_service
from portal.definitions.record_paths import ACTIVE_TYPES, with_credential_facts
from portal.definitions.rules import Facts, is_true, paths_used
from portal.definitions.spec import DraftPolicy, WizardSpec
from portal.definitions.texts import fill_in, in_language
from portal.definitions.tracing import trace_access
from portal.lifecycle.errors import AccessRefusedError, DuplicateApplicationError, NotOpenError
from portal.lifecycle.facts import as_held
from portal.lifecycle.runs import Run
from portal.records.applications.models import Application
from portal.records.credentials.queries import list_held_credentials
from portal.records.credentials.status import Status
from portal.records.people.models import Person

__all__ = [
    "check_access",
    "check_access_of",
    "check_draft_is_open",
    "check_is_only_one",
    "check_open",
    "last_day_to_send",
    "list_begun",
    "refuse_duplicate",
]

OF_CREDENTIALS = ("credential.", "credentials.")
"""What the paths begin with that take a look at the person's certificates."""


def check_open(*specs: WizardSpec, on: date) -> None:
    """Raise NotOpenError unless one of the definitions takes applications on a day."""
    periods = [(period_of(spec, on), spec) for spec in specs]
    if any(period is Period.OPEN for period, _spec in periods):
        return
    opening = [spec.opens_on for period, spec in periods if period is Period.NOT_YET]
    if coming := [day for day in opening if day]:
        raise NotOpenError(Period.NOT_YET, min(coming))
    raise NotOpenError(Period.OVER, max(spec.closes_on for spec in specs if spec.closes_on))


def check_draft_is_open(run: Run, *, on: date) -> None:
    """Raise NotOpenError where neither the draft's own version nor the one on offer is open.

    So a later last day helps those who have begun, and an earlier one takes nothing from them. One query, and only
    where the own version is not open.
    """
    spec = run.compiled.spec
    if period_of(spec, on) is Period.OPEN:
        return
    offered = find_wizard_service(run.service_key)
    check_open(spec, *((offered.spec,) if offered else ()), on=on)


def last_day_to_send(run: Run, *, on: date) -> date | None:
    """Return the last day on which an open draft may be sent, as ``check_draft_is_open`` judges; None without one.

    One query, and only where the draft's own version has a last day.
    """
    spec = run.compiled.spec
    if spec.closes_on is None:
        return None
    offered = find_wizard_service(run.service_key)
    specs = (spec, offered.spec) if offered else (spec,)
    return last_open_day(((each.opens_on, each.closes_on) for each in specs), on)


def check_access(
    spec: WizardSpec,
    *,
    person_id: int,
    record: Mapping[str, Any],
    credential_number: str | None,
    on: date,
    language: str,
) -> list[dict[str, Any]]:
    """Return how each rule of access came out, or raise AccessRefusedError with the words of the first that refuses.

    Two queries where a rule reads certificates, none otherwise. What is not known refuses nobody.
    """
    if not spec.access:
        return []
    facts = Facts({}, _with_certificates(spec, person_id, record, credential_number, on), on)
    for refusal in spec.access:
        if is_true(refusal.when, facts):
            raise AccessRefusedError(fill_in(in_language(refusal.message, language), facts.records))
    return trace_access(spec, facts)


def check_access_of(run: Run, *, on: date, language: str) -> list[dict[str, Any]]:
    """Return or raise the same of a draft as its definition has it; there is nothing to judge of a visitor's."""
    spec = run.compiled.spec
    if not spec.access:
        return []
    return check_access(
        spec,
        person_id=run.holder_id,
        record=run.record,
        credential_number=run.credential_number,
        on=on,
        language=language,
    )


def _with_certificates(
    spec: WizardSpec,
    person_id: int,
    record: Mapping[str, Any],
    number: str | None,
    on: date,
) -> Mapping[str, Any]:
    read = (path for refusal in spec.access for path in paths_used(refusal.when))
    if not any(path.startswith(OF_CREDENTIALS) for path in read):
        return record
    rows = list_held_credentials(person_id, on=on)
    active = sorted({row.type_key for row in rows if row.staff_status is Status.ACTIVE})
    held = [as_held(row, on) for row in rows]
    return {**with_credential_facts(record, held, number), ACTIVE_TYPES: active}


def list_begun(
    person_id: int, service_key: str, policy: DraftPolicy
) -> QuerySet[Application, Application]:
    """Return what somebody has begun of a service and comes back to, the latest saved first.

    Drafts; with them what was sent and is not decided, where the service takes one application at a time.
    """
    own = Application.objects.filter(person_id=person_id, service_key=service_key)
    if policy is DraftPolicy.ONE_UNDER_WAY:
        own = own.exclude(stage=Application.Stage.CLOSED)
    else:
        own = own.filter(submitted_at=None)
    return own.order_by("-saved_at", "-id")


def check_is_only_one(run: Run) -> None:
    """Raise DuplicateApplicationError where the service takes one at a time and another was sent.

    Holds the person's row until the transaction ends: of two drafts that are sent at once, one finds the other. For
    the same certificate the database itself refuses a second one.
    """
    if run.compiled.spec.drafts is not DraftPolicy.ONE_UNDER_WAY:
        return
    Person.objects.select_for_update().get(pk=run.holder_id)
    sent = list_begun(run.holder_id, run.service_key, DraftPolicy.ONE_UNDER_WAY).filter(
        submitted_at__isnull=False, credential__number=run.credential_number
    )
    if sent.exclude(pk=run.id).exists():
        raise DuplicateApplicationError(run.service_key)


def refuse_duplicate(run: Run) -> None:
    """Raise DuplicateApplicationError where another for the same certificate was sent and is not decided."""
    others = Application.objects.filter(
        credential__number=run.credential_number,
        service_key=run.service_key,
        submitted_at__isnull=False,
    ).exclude(stage=Application.Stage.CLOSED)
    if run.credential_number and others.exclude(pk=run.id).exists():
        raise DuplicateApplicationError(run.credential_number)
